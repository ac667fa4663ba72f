"""What a refusal taught counts in the next suggestions, once the person agreed, until they take it back."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.engine.match import DEFAULT_WEIGHTS
from bilan.occupations.matching import Constraints, Profile
from bilan.projects.errors import LeaningImpossible, ProjectHidden
from bilan.projects.models import Leaning, Option
from bilan.projects.operations import forget_leaning, keep_leanings, mark_option, refuse_occupation
from bilan.projects.pieces import Lean, LeaningKind, Why
from bilan.projects.queries import leanings_of, option_for, profile_of
from bilan.projects.queries.leanings import MORE, leaned
from tests.builders import a_person
from tests.projects.builders import CODES, a_catalogue, an_option

pytestmark = pytest.mark.django_db
LOADS = Lean(LeaningKind.CONTEXT, "heavy-loads", why=Why.TOO_PHYSICAL)
PAY = Lean(LeaningKind.PAY, value=1700, why=Why.PAY)
MONTHS = Lean(LeaningKind.TRAINING, value=6, why=Why.TRAINING)
NEARBY = Lean(LeaningKind.WEIGHT, "market", why=Why.FAR)


def a_refusal(person: Person, at: datetime, code: str = CODES[0]) -> Option:
    """Return an occupation refused with two reasons."""
    a_catalogue()
    why = (Why.TOO_PHYSICAL, Why.PAY)
    return refuse_occupation(person=person, code=code, reason="Mon dos.", why=why, by=person, at=at)


def agreed(person: Person, at: datetime, *leans: Lean, code: str = CODES[0]) -> tuple[Leaning, ...]:
    """Refuse an occupation, and let what it taught count."""
    return keep_leanings(option_id=a_refusal(person, at, code).pk, leans=leans, by=person, at=at)


def test_a_refusal_keeps_its_reasons_as_codes_beside_the_words(now: datetime) -> None:
    person = a_person()

    told = option_for(reader=person, option_id=a_refusal(person, now).pk)

    assert (told.reason, told.why) == ("Mon dos.", (Why.TOO_PHYSICAL, Why.PAY))


def test_nothing_counts_before_the_person_agreed(now: datetime) -> None:
    person = a_person()
    a_refusal(person, now)

    profile = profile_of(person=person)

    assert profile.constraints == Constraints()
    assert profile.weights == {}


def test_what_was_agreed_changes_limits_and_weights(now: datetime) -> None:
    person = a_person()
    agreed(person, now, LOADS, PAY, MONTHS, NEARBY)

    profile = profile_of(person=person)

    assert profile.constraints == Constraints(("heavy-loads",), 6.0, 1700.0)
    assert profile.weights == {"market": DEFAULT_WEIGHTS["market"] * MORE}


def test_limits_only_tighten_what_the_bilan_respects_already() -> None:
    strict = Constraints(("noise",), maximum_training_months=3, minimum_pay=2000)

    profile = leaned(Profile(constraints=strict), [LOADS, PAY, MONTHS])

    assert profile.constraints == Constraints(("noise", "heavy-loads"), 3.0, 2000.0)


def test_a_weight_asked_on_the_page_comes_before_a_leaning(now: datetime) -> None:
    person = a_person()
    agreed(person, now, NEARBY)

    assert profile_of(person=person, weights={"market": 0.01}).weights == {"market": 0.01}


def test_a_field_that_was_refused_takes_out_its_occupations(now: datetime) -> None:
    person = a_person()
    agreed(person, now, Lean(LeaningKind.DOMAIN, CODES[0], why=Why.SECTOR))

    assert set(CODES) <= set(profile_of(person=person).excluding)  # all of one field, K11


def test_a_field_that_no_catalogue_knows_takes_out_nothing() -> None:
    unknown = Lean(LeaningKind.DOMAIN, "Z9999")

    assert leaned(Profile(), [unknown]).excluding == ()
    a_catalogue()
    assert leaned(Profile(), [unknown]).excluding == ()


def test_the_same_thing_told_again_replaces_the_former(now: datetime) -> None:
    person = a_person()
    agreed(person, now, PAY, LOADS)
    agreed(person, now, Lean(LeaningKind.PAY, value=1900), code=CODES[1])

    told = [(kept.lean.mark, kept.lean.value) for kept in leanings_of(owner=person, reader=person)]

    assert sorted(told) == [("CONTEXT:heavy-loads", 0), ("PAY:", 1900)]


def test_forgetting_gives_the_former_search_back(now: datetime) -> None:
    person = a_person()
    (row,) = agreed(person, now, LOADS)

    forget_leaning(leaning_id=row.pk, by=person, at=now)

    assert profile_of(person=person).constraints == Constraints()
    acts = Event.objects.filter(act__startswith="leaning").values_list("act", flat=True)
    assert sorted(acts) == ["leaning.forgotten", "leaning.kept"]


@pytest.mark.parametrize(
    "leans",
    [
        (),
        (Lean(LeaningKind.PAY, value=0),),
        (Lean(LeaningKind.PAY, value=20_001),),
        (Lean(LeaningKind.TRAINING, value=61),),
        (Lean(LeaningKind.WEIGHT),),
    ],
)
def test_refuses_what_no_refusal_can_teach(leans: tuple[Lean, ...], now: datetime) -> None:
    person = a_person()
    option = a_refusal(person, now)

    with pytest.raises(LeaningImpossible):
        keep_leanings(option_id=option.pk, leans=leans, by=person, at=now)

    assert not Leaning.objects.exists()


def test_an_option_still_looked_at_teaches_nothing(now: datetime) -> None:
    person = a_person()
    option = an_option(person=person, at=now)

    with pytest.raises(LeaningImpossible):
        keep_leanings(option_id=option.pk, leans=[LOADS], by=person, at=now)


def test_someone_elses_refusal_and_leaning_do_not_exist(now: datetime) -> None:
    person, other = a_person(), a_person(name="Nadia Other")
    (row,) = agreed(person, now, LOADS)

    with pytest.raises(ProjectHidden):
        keep_leanings(option_id=row.option_id, leans=[PAY], by=other, at=now)
    with pytest.raises(ProjectHidden):
        forget_leaning(leaning_id=row.pk, by=other, at=now)
    with pytest.raises(ProjectHidden):
        forget_leaning(leaning_id=uuid4(), by=person, at=now)
    with pytest.raises(ProjectHidden):
        leanings_of(owner=person, reader=other)
    assert Leaning.objects.count() == 1


def test_what_a_private_option_taught_is_hidden_from_the_practitioner(now: datetime) -> None:
    person, practitioner = a_person(), a_person(name="Nadia Other")
    (row,) = agreed(person, now, LOADS)
    seen = leanings_of(owner=person, reader=practitioner, is_practitioner=True)
    assert [kept.id for kept in seen] == [row.pk]

    mark_option(option_id=row.option_id, is_private=True, by=person, at=now)

    assert leanings_of(owner=person, reader=practitioner, is_practitioner=True) == ()
    assert profile_of(person=person, has_private_cards=False).constraints == Constraints()
    assert profile_of(person=person).constraints.refused_contexts == ("heavy-loads",)


def test_ten_leanings_cost_the_queries_of_one(now: datetime) -> None:
    few, many = a_person(), a_person(name="Nadia Other")
    agreed(few, now, LOADS)
    agreed(many, now, *(Lean(LeaningKind.CONTEXT, f"context-{number}") for number in range(10)))

    with CaptureQueriesContext(connection) as of_one:
        leanings_of(owner=few, reader=few)
    with CaptureQueriesContext(connection) as of_ten:
        leanings_of(owner=many, reader=many)

    assert len(of_one) == len(of_ten) == 1
