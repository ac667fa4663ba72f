"""Tables of answers: many people, one instrument."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bilan.instruments.answering import bounds
from bilan.instruments.errors import NothingToSimulate
from bilan.instruments.schema import Instrument, Item, Rating, Steps


@dataclass(frozen=True, slots=True)
class Table:
    """Answers (person, item) turned the way their scale runs, -1 where there is none, and the groups."""

    answers: NDArray[np.int64]
    items: tuple[Item, ...]
    groups: dict[str, list[str]]


def checked_steps(instrument: Instrument) -> int:
    """Return the lowest number answered; refuse an instrument whose answers follow no model."""
    if not isinstance(instrument.response, Steps | Rating):
        raise NothingToSimulate(instrument_id=instrument.id)
    return bounds(instrument.response)[0]
