"""Whether an item works alike for people of the same trait but another group (differential functioning)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import chdtrc

from bilan.engine.measure.calibrating.ordinal import Ordinal, fit_ordinal
from bilan.engine.measure.items import Booleans, Floats, Integers

LEAST_GROUP = 50  # people under which a group's comparison would say nothing
MODERATE, LARGE = 0.035, 0.07  # of the effect (Jodoin and Gierl 2001)


class Size(StrEnum):
    """How much an item's functioning differs."""

    NEGLIGIBLE = "NEGLIGIBLE"
    MODERATE = "MODERATE"
    LARGE = "LARGE"


@dataclass(frozen=True, slots=True)
class Functioning:
    """The gain of knowing the group: likelihood ratios, their chance, the effect (Nagelkerke's R2 gained)."""

    code: str
    grouping: str
    people: int
    uniform: float
    uneven: float
    p: float
    effect: float

    @property
    def size(self) -> Size:
        """Return how large the effect is."""
        if self.effect >= LARGE:
            return Size.LARGE
        return Size.MODERATE if self.effect >= MODERATE else Size.NEGLIGIBLE


def functioning_of(
    *, answers: Integers, traits: Floats, codes: Sequence[str], groups: Mapping[str, Sequence[str]]
) -> tuple[Functioning, ...]:
    """Compare, for each item and grouping, ordinal regressions with and without the group (Zumbo 1999).

    Args:
        answers: (person, item), -1 where there is none.
        traits: (person,), of the scale the items belong to.
        codes: of the items.
        groups: for each grouping, each person's group; "" is unknown and left out, as are groups too small.
    """
    found = []
    for grouping, names in groups.items():
        labels = np.array(names, dtype=str)
        for column, code in zip(answers.T, codes, strict=True):
            known = (column >= 0) & (labels != "")
            known &= np.isin(labels, _large_enough(labels[known]))
            one = _compared(column[known], traits[known], labels[known], code, grouping)
            found += [one] if one else []
    return tuple(found)


def _large_enough(labels: np.ndarray[tuple[int], np.dtype[np.str_]]) -> list[str]:
    names, counts = np.unique(labels, return_counts=True)
    return [str(name) for name, count in zip(names, counts, strict=True) if count >= LEAST_GROUP]


def _compared(
    answers: Integers,
    traits: Floats,
    labels: np.ndarray[tuple[int], np.dtype[np.str_]],
    code: str,
    grouping: str,
) -> Functioning | None:
    names = np.unique(labels)
    if len(names) < 2:
        return None
    counts = _used((answers[:, None] == np.arange(answers.max() + 1)).astype(np.float64))
    dummies = (labels[:, None] == names[1:]).astype(np.float64)
    trait = traits[:, None]
    plain, shifted, bent = (
        _fit(design, counts)
        for design in (trait, np.hstack([trait, dummies]), np.hstack([trait, dummies, trait * dummies]))
    )
    total = 2.0 * (bent.log_likelihood - plain.log_likelihood)
    return Functioning(
        code=code,
        grouping=grouping,
        people=len(answers),
        uniform=2.0 * (shifted.log_likelihood - plain.log_likelihood),
        uneven=2.0 * (bent.log_likelihood - shifted.log_likelihood),
        p=float(chdtrc(2 * dummies.shape[1], max(total, 0.0))),
        effect=_explained(bent, counts) - _explained(plain, counts),
    )


def _used(counts: Floats) -> Floats:
    used: Booleans = counts.sum(axis=0) > 0
    return counts[:, used]


def _fit(design: Floats, counts: Floats) -> Ordinal:
    return fit_ordinal(design=design, counts=counts)


def _explained(fit: Ordinal, counts: Floats) -> float:
    """Return Nagelkerke's R2 (1991)."""
    people, totals = counts.sum(), counts.sum(axis=0)
    nothing = float((totals * np.log(totals / people)).sum())
    reached = 1.0 - np.exp(2.0 * (nothing - fit.log_likelihood) / people)
    return float(reached / (1.0 - np.exp(2.0 * nothing / people)))
