"""From texts and their stretches to tokens: each word is cut once, and stretches follow the words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.spans import Span, words_of

# A word to the tokens of the encoder.
Cutter = Callable[[str], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Marks:
    """The tokens that open and close a text."""

    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of texts, end to end, and where stretches of them stand."""

    tokens: NDArray[np.int64]
    lengths: NDArray[np.int64]  # (text,)
    stretches: NDArray[np.int64]  # (stretch, 2)


def cut_tokens(texts: Sequence[str], spans: Sequence[Sequence[Span]], cut: Cutter, marks: Marks) -> Tokens:
    """Return the tokens of texts, and one stretch for the whole of each text followed by one a span of it."""
    tokens: list[int] = []
    lengths: list[int] = []
    stretches: list[tuple[int, int]] = []
    for text, some in zip(texts, spans, strict=True):
        first = len(tokens)
        tokens.append(marks.opening)
        starts, ends = _cut_words(text, cut, tokens)
        tokens.append(marks.closing)
        lengths.append(len(tokens) - first)
        stretches.append((first, len(tokens)))
        stretches += [_held(starts[span.start], ends[span.end], (first, len(tokens))) for span in some]
    return Tokens(
        np.array(tokens, np.int64), np.array(lengths, np.int64), np.array(stretches, np.int64).reshape(-1, 2)
    )


def _cut_words(text: str, cut: Cutter, tokens: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Add the tokens of each word; return where words begin and end, by their first and last characters."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for word in words_of(text):
        starts[word.start] = len(tokens)
        tokens += cut(word.of(text))
        ends[word.end] = len(tokens)
    return starts, ends


def _held(start: int, end: int, whole: tuple[int, int]) -> tuple[int, int]:
    """Return a stretch, or the whole text where the stretch holds no token."""
    return (start, end) if end > start else whole
