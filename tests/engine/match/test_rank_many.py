"""Many people at once get what each gets alone."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.match import (
    TERMS,
    HeldItem,
    Limits,
    Market,
    PersonVector,
    Wishes,
    crowd_of,
    inverted,
    rank,
    rank_many,
)
from bilan.engine.match.credits import credits_of
from bilan.engine.match.many import AT_ONCE, WIDE, best_rows
from tests.engine.match.tables import Job, a_table
from tests.shared import examples

NIGHT = frozenset({"night"})
JOBS = [
    Job(
        "A", ({"sell": 1.0, "count": 0.4}, {"drive": 1.0}), "E", {"team": 1.0}, months=0, contexts=("night",)
    ),
    Job("B", ({"bake": 1.0}, {"bake": 1.0, "sell": 0.4}), "R", {"calm": 0.5}, months=12, domain=1),
    Job("C", ({"teach": 1.0}, {}), "", {}, level=7, is_regulated=True, domain=2),
    Job("D", ({"drive": 1.0}, {"count": 1.0}), "RC", {"team": 0.2, "calm": 0.9}, domain=3),
]
NEAR = {"bake": {"sell": 0.45, "teach": 0.3}, "drive": {"count": 0.8}}
TABLE = a_table(JOBS, NEAR)
PLACES = {uri: place for place, uri in enumerate(TABLE.skills)}
MARKET = Market(np.array([4, math.nan, 1, 2], np.float32), np.array([1500, 1400, math.nan, 2000], np.float32))
SKILLS = st.sampled_from(["sell", "bake", "drive", "count", "teach", "nobody knows"])
PEOPLE = st.lists(
    st.builds(
        PersonVector,
        held=st.lists(
            st.builds(HeldItem, uri=SKILLS, proof=st.integers(1, 4), liking=st.integers(-1, 1)), max_size=5
        ).map(tuple),
        interests=st.dictionaries(
            st.sampled_from("RIASEC"), st.tuples(st.floats(0, 1), st.floats(0, 0.5)), max_size=6
        ),
        values=st.lists(st.sampled_from(["team", "calm", "glory"]), unique=True, max_size=3).map(tuple),
        diploma=st.none() | st.integers(1, 8),
        lived=st.sampled_from([(), ("B",), ("B", "unknown")]),
        limits=st.builds(
            Limits,
            refused_contexts=st.sampled_from([frozenset(), NIGHT]),
            maximum_training_months=st.sampled_from([None, 1.0, 12.0]),
            minimum_pay=st.sampled_from([None, 1450.0]),
            excluded=st.sampled_from([frozenset(), frozenset({"D", "unknown"})]),
        ),
        wishes=st.sampled_from([Wishes(), Wishes(NIGHT), Wishes(pay=1800.0), Wishes(NIGHT, 1600.0)]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=examples(150), deadline=None)
@given(PEOPLE)
def test_each_of_many_gets_what_they_get_alone(people: list[PersonVector]) -> None:
    crowd = crowd_of(TABLE, people, PLACES)

    found = rank_many(TABLE, inverted(TABLE), crowd, MARKET, limit=len(JOBS))

    for row, person in enumerate(people):
        alone = {match.occupation: match for match in rank(TABLE, person, MARKET, limit=len(JOBS))}
        listed = [int(occupation) for occupation in found.rows[row] if occupation >= 0]
        assert set(listed) == set(alone)
        for place, occupation in enumerate(listed):
            match = alone[occupation]
            assert found.scores[row, place] == pytest.approx(match.score, abs=2e-6)
            assert found.terms[row, place].tolist() == pytest.approx(
                [match.values[name] for name in TERMS], abs=1e-5, nan_ok=True
            )
            assert found.shares[row, place] == pytest.approx(match.coverage.total, abs=1e-5, nan_ok=True)
            assert found.months[row, place] == pytest.approx(match.months_left, abs=1e-4, nan_ok=True)


@settings(max_examples=examples(150), deadline=None)
@given(PEOPLE)
def test_compiled_loops_give_what_plain_arrays_give(people: list[PersonVector]) -> None:
    pytest.importorskip("numba")
    crowd = crowd_of(TABLE, people, PLACES)

    plain, fast = (
        rank_many(TABLE, inverted(TABLE), crowd, MARKET, limit=len(JOBS), is_compiled=is_compiled)
        for is_compiled in (False, True)
    )

    assert np.array_equal(np.sort(plain.rows), np.sort(fast.rows))
    for name in ("scores", "terms", "shares", "months"):
        ordered = np.argsort(plain.rows, axis=1), np.argsort(fast.rows, axis=1)
        one, other = (
            np.take_along_axis(values, order if values.ndim == 2 else order[..., None], axis=1)
            for values, order in zip((getattr(plain, name), getattr(fast, name)), ordered, strict=True)
        )
        np.testing.assert_allclose(one, other, atol=1e-5)


MANY_JOBS = [
    Job(
        f"J{place:02}",
        ({"sell": 1.0 + place % 5, "count": 0.4}, {"drive": 1.0, "teach": float(place % 3)}),
        ("E", "R", "SE", "ICA", "")[place % 5],
        {"team": place % 7 / 7},
        months=place % 4 * 6,
        domain=place,
    )
    for place in range(40)
]


@settings(max_examples=examples(60), deadline=None)
@given(PEOPLE, st.sampled_from([0.0, 1.0, 50.0]))
def test_compiled_loops_pass_over_none_of_the_best(people: list[PersonVector], interests: float) -> None:
    """Few of many are kept, told apart before their interests are worked out, however much these weigh."""
    pytest.importorskip("numba")
    table = a_table(MANY_JOBS, NEAR, skills=("bake",))
    crowd = crowd_of(table, people, {uri: place for place, uri in enumerate(table.skills)})
    market = Market.unknown(len(MANY_JOBS))

    plain, fast = (
        rank_many(
            table,
            inverted(table),
            crowd,
            market,
            limit=5,
            is_compiled=is_compiled,
            weights={"interests": interests},
        )
        for is_compiled in (False, True)
    )

    np.testing.assert_allclose(plain.scores, fast.scores, atol=3e-6)


def test_no_sum_exceeds_its_bound_nor_lies_far_below() -> None:
    """What is passed over unseen may not be among the best; what is looked at in vain costs time."""
    loops = pytest.importorskip("bilan.engine.match.loops")
    room = loops.Room(*np.zeros((len(loops.Room._fields), 2_001), np.float32))
    room.leaning[:] = np.linspace(-5, 5, 2_001)

    loops._bound(room, np.float32(1))

    spare = room.bound - np.tanh(room.leaning) / 2
    assert spare.min() >= 0
    assert spare.max() < 0.13


def test_plain_arrays_serve_where_nothing_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bilan.engine.match.many.find_spec", lambda _name: None)
    crowd = crowd_of(TABLE, [PersonVector(held=(HeldItem("bake"),))], PLACES)

    found = rank_many(TABLE, inverted(TABLE), crowd, MARKET, limit=2, is_compiled=True)

    assert found.rows.tolist() == rank_many(TABLE, inverted(TABLE), crowd, MARKET, limit=2).rows.tolist()


def test_threads_change_nothing_to_the_bit() -> None:
    person = PersonVector(held=(HeldItem("bake", 2, 1), HeldItem("drive", 3, -1)), values=("calm",))
    crowd = crowd_of(TABLE, [person] * (3 * AT_ONCE + 1), PLACES)

    one, two = (rank_many(TABLE, inverted(TABLE), crowd, MARKET, limit=2, threads=count) for count in (1, 2))

    for name in ("rows", "scores", "terms", "shares", "months"):
        assert np.array_equal(getattr(one, name), getattr(two, name), equal_nan=True)


def test_rows_are_missing_where_few_are_allowed() -> None:
    person = PersonVector(limits=Limits(excluded=frozenset("ABC")))

    found = rank_many(TABLE, inverted(TABLE), crowd_of(TABLE, [person], PLACES), MARKET, limit=9)

    assert found.rows.tolist() == [[3, -1, -1, -1]]
    assert np.isnan(found.scores[0, 1:]).all()


def test_nobody_is_no_error() -> None:
    assert rank_many(TABLE, inverted(TABLE), crowd_of(TABLE, [], PLACES), MARKET).rows.shape == (0, 4)


@pytest.mark.parametrize("occupations", [3, WIDE + 1])
def test_equal_scores_go_by_row(occupations: int) -> None:
    total = np.full((1, occupations), 0.5, np.float32)
    is_allowed = np.ones((1, occupations), np.bool_)
    is_allowed[0, 0] = False

    assert best_rows(total, is_allowed, limit=2).tolist() == [[1, 2]]


def test_credits_are_the_same_when_they_no_longer_fit_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [PersonVector(held=(HeldItem("bake", 1), HeldItem("sell", 2), HeldItem("drive", 4)))] * 3
    crowd = crowd_of(TABLE, people, PLACES)

    packed = credits_of(TABLE, crowd)
    monkeypatch.setattr("bilan.engine.match.credits.WORD", 8)
    sorted_by_keys = credits_of(TABLE, crowd)

    for name in ("skills", "worth", "givers", "mass"):
        assert np.array_equal(getattr(packed, name), getattr(sorted_by_keys, name))


def test_a_letter_nobody_measures_counts_for_nothing() -> None:
    one, other = (
        rank(TABLE, PersonVector(interests=told), MARKET, limit=4)
        for told in (
            {"R": (0.9, 0.1), "S": (0.1, 0.1)},
            {"R": (0.9, 0.1), "S": (0.1, 0.1), "Z": (0.5, 0.1)},
        )
    )

    assert [match.score for match in one] == [match.score for match in other]
