"""Pieces of a text that may each speak of one thing: clauses and short windows of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"[,;:()•*!?\n\"“”«»/]|[^\s,;:()•*!?\n\"“”«»/]+")
STOPS = frozenset(',;:()•*!?\n"“”«»/')
LINKS = frozenset({"and", "or", "et", "ou", "&", "-", "–", "puis", "mais", "but", "then"})
MAXIMUM_WORDS = 90  # the rest of a text is reached by cutting it into sentences first
MAXIMUM_SPANS = 40
SHORT_TEXT = 4  # words up to which a text is one piece


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, by its first and last characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words themselves."""
        return text[self.start : self.end]


def whole(text: str) -> Span:
    """Return the span of all the text, without the blanks around it."""
    start = len(text) - len(text.lstrip())
    return Span(start, max(start, len(text.rstrip())))


def cut_sentences(text: str) -> list[Span]:
    """Cut a text at ends of lines and sentences, and beyond 90 words."""
    found: list[Span] = []
    for match in re.finditer(r"[^\n.!?…]+(?:[.!?…](?!\s|$)[^\n.!?…]*)*", text):
        tokens = [token.span() for token in re.finditer(r"\S+", match.group())]
        for first in range(0, len(tokens), MAXIMUM_WORDS):
            piece = tokens[first : first + MAXIMUM_WORDS]
            found.append(Span(match.start() + piece[0][0], match.start() + piece[-1][1]))
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a text: clauses, which people would quote, then windows, which only help to find."""

    clauses: tuple[Span, ...] = ()
    windows: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return all pieces, clauses first."""
        return self.clauses + self.windows


def words_of(text: str) -> list[Span]:
    """Return where the first 90 words and stops of a text stand; spans begin and end there."""
    return [span for _, span in _tokens(text)]


def cut_spans(text: str) -> Cut:
    """Cut a text into clauses, where it has several, and windows of 4 and 8 words; a short one is not cut."""
    tokens = _tokens(text)
    if sum(word not in STOPS for word, _ in tokens) <= SHORT_TEXT:
        return Cut()
    clauses = list(_runs(tokens, breaks=STOPS | LINKS))
    told = _spans(tokens, clauses if len(clauses) > 1 else [])[:MAXIMUM_SPANS]
    stretches = _runs(tokens, breaks=STOPS)
    windows = _spans(tokens, [piece for first, last in stretches for piece in _windows(first, last)])
    fresh = [span for span in windows if span not in told]
    return Cut(tuple(told), tuple(fresh[: MAXIMUM_SPANS - len(told)]))


def _spans(tokens: list[tuple[str, Span]], pieces: list[tuple[int, int]]) -> list[Span]:
    """Return stretches of tokens as spans of the text, each once."""
    found = (Span(tokens[first][1].start, tokens[last - 1][1].end) for first, last in pieces)
    return list(dict.fromkeys(found))


def _tokens(text: str) -> list[tuple[str, Span]]:
    """Return the words and stops of a text with where they stand."""
    found: list[tuple[str, Span]] = []
    for match in TOKEN.finditer(text):
        word = match.group()
        end = match.end()
        if len(word) > 1 and word.endswith(".") and "." not in word[:-1]:
            word, end = word[:-1], end - 1
        found.append((word.lower(), Span(match.start(), end)))
        if end != match.end():
            found.append((",", Span(end, match.end())))
        if len(found) >= MAXIMUM_WORDS:
            break
    return found


def _runs(tokens: list[tuple[str, Span]], breaks: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of tokens between breaks, as (first, one past the last)."""
    first = 0
    for position, (word, _) in enumerate([*tokens, ("\n", Span(0, 0))]):
        if word in breaks:
            if position > first:
                yield first, position
            first = position + 1


def _windows(first: int, last: int) -> list[tuple[int, int]]:
    """Return the windows of 4 words every 2, and of 8 every 4, within a stretch."""
    found: list[tuple[int, int]] = []
    length = last - first
    if length > 5:
        found += [(start, start + 4) for start in range(first, last - 3, 2)]
        found += [(last - 4, last)] if length % 2 else []
    if length > 10:
        found += [(start, start + 8) for start in range(first, last - 7, 4)]
    return found
