"""How much of the demands is met, told apart: the essential, the rest, what comes from near skills."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.match import HeldItem, Market, PersonVector, rank
from bilan.engine.match.coverage import Coverage
from bilan.engine.match.person import PROOF_STRENGTHS
from bilan.engine.match.table import OccupationTable
from tests.engine.match.tables import Job, a_table

SKILLS = ["bake", "knead", "sell", "smile"]
NEAR = {"bake": {"knead": 0.5}, "sell": {"smile": 0.4, "bake": 0.1}}
shares = st.dictionaries(st.sampled_from(SKILLS), st.sampled_from([0.2, 0.5, 1.0]), min_size=1)
held_items = st.lists(st.sampled_from(SKILLS), unique=True).map(
    lambda uris: tuple(HeldItem(uri, proof=2) for uri in uris)
)


def covered(asks: dict[str, float], held: tuple[HeldItem, ...]) -> Coverage:
    table: OccupationTable = a_table([Job("A", (asks,))], NEAR, SKILLS)
    return rank(table, PersonVector(held=held), Market.unknown(1), limit=1)[0].coverage


@given(shares, held_items)
def test_each_share_is_the_plain_sum_of_its_part(asks: dict[str, float], held: tuple[HeldItem, ...]) -> None:
    found = covered(asks, held)

    rarity = {skill: 1 + place % 3 for place, skill in enumerate(sorted(SKILLS))}
    weight = {skill: share * rarity[skill] for skill, share in asks.items()}
    own = {item.uri for item in held}
    met, near = {}, {}
    for skill in asks:
        worth = PROOF_STRENGTHS[2] * max([NEAR.get(item, {}).get(skill, 0.0) for item in own], default=0.0)
        met[skill] = weight[skill] * (PROOF_STRENGTHS[2] if skill in own else worth)
        near[skill] = 0.0 if skill in own else met[skill]
    essential = {skill for skill, share in asks.items() if share >= 0.5}
    assert found.total == pytest.approx(_ratio(met, weight, set(asks)), abs=1e-5)
    assert found.essential == pytest.approx(_ratio(met, weight, essential), abs=1e-5, nan_ok=True)
    assert found.optional == pytest.approx(_ratio(met, weight, set(asks) - essential), abs=1e-5, nan_ok=True)
    assert found.transferred == pytest.approx(_ratio(near, met, set(asks)), abs=1e-5, nan_ok=True)


def _ratio(part: dict[str, float], whole: dict[str, float], skills: set[str]) -> float:
    total = sum(whole[skill] for skill in skills)
    return sum(part[skill] for skill in skills) / total if total else math.nan


def test_a_neighbour_of_what_is_asked_counts_in_part_and_is_told_as_such() -> None:
    found = covered({"knead": 1.0}, (HeldItem("bake", proof=4),))

    assert found.essential == pytest.approx(0.5)
    assert found.transferred == 1
    assert np.isnan(found.optional)
