"""What a refusal can teach: each reason as limits and weights to agree to, with what they would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

from bilan.engine.match import DEFAULT_WEIGHTS
from bilan.occupations.indexes import MatchIndex, occupation_index
from bilan.occupations.matching import Profile, RankedOccupation, rank_occupations
from bilan.occupations.queries import occupation_catalogue
from bilan.projects.pieces import Lean, LeaningKind, LookedAtOption, Why
from bilan.projects.queries.leanings import MORE, field_codes, leaned
from bilan.projects.queries.profile import proposed_occupations

CONTEXTS: Mapping[Why, tuple[str, ...]] = {
    Why.TOO_PHYSICAL: (
        "heavy-loads",
        "standing",
        "awkward-postures",
        "repetitive-gestures",
        "heights",
        "outdoors",
        "noise",
        "chemicals",
    ),
    Why.HOURS: ("night-work", "weekend-work", "shift-work"),
    Why.FAR: ("travel",),
    Why.PEOPLE: ("public-contact",),
}
WEIGHTS: Mapping[Why, tuple[str, ...]] = {
    Why.FAR: ("market",),
    Why.FEW_JOBS: ("market",),
    Why.TRAINING: ("training",),
}
OF_TASTE = ("interests", "liking", "values")  # "not me" gives weight to what this occupation lacks
WEAK = 0.5
MONTHS = (0, 3, 6, 12, 24, 36)
ROUND_PAY = 50


@dataclass(frozen=True, slots=True)
class Lesson:
    """Something to agree to, and which titles would leave the six, which would come in."""

    lean: Lean
    leaving: tuple[str, ...]
    entering: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Refused:
    """What is known of the occupation that was refused, and of who refused it."""

    index: MatchIndex
    profile: Profile
    told: RankedOccupation

    @property
    def contexts(self) -> set[str]:
        """Return the working contexts that the catalogue gives it."""
        table = self.index.table
        met = table.contexts[self.index.rows[self.told.code]]
        return {code for code, is_met in zip(table.context_codes, met, strict=True) if is_met}


def lessons_of(
    *, option: LookedAtOption, profile: Profile, language: str, departement: str | None = None
) -> tuple[Lesson, ...]:
    """Return what the reasons of a refusal could change; nothing is changed by reading it.

    A ranking a lesson, each of constant queries. What holds already is not offered again. A pay of zero is
    for the person to fill in: the occupation's own is not known.
    """
    leans = _leans(option, profile, language, departement) if option.why_said else ()
    if not leans:
        return ()

    def six(of: Profile) -> dict[str, str]:
        found = proposed_occupations(profile=of, language=language, departement=departement)
        return {one.code: one.title for one in found}

    before = six(profile)
    return tuple(_lesson(lean, before, six(leaned(profile, [lean]))) for lean in leans)


def _lesson(lean: Lean, before: Mapping[str, str], after: Mapping[str, str]) -> Lesson:
    leaving = tuple(title for code, title in before.items() if code not in after)
    entering = tuple(title for code, title in after.items() if code not in before)
    return Lesson(lean, leaving, entering)


def _leans(
    option: LookedAtOption, profile: Profile, language: str, departement: str | None
) -> tuple[Lean, ...]:
    codes = [option.code]
    told = rank_occupations(profile, language=language, departement=departement, limit=1, codes=codes)
    if not told:
        return ()
    refused = _Refused(occupation_index(occupation_catalogue()), profile, told[0])
    found: dict[str, Lean] = {}
    for why in option.why_said:
        for lean in _taught(refused, why):
            found.setdefault(lean.mark, lean)
    return tuple(found.values())


def _taught(refused: _Refused, why: Why) -> Iterator[Lean]:
    yield from _contexts(refused, why)
    yield from _limits(refused, why)
    names = _weak_tastes(refused) if why == Why.NOT_ME else WEIGHTS.get(why, ())
    weights = refused.profile.weights
    for name in names:
        if weights.get(name, 0.0) < DEFAULT_WEIGHTS[name] * MORE:
            yield Lean(LeaningKind.WEIGHT, name, why=why)


def _contexts(refused: _Refused, why: Why) -> Iterator[Lean]:
    """Yield the contexts of the occupation that the reason speaks of; all of them where none is known."""
    names = CONTEXTS.get(why, ())
    known = [name for name in names if name in refused.contexts] or list(names)
    held = refused.profile.constraints.refused_contexts
    for name in known:
        if name not in held and name in refused.index.table.context_codes:
            yield Lean(LeaningKind.CONTEXT, name, why=why)


def _limits(refused: _Refused, why: Why) -> Iterator[Lean]:
    if why == Why.PAY:
        yield Lean(LeaningKind.PAY, value=_pay_above(refused), why=why)
    if why == Why.TRAINING and (months := _months_below(refused)) is not None:
        yield Lean(LeaningKind.TRAINING, value=months, why=why)
    if why == Why.SECTOR and len(field_codes(refused.index, refused.told.code)) > 1:
        yield Lean(LeaningKind.DOMAIN, refused.told.code, why=why)


def _pay_above(refused: _Refused) -> int:
    """Return a pay just above the occupation's, in whole fifties; 0 when its pay is not known."""
    market = refused.told.market
    if market is None or market.median_pay is None:
        return 0
    return (market.median_pay // ROUND_PAY + 1) * ROUND_PAY


def _months_below(refused: _Refused) -> int | None:
    """Return the longest training offered that is shorter than the occupation's, if it says more than now."""
    months, held = refused.told.training_months, refused.profile.constraints.maximum_training_months
    if months is None:
        return None
    below = max((one for one in MONTHS if one < months), default=None)
    return None if below is None or (held is not None and held <= below) else below


def _weak_tastes(refused: _Refused) -> Sequence[str]:
    values = {term.name: term.value for term in refused.told.terms}
    known = [name for name in OF_TASTE if not isnan(values[name])]
    return [name for name in known if values[name] < WEAK] or known[:1]
