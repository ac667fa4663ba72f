"""The pages that explain open for anyone, in both languages."""

import pytest
from django.test import Client

from tests.web.html import page_of

pytestmark = pytest.mark.django_db
PATHS = ("/about/", "/modules/", "/who-reads/", "/accessibility/", "/sources/", "/gallery/")


@pytest.mark.parametrize("path", PATHS)
def test_opens_without_an_account(client: Client, path: str) -> None:
    assert page_of(client.get(path)).count("h1") == 1


def test_what_a_bilan_is_says_todays_law_with_its_source(client: Client) -> None:
    text = client.get("/about/").content.decode()

    assert "24 h" in text
    assert "L6313-4" in text


def test_the_language_changes_by_a_post_alone(client: Client) -> None:
    client.get("/language/?language=en")
    assert 'lang="fr"' in client.get("/about/").content.decode()

    client.post("/language/", {"language": "en", "next": "/about/"})
    assert '<html lang="en"' in client.get("/about/").content.decode()


def test_other_pages_ask_to_sign_in(client: Client) -> None:
    for path in ("/me/", "/welcome/", "/home/"):
        assert client.get(path).status_code == 302
