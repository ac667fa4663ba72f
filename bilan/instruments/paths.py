"""The way through a questionnaire: what was asked, what comes next, how much is left."""

from dataclasses import dataclass

from bilan.instruments.adaptive import next_question, questions_left
from bilan.instruments.answering import Given, questions
from bilan.instruments.schema import Instrument


@dataclass(frozen=True, slots=True)
class Path:
    """The questions in order, the next one (none at the end), and how many are left, known or estimated."""

    order: tuple[str, ...]
    next_item: str | None
    left: int
    is_estimate: bool = False


def path_of(*, instrument: Instrument, given: Given, seed: int | None) -> Path:
    """Return the way through: every question in order, or chosen one after the other from a seed.

    Args:
        instrument: what is answered.
        given: the answers, in the order in which they were first given.
        seed: what the choice is drawn from; None asks everything.
    """
    if seed is None:
        return _whole(instrument, given)
    asked, following = tuple(given), next_question(instrument=instrument, given=given, seed=seed)
    if following is None:
        return Path(asked, None, 0, is_estimate=True)
    left = max(questions_left(instrument=instrument, given=given), 1)
    return Path((*asked, following), following, left, is_estimate=True)


def _whole(instrument: Instrument, given: Given) -> Path:
    order = questions(instrument=instrument, given=given)
    left = [item for item in order if item not in given]
    return Path(order, left[0] if left else None, len(left))
