"""Home: one next thing before, during and after a bilan."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bilan.cases.models import FollowUp
from bilan.cases.operations import hand_over
from tests.builders import a_person
from tests.cases.builders import (
    a_booked_session,
    a_case,
    a_concluding_case,
    a_held_session,
    a_signed_case,
    the_counsellor,
)
from tests.instruments.builders import a_finished_one
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

HOME = reverse("home")


def delivered() -> Visitor:
    """Return someone whose synthesis was handed over seven months ago."""
    visitor = a_visitor(a_person(name="Avant Toute Chose"))
    then = visitor.now - timedelta(days=210)
    case = a_concluding_case(at=then)
    hand_over(case=case, by=the_counsellor(case), at=then)
    return a_visitor(case.beneficiary)


def test_teaches_the_first_step_before_a_bilan() -> None:
    page = a_visitor().get(HOME)

    assert is_well_made(page)
    assert "Comment cela se passe" in page
    assert reverse("start") in page


def test_greets_by_the_first_name_alone() -> None:
    page = a_visitor(a_person(name="Claire Morel")).get(HOME)

    assert ", Claire" in page
    assert "Morel" not in page


def test_greets_someone_without_a_name() -> None:
    page = a_visitor(a_person(name="")).get(HOME)

    assert ">Bon" in page
    assert ", <" not in page


def test_shows_the_hours_the_counsellor_and_the_next_appointment() -> None:
    visitor = a_visitor()
    case = a_signed_case(at=visitor.now - timedelta(days=20))
    a_held_session(case, starts_at=visitor.now - timedelta(days=3), minutes=90)
    session = a_booked_session(case, starts_at=visitor.now + timedelta(days=4))

    page = a_visitor(case.beneficiary).get(HOME)

    assert is_well_made(page)
    assert "1\u00a0h\u00a030" in page
    assert "Hélène Quéméner" in page
    assert reverse("session-calendar", args=[session.pk]) in page
    assert "13\u00a0h, le minimum avec quelqu’un" in page


def test_draws_what_attracts_once_the_questionnaire_is_finished() -> None:
    visitor = a_visitor()
    case = a_case(at=visitor.now, person=visitor.person)
    values = {f"S{number:02d}": 4 for number in range(1, 11)}
    a_finished_one(person=case.beneficiary, instrument_id="riasec", at=visitor.now, values=values, other=1)

    page = visitor.get(HOME)

    assert "Hexagone de vos intérêts" in page
    assert "Dire si cela me ressemble" in page


def test_shows_what_stays_after_the_hand_over() -> None:
    page = delivered().get(HOME)

    assert is_well_made(page)
    assert "Ce que vous gardez" in page
    assert "détruites le" in page
    assert "Où j’en suis" not in page


def test_keeps_the_answer_some_months_after() -> None:
    visitor = delivered()
    promised = FollowUp.objects.get(case__beneficiary=visitor.person, months=6)
    url = reverse("follow-up", args=[promised.pk])

    page = visitor.get(url)
    answer = visitor.post(url, outcome="TRAINING")

    assert is_well_made(page)
    assert answer.status_code == 302
    promised.refresh_from_db()
    assert promised.outcome == "TRAINING"


def test_an_impossible_outcome_changes_nothing() -> None:
    visitor = delivered()
    promised = FollowUp.objects.get(case__beneficiary=visitor.person, months=6)

    visitor.post(reverse("follow-up", args=[promised.pk]), outcome="RICH")

    promised.refresh_from_db()
    assert promised.answered_at is None


def test_someone_else_s_follow_up_is_not_there() -> None:
    promised = FollowUp.objects.get(case__beneficiary=delivered().person, months=6)
    other = delivered()

    answer = other.client.get(reverse("follow-up", args=[promised.pk]))

    assert answer.status_code == 404


def test_costs_the_same_for_three_sessions_and_for_thirty() -> None:
    visitor = a_visitor()
    case = a_signed_case(at=visitor.now - timedelta(days=60))
    mine = a_visitor(case.beneficiary)
    for day in range(1, 4):
        a_held_session(case, starts_at=visitor.now - timedelta(days=day), minutes=15)
    few = mine.queries(HOME)
    for day in range(4, 31):
        a_held_session(case, starts_at=visitor.now - timedelta(days=day), minutes=15)

    assert mine.queries(HOME) == few
