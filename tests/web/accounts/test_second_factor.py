"""An application of codes: set up with a right code, asked for at the next entry, hidden in the database."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bilan.accounts.models import Person
from bilan.vault.errors import ContentTampered
from bilan.vault.operations import hide, reveal
from bilan.web.accounts.fresh import PROVED_AT
from tests.cases.builders import a_case, the_counsellor

pytestmark = pytest.mark.django_db
PERIOD = 30


@pytest.fixture(autouse=True)
def _asked(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    cache.clear()


def a_fresh_counsellor() -> tuple[Client, Person]:
    """Return a counsellor who just proved who they are."""
    person, client = the_counsellor(a_case(at=timezone.now())), Client()
    client.force_login(person)
    session = client.session
    session[PROVED_AT] = timezone.now().timestamp()
    session.save()
    return client, person


def set_up(client: Client) -> str:
    """Set an application up; return the secret it shares."""
    client.get(reverse("mfa_activate_totp"))
    secret: str = client.session[SECRET_SESSION_KEY]
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))


def test_with_a_right_code_the_pages_about_others_open() -> None:
    client, person = a_fresh_counsellor()

    set_up(client)

    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    assert client.get(reverse("today")).status_code == 200


def test_with_a_wrong_code_nothing_is_set_up() -> None:
    client, person = a_fresh_counsellor()
    client.get(reverse("mfa_activate_totp"))
    right = code_of(client.session[SECRET_SESSION_KEY])

    client.post(reverse("mfa_activate_totp"), {"code": "000000" if right != "000000" else "111111"})

    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get(reverse("today")).headers["Location"] == reverse("mfa_index")


def test_the_secret_of_the_application_cannot_be_read_in_the_database() -> None:
    client, person = a_fresh_counsellor()

    secret = set_up(client)

    stored = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert reveal(stored, at=timezone.now()) == secret


def test_a_hidden_secret_that_was_changed_is_refused() -> None:
    hidden = hide("a secret", at=timezone.now())

    with pytest.raises(ContentTampered):
        reveal(hidden[:-4] + "AAA=", at=timezone.now())
