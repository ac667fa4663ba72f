"""A learnt order puts candidates in another order than the fusion, and leaves their scores alone."""

from dataclasses import replace

import numpy as np
import pytest

from bilan.engine.identify import ConceptIndex, ConceptLabels, build_index, identify
from bilan.engine.identify.candidates import FACTS, NAMES
from bilan.engine.identify.reranking import FUSED, LearntOrder
from bilan.engine.trees import Forest
from bilan.occupations.indexes.ordering import shipped_order
from tests.engine.identify.encoders import Spelling, spelling

WORDS = ("pétrir la pâte", "tenir une caisse", "réparer des vélos", "compter les stocks")
TEXT = "je tiens la caisse et je compte les stocks"


def asking(name: str, *, above: float) -> Forest:
    """Return one tree that adds ten where a feature is above a bound."""
    return Forest(
        features=np.array([[NAMES.index(name)]], np.int16),
        thresholds=np.array([[above]]),
        ruled_out=np.array([[1]], np.uint8),
        leaves=np.array([[0.0, 10.0]], np.float32),
    )


@pytest.fixture(scope="module")
def index() -> ConceptIndex:
    count = len(WORDS)
    labels = ConceptLabels(
        tuple(f"x:{row}" for row in range(count)),
        WORDS,
        np.arange(count, dtype=np.int32),
        ("fr",) * count,
        {},
    )
    facts = np.zeros((count, len(FACTS)), np.float32)
    facts[0, FACTS.index("essential")] = 5  # many occupations ask the first
    return replace(build_index(labels, spelling), facts=facts)


def test_the_order_is_learnt_and_the_scores_are_those_of_the_fusion(index: ConceptIndex) -> None:
    (fused,) = identify(index, [TEXT], Spelling(), limit=4)
    learnt = LearntOrder(asking("essential", above=1.0))

    (ordered,) = identify(index, [TEXT], Spelling(), limit=4, ranker=learnt)

    assert fused[0].concept != 0
    assert ordered[0].concept == 0
    assert [hit.score for hit in ordered] == [hit.score for hit in fused]


def test_trees_that_say_nothing_leave_the_order_of_the_fusion(index: ConceptIndex) -> None:
    (fused,) = identify(index, [TEXT], Spelling(), limit=4)
    silent = LearntOrder(asking("essential", above=99.0))

    (ordered,) = identify(index, [TEXT], Spelling(), limit=4, ranker=silent)

    assert [hit.concept for hit in ordered] == [hit.concept for hit in fused]


def test_the_shipped_trees_ask_only_what_is_known() -> None:
    forest = shipped_order().forest

    assert forest.features.min() >= 0
    assert forest.features.max() < len(NAMES)


def test_the_shipped_order_prefers_what_the_fusion_prefers_when_all_else_is_equal() -> None:
    rows = np.zeros((2, len(NAMES)), np.float32)
    rows[1, FUSED] = 1.0

    better = shipped_order()(rows)

    assert better[1] > better[0]
