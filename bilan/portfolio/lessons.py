"""What a refusal teaches: the skills it speaks of come later, none is struck out for another one's sake."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bilan.portfolio.models import Suggestion
from bilan.portfolio.pieces import Finding

AKIN = 0.25  # share of the occupations asking for either of two skills that ask for both

Askers = Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A skill that was refused, the words that had led to it, and why."""

    uri: str
    because: str
    reason: str


def in_the_light_of(
    *, refusals: Collection[Refusal], findings: Sequence[Finding], askers: Askers
) -> tuple[Finding, ...]:
    """Put what earlier refusals speak against behind the rest; the order stays otherwise.

    `askers` are the occupations that ask for each skill.
    """
    return tuple(sorted(findings, key=lambda one: sum(_is_against(no, one, askers) for no in refusals)))


def _is_against(no: Refusal, one: Finding, askers: Askers) -> bool:
    """Tell whether a refusal speaks against a skill too.

    Misread words are weaker words; of what is too vague, the vaguer still is; of what one is not or no
    longer wants, what goes with it, the former only where the same words led there.
    """
    if no.reason == Suggestion.Reason.MISREAD:
        return no.because == one.because
    if no.reason == Suggestion.Reason.TOO_GENERAL:
        return len(askers.get(one.uri, ())) >= len(askers.get(no.uri, ())) > 0
    if no.reason == Suggestion.Reason.NO_MORE:
        return _are_akin(no.uri, one.uri, askers)
    if no.reason == Suggestion.Reason.NOT_MINE:
        return no.because == one.because and _are_akin(no.uri, one.uri, askers)
    return False


def _are_akin(one: str, other: str, askers: Askers) -> bool:
    either = {*askers.get(one, ()), *askers.get(other, ())}
    both = set(askers.get(one, ())) & set(askers.get(other, ()))
    return bool(either) and len(both) / len(either) >= AKIN
