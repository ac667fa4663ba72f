"""Every component of the site has a sample in the gallery, and every sample shows something."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import override

from bilan.web.public.gallery import SAMPLES, Sample, samples_of
from tests.web.html import page_of

COMPONENTS = sorted(path.stem for path in (SAMPLES.parent / "components").glob("*.html"))


def samples(language: str = "fr") -> list[Sample]:
    """Return the samples as a visitor sees them."""
    request = RequestFactory().get("/gallery/")
    with override(language):
        return samples_of(request)


def sample_of(name: str) -> Path:
    """Return the sample of a component."""
    return SAMPLES / f"{name}.html"


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_has_its_sample(name: str) -> None:
    sample = sample_of(name)

    assert sample.exists(), f"Show components/{name}.html in gallery/{name}.html"
    assert f'"components/{name}.html"' in sample.read_text()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_sample_shows_something(language: str) -> None:
    bare = [one.name for one in samples(language) if not re.sub(r"<[^>]*>|\s", "", one.html)]

    assert bare == []


def test_no_identifier_stands_twice(client: Client) -> None:
    page = page_of(client.get("/gallery/"))

    found = Counter(attributes["id"] for _tag, attributes in page.tags if "id" in attributes)

    assert [name for name, count in found.items() if count > 1] == []


def test_each_reference_leads_to_an_identifier_of_the_page(client: Client) -> None:
    page = page_of(client.get("/gallery/"))

    ids = {attributes.get("id") for _tag, attributes in page.tags}
    asked = {
        name
        for _tag, attributes in page.tags
        for key in ("for", "aria-labelledby", "aria-describedby")
        for name in attributes.get(key, "").split()
    }

    assert asked - ids == set()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_opens_in_both_languages_under_one_heading(client: Client, language: str) -> None:
    response = client.get("/gallery/", headers={"accept-language": language})

    assert page_of(response).count("h1") == 1


def test_reads_nothing_from_the_database(client: Client) -> None:
    # No mark opens the database to this test: a single query would fail it.
    assert client.get("/gallery/").status_code == 200
