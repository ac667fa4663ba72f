"""An encoder for tests: letters of words thrown into a few places, the same on every machine."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.grams import pieces_of
from bilan.engine.identify.spans import Span

PLACES = 64


def spelling(texts: list[str]) -> NDArray[np.float32]:
    """Return unit vectors that are near when spellings are: (text, place)."""
    vectors = np.zeros((len(texts), PLACES), np.float32)
    for row, text in enumerate(texts):
        for piece in pieces_of(text):
            vectors[row, zlib.crc32(piece.encode()) % PLACES] += 1
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    unit: NDArray[np.float32] = (vectors / np.maximum(lengths, 1)).astype(np.float32)
    return unit


class Spelling:
    """Reads each span alone."""

    def read(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> NDArray[np.float32]:
        """Return the vector of each text followed by those of its spans."""
        pieces = [
            piece
            for text, some in zip(texts, spans, strict=True)
            for piece in (text, *(span.of(text) for span in some))
        ]
        return spelling(pieces)
