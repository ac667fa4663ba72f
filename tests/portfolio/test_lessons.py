"""A refusal with a reason changes what is offered next, and strikes nothing else out."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.accounts.models import Person
from bilan.occupations.models import Catalogue, Occupation, Requirement, Skill
from bilan.portfolio.lessons import Askers, Refusal, in_the_light_of
from bilan.portfolio.models import Suggestion
from bilan.portfolio.operations import refuse_suggestion
from bilan.portfolio.pieces import Finding
from bilan.portfolio.queries import offered_skills, reasoned_refusals
from tests.builders import a_person
from tests.portfolio.builders import a_skill, an_experience, an_offer

REASONS = Suggestion.Reason
BOTH = (Finding("a", "mes mots", 0.9), Finding("b", "d’autres mots", 0.8))


def order(reason: str, askers: Askers, *, because: str = "mes mots") -> list[str]:
    refusals = (Refusal("no", because, reason),)
    return [one.uri for one in in_the_light_of(refusals=refusals, findings=BOTH, askers=askers)]


def test_misread_words_come_last() -> None:
    assert order(REASONS.MISREAD, {}) == ["b", "a"]
    assert order(REASONS.MISREAD, {}, because="rien de cela") == ["a", "b"]


@pytest.mark.parametrize(("asking", "told"), [({1, 2}, ["b", "a"]), ({1}, ["a", "b"])])
def test_what_is_vaguer_than_the_too_vague_comes_last(asking: set[int], told: list[str]) -> None:
    assert order(REASONS.TOO_GENERAL, {"no": {1, 2}, "a": asking, "b": {1}}) == told


def test_a_skill_that_no_occupation_asks_for_teaches_nothing_about_vagueness() -> None:
    assert order(REASONS.TOO_GENERAL, {"a": {1}}) == ["a", "b"]


@pytest.mark.parametrize(("asking", "told"), [({1, 2, 3, 4}, ["b", "a"]), ({1, 2, 3, 4, 5}, ["a", "b"])])
def test_what_goes_with_an_unwanted_skill_comes_last(asking: set[int], told: list[str]) -> None:
    assert order(REASONS.NO_MORE, {"no": {1}, "a": asking, "b": {9}}) == told


def test_not_me_speaks_of_the_same_words_alone() -> None:
    askers = {"no": {1}, "a": {1}, "b": {1}}

    assert order(REASONS.NOT_MINE, askers) == ["b", "a"]
    assert order(REASONS.NOT_MINE, askers, because="rien de cela") == ["a", "b"]


def test_a_refusal_without_a_known_reason_changes_no_order() -> None:
    assert order("", {"no": {1}, "a": {1}}) == ["a", "b"]


@given(
    uris=st.lists(st.text(min_size=1), unique=True),
    reasons=st.lists(st.sampled_from(REASONS.values)),
)
def test_nothing_is_struck_out(uris: list[str], reasons: list[str]) -> None:
    findings = [Finding(uri, "mes mots", 0.5) for uri in uris]
    refusals = [Refusal("no", "mes mots", reason) for reason in reasons]

    kept = in_the_light_of(refusals=refusals, findings=findings, askers={uri: {1} for uri in [*uris, "no"]})

    assert sorted(one.uri for one in kept) == sorted(uris)


def offered(person: Person) -> list[str]:
    return [offer.uri for offer in offered_skills(owner=person, reader=person)]


def a_trade(*uris: str) -> None:
    occupation = Occupation.objects.create(catalogue=Catalogue.objects.get(code="starter"), code="A1")
    for skill in Skill.objects.filter(uri__in=uris):
        Requirement.objects.create(occupation=occupation, skill=skill, is_essential=True)


@pytest.mark.django_db
def test_what_waits_beside_heeds_the_reason_at_once(now: datetime) -> None:
    person = a_person()
    for uri in ("s:weld", "s:solder", "s:teach"):
        a_skill(uri=uri)
    a_trade("s:weld", "s:solder")
    told = an_experience(person=person, at=now)
    weld, *_ = (an_offer(experience=told, at=now, uri=uri) for uri in ("s:weld", "s:solder", "s:teach"))

    refuse_suggestion(suggestion_id=weld.pk, reason=REASONS.NO_MORE, by=person, at=now)

    assert offered(person) == ["s:teach", "s:solder"]
    assert [no.reason for no in reasoned_refusals(owner=person)] == [REASONS.NO_MORE]


@pytest.mark.django_db
def test_a_plain_no_leaves_the_others_where_they_are(now: datetime) -> None:
    person = a_person()
    told = an_experience(person=person, at=now)
    first, *_ = (an_offer(experience=told, at=now, uri=uri) for uri in ("one", "two", "three"))

    refuse_suggestion(suggestion_id=first.pk, by=person, at=now)

    assert offered(person) == ["two", "three"]
    assert reasoned_refusals(owner=person) == ()
