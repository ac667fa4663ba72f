"""The pages of one's availability: the week, the days away, the month as a table."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from bilan.providers.models import Absence, Slot, WeeklyTime
from bilan.web.practitioner.month import FARTHEST
from tests.cases.builders import a_booked_session, a_held_session
from tests.providers.builders import MANAGER, a_practitioner, a_slot
from tests.web.html import Read, page_of
from tests.web.practitioner.desk import Desk, a_desk, some_time_ago

pytestmark = pytest.mark.django_db
WEEK = reverse("availability")
MODES = {f"mode-{number}": "FACE" for number in range(6)}


@pytest.fixture
def desk(case: Case) -> Desk:
    return a_desk(case.practitioner.person)


def seen_on(page: Read) -> str:
    return next(found["value"] for _, found in page.tags if found.get("name") == "seen")


def value_of(page: Read, name: str) -> str:
    return next(found.get("value", "") for _, found in page.tags if found.get("name") == name)


def test_a_week_is_told_in_words_and_opens_slots(desk: Desk) -> None:
    seen = seen_on(desk.open(WEEK))

    desk.post(WEEK, **{**MODES, "seen": seen, "minutes": "60", "hours-1": "9 h 30, 14h", "mode-1": "VIDEO"})

    kept = [(one.weekday, one.starts.isoformat(), one.mode) for one in WeeklyTime.objects.order_by("starts")]
    assert kept == [(1, "09:30:00", "VIDEO"), (1, "14:00:00", "VIDEO")]
    assert Slot.objects.filter(is_weekly=True).count() >= 12
    assert value_of(desk.open(WEEK), "hours-1") == "9 h 30, 14 h"


def test_two_tabs_show_the_week_that_counts_and_keep_what_was_typed(desk: Desk) -> None:
    seen = seen_on(desk.open(WEEK))
    desk.post(WEEK, **{**MODES, "seen": seen, "minutes": "60", "hours-1": "9 h"})

    page = page_of(desk.post(WEEK, **{**MODES, "seen": seen, "minutes": "60", "hours-4": "16 h"}))

    assert "La semaine qui vaut maintenant" in page.text
    assert "Mardi : 9 h" in page.text
    assert value_of(page, "hours-4") == "16 h"
    assert [one.weekday for one in WeeklyTime.objects.all()] == [1]


def test_a_week_read_again_replaces_the_other(desk: Desk) -> None:
    desk.post(WEEK, **{**MODES, "seen": seen_on(desk.open(WEEK)), "minutes": "60", "hours-1": "9 h"})

    desk.post(WEEK, **{**MODES, "seen": seen_on(desk.open(WEEK)), "minutes": "60", "hours-4": "16 h"})

    assert [one.weekday for one in WeeklyTime.objects.all()] == [4]


@pytest.mark.parametrize(
    ("hours", "says"), [("9 h, 25 h", "ne se lit pas comme une heure"), ("9 h, 9 h 30", "espacez ces heures")]
)
def test_hours_that_cannot_be_keep_what_was_typed(desk: Desk, hours: str, says: str) -> None:
    seen = seen_on(desk.open(WEEK))

    page = page_of(desk.post(WEEK, **{**MODES, "seen": seen, "minutes": "60", "hours-1": hours}))

    assert says in page.text
    assert value_of(page, "hours-1") == hours
    assert not WeeklyTime.objects.exists()


def test_an_absence_tells_which_appointments_to_move(desk: Desk, case: Case) -> None:
    session = a_booked_session(case, starts_at=timezone.now() + timedelta(days=3))
    first = timezone.localdate()
    desk.post(
        reverse("availability-away"),
        begins_on=first.isoformat(),
        until=(first + timedelta(days=5)).isoformat(),
    )

    page = desk.open(WEEK)

    links = [found["href"] for tag, found in page.tags if tag == "a" and "href" in found]
    assert reverse("session-shift", args=[session.pk]) in links


def test_an_absence_that_meets_another_keeps_what_was_typed(desk: Desk) -> None:
    first = (timezone.localdate() + timedelta(days=9)).isoformat()
    url = reverse("availability-away")
    desk.post(url, begins_on=first, until=first)

    page = page_of(desk.post(url, begins_on=first, until=first))

    assert "Vous êtes déjà absent" in page.text
    assert value_of(page, "until") == first
    assert Absence.objects.count() == 1


def test_an_absence_is_taken_back_once(desk: Desk) -> None:
    first = (timezone.localdate() + timedelta(days=9)).isoformat()
    desk.post(reverse("availability-away"), begins_on=first, until=first)
    back = reverse("availability-back")

    desk.post(back, begins_on=first)
    again = desk.client.post(back, {"begins_on": first}, follow=True)

    assert not Absence.objects.exists()
    assert "déjà été retirée" in again.content.decode()
    assert desk.post(back, begins_on="one day").status_code == 404


def test_one_s_absence_stands_whatever_a_colleague_takes_back(desk: Desk, case: Case) -> None:
    first = (timezone.localdate() + timedelta(days=9)).isoformat()
    desk.post(reverse("availability-away"), begins_on=first, until=first)

    colleague = a_desk(a_practitioner(provider=case.practitioner.provider).person)
    colleague.post(reverse("availability-back"), begins_on=first)

    assert Absence.objects.get().practitioner == case.practitioner


def test_a_month_counts_who_comes_and_what_is_open(desk: Desk, case: Case) -> None:
    at = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=40)
    a_booked_session(case, starts_at=at)
    a_slot(practitioner=case.practitioner, starts_at=at + timedelta(hours=3))

    page = desk.open(reverse("calendar-month", args=[f"{at:%Y-%m}"]))

    assert "1 rendez-vous, 1 créneau libre" in page.text
    anchors = [found.get("href", "") for tag, found in page.tags if tag == "a"]
    assert f"#d-{at:%Y-%m-%d}" in anchors
    assert page.count("li", "open-slot") == 1


def test_a_month_gone_by_keeps_who_came_and_no_slot(desk: Desk, case: Case) -> None:
    at = some_time_ago(days=40)
    a_held_session(case, starts_at=at)
    a_slot(practitioner=case.practitioner, starts_at=at + timedelta(hours=5))

    page = desk.open(reverse("calendar-month", args=[f"{timezone.localtime(at):%Y-%m}"]))

    assert "Déjà passé" in page.text
    assert page.count("li", "open-slot") == 0


def test_a_month_names_closed_days(desk: Desk, case: Case) -> None:
    year = timezone.localdate().year + 1
    Absence.objects.create(
        practitioner=case.practitioner, from_on=date(year, 5, 20), until_on=date(year, 5, 21)
    )

    page = desk.open(reverse("calendar-month", args=[f"{year}-05"]))

    assert "Fête du travail" in page.text
    assert page.text.count("absence") >= 2


def test_the_last_month_that_means_something_offers_no_next_one(desk: Desk) -> None:
    last = timezone.localdate() + FARTHEST

    page = desk.open(reverse("calendar-month", args=[f"{last:%Y-%m}"]))

    offered = {found["rel"]: found["href"] for _, found in page.tags if found.get("rel") in ("prev", "next")}
    assert set(offered) == {"prev"}
    assert desk.status(offered["prev"]) == 200


@pytest.mark.parametrize("month", ["2026-13", "someday", "1999-01", "2999-01"])
def test_a_month_that_means_nothing_is_not_there(desk: Desk, month: str) -> None:
    assert desk.status(reverse("calendar-month", args=[month])) == 404


@pytest.mark.parametrize("url", [WEEK, reverse("calendar-month", args=["2027-01"])])
def test_a_manager_who_leads_no_bilan_has_no_week(url: str) -> None:
    assert a_desk(a_practitioner(role=MANAGER).person).status(url) in (302, 404)
