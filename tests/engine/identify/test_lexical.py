"""Lexical scores equal those of a plain reference that reads every label."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.grams import build_grams, gather, gram_scores, pieces_of
from bilan.engine.identify.lexical import (
    LENGTH_WEIGHT,
    MASS_CEILING,
    SATURATION,
    build_lexicon,
    lexical_scores,
    shared_words,
    word_evidence,
)
from bilan.engine.identify.words import content_words

WORDS = st.sampled_from(["caisse", "pain", "client", "stock", "bus", "la", "réparer", "vendre"])
LABEL = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
CONCEPTS = st.lists(st.lists(LABEL, min_size=1, max_size=3), min_size=1, max_size=5)


def plain_scores(concepts: list[list[str]], text: str) -> list[tuple[float, float]]:
    """Return BM25 and coverage of the best label of each concept, label by label."""
    bags = [[set(content_words(label, "fr")) for label in labels] for labels in concepts]
    flat = [bag for labels in bags for bag in labels]
    mean = max(sum(map(len, flat)) / len(flat), 1.0)
    query = set(content_words(text, "fr"))

    def rarity(word: str) -> float:
        frequency = sum(any(word in bag for bag in labels) for labels in bags)
        return math.log(1 + (len(bags) - frequency + 0.5) / (frequency + 0.5))

    def of_label(bag: set[str]) -> tuple[float, float]:
        found = sum(rarity(word) for word in bag & query)
        total = sum(rarity(word) for word in bag)
        length = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(bag) / mean
        bm25 = found * (SATURATION + 1) / (1 + SATURATION * length)
        return bm25, found / total * math.sqrt(min(found, MASS_CEILING)) if found else 0.0

    scored = [[of_label(bag) for bag in labels] for labels in bags]
    return [(max(one[0] for one in labels), max(one[1] for one in labels)) for labels in scored]


@given(CONCEPTS, st.lists(WORDS, max_size=6).map(" ".join))
def test_words_score_as_the_plain_reference(concepts: list[list[str]], text: str) -> None:
    labels = [label for named in concepts for label in named]
    owners = np.repeat(np.arange(len(concepts), dtype=np.int32), [len(named) for named in concepts])

    lexicon = build_lexicon(labels, owners, "fr")
    shared = shared_words(lexicon, text)
    scores = lexical_scores(lexicon, shared, len(concepts))
    told = word_evidence(lexicon, shared, np.arange(len(concepts)))

    plain = plain_scores(concepts, text)
    assert scores.bm25.tolist() == pytest.approx([bm25 for bm25, _ in plain], abs=1e-5)
    assert scores.coverage.tolist() == pytest.approx([coverage for _, coverage in plain], abs=1e-5)
    assert told[:, 0].tolist() == scores.bm25.tolist()
    assert told[:, 2].tolist() == scores.coverage.tolist()


def plain_cosine(labels: list[str], label: str, text: str) -> float:
    """Return the TF-IDF cosine of letters, piece by piece."""
    bags = [Counter(pieces_of(one)) for one in labels]
    known = {piece for bag in bags for piece in bag}

    def weighed(bag: Counter[str]) -> dict[str, float]:
        return {
            piece: (1 + math.log(count))
            * (math.log((1 + len(bags)) / (1 + sum(piece in other for other in bags))) + 1)
            for piece, count in bag.items()
            if piece in known
        }

    one, other = weighed(Counter(pieces_of(label))), weighed(Counter(pieces_of(text)))
    product = sum(weight * other.get(piece, 0.0) for piece, weight in one.items())
    lengths = math.sqrt(sum(x**2 for x in one.values()) * sum(x**2 for x in other.values()))
    return product / lengths if lengths else 0.0


@given(st.lists(LABEL, min_size=1, max_size=6), st.lists(WORDS, max_size=4).map(" ".join))
def test_letters_score_as_the_plain_reference(labels: list[str], text: str) -> None:
    asked = np.arange(len(labels), dtype=np.int64)[::-1].copy()

    scores = gram_scores(build_grams(labels), text, asked)

    assert scores.tolist() == pytest.approx(
        [plain_cosine(labels, labels[row], text) for row in asked], abs=1e-5
    )


@given(st.lists(LABEL, min_size=1, max_size=6), st.data())
def test_pieces_of_labels_are_gathered_in_the_order_asked_for(labels: list[str], data: st.DataObject) -> None:
    grams = build_grams([*labels, ""])
    asked = data.draw(st.lists(st.integers(0, len(labels)), max_size=8))

    held = gather(grams, np.array(asked, np.int64))

    places = [place for label in asked for place in range(grams.starts[label], grams.starts[label + 1])]
    assert held.columns.tolist() == grams.columns[places].tolist()
    assert held.weights.tolist() == grams.weights[places].tolist()
    assert held.is_empty.tolist() == [label == len(labels) for label in asked]


def test_no_label_at_all_is_no_error() -> None:
    lexicon = build_lexicon([], np.array([], np.int32), "fr")

    assert lexical_scores(lexicon, shared_words(lexicon, "caisse"), 3).bm25.tolist() == [0, 0, 0]
