"""What is known of pairs says what its name says: each column beside a plain reading of it."""

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from bilan.engine.match import dense_block, tfidf_block
from bilan.engine.match.content import ALIKE, CONTENT, NEAREST, RARE, content_columns
from bilan.engine.match.families import NOT_ELDEST
from bilan.engine.match.pairs import Ends, Likeness, cosines_of, likeness_of, pairs_of

COUNT = 48
EVERY = range(COUNT)


@lru_cache(maxsize=1)
def like() -> Likeness:
    """Return occupations of eight families and four fields, with demands and meanings drawn at random."""
    chance = np.random.default_rng(7)
    items = [(row, int(item), 1.0) for row in EVERY for item in chance.choice(60, 9, replace=False)]
    families = (np.arange(COUNT) // 6).astype(np.int32)
    ends = Ends(
        facts={"level": np.where(np.arange(COUNT) % 5, np.arange(COUNT) % 7, 0).astype(np.float32)},
        fields=families // 2,
        families=families,
        is_eldest=(np.arange(COUNT) % 6 == 0) & (families != 3),
    )
    blocks = (
        tfidf_block("items", items, occupations=COUNT),
        dense_block("meaning", chance.normal(size=(COUNT, 5)).astype(np.float32)),
    )
    return likeness_of(blocks, ends)


@lru_cache(maxsize=1)
def columns() -> dict[str, NDArray[np.float32]]:
    return dict(content_columns(like()))


def away() -> NDArray[np.float32]:
    return like().mean - np.diag(np.diag(like().mean))


def eldest_of(row: int) -> int:
    """Return the row a family is named after, the row itself where there is none."""
    ends = like().ends
    family = [other for other in EVERY if ends.families[other] == ends.families[row]]
    return next((other for other in family if ends.is_eldest[other]), row)


def test_every_column_has_its_place() -> None:
    assert set(columns()) <= set(CONTENT)
    assert RARE & set(CONTENT)
    assert all(square.shape == (COUNT, COUNT) for square in columns().values())


def test_families_tell_means_of_likeness() -> None:
    families, told = like().ends.families, away()

    for origin, target in ((0, 9), (13, 2), (20, 40)):
        mine = [row for row in EVERY if families[row] == families[origin]]
        its = [row for row in EVERY if families[row] == families[target]]
        assert columns()["family_to_target"][origin, target] == pytest.approx(
            np.mean([told[row, target] for row in mine]), abs=1e-5
        )
        assert columns()["origin_to_family"][origin, target] == pytest.approx(
            np.mean([told[origin, row] for row in its]), abs=1e-5
        )
        assert columns()["between_families"][origin, target] == pytest.approx(
            np.mean([told[one, other] for one in mine for other in its]), abs=1e-5
        )


def test_a_family_without_eldest_is_told_by_each_itself() -> None:
    told = away()

    for origin, target in ((3, 14), (19, 30), (40, 20)):
        assert columns()["eldest_to_target"][origin, target] == told[eldest_of(origin), target]
        assert columns()["origin_to_eldest"][origin, target] == told[origin, eldest_of(target)]


def test_only_the_eldest_have_a_place_among_them() -> None:
    places, is_eldest = columns()["place_among_eldest"][5], like().ends.is_eldest

    assert sorted(places[is_eldest].tolist()) == list(range(int(is_eldest.sum())))
    assert (places[~is_eldest] == NOT_ELDEST).all()


def test_a_place_in_a_family_is_that_of_a_plain_sort() -> None:
    told, families = np.round(away(), 4), like().ends.families

    for origin in (0, 17, 33):
        for family in range(8):
            members = [row for row in EVERY if families[row] == family]
            plain = sorted(members, key=lambda row: (-told[origin, row], row))
            assert [columns()["place_in_family"][origin, row] for row in plain] == list(range(len(plain)))
            assert columns()["behind_in_family"][origin, plain[0]] == pytest.approx(0, abs=1e-4)


def test_what_is_alike_smooths_a_likeness() -> None:
    told = away()
    alike = sorted(EVERY, key=lambda row: (row == 4, -np.round(like().mean[4, row], 4), row))[:ALIKE]
    weights = np.array([max(told[4, row], 0) for row in alike])

    plain = sum(weight * told[row, 11] for weight, row in zip(weights, alike, strict=True)) / weights.sum()

    assert columns()["from_alike"][4, 11] == pytest.approx(plain, abs=1e-5)


def test_how_crowded_it_is_counts_the_nearest() -> None:
    density = [np.mean(sorted(row)[-NEAREST:]) for row in away()]

    assert columns()["density_of_origin"][3, 8] == pytest.approx(density[3], abs=1e-5)
    assert columns()["apart"][3, 8] == pytest.approx(
        2 * like().mean[3, 8] - density[3] - density[8], abs=1e-5
    )


def test_a_step_is_told_between_known_levels_alone() -> None:
    steps, levels = columns()["level_step"], like().ends.facts["level"]

    for origin, target in ((1, 2), (2, 1), (5, 6), (7, 14)):
        known = levels[origin] > 0 and levels[target] > 0
        assert steps[origin, target] == (levels[target] - levels[origin] if known else 0)


def test_how_common_demands_are_is_a_mean_of_logarithms() -> None:
    items = like().ways["items"].matrix.toarray() > 0
    asked = np.log(items.sum(axis=0))

    assert columns()["common_items_of_target"][0, 6] == pytest.approx(asked[items[6]].mean(), abs=1e-5)


def test_latent_directions_of_one_way_keep_its_cosines_when_none_is_dropped() -> None:
    items, latent = (cosines_of(like().ways[name]) for name in ("items", "latent"))

    assert np.allclose(items, latent, atol=1e-4)


def test_a_nearly_full_block_is_multiplied_alike() -> None:
    meaning = like().ways["meaning"]
    plain = meaning.matrix.toarray()

    assert np.allclose(cosines_of(meaning), plain @ plain.T, atol=1e-6)


def test_no_pair_is_of_one_occupation_with_itself() -> None:
    pairs = pairs_of(like())

    assert (pairs.origins != pairs.targets).all()
    assert len(pairs.origins) == COUNT * (COUNT - 1)
