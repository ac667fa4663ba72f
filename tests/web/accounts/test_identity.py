"""Entering by a public identity: what is signed and for us opens, anything else does not."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.web.accounts.identity_config import identity_providers
from tests.builders import a_person
from tests.identity_provider.server import CLIENT, SECRET, Provider, started

pytestmark = pytest.mark.django_db

START = reverse("identity-start", args=["national"])
UNKNOWN, LINK = reverse("identity-unknown"), reverse("identity-link")
SPOILED = (
    "nonce",
    "audience",
    "issuer",
    "expired",
    "level",
    "alg none",
    "shared secret",
    "other key",
    "other person",
)


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    cache.clear()
    running = started(email="solene@example.org", email_verified=True, name="Solène Marchais")
    monkeypatch.setenv("NATIONAL_SECRET", SECRET)
    settings.IDENTITY_PROVIDERS = {
        "national": {
            "issuer": running.issuer,
            "client_id": CLIENT,
            "client_secret_env": "NATIONAL_SECRET",
            "acr_values": ["eidas1"],
            "label": {"fr": "Identité nationale", "en": "National identity"},
        }
    }
    yield running
    running.server.shutdown()
    running.server.server_close()


def came_back(client: Client) -> str:
    """Go to the provider as a browser would; return the address it sends back to."""
    away = client.post(START)
    assert away.status_code == 302, away.content
    answer = requests.get(away.headers["Location"], allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def linked(person: Person) -> Person:
    SocialAccount.objects.create(user=person, provider="national", uid="person-1")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_the_sign_in_page_offers_it(provider: Provider) -> None:
    assert "Entrer avec Identité nationale" in Client().get(reverse("account_login")).content.decode()


def test_a_linked_identity_signs_in(provider: Provider) -> None:
    linked(a_person())
    client = Client()

    client.get(came_back(client))

    assert is_in(client)


def test_the_question_carries_state_nonce_and_a_challenge(provider: Provider) -> None:
    asked = parse_qs(urlsplit(Client().post(START).headers["Location"]).query)

    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["eidas1"]


@pytest.mark.parametrize("spoil", SPOILED)
def test_what_cannot_be_believed_opens_nothing(provider: Provider, spoil: str) -> None:
    linked(a_person())
    client = Client()
    provider.spoil = spoil

    page = client.get(came_back(client), follow=True).content.decode()

    assert "n’a pas pu être vérifiée" in page
    assert not is_in(client)


def test_an_answer_works_once(provider: Provider) -> None:
    linked(a_person())
    client = Client()
    back = came_back(client)
    client.get(back)
    client.post(reverse("account_logout"))

    page = client.get(back, follow=True).content.decode()

    assert "a expiré, ou a déjà servi" in page
    assert not is_in(client)


def test_the_answer_to_somebody_else_opens_nothing(provider: Provider) -> None:
    linked(a_person())
    asker, other = Client(), Client()
    other.post(START)

    other.get(came_back(asker))

    assert not is_in(other)


def test_giving_up_there_comes_back_in_words(provider: Provider) -> None:
    client = Client()
    provider.spoil = "cancelled"

    page = client.get(came_back(client), follow=True).content.decode()

    assert "Vous n’êtes pas entré" in page


def test_an_unknown_identity_opens_an_account_after_a_yes(provider: Provider) -> None:
    client = Client()
    client.get(came_back(client))
    assert not Person.objects.exists()

    client.post(UNKNOWN)

    assert is_in(client)
    assert Person.objects.get().email == "solene@example.org"
    assert SocialAccount.objects.get().extra_data == {}
    assert Event.objects.filter(act="identity.linked").count() == 1


def test_a_known_address_is_never_enough_to_enter(provider: Provider) -> None:
    a_person(email="solene@example.org")
    client = Client()
    client.get(came_back(client))

    client.post(UNKNOWN)

    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_unverified_address_opens_no_account(provider: Provider) -> None:
    provider.claims["email_verified"] = False
    client = Client()
    client.get(came_back(client))

    client.post(UNKNOWN)

    assert not Person.objects.exists()


def test_whoever_holds_both_links_them(provider: Provider) -> None:
    person, client = a_person(email="solene@example.org"), Client()
    client.force_login(person)
    client.get(came_back(client))
    assert not SocialAccount.objects.exists()

    client.post(LINK)

    assert SocialAccount.objects.get().user == person


def test_an_identity_of_somebody_else_is_not_taken_over(provider: Provider) -> None:
    owner, client = linked(a_person()), Client()
    client.force_login(a_person())

    page = client.get(came_back(client), follow=True).content.decode()

    assert "déjà reliée à un autre compte" in page
    assert SocialAccount.objects.get().user == owner


def test_signing_out_signs_out_there_too(provider: Provider) -> None:
    linked(a_person())
    client = Client()
    client.get(came_back(client))

    away = client.post(reverse("account_logout")).headers["Location"]

    assert away.startswith(f"{provider.issuer}/leave?id_token_hint=")
    assert not is_in(client)


def test_an_issuer_without_encryption_is_refused(settings: Settings) -> None:
    settings.IDENTITY_PROVIDERS = {"national": {"issuer": "http://identity.example", "client_id": "x"}}

    with pytest.raises(ImproperlyConfigured):
        identity_providers()


def test_a_provider_nobody_configured_is_not_there() -> None:
    assert Client().post(START).status_code == 404
