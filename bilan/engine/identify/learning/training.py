"""The course itself: draw texts, see what they are near to, move the weights and the prototypes a little."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bilan.engine.identify.concepts import unit
from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.learning.contrast import contrast
from bilan.engine.identify.learning.descent import Descent, clipped
from bilan.engine.identify.learning.drawing import Deck, deck_of, draw
from bilan.engine.identify.learning.gradient import gradients
from bilan.engine.identify.learning.lessons import Lessons, Told
from bilan.engine.identify.network import Network, read_stretches, read_tokens
from bilan.engine.identify.pieces import cut_tokens
from bilan.engine.identify.spans import Span, cut_spans

Floats = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast to learn; the gain peaks early, so the course is short."""

    steps: int = 200
    rounds: int = 3  # the same course from the start, with other texts: their mean holds better than each
    texts: int = 192  # a step
    rate: float = 3e-4  # of the network
    prototype_rate: float = 1e-3
    warming: int = 40  # steps before full speed
    spans: int = 6  # of a text, at most
    spoken: int = 6  # concepts of a text, at most
    near: int = 30  # concepts among which those to be told apart are drawn
    drawn_near: int = 3  # a concept spoken of
    drawn_far: int = 1200  # a step
    longest: float = 1.0  # gradient of the network
    kept: float = 0.85  # of what was learnt, the rest staying as published: better on texts never seen


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights of the tuned network, and where each concept came to lie."""

    weights: Mapping[str, Floats]
    prototypes: Floats  # (concept, dimension) unit vectors


@dataclass(frozen=True, slots=True)
class _Batch:
    texts: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    spoken: tuple[tuple[int, ...], ...]


def train(
    lessons: Lessons,
    encoder: Encoder,
    prototypes: Floats,
    *,
    chance: Generator,
    course: Course | None = None,
    report: Callable[[int, float], None] | None = None,
) -> Learnt:
    """Tune the network and the prototypes on lessons; `report` is told each step and its loss."""
    chosen = course or Course()
    deck, near = deck_of(lessons), nearest(prototypes, chosen.near)
    told = count(1)

    def tell(loss: float) -> None:
        if report:
            report(next(told), loss)

    rounds = [_round(deck, near, encoder, prototypes, chosen, chance, tell) for _ in range(chosen.rounds)]
    return _mixed(encoder.network, prototypes, _mean(rounds), chosen.kept)


def _round(
    deck: Deck,
    near: NDArray[np.int64],
    encoder: Encoder,
    prototypes: Floats,
    course: Course,
    chance: Generator,
    tell: Callable[[float], None],
) -> Learnt:
    """Take the course once, from what was published."""
    weights = {name: np.array(array, np.float32) for name, array in encoder.network.weights.items()}
    moved, descent = np.array(prototypes, np.float32), Descent()
    tuned = replace(encoder, network=replace(encoder.network, weights=weights))
    for step in range(course.steps):
        batch = _batch(deck, course, chance)
        candidates = _candidates(batch.spoken, near, course, chance)
        descent.begin()
        tell(_step(tuned, weights, moved, batch, candidates, descent, course, pace(course, step)))
    return Learnt(weights, unit(moved))


def pace(course: Course, step: int) -> float:
    """Return the speed of a step, 0–1: rising at first, falling after."""
    return min(1.0, (step + 1) / course.warming) * max(0.02, 1 - step / course.steps)


def nearest(prototypes: Floats, count: int) -> NDArray[np.int64]:
    """Return the nearest other concepts of each: (concept, near)."""
    found: list[NDArray[np.int64]] = []
    wanted = min(count, len(prototypes) - 1)
    for first in range(0, len(prototypes), 1000):
        likeness = prototypes[first : first + 1000] @ prototypes.T
        likeness[np.arange(len(likeness)), first + np.arange(len(likeness))] = -2
        found.append(np.argpartition(-likeness, max(wanted - 1, 0), axis=1)[:, :wanted])
    return np.concatenate(found)


def _batch(deck: Deck, course: Course, chance: Generator) -> _Batch:
    """Draw the texts of a step, with some of their spans and of the concepts they speak of."""
    drawn: list[Told] = [draw(deck, chance) for _ in range(course.texts)]
    return _Batch(
        texts=tuple(text for text, _ in drawn),
        spans=tuple(_some(cut_spans(text).spans, course.spans, chance) for text, _ in drawn),
        spoken=tuple(concepts for _, concepts in drawn),
    )


def _some(spans: tuple[Span, ...], most: int, chance: Generator) -> tuple[Span, ...]:
    if len(spans) <= most:
        return spans
    return tuple(spans[place] for place in sorted(chance.choice(len(spans), most, replace=False)))


def _candidates(
    spoken: Sequence[Sequence[int]], near: NDArray[np.int64], course: Course, chance: Generator
) -> NDArray[np.int64]:
    """Return the concepts of a step: those spoken of, some near them, some drawn anywhere; ascending."""
    heard = np.unique([concept for some in spoken for concept in some[: course.spoken]])
    columns = chance.integers(near.shape[1], size=(len(heard), course.drawn_near))
    far = chance.integers(len(near), size=course.drawn_far)
    return np.unique(np.concatenate([heard, near[heard[:, None], columns].ravel(), far]))


def _step(
    tuned: Encoder,
    weights: dict[str, Floats],
    prototypes: Floats,
    batch: _Batch,
    candidates: NDArray[np.int64],
    descent: Descent,
    course: Course,
    speed: float,
) -> float:
    """Look at one batch and move weights and prototypes, in place; return the loss."""
    tokens = cut_tokens(batch.texts, batch.spans, tuned.cut, tuned.marks)
    trace = read_tokens(tuned.network, tokens.tokens, tokens.lengths)
    head = read_stretches(tuned.network, trace.features, tokens.stretches)
    targets = unit(prototypes[candidates])
    counts = np.array([1 + len(spans) for spans in batch.spans])
    seen = contrast(head.vectors @ targets.T, np.cumsum(counts) - counts, _columns(batch.spoken, candidates))
    found = gradients(tuned.network, trace, head, tokens.stretches, seen.likeness @ targets)
    for name, gradient in clipped(found, longest=course.longest).items():
        descent.move(name, weights[name], gradient, rate=course.rate * speed)
    pulled = _through_unit(prototypes[candidates], targets, seen.likeness.T @ head.vectors)
    descent.move(PROTOTYPES, prototypes, pulled, rate=course.prototype_rate * speed, rows=candidates)
    return seen.loss


PROTOTYPES = "prototypes"


def _columns(spoken: Sequence[Sequence[int]], candidates: NDArray[np.int64]) -> list[list[int]]:
    """Return the columns that each text speaks of: every one of its concepts that is a candidate."""
    places = {int(concept): column for column, concept in enumerate(candidates)}
    return [[places[concept] for concept in some if concept in places] for some in spoken]


def _through_unit(rows: Floats, units: Floats, gradient: Floats) -> Floats:
    """Read the scaling of rows to length one backwards."""
    along = (gradient * units).sum(axis=1, keepdims=True)
    read: Floats = (gradient - units * along) / np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return read


def _mean(rounds: Sequence[Learnt]) -> Learnt:
    """Return the mean of what several rounds taught."""
    weights = {name: np.mean([one.weights[name] for one in rounds], axis=0) for name in rounds[0].weights}
    return Learnt(weights, unit(np.mean([one.prototypes for one in rounds], axis=0)))


def _mixed(published: Network, prototypes: Floats, learnt: Learnt, kept: float) -> Learnt:
    """Go part of the way from what was published to what was learnt."""
    share, rest = np.float32(kept), np.float32(1 - kept)
    mixed = {name: share * weight + rest * published.weights[name] for name, weight in learnt.weights.items()}
    return Learnt(mixed, unit(share * learnt.prototypes + rest * prototypes))
