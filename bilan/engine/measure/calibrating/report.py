"""A whole calibration: every scale's items, fit, reliability, fairness, and the correlations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bilan.engine.measure.bank import Bank
from bilan.engine.measure.calibrating.correlations import correlations_of
from bilan.engine.measure.calibrating.fit import ItemFit, item_fits
from bilan.engine.measure.calibrating.functioning import Functioning, Size, functioning_of
from bilan.engine.measure.calibrating.marginal import NODES, Fitted, fit_scale
from bilan.engine.measure.calibrating.reliability import Reliability, reliability_of
from bilan.engine.measure.errors import CannotCalibrate
from bilan.engine.measure.items import Integers, Item

Groups = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale's calibration."""

    dimension: str
    items: tuple[Item, ...]
    fits: tuple[ItemFit, ...]
    reliability: Reliability
    functioning: tuple[Functioning, ...]
    rounds: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """All scales, and how they go together."""

    scales: tuple[Scale, ...]
    correlations: dict[tuple[str, str], float]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all items, scale by scale."""
        return tuple(item for scale in self.scales for item in scale.items)

    def bank(self) -> Bank:
        """Return the bank to ask from."""
        return Bank.of(items=self.items, correlations=self.correlations)


def calibrate(
    *,
    answers: Integers,
    codes: Sequence[str],
    dimensions: Sequence[str],
    groups: Groups | None = None,
    facets: Sequence[str] | None = None,
) -> Calibration:
    """Estimate everything from the answers people gave.

    Args:
        answers: (person, item), the category's number, -1 where there is none.
        codes: of the items.
        dimensions: of the items, the scale each belongs to.
        groups: for each grouping (language, sex, age band), each person's group; "" where unknown.
        facets: of the items.
    """
    if answers.ndim != 2 or not answers.shape[1] == len(codes) == len(dimensions):
        raise CannotCalibrate(f"Answers are {answers.shape}; {len(codes)} items are named.")
    kinds = np.array(dimensions, dtype=str)
    parts = np.array(facets if facets is not None else [""] * len(codes), dtype=str)
    names = np.array(codes, dtype=str)
    places = {name: np.flatnonzero(kinds == name) for name in dict.fromkeys(dimensions)}
    scales = tuple(
        _scale(answers[:, here], names[here].tolist(), dimension, parts[here].tolist(), groups or {})
        for dimension, here in places.items()
    )
    order = np.concatenate(list(places.values()))
    return Calibration(scales, _correlations(scales, answers[:, order]))


def calibration_table(calibration: Calibration) -> str:
    """Return the report as text."""
    lines: list[str] = []
    for scale in calibration.scales:
        lines += [*_scale_lines(scale), ""]
    lines += ["correlations between scales"]
    lines += [f"  {one} – {other}: {value:.2f}" for (one, other), value in calibration.correlations.items()]
    return "\n".join(lines)


def _scale(
    answers: Integers, codes: Sequence[str], dimension: str, facets: Sequence[str], groups: Groups
) -> Scale:
    present = (answers >= 0).any(axis=1)
    here = answers[present]
    fitted = fit_scale(answers=here, codes=codes, dimension=dimension, facets=facets)
    return Scale(
        dimension=dimension,
        items=fitted.items,
        fits=item_fits(answers=here, fitted=fitted),
        reliability=reliability_of(answers=here, fitted=fitted),
        functioning=functioning_of(
            answers=here,
            traits=_traits(fitted),
            codes=codes,
            groups={name: np.array(labels, dtype=str)[present].tolist() for name, labels in groups.items()},
        ),
        rounds=fitted.rounds,
    )


def _traits(fitted: Fitted) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(fitted.posterior @ NODES)


def _correlations(scales: Sequence[Scale], answers: Integers) -> dict[tuple[str, str], float]:
    bank = Bank.of(items=[item for scale in scales for item in scale.items])
    matrix = correlations_of(bank=bank, answers=answers)
    names = bank.dimensions
    return {
        (names[one], names[other]): float(matrix[one, other])
        for one in range(len(names))
        for other in range(one + 1, len(names))
    }


def _scale_lines(scale: Scale) -> list[str]:
    figures = scale.reliability
    return [
        f"{scale.dimension}: {figures.people} people, {scale.rounds} rounds; "
        f"alpha {figures.alpha:.3f}, omega {figures.omega:.3f}, marginal {figures.marginal:.3f}",
        f"  {'item':<12}{'discr.':>8}{'RMSD':>8}{'S-X2':>9}{'df':>5}{'p':>7}  thresholds",
        *(_item_line(item, fit) for item, fit in zip(scale.items, scale.fits, strict=True)),
        *_unequal_lines(scale.functioning),
    ]


def _item_line(item: Item, fit: ItemFit) -> str:
    thresholds = " ".join(f"{value:6.2f}" for value in item.thresholds)
    return (
        f"  {item.code:<12}{item.discrimination:8.2f}{fit.rmsd:8.3f}{fit.statistic:9.1f}"
        f"{fit.freedom:5d}{fit.p:7.3f}  {thresholds}"
    )


def _unequal_lines(functioning: Sequence[Functioning]) -> list[str]:
    if not functioning:
        return ["  differential functioning: no groups large enough to compare"]
    unequal = [one for one in functioning if one.size != Size.NEGLIGIBLE]
    if not unequal:
        most = max(functioning, key=lambda one: one.effect)
        return [f"  differential functioning: none that matters (most: {most.code}, {most.effect:.3f})"]
    return [
        f"  differential functioning: {one.code} by {one.grouping}, {one.size.value.lower()} "
        f"(effect {one.effect:.3f}, p {one.p:.3f})"
        for one in unequal
    ]
