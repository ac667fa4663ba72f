"""What would bring an occupation into the short list: the smallest changes, tried with the same sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from bilan.engine.match.crowd import Crowd, crowd_of
from bilan.engine.match.inverted import Inverted, inverted
from bilan.engine.match.many import allowed
from bilan.engine.match.person import HeldItem, PersonVector
from bilan.engine.match.ranking import ground, shown
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.terms import DEFAULT_WEIGHTS, TERMS, Scores, reweighed, score

POSITIONS = (0.25, 1.0, 3.0)  # of a slider, times its default: little, as usual, much
MOST_SKILLS = 4  # more is a training, not a change
LEARNT = 3  # proof of a skill someone has learnt: they can show it


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes.

    WEIGHT moves the slider of the term named; CONTEXT allows the working context named; TRAINING and PAY
    move a limit; EXCLUDED takes the occupation up again; SKILLS learns some, each shown once learnt.
    """

    kind: str
    name: str = ""
    before: float = 0.0
    after: float = 0.0
    skills: tuple[int, ...] = ()


Way = tuple[Change, ...]  # what must change together


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways an occupation comes into the list, the smallest first; none when no small change does it."""

    is_in: bool
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """An occupation looked for in the list of a person."""

    table: OccupationTable
    known: Inverted
    market: Market
    places: Mapping[str, int]
    weights: Mapping[str, float]
    occupation: int
    limit: int
    is_grounded: bool

    def scored(self, people: Sequence[PersonVector]) -> tuple[Crowd, Scores]:
        """Return the scores of some people."""
        crowd = crowd_of(self.table, people, self.places)
        return crowd, score(self.table, self.known, crowd, self.market, weights=self.weights)

    def is_shown(self, crowd: Crowd, scores: Scores, person: int) -> bool:
        """Tell whether the occupation is in the list of one of the people."""
        is_allowed = allowed(self.known, crowd, self.market, scores)[person]
        if not is_allowed[self.occupation]:
            return False
        firm = ground(scores, person) if self.is_grounded else None
        listed = shown(self.table, scores.sheets.total[person], is_allowed, limit=self.limit, firm=firm)
        return self.occupation in listed


def what_would_change(
    table: OccupationTable,
    person: PersonVector,
    market: Market,
    *,
    occupation: int,
    limit: int,
    weights: Mapping[str, float] | None = None,
    places: Mapping[str, int] | None = None,
    positions: Sequence[float] = POSITIONS,
) -> Ways:
    """Return the smallest changes that bring an occupation into the list.

    A limit that eliminates the occupation must be lifted whatever else changes, as far as the occupation
    asks. Then, for each slider, the nearest position that suffices; and the one skill to learn that suffices
    and lifts the occupation most, else the few found by adding each time the one that lifts it most: a short
    list, not proven the shortest.
    """
    columns = places if places is not None else {uri: place for place, uri in enumerate(table.skills)}
    search = Search(
        table, inverted(table), market, columns, weights or {}, occupation, limit, person.limits.is_grounded
    )
    crowd, scores = search.scored([person])
    if search.is_shown(crowd, scores, 0):
        return Ways(is_in=True)
    lifts = _lifts(search, person, scores)
    free = lifted(person, lifts)
    crowd, scores = search.scored([free])
    if lifts and search.is_shown(crowd, scores, 0):
        return Ways(False, (lifts, *_training_saved(search, person, lifts)))
    moved = [(*lifts, change) for change in _sliders(search, crowd, scores, positions)]
    return Ways(False, (*moved, *_learning(search, person, lifts)))


def lifted(person: PersonVector, lifts: Sequence[Change]) -> PersonVector:
    """Return the person once some limits are lifted."""
    limits = person.limits
    for change in lifts:
        if change.kind == "CONTEXT":
            limits = replace(limits, refused_contexts=limits.refused_contexts - {change.name})
        elif change.kind == "EXCLUDED":
            limits = replace(limits, excluded=limits.excluded - {change.name})
        elif change.kind == "TRAINING":
            limits = replace(limits, maximum_training_months=change.after)
        elif change.kind == "PAY":
            limits = replace(limits, minimum_pay=change.after)
    return replace(person, limits=limits)


def _lifts(search: Search, person: PersonVector, scores: Scores) -> Way:
    """Return the limits that eliminate the occupation, each lifted no further than it asks."""
    table, row, limits = search.table, search.occupation, person.limits
    met = np.flatnonzero(table.contexts[row])
    found = [
        Change("CONTEXT", table.context_codes[place])
        for place in met
        if table.context_codes[place] in limits.refused_contexts
    ]
    if table.codes[row] in limits.excluded:
        found.append(Change("EXCLUDED", table.codes[row]))
    months, most = float(scores.sheets.months[0, row]), limits.maximum_training_months
    if most is not None and search.known.has_months[row] and months > np.float32(most):
        found.append(Change("TRAINING", "", most, ceil(months)))
    pay, least = float(search.market.pay[row]), limits.minimum_pay
    if least is not None and pay < np.float32(least):
        found.append(Change("PAY", "", least, floor(pay)))
    return tuple(found)


def _sliders(search: Search, crowd: Crowd, scores: Scores, positions: Sequence[float]) -> list[Change]:
    """Return, for each slider, the nearest position that suffices; the smallest moves first."""
    found = []
    for name in TERMS:
        before = search.weights.get(name, DEFAULT_WEIGHTS[name])
        settings = sorted({position * DEFAULT_WEIGHTS[name] for position in positions} - {before})
        for after in sorted(settings, key=lambda setting: abs(setting - before)):
            moved = reweighed(scores, {**search.weights, name: after})
            if search.is_shown(crowd, moved, 0):
                found.append(Change("WEIGHT", name, before, after))
                break
    return sorted(found, key=lambda change: abs(change.after - change.before))


def _learning(search: Search, person: PersonVector, lifts: Way) -> list[Way]:
    """Return the skills to learn: they may shorten training enough to spare that limit."""
    return _training_saved(search, person, lifts) or [
        (*lifts, change) for change in _skills(search, lifted(person, lifts))
    ]


def _training_saved(search: Search, person: PersonVector, lifts: Way) -> list[Way]:
    """Return the skills that spare lifting the limit of training, if it is one of those in the way."""
    others = tuple(change for change in lifts if change.kind != "TRAINING")
    if len(others) == len(lifts):
        return []
    return [(*others, change) for change in _skills(search, lifted(person, others))]


def _skills(search: Search, person: PersonVector) -> list[Change]:
    """Return the skills to learn, one if one suffices."""
    learnt: tuple[int, ...] = ()
    wanted = _missing(search, person)
    while wanted and len(learnt) < MOST_SKILLS:
        people = [_having(search, person, (*learnt, skill)) for skill in wanted]
        crowd, scores = search.scored(people)
        worth = scores.sheets.total[:, search.occupation]
        order = np.argsort(-worth, kind="stable")
        for place in order if not learnt else order[:1]:
            if search.is_shown(crowd, scores, int(place)):
                return [Change("SKILLS", skills=(*learnt, wanted[place]))]
        learnt = (*learnt, wanted.pop(int(order[0])))
    return []


def _missing(search: Search, person: PersonVector) -> list[int]:
    """Return the skills the occupation asks in any vocabulary and the person does not hold, in order."""
    held = {search.places[item.uri] for item in person.held if item.uri in search.places}
    asked = np.concatenate([asked.skills[asked.of(search.occupation)] for asked in search.known.in_order])
    return [skill for skill in dict.fromkeys(asked.tolist()) if skill not in held]


def _having(search: Search, person: PersonVector, skills: Sequence[int]) -> PersonVector:
    """Return the person once they have learnt some skills."""
    learnt = tuple(HeldItem(search.table.skills[skill], LEARNT) for skill in skills)
    return replace(person, held=(*person.held, *learnt))
