"""How far the meaning of a clause says that it tells who speaks: learnt from clauses of both kinds.

Lists know the words they hold; what the encoder makes of a clause says the same of turns nobody listed.
The bound was chosen on labelled sentences that the weights had not seen and on turns that were held out until
then: a lower one leaves out more deeds than turns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HIDDEN = 0.0  # from there on a clause is not searched where something else is told


@dataclass(frozen=True, slots=True)
class TellerSense:
    """An encoder, and the weights that part its vectors: about 1 tells who speaks, about -1 a deed."""

    encode: Callable[[Sequence[str]], NDArray[np.float32]]  # (text, dimension)
    weights: NDArray[np.float32]  # (dimension,)
    shift: float

    def of(self, clauses: Sequence[str]) -> NDArray[np.float32]:
        """Return how far each clause tells who speaks: (clause,)."""
        found: NDArray[np.float32] = self.encode(clauses) @ self.weights + np.float32(self.shift)
        return found
