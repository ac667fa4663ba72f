"""What parts clauses that tell who speaks from deeds, as it is shipped."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from bilan.engine.identify.teller.sense import TellerSense
from bilan.occupations.indexes.encoding import published

SHIPPED = Path(__file__).parent / "teller-sense.npz"


@lru_cache(maxsize=1)
def teller_sense() -> TellerSense:
    """Read the shipped weights once a process: `python -m benchmarks.fit_teller` fits them."""
    with np.load(SHIPPED, allow_pickle=False) as held:
        return TellerSense(published(), held["weights"], float(held["shift"]))
