"""Errors of the plan.

PlanError
├── NeedUnknown       a need that no module serves, a typing mistake most often
├── PlanImpossible    no plan respects every rule: names the rule that binds
└── ImpossibleTeam    a team's people, modules and limits do not agree
"""

from collections.abc import Iterable
from typing import Literal

Sense = Literal["AT_MOST", "AT_LEAST"]
Unit = Literal["minutes", "weeks", "cents", "modes"]


class PlanError(Exception):
    """Base of what can go wrong when a plan is asked for."""


class NeedUnknown(PlanError):
    """A need that no module serves."""

    def __init__(self, need: str, known: Iterable[str]) -> None:
        self.need = need
        super().__init__(f"No module serves the need {need!r}. Known: {', '.join(sorted(known))}.")


class PlanImpossible(PlanError):
    """No plan respects every rule: `rule` is the one that binds, `reachable` the nearest a plan can come.

    Rules are named as in the rule profiles, and `hours_a_week`, `weeks`, `counsellor_hours` or
    `module XX` for what comes from people.
    """

    def __init__(self, *, rule: str, sense: Sense, limit: int, reachable: int, unit: Unit) -> None:
        self.rule, self.sense, self.limit, self.reachable, self.unit = rule, sense, limit, reachable, unit
        bound = "at most" if sense == "AT_MOST" else "at least"
        super().__init__(
            f"No plan respects every rule. {rule} asks for {bound} {limit} {unit}, and the nearest plan "
            f"has {reachable}. Nothing was planned: loosen this rule, or ask for something else."
        )


class ImpossibleTeam(PlanError):
    """A team's people, modules and limits do not agree."""
