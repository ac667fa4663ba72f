"""Texts read together, with their spans pooled at once, equal a plain reading token by token."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bilan.engine.identify.concepts import sketch_of, unit
from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.network import read_stretches, read_tokens, windows_of
from bilan.engine.identify.pieces import Marks, cut_tokens
from bilan.engine.identify.spans import cut_spans
from tests.engine.identify.networks import a_network
from tests.shared import examples

TEXTS = st.lists(
    st.lists(st.sampled_from(["caisse", "pain,", "et", "vendre", "vélo"]), min_size=1, max_size=9).map(
        " ".join
    ),
    min_size=1,
    max_size=4,
)
MARKS = Marks(1, 2)


def cut(word: str) -> tuple[int, ...]:
    return tuple(ord(letter) % 40 for letter in word)


def plain_windows(lengths: list[int]) -> list[list[int]]:
    """Return the places each token sees, token by token."""
    total, first, found = sum(lengths), 0, []
    for length in lengths:
        places = range(first, first + length)
        found += [[see if see in places else total for see in range(at - 2, at + 3)] for at in places]
        first += length
    return found


@given(st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_tokens_see_their_own_text_only(lengths: list[int]) -> None:
    assert windows_of(np.array(lengths)).tolist() == plain_windows(lengths)


def plain_vectors(encoder: Encoder, text: str) -> list[NDArray[np.floating]]:
    """Return the vectors of a text and its spans, each span summed token by token."""
    held = cut_tokens([text], [cut_spans(text).spans], encoder.cut, encoder.marks)
    features = read_tokens(encoder.network, held.tokens, held.lengths).features
    found = []
    for start, end in held.stretches:
        summed = np.sum([features[place] for place in range(start, end)], axis=0, keepdims=True)
        alone = np.concatenate([summed, np.zeros((end - start - 1, summed.shape[1]), summed.dtype)])
        found.append(read_stretches(encoder.network, alone, np.array([[0, end - start]])).vectors[0])
    return found


@settings(max_examples=examples(40), deadline=None)
@given(TEXTS)
def test_texts_read_together_equal_the_plain_reading(texts: list[str]) -> None:
    encoder = Encoder(a_network(), cut, MARKS)

    found = encoder.read(texts, [cut_spans(text).spans for text in texts])

    plain = np.array([vector for text in texts for vector in plain_vectors(encoder, text)])
    assert found == pytest.approx(plain, abs=1e-4)


def test_spans_read_apart_are_texts_of_their_own() -> None:
    encoder = Encoder(a_network(), cut, MARKS, reads_apart=True)
    text = "vendre du pain, tenir la caisse et compter"
    spans = cut_spans(text).spans

    found = encoder.read([text], [spans])

    assert found == pytest.approx(encoder([text, *(span.of(text) for span in spans)]), abs=1e-5)


def test_many_texts_are_read_in_several_batches() -> None:
    encoder = Encoder(a_network(), cut, MARKS)
    texts = [f"vendre {'du pain ' * (place % 7)}" for place in range(60)]

    assert encoder(texts) == pytest.approx(np.concatenate([encoder([text]) for text in texts]), abs=1e-4)


def test_no_text_has_no_vector() -> None:
    assert Encoder(a_network(), cut, MARKS)([]).shape == (0, 4)


def test_a_sketch_of_all_directions_loses_nothing() -> None:
    prototypes = unit(np.random.default_rng(3).normal(size=(9, 5)).astype(np.float32))

    sketch = sketch_of(prototypes)

    assert sketch.prototypes @ sketch.prototypes.T == pytest.approx(prototypes @ prototypes.T, abs=1e-5)
