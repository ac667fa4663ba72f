"""Each reason of a refusal becomes things to agree to, with what they would change in the six."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bilan.accounts.models import Person
from bilan.occupations.matching import Constraints, Profile
from bilan.occupations.memory import forget
from bilan.occupations.models import Area, Occupation
from bilan.occupations.operations.starter import load_starter
from bilan.projects.operations import keep_leanings, refuse_occupation
from bilan.projects.pieces import LeaningKind, Why
from bilan.projects.queries import Lesson, lessons_of, option_for, profile_of, proposed_occupations
from bilan.projects.queries.lessons import CONTEXTS
from tests.builders import a_person
from tests.portfolio.builders import a_card
from tests.shared import made_once

pytestmark = pytest.mark.django_db
BAKER = "D1102"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Taught = Callable[..., tuple[Lesson, ...]]


def a_baker() -> Person:
    """Return somebody who can do what bakers do, in the starter catalogue."""
    Area.objects.create(kind="NATION", code="FR", name="France")
    load_starter(at=NOW)
    someone = a_person()
    baker = Occupation.objects.get(catalogue__code="starter", code=BAKER)
    for uri in baker.requirements.order_by("pk").values_list("skill__uri", flat=True)[:5]:
        a_card(person=someone, at=NOW, uri=uri)
    return someone


person = made_once(a_baker)


@pytest.fixture
def taught(person: Person, now: datetime) -> Taught:
    """Return what refusing the baker's trade for some reasons teaches."""

    def of(*why: Why, constraints: Constraints | None = None) -> tuple[Lesson, ...]:
        row = refuse_occupation(person=person, code=BAKER, reason="", why=why, by=person, at=now)
        option = option_for(reader=person, option_id=row.pk)
        profile = profile_of(person=person, constraints=constraints)
        return lessons_of(option=option, profile=profile, language="fr")

    return of


def marks(lessons: tuple[Lesson, ...]) -> list[str]:
    return [lesson.lean.mark for lesson in lessons]


def test_a_body_that_hurts_offers_the_gestures_of_this_trade_alone(taught: Taught) -> None:
    offered = marks(taught(Why.TOO_PHYSICAL))

    assert offered
    assert set(offered) < {f"CONTEXT:{name}" for name in CONTEXTS[Why.TOO_PHYSICAL]}
    assert "CONTEXT:heights" not in offered


def test_what_is_avoided_already_is_not_offered_again(taught: Taught) -> None:
    avoided = Constraints(refused_contexts=CONTEXTS[Why.HOURS])

    assert taught(Why.HOURS, constraints=avoided) == ()


def test_a_refusal_in_words_alone_teaches_nothing(taught: Taught) -> None:
    assert taught() == ()


def test_an_unknown_pay_is_left_for_the_person_to_say(taught: Taught) -> None:
    (lesson,) = taught(Why.PAY)

    assert (lesson.lean.kind, lesson.lean.value) == (LeaningKind.PAY, 0)
    assert lesson.leaving == lesson.entering == ()


def test_a_long_training_offers_a_shorter_one_and_more_weight(taught: Taught) -> None:
    Occupation.objects.filter(code=BAKER).update(training_months=12)

    lessons = taught(Why.TRAINING)

    assert "WEIGHT:training" in marks(lessons)
    limits = [lesson.lean.value for lesson in lessons if lesson.lean.kind == LeaningKind.TRAINING]
    assert all(limit < 12 for limit in limits)


def test_a_field_is_offered_with_what_would_leave_the_six(taught: Taught, person: Person) -> None:
    (lesson,) = taught(Why.SECTOR)

    proposed = proposed_occupations(profile=profile_of(person=person), language="fr")
    of_field = {one.title for one in proposed if one.code[:3] == BAKER[:3]}
    assert lesson.lean.mark == f"DOMAIN:{BAKER}"
    assert of_field <= set(lesson.leaving)


def test_agreeing_changes_the_six_as_was_announced(taught: Taught, person: Person, now: datetime) -> None:
    def six() -> set[str]:
        found = proposed_occupations(profile=profile_of(person=person), language="fr")
        return {one.title for one in found}

    (lesson,) = taught(Why.SECTOR)
    before = six()
    option = person.options.get()

    keep_leanings(option_id=option.pk, leans=[lesson.lean], by=person, at=now)

    assert six() == before - set(lesson.leaving) | set(lesson.entering)


def test_not_me_gives_weight_to_what_draws_the_person_elsewhere(person: Person, now: datetime) -> None:
    why = [Why.NOT_ME]
    row = refuse_occupation(person=person, code=BAKER, reason="", why=why, by=person, at=now)
    letters = {"R": 0.05, "I": 0.9, "A": 0.2, "S": 0.3, "E": 0.2, "C": 0.1}
    interests = {letter: (score, 0.05) for letter, score in letters.items()}
    profile = replace(profile_of(person=person), riasec=interests)

    lessons = lessons_of(option=option_for(reader=person, option_id=row.pk), profile=profile, language="fr")

    assert "WEIGHT:interests" in marks(lessons)


def test_an_occupation_that_left_the_catalogue_teaches_nothing(person: Person) -> None:
    row = refuse_occupation(person=person, code=BAKER, reason="", why=[Why.PAY], by=person, at=NOW)
    option = option_for(reader=person, option_id=row.pk)
    Occupation.objects.filter(code=BAKER).delete()
    forget()

    assert lessons_of(option=option, profile=Profile(), language="fr") == ()
