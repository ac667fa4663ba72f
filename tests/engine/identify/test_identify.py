"""Texts find the concepts they speak of, quote the words that led there, and do so to the bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.identify import ConceptIndex, ConceptLabels, Weights, build_index, identify
from tests.engine.identify.encoders import Spelling, spelling
from tests.shared import examples

CONCEPTS = {
    "a:bread": ("kneading dough", "pétrir la pâte"),
    "b:till": ("keeping a till", "tenir une caisse"),
    "c:bike": ("repairing bicycles", "réparer des vélos"),
    "d:stock": ("counting stock", "compter les stocks"),
}


@pytest.fixture(scope="module")
def index() -> ConceptIndex:
    texts = [text for pair in CONCEPTS.values() for text in pair]
    labels = ConceptLabels(
        uris=tuple(CONCEPTS),
        texts=tuple(texts),
        owners=np.repeat(np.arange(len(CONCEPTS), dtype=np.int32), 2),
        languages=("en", "fr") * len(CONCEPTS),
        definitions={0: "working flour and water"},
    )
    return build_index(labels, spelling)


def test_each_language_finds_the_concept(index: ConceptIndex) -> None:
    french, english = identify(index, ["Je tenais la caisse", "I kept the till"], Spelling(), limit=1)

    assert [index.uris[hits[0].concept] for hits in (french, english)] == ["b:till", "b:till"]


def test_the_words_that_led_there_are_quoted(index: ConceptIndex) -> None:
    text = "Le samedi je tenais la caisse, et en semaine je réparais des vélos pour les voisins"

    (hits,) = identify(index, [text], Spelling(), limit=2)

    because = {index.uris[hit.concept]: hit.span.of(text) for hit in hits}
    assert set(because) == {"b:till", "c:bike"}
    assert "caisse" in because["b:till"]
    assert "vélos" in because["c:bike"]


def test_a_text_without_words_finds_nothing(index: ConceptIndex) -> None:
    assert identify(index, ["", "   ", "🙂🙂", "…?!"], Spelling(), limit=5) == [[], [], [], []]


def test_an_empty_catalogue_finds_nothing() -> None:
    empty = ConceptLabels((), (), np.array([], np.int32), (), {})

    assert identify(build_index(empty, spelling), ["caisse"], Spelling(), limit=5) == [[]]


def test_ties_are_broken_by_uri() -> None:
    twins = ConceptLabels(
        ("x:1", "x:2", "x:3"), ("vendre",) * 3, np.arange(3, dtype=np.int32), ("fr",) * 3, {}
    )

    (hits,) = identify(build_index(twins, spelling), ["vendre"], Spelling(), limit=2)

    assert [hit.concept for hit in hits] == [0, 1]


@pytest.mark.parametrize(
    "text", ["mot " * 5000, "مرحبا بالعالم", "caisse 収銀 касса 🙂", "\x00\x01 caisse", "a" * 20000]
)
def test_strange_texts_are_no_error(index: ConceptIndex, text: str) -> None:
    (hits,) = identify(index, [text], Spelling(), limit=3)

    assert all(0 <= hit.span.start <= hit.span.end <= len(text) for hit in hits)


@settings(max_examples=examples(50), deadline=None)
@given(
    st.lists(
        st.sampled_from([*CONCEPTS, "tenir la caisse", "des vélos, du pain et du stock à compter"]),
        max_size=4,
    )
)
def test_company_changes_nothing(texts: list[str]) -> None:
    labels = ConceptLabels(
        tuple(CONCEPTS),
        tuple(pair[1] for pair in CONCEPTS.values()),
        np.arange(len(CONCEPTS), dtype=np.int32),
        ("fr",) * len(CONCEPTS),
        {},
    )
    built = build_index(labels, spelling)

    together = identify(built, texts, Spelling(), limit=3)

    assert together == [identify(built, [text], Spelling(), limit=3)[0] for text in texts]


def test_candidates_may_be_fewer_than_concepts(index: ConceptIndex) -> None:
    (all_hits,) = identify(index, ["compter les stocks"], Spelling(), limit=4)
    (few,) = identify(index, ["compter les stocks"], Spelling(), limit=1, weights=Weights(candidates=1))

    assert few[0].concept == all_hits[0].concept
