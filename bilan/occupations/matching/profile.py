"""What a person brings to a ranking, gathered by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bilan.engine.match import HeldItem, Limits, PersonVector, Wishes


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill the person confirmed: how well it is proven (1–4), and whether they like it (−1, 0, 1)."""

    uri: str
    proof: int = 1
    liking: int = 0


@dataclass(frozen=True, slots=True)
class Constraints:
    """What is not negotiable, and what is only wished for: that weighs, and eliminates nothing.

    Contexts are uris of the catalogue, or common codes such as `night-work`.
    """

    refused_contexts: tuple[str, ...] = ()
    maximum_training_months: float | None = None
    minimum_pay: float | None = None  # euros a month
    diploma: int | None = None  # level of the highest, 1–8: it shortens trainings, and eliminates nothing
    unwanted_contexts: tuple[str, ...] = ()  # wished away
    hoped_pay: float | None = None  # euros a month, wished for

    @property
    def has_wishes(self) -> bool:
        """Whether anything is wished for without being required."""
        return bool(self.unwanted_contexts) or self.hoped_pay is not None


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as far as ranking needs: letters are RIASEC → (score 0–1, standard error)."""

    skills: tuple[HeldSkill, ...] = ()
    riasec: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    values: tuple[str, ...] = ()  # cards, dearest first
    constraints: Constraints = Constraints()
    weights: Mapping[str, float] = field(default_factory=dict)
    excluding: tuple[str, ...] = ()
    current: str | None = None  # what they do now: not news to them
    lived: tuple[str, ...] = ()  # codes of the occupations they worked in: their training is done

    def as_person(self) -> PersonVector:
        """Return what the engine reads; what one works or worked in is no news, and is not proposed."""
        told, lived = self.constraints, {*self.lived, *([self.current] if self.current else [])}
        return PersonVector(
            held=tuple(HeldItem(skill.uri, skill.proof, skill.liking) for skill in self.skills),
            interests=self.riasec,
            values=self.values,
            diploma=told.diploma,
            lived=tuple(sorted(lived)),
            wishes=Wishes(
                unwanted_contexts=frozenset(told.unwanted_contexts) - frozenset(told.refused_contexts),
                pay=told.hoped_pay,
            ),
            limits=Limits(
                refused_contexts=frozenset(told.refused_contexts),
                maximum_training_months=told.maximum_training_months,
                minimum_pay=told.minimum_pay,
                excluded=frozenset({*self.excluding, *lived}),
                is_grounded=True,
            ),
        )
