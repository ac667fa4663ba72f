"""Words shared by a text and a label: BM25 and rarity-weighted coverage, best label of each concept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.words import content_words

SATURATION = 1.2  # k1 of BM25 (Robertson and Zaragoza 2009)
LENGTH_WEIGHT = 0.5  # b of BM25: labels are short, so half the usual length correction
MASS_CEILING = 12.0  # rarity beyond which more matching words prove nothing more
UNHEARD = 0.7  # what a word that no label says counts for, of the rarest that one does
WHOLLY = 0.999  # share from which all words of a label are found
SMALL = np.float32(1e-6)
# What is told of a candidate's words: see `word_evidence`.
EVIDENCE = ("bm25", "share", "coverage", "cosine", "whole", "mass")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An inverted index, word → labels, of the labels of one language.

    Labels are sorted by the concept that owns them.
    """

    language: str
    words: dict[str, int]
    starts: NDArray[np.int64]  # (word + 1,) where the postings of a word begin
    postings: NDArray[np.int32]  # labels holding the word
    rarity: NDArray[np.float32]  # (word,) idf counted on concepts
    mass: NDArray[np.float32]  # (label,) sum of the rarities of its words
    norm: NDArray[np.float32]  # (label,) length correction of BM25
    owners: NDArray[np.int32]  # (label,) concept of each, ascending


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """Scores of each concept, 0 where no word is shared."""

    bm25: NDArray[np.float32]  # (concept,)
    coverage: NDArray[np.float32]  # (concept,) share of the label found × √ of what was found


def build_lexicon(labels: Sequence[str], owners: NDArray[np.int32], language: str) -> Lexicon:
    """Index labels sorted by owner."""
    bags = [list(dict.fromkeys(content_words(label, language))) for label in labels]
    words = {word: number for number, word in enumerate(sorted({word for bag in bags for word in bag}))}
    lengths = np.fromiter((len(bag) for bag in bags), np.int64, len(bags))
    columns = np.fromiter((words[word] for bag in bags for word in bag), np.int64, int(lengths.sum()))
    rows = np.repeat(np.arange(len(labels)), lengths)
    rarity = _rarity(owners[rows], columns, len(words), len(np.unique(owners)))
    order = np.argsort(columns, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(words)))])
    return Lexicon(
        language=language,
        words=words,
        starts=starts.astype(np.int64),
        postings=rows[order].astype(np.int32),
        rarity=rarity,
        mass=np.bincount(rows, weights=rarity[columns], minlength=len(labels)).astype(np.float32),
        norm=_norm(lengths),
        owners=owners.astype(np.int32),
    )


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What the words of a text find in the labels of one language."""

    mass: NDArray[np.float32]  # (label,) rarity of the words that the text shares with it
    asked: float  # rarity of all words of the text, a word that no label says counting in part


def shared_words(lexicon: Lexicon, text: str) -> SharedWords:
    """Look up the words of a text."""
    mass = np.zeros(len(lexicon.mass), np.float32)
    unheard = UNHEARD * float(lexicon.rarity.max(initial=0))
    asked = 0.0
    for word in dict.fromkeys(content_words(text, lexicon.language)):
        number = lexicon.words.get(word)
        if number is None:
            asked += unheard
            continue
        held = lexicon.postings[lexicon.starts[number] : lexicon.starts[number + 1]]
        mass[held] += lexicon.rarity[number]
        asked += float(lexicon.rarity[number])
    return SharedWords(mass, asked)


def lexical_scores(lexicon: Lexicon, shared: SharedWords, concepts: int) -> LexicalScores:
    """Score all concepts against the words of a text."""
    labels = np.flatnonzero(shared.mass > 0)  # truths are counted four times faster than numbers
    mass, owners = shared.mass[labels], lexicon.owners[labels]
    share = (mass / np.maximum(lexicon.mass[labels], SMALL)).astype(np.float32)
    return LexicalScores(
        bm25=best_label(mass * lexicon.norm[labels], owners, concepts),
        coverage=best_label(_worth(share, mass), owners, concepts),
    )


def word_evidence(lexicon: Lexicon, shared: SharedWords, concepts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return what the words say of some concepts, each time by the label that says most.

    Returns:
        (concept, EVIDENCE), 0 where no word is shared or the language names it not.
    """
    found = np.zeros((len(concepts), len(EVIDENCE)), np.float32)
    sought = concepts.astype(lexicon.owners.dtype)  # of another type, all owners would be copied
    first = np.searchsorted(lexicon.owners, sought)
    counts = np.searchsorted(lexicon.owners, sought, side="right") - first
    named = np.flatnonzero(counts)
    if not len(named):
        return found
    starts = np.cumsum(counts[named]) - counts[named]
    rows = np.repeat(first[named] - starts, counts[named]) + np.arange(int(counts.sum()))
    mass, whole = shared.mass[rows], np.maximum(lexicon.mass[rows], SMALL)
    share = (mass / whole).astype(np.float32)
    told = (
        mass * lexicon.norm[rows],
        share,
        _worth(share, mass),
        mass / np.sqrt(whole * np.float32(max(shared.asked, 1e-6))),
        np.where(share > WHOLLY, mass, np.float32(0)),
        mass,
    )
    found[named] = np.maximum.reduceat(np.stack(told), starts, axis=1).T
    return found


def _worth(share: NDArray[np.float32], mass: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the share of a label found, worth more where what was found is rare."""
    worth: NDArray[np.float32] = share * np.sqrt(np.minimum(mass, MASS_CEILING))
    return worth.astype(np.float32)


def best_label(scores: NDArray[np.float32], owners: NDArray[np.int32], concepts: int) -> NDArray[np.float32]:
    """Return the best score among the labels of each concept, owners ascending; 0 for one without label."""
    best = np.zeros(concepts, np.float32)
    if len(owners):
        first = np.flatnonzero(np.diff(owners, prepend=-1))
        best[owners[first]] = np.maximum.reduceat(scores, first)
    return best


def _rarity(
    owners: NDArray[np.int32], columns: NDArray[np.int64], words: int, concepts: int
) -> NDArray[np.float32]:
    """Return the inverse document frequency of words, a concept counting once whatever its labels."""
    pairs = np.unique(owners.astype(np.int64) * max(words, 1) + columns)
    frequency = np.bincount(pairs % max(words, 1), minlength=words)
    rarity: NDArray[np.float32] = np.log(1 + (concepts - frequency + 0.5) / (frequency + 0.5)).astype(
        np.float32
    )
    return rarity


def _norm(lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return what BM25 makes of one occurrence of a word in a label of that length."""
    mean = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    relative = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / mean
    return ((SATURATION + 1) / (1 + SATURATION * relative)).astype(np.float32)
