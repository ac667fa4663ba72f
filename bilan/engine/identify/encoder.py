"""Texts to unit vectors: the encoder's network fed with the tokens of words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.network import Network, vectors_of
from bilan.engine.identify.pieces import Cutter, Marks, cut_tokens
from bilan.engine.identify.spans import Span

CHARACTERS_AT_ONCE = 1000  # enough for full matrices, little enough for the processor's cache


@dataclass(frozen=True, slots=True)
class Encoder:
    """A network, and how words are cut into its tokens."""

    network: Network
    cut: Cutter
    marks: Marks
    reads_apart: bool = False  # spans as texts of their own: slower, better where the network was not tuned

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text: (text, dimension)."""
        return self.read(texts, [()] * len(texts))

    def read(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """Return the vector of each text followed by those of its spans, text after text."""
        if self.reads_apart:
            return self._pooled(*_apart(texts, spans))
        return self._pooled(texts, spans)

    def _pooled(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """Read the tokens of each text once, and pool each stretch of them."""
        dimension = self.network.weights["deep3"].shape[1]
        found = [np.zeros((0, dimension), np.float32)]
        for first, last in _batches(texts):
            batch = cut_tokens(texts[first:last], spans[first:last], self.cut, self.marks)
            found.append(vectors_of(self.network, batch.tokens, batch.lengths, batch.stretches))
        return np.concatenate(found)


def _apart(
    texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> tuple[Sequence[str], Sequence[Sequence[Span]]]:
    """Return texts and their spans as texts that have no spans."""
    alone = [
        piece
        for text, some in zip(texts, spans, strict=True)
        for piece in (text, *(span.of(text) for span in some))
    ]
    return alone, [()] * len(alone)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield stretches of texts of some length together."""
    first = characters = 0
    for place, text in enumerate(texts):
        if characters and characters + len(text) > CHARACTERS_AT_ONCE:
            yield first, place
            first, characters = place, 0
        characters += len(text)
    if first < len(texts):
        yield first, len(texts)
