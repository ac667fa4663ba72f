"""Simulated people through an instrument: how long it is, how wrong, how sure, what they see."""

import numpy as np

from bilan.engine.measure.choosing import Rules
from bilan.engine.measure.simulating import Simulation, simulate
from bilan.instruments.adaptive import bank_of, rules_of, whole_bank
from bilan.instruments.schema import Instrument

EVERYTHING = Rules(target_error=1e-6, least_gain=0.0)


def simulated(*, instrument: Instrument, people: int, rng: np.random.Generator) -> Simulation:
    """Play people drawn from the model's own population; all questions where none is chosen.

    Raises:
        NothingToSimulate: choices, cards and words follow no such model.
    """
    if instrument.adaptive is None:
        return simulate(bank=whole_bank(instrument=instrument), people=people, rules=EVERYTHING, rng=rng)
    rules = rules_of(instrument=instrument)
    return simulate(bank=bank_of(instrument), people=people, rules=rules, rng=rng)
