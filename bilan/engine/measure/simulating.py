"""Simulated people through a bank: how long, how wrong, how sure, and which items are seen."""

from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.bank import Bank
from bilan.engine.measure.choosing import Rules, Stop
from bilan.engine.measure.items import Floats, Integers, log_probabilities
from bilan.engine.measure.playing import Played, play

COVERED = 1.959963984540054  # the normal quantile that leaves 5 % outside, both sides together


@dataclass(frozen=True, slots=True)
class Simulation:
    """What simulated people show; arrays are (dimension,), but exposure (item,)."""

    people: int
    mean_length: float
    long_length: float
    bias: Floats
    rmse: Floats
    correlation: Floats
    coverage: Floats
    mean_error: Floats
    exposure: Floats
    reasons: dict[Stop, int]
    dimensions: tuple[str, ...]
    codes: tuple[str, ...]


def simulate(*, bank: Bank, people: int, rules: Rules, rng: np.random.Generator) -> Simulation:
    """Draw people from the bank's population, have them answer, and compare the scores with the truth."""
    traits = rng.multivariate_normal(
        np.zeros(len(bank.dimensions)), bank.correlations, size=people, method="cholesky"
    )
    answers = simulated_answers(bank=bank, traits=traits, rng=rng)
    return _summary(bank, traits, play(bank=bank, answers=answers, rules=rules, rng=rng))


def simulated_answers(*, bank: Bank, traits: Floats, rng: np.random.Generator) -> Integers:
    """Return the answers (person, item) that people of these traits (person, dimension) would give."""
    answers = np.empty((len(traits), len(bank.items)), dtype=np.int64)
    for place, (item, dimension) in enumerate(zip(bank.items, bank.dimension_of, strict=True)):
        chances = np.exp(log_probabilities(item=item, traits=traits[:, dimension])).cumsum(axis=0)
        answers[:, place] = (rng.random(len(traits)) > chances[:-1]).sum(axis=0)
    return answers


def simulation_table(simulation: Simulation) -> str:
    """Return the simulation as text."""
    seen = np.sort(simulation.exposure)
    lines = [
        f"people {simulation.people}, items asked: mean {simulation.mean_length:.1f}, "
        f"nine in ten at most {simulation.long_length:.0f}, of {len(simulation.codes)}",
        "stopped: " + ", ".join(f"{reason.value} {count}" for reason, count in simulation.reasons.items()),
        f"people who see an item: least {seen[0]:.2f}, middle {np.median(seen):.2f}, most {seen[-1]:.2f}",
        "",
        f"{'dimension':<20}{'bias':>8}{'RMSE':>8}{'r':>8}{'error':>8}{'in 95 %':>9}",
    ]
    rows = zip(
        simulation.dimensions,
        simulation.bias,
        simulation.rmse,
        simulation.correlation,
        simulation.mean_error,
        simulation.coverage,
        strict=True,
    )
    lines += [
        f"{name:<20}{bias:8.3f}{rmse:8.3f}{r:8.3f}{error:8.3f}{covered:9.3f}"
        for name, bias, rmse, r, error, covered in rows
    ]
    return "\n".join(lines)


def _summary(bank: Bank, traits: Floats, played: Played) -> Simulation:
    misses = played.means - traits
    asked = np.zeros((len(traits), len(bank.items) + 1))
    np.put_along_axis(asked, played.path, 1.0, axis=1)
    return Simulation(
        people=len(traits),
        mean_length=float(played.lengths.mean()),
        long_length=float(np.percentile(played.lengths, 90)),
        bias=misses.mean(axis=0),
        rmse=np.sqrt((misses**2).mean(axis=0)),
        correlation=np.array([_correlation(*pair) for pair in zip(traits.T, played.means.T, strict=True)]),
        coverage=(np.abs(misses) <= COVERED * played.errors).mean(axis=0),
        mean_error=played.errors.mean(axis=0),
        exposure=asked[:, :-1].mean(axis=0),
        reasons={reason: played.reasons.count(reason) for reason in Stop if reason in played.reasons},
        dimensions=bank.dimensions,
        codes=bank.codes,
    )


def _correlation(one: Floats, other: Floats) -> float:
    return float(np.corrcoef(one, other)[0, 1])
