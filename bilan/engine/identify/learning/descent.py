"""Steps down a gradient: Adam (Kingma and Ba 2015), on whole arrays or on some rows of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]

MEMORY, SPREAD_MEMORY = 0.9, 0.999
FLOOR = 1e-8


@dataclass(slots=True)
class Descent:
    """What earlier gradients were like, for each array."""

    means: dict[str, Floats] = field(default_factory=dict)
    spreads: dict[str, Floats] = field(default_factory=dict)
    steps: int = 0

    def begin(self) -> None:
        """Count one more step for all arrays."""
        self.steps += 1

    def move(
        self,
        name: str,
        array: Floats,
        gradient: Floats,
        *,
        rate: float,
        rows: NDArray[np.int64] | None = None,
    ) -> None:
        """Move an array, or some of its rows, against the gradient, in place."""
        mean = self.means.setdefault(name, np.zeros_like(array))
        spread = self.spreads.setdefault(name, np.zeros_like(array))
        chosen: NDArray[np.int64] | slice = slice(None) if rows is None else rows
        mean[chosen] = MEMORY * mean[chosen] + (1 - MEMORY) * gradient
        spread[chosen] = SPREAD_MEMORY * spread[chosen] + (1 - SPREAD_MEMORY) * gradient**2
        level = np.sqrt(spread[chosen] / (1 - SPREAD_MEMORY**self.steps)) + FLOOR
        array[chosen] -= rate * mean[chosen] / (1 - MEMORY**self.steps) / level


def clipped(gradients: Mapping[str, Floats], *, longest: float) -> dict[str, Floats]:
    """Shorten gradients that are together longer than allowed."""
    length = float(np.sqrt(sum(float((one**2).sum()) for one in gradients.values())))
    share = np.float32(min(1.0, longest / max(length, 1e-12)))
    return {name: one * share for name, one in gradients.items()}
