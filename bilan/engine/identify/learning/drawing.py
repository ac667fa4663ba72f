"""Draw texts to learn from: names as people would put them, sentences, several skills in one breath."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from numpy.random import Generator

from bilan.engine.identify.learning.lessons import Lessons, Told, named
from bilan.engine.identify.learning.phrases import (
    AFTER_FILLERS,
    BEFORE_FILLERS,
    ENGLISH_LINKS,
    ENGLISH_OPENINGS,
    FRENCH_LINKS,
    FRENCH_OPENINGS,
    told,
)

MOST_TOGETHER = 4
LABELLED = 0.15  # share of what is drawn, where there are labelled sentences
# Shares of the rest; what is left are sentences about occupations.
NAMES, FRENCH_NAMES, SENTENCES, TOGETHER = 0.26, 0.22, 0.18, 0.3
DROPPED = 0.1  # words left out of sentences, so that no one of them is enough

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class Deck:
    """Lessons laid out to be drawn from."""

    lessons: Lessons
    names: tuple[tuple[str, int], ...]
    french_names: tuple[tuple[str, int], ...]
    sentences: tuple[tuple[str, int], ...]


def deck_of(lessons: Lessons) -> Deck:
    """Lay lessons out."""
    return Deck(lessons, named(lessons.names), named(lessons.french_names), named(lessons.sentences))


def draw(deck: Deck, chance: Generator) -> Told:
    """Draw one text and the concepts it speaks of."""
    labelled = deck.lessons.labelled
    if labelled and chance.random() < LABELLED:
        sentence, concepts = _one_of(labelled, chance)
        return _thinned(sentence, chance), concepts
    text, concepts = _drawn(deck, chance)
    if chance.random() < 0.15:
        text = text.lower()
    if chance.random() < 0.1:
        text = text.capitalize()
    return text, concepts


def _drawn(deck: Deck, chance: Generator) -> Told:
    """Choose a kind of text; a kind the catalogue has none of gives way to the next."""
    kind = chance.random()
    if kind < NAMES and deck.names:
        name, concept = _one_of(deck.names, chance)
        return (name if chance.random() < 0.5 else _put(name, chance, in_french=False)), (concept,)
    if kind < NAMES + FRENCH_NAMES and deck.french_names:
        name, concept = _one_of(deck.french_names, chance)
        return (name if chance.random() < 0.4 else _put(name, chance, in_french=True)), (concept,)
    if kind < NAMES + FRENCH_NAMES + SENTENCES and deck.sentences:
        sentence, concept = _one_of(deck.sentences, chance)
        return _thinned(sentence, chance), (concept,)
    if kind < NAMES + FRENCH_NAMES + SENTENCES + TOGETHER or not deck.lessons.portraits:
        return _together(deck.lessons, chance)
    return _one_of(deck.lessons.portraits, chance)


def _together(lessons: Lessons, chance: Generator) -> Told:
    """Name some of the concepts of one occupation in one breath, now and then amid idle words."""
    concepts = _one_of(lessons.together, chance)
    count = min(_one_of((1, 2, 2, 3, 3, MOST_TOGETHER), chance), len(concepts))
    chosen = tuple(int(place) for place in chance.choice(concepts, count, replace=False))
    in_french = chance.random() < 0.3
    names = [_name(lessons, concept, chance, in_french=in_french) for concept in chosen]
    text = names[0]
    for name in names[1:]:
        text += _one_of(FRENCH_LINKS if in_french else ENGLISH_LINKS, chance) + name
    text = _put(text, chance, in_french=in_french)
    return (text if in_french or not lessons.fillers else _amid(text, lessons.fillers, chance)), chosen


def _name(lessons: Lessons, concept: int, chance: Generator, *, in_french: bool) -> str:
    """Return a name of a concept in the language asked if it has one, now and then a sentence about it."""
    names, french, sentences = (
        held[concept] for held in (lessons.names, lessons.french_names, lessons.sentences)
    )
    if in_french and french:
        return _one_of(french, chance)
    if sentences and not in_french and chance.random() < 0.2:
        return _one_of(sentences, chance)
    return _one_of(names or french, chance)


def _put(name: str, chance: Generator, *, in_french: bool) -> str:
    """Put a name as people do."""
    way = chance.random()
    if way < 0.35:
        return name
    if in_french and way < 0.6:
        return told(name, chance)
    return f"{_one_of(FRENCH_OPENINGS if in_french else ENGLISH_OPENINGS, chance)} {name}"


def _amid(text: str, fillers: Sequence[str], chance: Generator) -> str:
    """Add idle words after or before a text, or none."""
    way = chance.random()
    if way < 0.35:
        return f"{text}{_one_of(BEFORE_FILLERS, chance)}{_one_of(fillers, chance)}"
    if way < 0.6:
        return f"{_one_of(fillers, chance)}{_one_of(AFTER_FILLERS, chance)}{text}"
    return text


def _thinned(text: str, chance: Generator) -> str:
    """Leave some words out of a text."""
    words = text.split()
    if len(words) < 3:
        return text
    kept = [word for word, keep in zip(words, chance.random(len(words)) > DROPPED, strict=True) if keep]
    return " ".join(kept) or text


def _one_of(choices: Sequence[Choice], chance: Generator) -> Choice:
    return choices[int(chance.integers(len(choices)))]
