"""What brings the person is kept in their words, with one to three objectives."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Case
from bilan.cases.pieces import Aim, Constraints, ToldDemand
from bilan.cases.queries import constraints_of, demand_of, read_by
from tests.cases.builders import a_case
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

DEMAND, LIMITS = reverse("demand"), reverse("demand-constraints")
TOLD = {
    "why_now": "Mes mains ne tiennent plus la farine.",
    "worth_it": "Un projet qui tient.",
    "text_1": "Choisir un métier assis.",
    "tag_1": "PROJECT",
}


def begun() -> tuple[Visitor, Case]:
    visitor = a_visitor()
    return visitor, a_case(at=visitor.now, person=visitor.person)


def told(case: Case) -> ToldDemand | None:
    return demand_of(read_by(case=case, reader=case.beneficiary, what="demand", at=timezone.now()))


def limits(case: Case) -> Constraints:
    return constraints_of(read_by(case=case, reader=case.beneficiary, what="demand", at=timezone.now()))


def test_keeps_the_demand_and_goes_on_to_the_limits() -> None:
    visitor, case = begun()

    answer = visitor.post(DEMAND, **TOLD)

    assert answer.headers["Location"] == LIMITS
    kept = told(case)
    assert kept is not None
    assert kept.aims == (Aim("PROJECT", "Choisir un métier assis."),)


def test_shows_again_what_was_told() -> None:
    visitor, _case = begun()
    visitor.post(DEMAND, **TOLD)

    page = visitor.get(DEMAND)

    assert is_well_made(page)
    assert "Mes mains ne tiennent plus la farine." in page
    assert 'value="Choisir un métier assis."' in page


def test_an_objective_without_its_kind_keeps_the_rest() -> None:
    visitor, case = begun()

    page = visitor.said(DEMAND, **(TOLD | {"tag_1": ""}))

    assert "Dites de quoi il s’agit" in page
    assert "Mes mains ne tiennent plus la farine." in page
    assert told(case) is None


def test_asks_for_one_objective_at_least() -> None:
    visitor, case = begun()

    page = visitor.said(DEMAND, **(TOLD | {"text_1": ""}))

    assert "Un objectif au moins" in page
    assert told(case) is None


def test_keeps_the_limits_as_needs() -> None:
    visitor, case = begun()

    visitor.post(LIMITS, hours_a_week=4, remote="PREFERRED", contexts=["heavy-loads"], pay=1600, training="6")

    kept = limits(case)
    assert kept.refused_contexts == ("heavy-loads",)
    assert (kept.hours_a_week, kept.remote) == (4, "PREFERRED")
    assert (kept.minimum_pay, kept.maximum_training_months) == (1600, 6)


def test_keeps_wishes_apart_from_limits_and_shows_them_again() -> None:
    visitor, case = begun()
    told = {"contexts": ["noise"], "unwanted": ["noise", "travel"], "hoped_pay": 2100}
    visitor.post(LIMITS, hours_a_week=3, remote="ANY", **told)

    page = visitor.get(LIMITS)

    assert limits(case).refused_contexts == ("noise",)
    assert (limits(case).unwanted_contexts, limits(case).hoped_pay) == (("travel",), 2100)
    assert 'name="unwanted" value="travel"' in page
    assert is_well_made(page)


def test_keeps_the_highest_diploma_and_shows_it_again() -> None:
    visitor, case = begun()
    visitor.post(LIMITS, hours_a_week=3, remote="ANY", diploma="5")

    page = visitor.get(LIMITS)

    assert limits(case).diploma == 5
    assert '<option value="5" selected>' in page


def test_keeps_what_one_has_at_home_and_how_often_one_can_come() -> None:
    visitor, case = begun()
    visitor.post(LIMITS, hours_a_week=3, remote="AVOIDED", meetings=2, equipment="PHONE", ease="0.5")

    page = visitor.get(LIMITS)

    kept = limits(case)
    assert (kept.meetings_a_week, kept.equipment, kept.digital_ease) == (2, "PHONE", 0.5)
    assert 'value="PHONE" checked' in page
    assert 'value="0.5" checked' in page
    assert is_well_made(page)


def test_limits_kept_in_another_tab_are_shown_and_not_written_over_unseen() -> None:
    visitor, case = begun()
    seen = limits(case).version
    visitor.post(LIMITS, hours_a_week=5, remote="ANY", pay=1700, seen=seen)

    page = visitor.said(LIMITS, hours_a_week=2, remote="ANY", place="Angers", seen=seen)

    assert limits(case).minimum_pay == 1700
    assert "Pas moins de 1700" in page
    assert 'value="Angers"' in page
    visitor.post(LIMITS, hours_a_week=2, remote="ANY", place="Angers", seen=limits(case).version)
    assert limits(case).place == "Angers"


def test_video_only_without_a_phone_is_refused_and_the_rest_kept() -> None:
    visitor, case = begun()

    page = visitor.said(LIMITS, hours_a_week=6, remote="ONLY", equipment="NONE")

    assert "il faut au moins un téléphone" in page
    assert 'value="6"' in page
    assert limits(case).hours_a_week != 6


def test_no_long_training_is_not_the_same_as_not_knowing() -> None:
    visitor, case = begun()
    visitor.post(LIMITS, hours_a_week=3, remote="ANY", training="0")

    page = visitor.get(LIMITS)

    assert limits(case).maximum_training_months == 0
    assert '<option value="0" selected>' in page
    assert is_well_made(page)


@pytest.mark.parametrize(("hours", "is_kept"), [(0, False), (1, True), (10, True), (11, False)])
def test_hours_a_week_stay_between_one_and_ten(hours: int, is_kept: bool) -> None:
    visitor, _case = begun()

    answer = visitor.post(LIMITS, hours_a_week=hours, remote="ANY")

    assert (answer.status_code == 302) is is_kept


@pytest.mark.parametrize("url", [DEMAND, LIMITS])
def test_someone_without_a_bilan_is_led_to_the_start(url: str) -> None:
    answer = a_visitor().client.get(url)

    assert answer.headers["Location"] == reverse("start")


def test_a_demand_kept_in_another_tab_is_shown_beside_what_was_typed_here() -> None:
    visitor, case = begun()
    visitor.post(DEMAND, **TOLD, seen="")

    page = visitor.said(DEMAND, **TOLD | {"why_now": "Autre raison."}, seen="")

    held = told(case)
    assert "Gardé entre-temps" in page
    assert TOLD["why_now"] in page
    assert "Autre raison." in page
    assert held is not None
    assert held.why_now == TOLD["why_now"]
    assert f'name="seen" value="{held.version}"' in page
