"""Adaptive administrations played on a table of answers, many people side by side."""

from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.bank import NODES, Bank
from bilan.engine.measure.choosing import Rules, Standing, Stop, chosen, gains_of, is_unmet
from bilan.engine.measure.estimates import check_answers
from bilan.engine.measure.items import Booleans, Floats, Integers
from bilan.engine.measure.posterior import Posterior, posterior

TOLERANCE = 1e-6  # of a mean on the way; far below the differences between items
REASONS = (Stop.PRECISE, Stop.NONE_LEFT, Stop.CAP, Stop.NO_GAIN)


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it.

    Means and errors (person, dimension), the path (person, step) of items, -1 after the end, and why it ends.
    """

    means: Floats
    errors: Floats
    path: Integers
    reasons: tuple[Stop, ...]

    @property
    def lengths(self) -> Integers:
        """Return how many items each person was asked."""
        return np.asarray((self.path >= 0).sum(axis=1), dtype=np.int64)


@dataclass(slots=True)
class _Room:
    """The people being asked: what their answers say so far, and what was asked."""

    logs: Floats
    is_open: Booleans
    answered: Integers
    path: Integers
    reasons: list[Stop | None]


def play(*, bank: Bank, answers: Integers, rules: Rules, rng: np.random.Generator) -> Played:
    """Play everyone to the end; the answers (person, item) lie ready, -1 where there is none."""
    check_answers(bank=bank, answers=answers)
    room = _opened(bank, answers)
    everyone = np.arange(len(answers))
    here, now = everyone, _posterior(bank, room, everyone, None)
    final = now
    for step in range(len(bank.items) + 1):
        standing = Standing(now.means, now.covariances, room.answered[here], room.is_open[here])
        gains = gains_of(bank=bank, standing=standing, rules=rules)
        goes_on = _stopped(room, here, standing, gains, rules, step)
        final = _kept(final, here, now)
        here, now = here[goes_on], now.of(goes_on)
        if not here.size:
            break
        draws = rng.random(len(answers))[here]
        items = chosen(
            bank=bank, standing=standing.of(goes_on), gains=gains[goes_on], rules=rules, draws=draws
        )
        _answer(bank, room, answers, here, items, step)
        now = _posterior(bank, room, here, now)
    return Played(final.means, final.errors, room.path, tuple(reason for reason in room.reasons if reason))


def _opened(bank: Bank, answers: Integers) -> _Room:
    people = len(answers)
    return _Room(
        logs=np.zeros((people, len(bank.dimensions), NODES.size)),
        is_open=answers >= 0,
        answered=np.zeros((people, len(bank.dimensions)), dtype=np.int64),
        path=np.full((people, len(bank.items)), -1, dtype=np.int64),
        reasons=[None] * people,
    )


def _posterior(bank: Bank, room: _Room, here: Integers, start: Posterior | None) -> Posterior:
    return posterior(
        log_likelihoods=room.logs[here], correlations=bank.correlations, start=start, tolerance=TOLERANCE
    )


def _stopped(
    room: _Room, here: Integers, standing: Standing, gains: Floats, rules: Rules, step: int
) -> Booleans:
    """Write down why people stop, and tell who goes on."""
    checks = (
        ~is_unmet(standing, rules).any(axis=1),
        ~standing.is_open.any(axis=1),
        np.full(len(here), rules.maximum_items is not None and step >= rules.maximum_items),
        np.isneginf(gains.max(axis=1)),
    )
    stops = np.stack(checks)
    ends: Booleans = np.asarray(stops.any(axis=0))
    for person, reason in zip(here[ends], stops.argmax(axis=0)[ends], strict=True):
        room.reasons[person] = REASONS[reason]
    return np.logical_not(ends)


def _kept(final: Posterior, here: Integers, now: Posterior) -> Posterior:
    """Return the latest posterior of everyone, those who left included."""
    for old, new in (
        (final.means, now.means),
        (final.covariances, now.covariances),
        (final.precisions, now.precisions),
        (final.pulls, now.pulls),
    ):
        old[here] = new
    return final


def _answer(bank: Bank, room: _Room, answers: Integers, here: Integers, items: Integers, step: int) -> None:
    """Take everyone's answer to the item chosen for them."""
    dimensions = bank.dimension_of[items]
    rows = bank.first_rows[items] + answers[here, items]
    room.logs[here, dimensions] += bank.log_likelihoods[rows]
    room.is_open[here, items] = False
    room.answered[here, dimensions] += 1
    room.path[here, step] = items
