"""What is known of a person, gathered to rank occupations: confirmed, answered, and nothing else."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.instruments.library import RIASEC, VALUES, instrument
from bilan.instruments.operations import give_opinion
from bilan.occupations.matching import Constraints, HeldSkill
from bilan.portfolio.operations import retire_card
from bilan.portfolio.pieces import Claim
from bilan.projects.operations import set_aside
from bilan.projects.queries import profile_of
from bilan.vault.operations import destroy_key, make_case_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one
from tests.portfolio.builders import a_card, an_experience, an_offer
from tests.projects.builders import an_option

pytestmark = pytest.mark.django_db

DRAWN: dict[str, int | str | None] = {
    item.id: {"S": 4, "C": 3}.get(item.scale or "", 1) for item in instrument(RIASEC).items
}


def test_takes_confirmed_cards_with_their_proof_and_liking(now: datetime) -> None:
    person = a_person()
    a_card(person=person, at=now, uri="starter:one", claim=Claim(proof="CERTIFIED", liking="NO_MORE"))
    a_card(person=person, at=now + timedelta(hours=1), uri="starter:two", claim=Claim(liking="LIKED"))
    a_card(person=person, at=now, sentence="Sans nom officiel")

    profile = profile_of(person=person)

    assert profile.skills == (HeldSkill("starter:two", 1, 1), HeldSkill("starter:one", 4, -1))


def test_leaves_out_what_was_only_offered_or_put_away(now: datetime) -> None:
    person = a_person()
    an_offer(experience=an_experience(person=person, at=now), at=now)
    card = a_card(person=person, at=now, uri="starter:one")
    retire_card(card_id=card.pk, by=person, at=now)

    assert profile_of(person=person).skills == ()


def test_leaves_private_cards_out_where_the_practitioner_looks_on(now: datetime) -> None:
    person = a_person()
    a_card(person=person, at=now, uri="starter:one", claim=Claim(is_private=True))

    assert len(profile_of(person=person).skills) == 1
    assert profile_of(person=person, has_private_cards=False).skills == ()


def test_takes_interests_with_their_error_and_values_in_order(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=RIASEC, at=now, values=DRAWN)
    kept: dict[str, int | str | None] = {"calme": "INDISPENSABLE", "aide": "INDISPENSABLE"}
    a_finished_one(person=person, instrument_id=VALUES, at=now, values=kept)

    profile = profile_of(person=person)

    assert profile.riasec["S"] == pytest.approx((1.0, 0.087), abs=0.001)
    assert profile.values == ("calme", "aide")


def test_a_flat_profile_says_nothing(now: datetime) -> None:
    person = a_person()
    a_finished_one(person=person, instrument_id=RIASEC, at=now, other=3)

    assert profile_of(person=person).riasec == {}


@pytest.mark.parametrize(("opinion", "counts"), [("YES", True), ("PARTLY", True), ("NO", False)])
def test_a_result_the_person_does_not_recognize_counts_for_nothing(
    now: datetime, opinion: str, counts: bool
) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=RIASEC, at=now, values=DRAWN)

    give_opinion(administration=administration, opinion=opinion, by=person, at=now)

    assert bool(profile_of(person=person).riasec) == counts


def test_two_cards_of_one_skill_give_their_best_proof_and_the_latest_liking(now: datetime) -> None:
    person = a_person()
    a_card(person=person, at=now, uri="starter:one", claim=Claim(proof="CERTIFIED", liking="LIKED"))
    a_card(person=person, at=now + timedelta(days=1), uri="starter:one", claim=Claim(liking="NO_MORE"))

    assert profile_of(person=person).skills == (HeldSkill("starter:one", 4, -1),)


def test_what_was_destroyed_counts_no_more(now: datetime) -> None:
    person = a_person()
    administration = a_finished_one(person=person, instrument_id=RIASEC, at=now, values=DRAWN)

    administration.key = make_case_key(owner=person.pk, at=now)
    administration.save(update_fields=["key"])
    destroy_key(key=administration.key, at=now)

    assert profile_of(person=person).riasec == {}


def test_excludes_what_was_set_aside_and_keeps_what_must_be_respected(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)
    set_aside(option_id=option.pk, reason="Trop loin", by=person, at=now)
    limits = Constraints(maximum_training_months=6)

    profile = profile_of(person=person, constraints=limits, weights={"skills": 2.0}, current="M1604")

    assert profile.excluding == ("K1101",)
    assert (profile.constraints, profile.weights, profile.current) == (limits, {"skills": 2.0}, "M1604")


def test_gathers_thirty_cards_in_as_many_queries_as_three(now: datetime) -> None:
    few, many = a_person(), a_person()
    for person, count in ((few, 3), (many, 30)):
        for rank in range(count):
            a_card(person=person, at=now, uri=f"starter:{rank}")

    with CaptureQueriesContext(connection) as three:
        profile_of(person=few)
    with CaptureQueriesContext(connection) as thirty:
        profile_of(person=many)

    assert len(three) == len(thirty)
