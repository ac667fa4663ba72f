"""Signing in tells nobody who has an account: same words, same time, same headers."""

import random
import re
import statistics
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bilan import settings as site
from tests.builders import a_person

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP, CONFIRM = (
    reverse(name) for name in ("account_login", "account_signup", "account_confirm_login_code")
)
ROUNDS = 7
MOST_APART = 1.15  # medians of true pauses on a busy machine; the answers themselves were 1.3 to 1.6 apart
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce-[^\'"]+')


def shown(page: str, email: str) -> str:
    return CHANGING.sub("", page).replace(email, "ADDRESS")


def walk(email: str, *, door: str, field: str) -> tuple[int, str, str]:
    """Return what one sees: the status, where one is led, and the page there."""
    client = Client()
    answer = client.post(door, {field: email})
    page = client.get(answer.headers["Location"])
    return answer.status_code, answer.headers["Location"], shown(page.content.decode(), email)


def seconds(email: str, *, door: str, field: str) -> float:
    client = Client()
    begun = time.perf_counter()
    client.post(door, {field: email})
    return time.perf_counter() - begun


@pytest.mark.parametrize(("door", "field"), [(LOGIN, "login"), (SIGNUP, "email")])
def test_known_and_unknown_addresses_see_the_same(door: str, field: str) -> None:
    cache.clear()

    assert walk(a_person().email, door=door, field=field) == walk(
        "nobody@example.org", door=door, field=field
    )


def test_a_wrong_code_says_the_same_to_both() -> None:
    cache.clear()
    seen = []
    for email in (a_person().email, "nobody@example.org"):
        client = Client()
        client.post(LOGIN, {"login": email})
        seen.append(shown(client.post(CONFIRM, {"code": "BBBB-BBBB"}).content.decode(), email))

    assert seen[0] == seen[1]


def test_asking_for_another_code_says_the_same_to_both() -> None:
    cache.clear()
    seen = []
    for email in (a_person().email, "nobody@example.org"):
        client = Client()
        client.post(LOGIN, {"login": email})
        answer = client.post(CONFIRM, {"action": "resend"}, follow=True)
        seen.append(shown(answer.content.decode(), email))

    assert seen[0] == seen[1]


@pytest.mark.parametrize(("door", "field"), [(LOGIN, "login"), (SIGNUP, "email")])
def test_known_and_unknown_addresses_take_the_same_time(door: str, field: str, settings: Settings) -> None:
    settings.EVEN_TIME = site.EVEN_TIME
    known = [a_person().email for _ in range(ROUNDS)]
    unknown = [f"nobody{number}@example.org" for number in range(ROUNDS)]
    asked = [(email, True) for email in known] + [(email, False) for email in unknown]
    random.Random(0).shuffle(asked)
    times: dict[bool, list[float]] = {True: [], False: []}
    seconds("warm-up@example.org", door=door, field=field)
    for email, is_known in asked:
        cache.clear()
        times[is_known].append(seconds(email, door=door, field=field))

    medians = sorted(statistics.median(values) for values in times.values())

    assert medians[1] <= MOST_APART * medians[0], medians
