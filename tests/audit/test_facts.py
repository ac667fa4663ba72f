"""A fact is a code, a count or a date; a sentence does not pass."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.audit.errors import ContentInTrail
from bilan.audit.facts import MOST_DIGITS, MOST_FACTS, Fact, checked_facts
from bilan.audit.operations import helped, record
from tests.builders import a_person

CODES = st.from_regex(r"[A-Za-z0-9_.:-]{0,80}", fullmatch=True)


@given(value=st.one_of(CODES, st.integers(-MOST_DIGITS, MOST_DIGITS), st.booleans(), st.none(), st.dates()))
def test_codes_counts_and_dates_pass(value: object) -> None:
    fact: Fact = value if isinstance(value, str | int | None) else str(value)

    assert checked_facts({"what": fact}) == {"what": fact}


@given(first=CODES, last=CODES, gap=st.sampled_from([" ", "\n", "\t", "\x1f", "\u00a0", "’", ",", "?"]))
def test_nothing_that_could_hold_a_sentence_passes(first: str, last: str, gap: str) -> None:
    with pytest.raises(ContentInTrail):
        checked_facts({"what": first + gap + last})


@pytest.mark.parametrize("name", ["", "What", "what is it", "x" * 31, "été"])
def test_names_are_codes_too(name: str) -> None:
    with pytest.raises(ContentInTrail):
        checked_facts({name: 1})


def test_the_limits_hold_on_both_sides() -> None:
    assert checked_facts({"code": "x" * 80})
    for wrong in ({"code": "x" * 81}, {"count": MOST_DIGITS + 1}):
        with pytest.raises(ContentInTrail):
            checked_facts(wrong)
    assert len(checked_facts({f"n{rank}": rank for rank in range(MOST_FACTS)})) == MOST_FACTS
    with pytest.raises(ContentInTrail):
        checked_facts({f"n{rank}": rank for rank in range(MOST_FACTS + 1)})


def test_the_refusal_does_not_repeat_what_may_be_content() -> None:
    with pytest.raises(ContentInTrail) as refusal:
        checked_facts({"note": "Elle veut partir"})

    assert "partir" not in str(refusal.value)


@pytest.mark.django_db
def test_what_is_typed_for_someone_says_so_and_nothing_else_does(now: datetime) -> None:
    person = a_person()
    with helped():
        inside = record(act="step.added", by=person, object_=person, at=now, facts={"plan": "A"})
    after = record(act="step.added", by=person, object_=person, at=now)

    assert (inside.facts, after.facts) == ({"plan": "A", "helped": True}, {})
