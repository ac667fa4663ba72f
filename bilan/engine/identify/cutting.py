"""A curriculum vitae cut into experiences, each opened by a line that tells when, and into sentences."""

import re
from dataclasses import dataclass

from bilan.engine.identify.spans import Span, cut_sentences

# A year of a working life, alone or within a date: 2014, 03/2014, « depuis 2014 », 2014–2019.
YEAR = re.compile(r"(?<!\d)(?:19[4-9]\d|20\d\d)(?!\d)")
LONGEST_HEADING = 160  # characters: a longer line with a year in it is a sentence about the past
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Experience:
    """A stretch of a life: the line that opens it, if any, and the sentences about it."""

    heading: Span | None
    sentences: tuple[Span, ...]


def cut_experiences(text: str) -> tuple[Experience, ...]:
    """Cut a text at the short lines that name a year; what comes before the first has no heading."""
    headings = [Span(*line.span()) for line in LINE.finditer(text) if _opens(line.group())]
    first = headings[0].start if headings else len(text)
    found = [Experience(None, _sentences(text, 0, first))]
    ends = [heading.start for heading in headings[1:]] + [len(text)] * bool(headings)
    found += [
        Experience(heading, _sentences(text, heading.end, end))
        for heading, end in zip(headings, ends, strict=True)
    ]
    return tuple(one for one in found if one.heading or one.sentences)


def _opens(line: str) -> bool:
    """Tell whether a line opens an experience."""
    return len(line) <= LONGEST_HEADING and YEAR.search(line) is not None


def _sentences(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the sentences of a stretch that hold a word."""
    spans = (Span(start + span.start, start + span.end) for span in cut_sentences(text[start:end]))
    return tuple(span for span in spans if any(map(str.isalpha, span.of(text))))
