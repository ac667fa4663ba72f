"""The smallest changes that bring an occupation in are those that trying everything finds."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.match import (
    DEFAULT_WEIGHTS,
    TERMS,
    Change,
    HeldItem,
    Limits,
    Market,
    OccupationTable,
    PersonVector,
    Ways,
    rank,
    what_would_change,
)
from bilan.engine.match.changes import LEARNT, MOST_SKILLS, POSITIONS, lifted
from tests.engine.match.tables import Job, a_table
from tests.shared import examples

SKILLS = ("bake", "count", "drive", "sell", "teach")
LIMIT = 2
JOBS = st.lists(
    st.builds(
        Job,
        code=st.just(""),
        asks=st.tuples(
            st.dictionaries(st.sampled_from(SKILLS), st.sampled_from([0.4, 1.0]), min_size=1, max_size=4)
        ),
        letters=st.sampled_from(["R", "SE", "ICA", "AS"]),
        months=st.sampled_from([math.nan, 0.0, 7.5, 31.0]),
        contexts=st.sets(st.sampled_from(["night", "heights"])).map(lambda found: tuple(sorted(found))),
    ),
    min_size=3,
    max_size=6,
)
PEOPLE = st.builds(
    PersonVector,
    held=st.lists(
        st.builds(HeldItem, uri=st.sampled_from(SKILLS), proof=st.integers(1, 4), liking=st.integers(-1, 1)),
        max_size=3,
        unique_by=lambda item: item.uri,
    ).map(tuple),
    interests=st.fixed_dictionaries(
        {
            letter: st.tuples(st.floats(0, 1).map(lambda score: round(score, 3)), st.just(0.1))
            for letter in "RIS"
        }
    ),
    limits=st.builds(
        Limits,
        refused_contexts=st.frozensets(st.sampled_from(["night", "heights"])),
        maximum_training_months=st.sampled_from([None, 6.0, 30.0]),
        minimum_pay=st.sampled_from([None, 1500.0]),
    ),
)


def a_market(jobs: int) -> Market:
    rows = np.arange(jobs)
    return Market((1 + rows * 1.37 % 4).astype(np.float32), (1200 + rows * 170 % 700).astype(np.float32))


def is_in(
    table: OccupationTable, person: PersonVector, market: Market, row: int, weights: dict[str, float]
) -> bool:
    return row in [match.occupation for match in rank(table, person, market, limit=LIMIT, weights=weights)]


def having(person: PersonVector, skills: tuple[str, ...]) -> PersonVector:
    return replace(person, held=(*person.held, *(HeldItem(skill, LEARNT) for skill in skills)))


def applied(
    table: OccupationTable, person: PersonVector, way: tuple[Change, ...]
) -> tuple[PersonVector, dict[str, float]]:
    """Return the person and the sliders once all changes of a way are made."""
    skills = tuple(table.skills[skill] for change in way for skill in change.skills)
    weights = {change.name: change.after for change in way if change.kind == "WEIGHT"}
    return having(lifted(person, way), skills), weights


@settings(max_examples=examples(200), deadline=None)
@given(JOBS, PEOPLE, st.integers(0, 5))
def test_changes_are_those_that_trying_everything_finds(
    jobs: list[Job], person: PersonVector, wanted: int
) -> None:
    jobs = [
        replace(job, code=f"J{place}", domain=place, likeness=(math.cos(place), math.sin(place)))
        for place, job in enumerate(jobs)
    ]
    table, market, row = a_table(jobs, skills=SKILLS), a_market(len(jobs)), wanted % len(jobs)

    found = what_would_change(table, person, market, occupation=row, limit=LIMIT)

    assert found.is_in == is_in(table, person, market, row, {})
    for way in found.ways:
        assert is_in(table, *sides(applied(table, person, way), market, row))
    if not found.is_in:
        check_nothing_smaller(table, person, market, row, found)


def sides(
    applied_to: tuple[PersonVector, dict[str, float]], market: Market, row: int
) -> tuple[PersonVector, Market, int, dict[str, float]]:
    return applied_to[0], market, row, applied_to[1]


def check_nothing_smaller(
    table: OccupationTable, person: PersonVector, market: Market, row: int, found: Ways
) -> None:
    """Try every slider alone, every skill alone, and every limit alone."""
    alone = [way[0] for way in found.ways if len(way) == 1]
    for name, position in product(TERMS, POSITIONS):
        after = position * DEFAULT_WEIGHTS[name]
        if is_in(table, person, market, row, {name: after}):
            (slider,) = [change for change in alone if change.kind == "WEIGHT" and change.name == name]
            assert abs(slider.after - slider.before) <= abs(after - slider.before)
    taught = any(
        is_in(table, having(person, (skill,)), market, row, {}) for skill in asked(table, person, row)
    )
    assert taught == any(len(change.skills) == 1 for change in alone)
    for freed in without_one_limit(person):
        if is_in(table, replace(person, limits=freed), market, row, {}):
            assert any(change.kind in {"CONTEXT", "TRAINING", "PAY"} for change in alone)


def asked(table: OccupationTable, person: PersonVector, row: int) -> list[str]:
    demands = table.vocabularies[0]
    held = {item.uri for item in person.held}
    return [
        table.skills[skill] for skill in demands.skills[demands.of(row)] if table.skills[skill] not in held
    ]


def without_one_limit(person: PersonVector) -> Iterator[Limits]:
    """Yield the limits less one that eliminates, as far as a single occupation can ask."""
    limits = person.limits
    for context in sorted(limits.refused_contexts):
        yield replace(limits, refused_contexts=limits.refused_contexts - {context})


@pytest.fixture
def table() -> OccupationTable:
    return a_table(
        [
            Job("A1", asks=({"sell": 1.0},), letters="E", months=0, domain=1),
            Job("B1", asks=({"bake": 1.0},), letters="R", months=14.2, contexts=("night",), domain=2),
            Job("C1", asks=({"teach": 1.0},), letters="S", months=0, domain=3, likeness=(0.0, 1.0)),
        ]
    )


SELLER = PersonVector(held=(HeldItem("sell"),))


def test_what_is_shown_already_asks_for_no_change(table: OccupationTable) -> None:
    assert what_would_change(table, SELLER, Market.unknown(3), occupation=0, limit=1) == Ways(is_in=True)


def test_every_limit_in_the_way_is_lifted_as_far_as_asked(table: OccupationTable) -> None:
    limits = Limits(frozenset({"night"}), 6, 1500, frozenset({"B1"}))
    market = Market(np.full(3, np.nan, np.float32), np.array([9000, 1400.7, 9000], np.float32))

    found = what_would_change(table, replace(SELLER, limits=limits), market, occupation=1, limit=3)

    assert found.ways[0] == (
        Change("CONTEXT", "night"),
        Change("EXCLUDED", "B1"),
        Change("TRAINING", "", 6, 15),
        Change("PAY", "", 1500, 1400),
    )


def test_a_skill_may_spare_a_training_too_long(table: OccupationTable) -> None:
    person = replace(SELLER, limits=Limits(maximum_training_months=6))

    found = what_would_change(table, person, Market.unknown(3), occupation=1, limit=3)

    bake = table.skills.index("bake")
    assert found.ways == ((Change("TRAINING", "", 6, 15),), (Change("SKILLS", skills=(bake,)),))


def test_several_skills_are_few_or_none() -> None:
    hard = {f"s{place}": 1.0 for place in range(9)}
    table = a_table([Job("A", asks=({"sell": 1.0},)), Job("B", asks=(hard,), months=200, domain=1)])
    person = PersonVector(held=(HeldItem("sell", 4),))

    found = what_would_change(table, person, Market.unknown(2), occupation=1, limit=1)

    learnt = [len(change.skills) for way in found.ways for change in way if change.kind == "SKILLS"]
    assert all(count <= MOST_SKILLS for count in learnt)


def test_a_slider_moves_to_the_nearest_position_that_suffices(table: OccupationTable) -> None:
    person = replace(SELLER, interests={"S": (0.9, 0.05), "E": (0.1, 0.05)})

    found = what_would_change(table, person, Market.unknown(3), occupation=2, limit=1)

    (interests,) = [way for way in found.ways if way[0].name == "interests"]
    assert interests == (Change("WEIGHT", "interests", 0.2, pytest.approx(0.6)),)  # type: ignore[arg-type]  # approx
