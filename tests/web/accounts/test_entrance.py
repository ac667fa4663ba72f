"""Signing in: a code and a link by mail, new devices announced, limits that lock nobody else out."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bilan.accounts.models import Device, Person, SignInLink
from bilan.messages.models import Message
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.cases.builders import a_case, the_counsellor

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
CONFIRM = reverse("account_confirm_login_code")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit Version/18.0 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def _no_limit_left_over() -> None:
    cache.clear()


def somebody() -> Person:
    """Return a person whose address was confirmed when they signed up."""
    person = a_person()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def mails_to(person: Person) -> list[str]:
    mails = Message.objects.filter(to=person.email).select_related("key").order_by("due_at", "pk")
    return [open_key(mail.key).read_text(mail, "body_sealed") for mail in mails]


def asking(person: Person, agent: str = FIREFOX) -> Client:
    """Return a browser in which somebody asked for a code."""
    client = Client(headers={"user-agent": agent})
    assert client.post(LOGIN, {"login": person.email}).status_code == 302
    return client


def last_link(person: Person) -> str:
    found = re.search(r"http://testserver(/account/link/\S+)", mails_to(person)[-1])
    assert found
    return found[1]


def last_code(person: Person) -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mails_to(person)[-1], re.M)
    assert found
    return found[0]


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def enter(person: Person, agent: str = FIREFOX) -> Client:
    client = asking(person, agent)
    client.post(CONFIRM, {"code": last_code(person)})
    assert is_in(client)
    return client


def test_the_code_signs_in_where_it_was_asked() -> None:
    enter(somebody())


def test_opening_the_link_uses_nothing_up_and_says_where_it_was_asked() -> None:
    person = somebody()
    asking(person)
    stranger = Client(headers={"user-agent": PHONE})

    for _ in range(3):
        page = stranger.get(last_link(person))

    assert "Firefox sur Linux" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not is_in(stranger)
    assert SignInLink.objects.count() == 1


def test_the_link_signs_in_where_it_is_opened_and_there_alone() -> None:
    person = somebody()
    asker = asking(person)
    phone = Client(headers={"user-agent": PHONE})

    phone.post(last_link(person))

    assert is_in(phone)
    assert not is_in(asker)


def test_the_link_works_once() -> None:
    person = somebody()
    asking(person)
    link = last_link(person)
    Client().post(link)
    late = Client()

    answer = late.post(link, follow=True)

    assert "déjà servi" in answer.content.decode()
    assert not is_in(late)


def test_an_old_link_opens_nothing() -> None:
    person = somebody()
    asking(person)
    held = SignInLink.objects.get()
    SignInLink.objects.update(ends_at=held.asked_at)
    late = Client()

    late.post(last_link(person))

    assert not is_in(late)


def test_entering_by_code_closes_the_link() -> None:
    person = somebody()
    enter(person)

    assert not SignInLink.objects.exists()


def test_somebody_else_asking_does_not_spoil_the_link() -> None:
    person = somebody()
    asking(person)
    link = last_link(person)
    asking(person, PHONE)
    browser = Client()

    browser.post(link)

    assert is_in(browser)


def test_the_database_holds_no_secret_of_a_link() -> None:
    person = somebody()
    asking(person)

    assert SignInLink.objects.get().digest not in last_link(person)
    assert last_link(person).split("/")[3] not in str(SignInLink.objects.values().get())


def test_the_first_device_is_not_announced_and_the_next_is() -> None:
    person = somebody()
    enter(person)
    before = len(mails_to(person))

    enter(person, PHONE)

    told = mails_to(person)[before:]
    assert [text for text in told if "nouveau pour nous" in text and "Safari sur iPhone" in text]
    assert Device.objects.filter(person=person).count() == 2


def test_a_known_device_comes_back_without_notice() -> None:
    person = somebody()
    client = enter(person)
    enter(person, PHONE)
    client.post(reverse("account_logout"))
    before = len(mails_to(person))
    client.post(LOGIN, {"login": person.email})
    client.post(CONFIRM, {"code": last_code(person)})

    assert is_in(client)
    assert len(mails_to(person)) == before + 1


def test_a_session_closed_from_elsewhere_is_dead_at_once() -> None:
    person = somebody()
    lost, held = enter(person), enter(person, PHONE)
    other = UserSession.objects.get(user=person, session_key=lost.session.session_key)

    held.post(reverse("session-close", args=[other.pk]))

    assert not is_in(lost)
    assert is_in(held)


def test_nobody_closes_the_session_of_somebody_else() -> None:
    person = somebody()
    client, stranger = enter(person), enter(somebody())
    session = UserSession.objects.get(user=person)

    answer = stranger.post(reverse("session-close", args=[session.pk]))

    assert answer.status_code == 404
    assert is_in(client)


def test_a_session_that_ended_is_listed_no_more() -> None:
    person = somebody()
    lost, held = enter(person), enter(person, PHONE)
    Session.objects.filter(pk=lost.session.session_key).delete()

    assert "Firefox sur Linux" not in held.get(reverse("usersessions_list")).content.decode()


def test_nobody_sees_where_somebody_else_is_signed_in() -> None:
    enter(somebody())
    held = enter(somebody(), PHONE)

    assert "Firefox sur Linux" not in held.get(reverse("usersessions_list")).content.decode()


def test_closing_all_others_of_one_s_own_touches_nobody_else() -> None:
    stranger, held = enter(somebody()), enter(somebody(), PHONE)

    held.post(reverse("usersessions_list"))

    assert is_in(stranger)


def test_closing_all_others_keeps_this_one() -> None:
    person = somebody()
    lost, held = enter(person), enter(person, PHONE)
    assert "Firefox sur Linux" in held.get(reverse("usersessions_list")).content.decode()

    held.post(reverse("usersessions_list"))

    assert not is_in(lost)
    assert is_in(held)


def test_many_wrong_codes_elsewhere_do_not_lock_the_person_out() -> None:
    person = somebody()
    for number in range(12):
        attacker = Client(REMOTE_ADDR=f"203.0.113.{number % 3}")
        attacker.post(LOGIN, {"login": person.email})
        for _ in range(4):
            attacker.post(CONFIRM, {"code": "BBBB-BBBB"})

    enter(person)


def test_an_address_that_asks_too_often_is_told_to_wait_and_another_is_not() -> None:
    person = somebody()
    answers = [
        Client(REMOTE_ADDR="203.0.113.9").post(LOGIN, {"login": f"nobody{n}@example.org"}).status_code
        for n in range(32)
    ]

    assert 429 in answers
    enter(person)


def test_nobody_has_a_password_page() -> None:
    client = Client()
    client.force_login(somebody())

    for page in ("set/", "change/", "reset/"):
        assert client.get(f"/account/password/{page}").status_code == 404


def test_staff_set_a_second_factor_up_before_any_case(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = Client()
    client.force_login(the_counsellor(a_case(at=timezone.now())))

    assert client.get(reverse("today")).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_beneficiary_needs_no_second_factor(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    client = Client()
    client.force_login(somebody())

    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("today")).status_code == 404
