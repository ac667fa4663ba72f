"""What matching knows of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What a skill is worth by the rank of its proof: said, told with an example, shown, confirmed by others.
PROOF_STRENGTHS = {1: 0.7, 2: 0.8, 3: 0.9, 4: 1.0}


@dataclass(frozen=True, slots=True)
class HeldItem:
    """A skill a person holds."""

    uri: str
    proof: int = 1  # 1–4
    liking: int = 0  # −1, 0, 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What eliminates an occupation, whatever its merits.

    `is_grounded`: of the short list, one occupation at most rests on tastes alone, and comes last.
    """

    refused_contexts: frozenset[str] = frozenset()
    maximum_training_months: float | None = None
    minimum_pay: float | None = None
    excluded: frozenset[str] = frozenset()
    is_grounded: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person would rather have: it weighs, and eliminates nothing."""

    unwanted_contexts: frozenset[str] = frozenset()
    pay: float | None = None


@dataclass(frozen=True, slots=True)
class PersonVector:
    """A person as arguments of a ranking; interests are letter → (score 0–1, standard error)."""

    held: tuple[HeldItem, ...] = ()
    interests: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    values: tuple[str, ...] = ()  # dearest first
    limits: Limits = Limits()
    wishes: Wishes = Wishes()
    diploma: int | None = None  # European level of the highest, 1–8, whatever its field
    lived: tuple[str, ...] = ()  # codes of occupations they have worked in
