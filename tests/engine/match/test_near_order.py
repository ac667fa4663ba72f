"""Neighbors are ordered by what moves of others teach; an origin's own moves never count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bilan.engine.match import one_hot_block, tfidf_block
from bilan.engine.match.content import CONTENT
from bilan.engine.match.learning import FOLDS, fold_of
from bilan.engine.match.near_order import (
    ALL,
    GROUPS,
    Moves,
    NearOrder,
    group_of,
    known_of,
    near_chances,
)
from bilan.engine.match.pairs import Ends, Likeness, likeness_of, places_of
from bilan.engine.match.taught import kin_of, taught_columns
from bilan.engine.trees import Forest

ORIGINS = 260
CODES = tuple(f"X{number:04d}" for number in range(ORIGINS))
FOLD = np.array([fold_of(code) for code in CODES])


def rings() -> Likeness:
    """Return occupations of which ten at a time share a field, and each a word with the next."""
    words = ((row, word, 1.0) for row in range(ORIGINS) for word in (row, row + 1))
    return likeness_of(
        (
            one_hot_block("field", [str(row // 10) for row in range(ORIGINS)]),
            tfidf_block("titles", words, occupations=ORIGINS),
        )
    )


LIKE = rings()
KIN = kin_of(LIKE)


def ring_moves() -> NDArray[np.float64]:
    """Move each occupation to the next two of its ring of ten."""
    moves = np.zeros((ORIGINS, ORIGINS))
    for origin in range(ORIGINS):
        ring = origin // 10 * 10
        moves[origin, [ring + (origin + step) % 10 for step in (1, 2)]] = 1
    return moves


def told(official: NDArray[np.float64]) -> Moves:
    nothing = np.zeros((ORIGINS, ORIGINS), np.float32)
    return Moves(official, nothing, nothing)


def asking(name: str, *, above: float, adds: float) -> Forest:
    """Return one tree that adds something where a feature is above a bound."""
    return Forest(
        features=np.array([[ALL.index(name)]], np.int16),
        thresholds=np.array([[above]]),
        ruled_out=np.array([[1]], np.uint8),
        leaves=np.array([[0.0, adds]], np.float32),
    )


def order_by(name: str, *, above: float = 0.5) -> NearOrder:
    forests = tuple(asking(name, above=above, adds=1.0 + group) for group in range(GROUPS))
    return NearOrder(forests, forests, forests)


@settings(max_examples=3, deadline=None)
@given(st.integers(0, ORIGINS - 1), st.lists(st.integers(0, ORIGINS - 1), min_size=1, max_size=8))
def test_the_moves_of_an_origin_never_tell_of_it(origin: int, invented: list[int]) -> None:
    moves = ring_moves()
    other = moves.copy()
    other[origin] = 0
    other[origin, invented] = 1

    plain, changed = (dict(taught_columns(LIKE.mean, KIN, one, FOLD)) for one in (moves, other))

    assert all(np.array_equal(plain[name][origin], changed[name][origin]) for name in plain)


def test_the_moves_of_others_teach() -> None:
    learnt = dict(taught_columns(LIKE.mean, KIN, ring_moves(), FOLD))["smoothed"]

    assert learnt[0, :10].mean() > 3 * learnt[0, 10:].mean()


def test_an_origin_with_moves_is_scored_by_the_trees_of_its_group() -> None:
    chances = near_chances(LIKE, CODES, order_by("field"), told(ring_moves()))

    found = chances[0, 1]

    assert found == pytest.approx(1 / (1 + np.exp(-(1.0 + group_of(CODES[0])))), abs=1e-6)


def test_any_other_origin_is_scored_by_the_mean_of_all_trees() -> None:
    chances = near_chances(LIKE, CODES, order_by("field"))

    mean = np.mean([1 / (1 + np.exp(-(1.0 + group))) for group in range(GROUPS)])
    assert chances[0, 1] == pytest.approx(mean, abs=1e-6)


def test_a_catalogue_that_tells_how_it_grew_has_trees_of_its_own() -> None:
    apart = np.arange(ORIGINS, dtype=np.int32)
    grown = Likeness(
        LIKE.ways, LIKE.total, LIKE.mean, Ends({}, apart, apart, np.ones(ORIGINS, dtype=np.bool_))
    )
    content, bare = (order_by("field").content, order_by("field", above=2.0).bare)

    order = NearOrder(content, bare, content)

    assert near_chances(grown, CODES, order)[0, 1] > 0.7
    assert near_chances(LIKE, CODES, order)[0, 1] == pytest.approx(0.5)
    assert near_chances(grown, CODES, order, by_what_any_tells=True)[0, 1] == pytest.approx(0.5)


@pytest.mark.parametrize("fact", ["own_key", "certified_level"])
def test_occupations_of_one_age_level_and_standing_are_kin(fact: str) -> None:
    apart = np.arange(ORIGINS, dtype=np.int32)
    halves = np.repeat(np.array([5.0, 12.0], np.float32), ORIGINS // 2)
    is_eldest = apart % 2 == 0
    parted = Likeness(LIKE.ways, LIKE.total, LIKE.mean, Ends({fact: halves}, apart, apart, is_eldest))

    kin = kin_of(parted)

    assert kin[0, 20] > kin[0, 21] > kin[0, 201]


def test_occupations_that_one_certification_leads_to_are_kin() -> None:
    held = tfidf_block("certifications", [(0, "RNCP1", 1.0), (20, "RNCP1", 1.0)], occupations=ORIGINS)
    certified = Likeness({**LIKE.ways, held.name: held}, LIKE.total, LIKE.mean, LIKE.ends)

    kin = kin_of(certified)

    assert kin[0, 20] > KIN[0, 20]
    assert kin[0, 30] == KIN[0, 30]


def test_few_known_origins_teach_nothing() -> None:
    few = ring_moves()
    few[50:] = 0

    assert not told(few).teach
    _, rows = known_of(LIKE, CODES, None)
    assert rows.shape[1] == len(CONTENT)
    assert np.array_equal(
        near_chances(LIKE, CODES, order_by("field"), told(few))[100],
        near_chances(LIKE, CODES, order_by("field"))[100],
    )


def test_in_a_way_that_the_catalogue_has_not_all_are_far_apart() -> None:
    _, rows = known_of(LIKE, CODES, None)

    assert not rows[:, CONTENT.index("esco")].any()
    assert rows[:, CONTENT.index("field")].any()


def test_no_occupation_is_looked_at_beside_itself() -> None:
    pairs, _ = known_of(LIKE, CODES, told(ring_moves()))

    assert (pairs.origins != pairs.targets).all()


def test_each_group_holds_whole_folds() -> None:
    groups = {fold: {group_of(code) for code in CODES if fold_of(code) == fold} for fold in range(FOLDS)}

    assert all(len(held) == 1 for held in groups.values())
    assert set.union(*groups.values()) == set(range(GROUPS))


@given(st.lists(st.lists(st.sampled_from([0.0, 0.25, 1.0]), min_size=4, max_size=4), min_size=4, max_size=4))
def test_places_are_those_of_a_plain_sort(rows: list[list[float]]) -> None:
    places = places_of(np.array(rows))

    for origin, row in enumerate(rows):
        plain = sorted(range(4), key=lambda target: (target == origin, -row[target], target))
        assert [int(places[origin, target]) for target in plain] == [0, 1, 2, 3]
