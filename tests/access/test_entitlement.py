"""The front door's answer: right on the day, with its sources, and never a dead end."""

from datetime import date

import pytest
from django.utils import translation

from bilan.access.errors import SituationUnknown
from bilan.access.queries import SITUATIONS, Entitlement, entitlement
from bilan.rules import profile_ids
from bilan.rules.errors import DateTooEarly

TODAY = date(2026, 11, 22)


def answer(
    situation: str = "EMPLOYEE",
    *,
    recently: bool = False,
    profile_id: str | None = None,
    on: date = TODAY,
) -> Entitlement:
    return entitlement(situation=situation, had_funded_recently=recently, profile_id=profile_id, on=on)


def codes(found: Entitlement) -> list[str]:
    return [reason.code for reason in found.reasons]


def test_an_employee_pays_the_co_payment_and_learns_how_not_to() -> None:
    found = answer("EMPLOYEE")

    assert (found.is_entitled, found.cost_cents, found.funded_cents) == (True, 10320, 160000)
    assert "employeur" in next(reason.text for reason in found.reasons if reason.code == "COPAYMENT")


def test_a_jobseeker_pays_nothing_and_is_told_why() -> None:
    found = answer("JOBSEEKER")

    assert (found.cost_cents, found.usual_cost_cents) == (0, 10320)
    assert "103,20" in found.cost_reason
    assert "EXEMPT" in codes(found)
    assert "ANNOUNCED" not in codes(found)


@pytest.mark.parametrize("situation", ["EMPLOYEE", "SELF_EMPLOYED", "JOBSEEKER"])
def test_a_bilan_paid_for_recently_closes_the_account_from_the_day_of_the_decree(situation: str) -> None:
    before = answer(situation, recently=True, on=date(2026, 2, 25))
    after = answer(situation, recently=True, on=date(2026, 2, 26))

    assert before.is_entitled
    assert not after.is_entitled
    assert (after.funded_cents, after.cost_cents) == (None, None)
    assert "2026-127" in next(reason.source for reason in after.reasons if reason.code == "WAITING")


@pytest.mark.parametrize("recently", [False, True])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_there_is_always_a_next_step_and_a_free_conversation(situation: str, recently: bool) -> None:
    found = answer(situation, recently=recently)

    assert "TALK" in [step.code for step in found.next_steps]
    assert len(found.next_steps) >= 2
    assert found.title
    assert all(reason.source for reason in found.reasons)


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("profile_id", profile_ids())
def test_every_profile_can_answer_everyone(profile_id: str, situation: str) -> None:
    for recently in (False, True):
        assert answer(situation, recently=recently, profile_id=profile_id).profile_id == profile_id


def test_who_is_not_funded_finds_other_doors_and_may_pay_alone() -> None:
    steps = [step.code for step in answer("EMPLOYEE", recently=True).next_steps]

    assert steps == ["TALK", "ASK_EMPLOYER", "OWN_MEANS"]


def test_a_public_servant_asks_their_administration_which_may_refuse() -> None:
    found = answer("PUBLIC")

    assert (found.profile_id, found.cost_cents) == ("fr-public-servants", 0)
    assert found.next_steps[0].code == "ASK_ADMINISTRATION"
    assert "ressources humaines" in str(found.next_steps[0])
    assert "TRIPARTITE" in codes(found)


def test_a_public_servant_who_waits_hears_of_the_priority_groups() -> None:
    assert "PRIORITY_GROUPS" in [step.code for step in answer("PUBLIC", recently=True).next_steps]


def test_another_situation_is_not_funded_here_and_is_not_sent_away() -> None:
    found = answer("OTHER")

    assert (found.is_entitled, found.profile_id) == (False, "fr-law")
    assert "CHECK_ACCOUNT" in [step.code for step in found.next_steps]


def test_what_is_announced_is_said_to_be_unconfirmed() -> None:
    announced = next(reason for reason in answer().reasons if reason.code == "ANNOUNCED")

    assert not announced.is_confirmed
    assert "150" in announced.sentence


def test_hours_and_weeks_come_from_the_profile() -> None:
    law, program = answer(), answer(profile_id="programme-2015")

    assert (law.hours_minimum, law.hours_maximum, law.accompanied_minimum, law.weeks) == (13, 24, 13, None)
    assert (program.minimum_minutes, program.maximum_minutes) == (960, 1800)
    assert (program.minimum_weeks, program.maximum_weeks, program.weeks) == (4, 10, (4, 10))
    assert (program.accompanied_minimum, program.accompanied_minimum_minutes) == (None, None)
    assert (program.cost_cents, program.is_entitled) == (0, True)


def test_a_price_that_was_not_read_is_not_invented() -> None:
    found = answer(profile_id="be-vlg")

    assert found.cost_cents is None
    assert "confirmer" in found.cost_reason


def test_flanders_is_for_a_first_time_only_since_autumn_2025() -> None:
    assert "FIRST_TIME_ONLY" in codes(answer(profile_id="be-vlg", recently=True))
    assert "WAITING" in codes(answer(profile_id="be-vlg", recently=True, on=date(2025, 9, 30)))


def test_the_answer_speaks_the_reader_s_language() -> None:
    with translation.override("en"):
        assert "€" in answer().title or "103" in answer().title


def test_a_situation_that_is_not_offered_is_refused() -> None:
    with pytest.raises(SituationUnknown):
        answer("STUDENT")


def test_a_day_before_the_texts_is_refused() -> None:
    with pytest.raises(DateTooEarly):
        answer(on=date(2018, 12, 31))


def test_answering_touches_no_database() -> None:
    """Django's test runner refuses any query here: the test has no access to the database."""
    assert answer("JOBSEEKER").is_entitled
