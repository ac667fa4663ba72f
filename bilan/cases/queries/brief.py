"""The one-page preparation brief of a practitioner, from stored pieces alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.cases.models import Case, Session
from bilan.cases.pieces import Constraints, ToldDemand, ToldNote
from bilan.cases.queries.attention import Attention, Facts, attentions
from bilan.cases.queries.caseload import facts_of
from bilan.cases.queries.contents import demand_and_constraints, notes_of
from bilan.cases.queries.hours import Hours
from bilan.cases.queries.phases import Condition, exit_conditions
from bilan.cases.queries.plans import PlanLine, plan_of
from bilan.cases.queries.readings import Reading, read_by
from bilan.instruments.library import CMS, RIASEC, VALUES
from bilan.instruments.models import Administration
from bilan.instruments.queries import administrations_of, awaits_feedback, result_of
from bilan.instruments.results import Result
from bilan.portfolio.pieces import SkillCard, ToldExperience
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.pieces import LookedAtOption
from bilan.projects.queries import options_of

MOST_CARDS = 8
MOST_NOTES = 2
SHOWN = (CMS, RIASEC, VALUES)  # the others have pages of their own


@dataclass(frozen=True, slots=True)
class FinishedResult:
    """A result, when it was finished and what the person said of it."""

    administration: Administration
    result: Result


@dataclass(frozen=True, slots=True)
class Brief:
    """What to have in mind before an interview."""

    case: Case
    hours: Hours
    session: Session | None
    demand: ToldDemand | None
    constraints: Constraints
    notes: tuple[ToldNote, ...]
    conditions: tuple[Condition, ...]
    plan: tuple[PlanLine, ...]
    results: Mapping[str, FinishedResult]
    experiences: tuple[ToldExperience, ...]
    cards: tuple[SkillCard, ...]
    new_cards: int
    options: tuple[LookedAtOption, ...]
    attention: tuple[Attention, ...]

    @property
    def last_note(self) -> ToldNote | None:
        """The note of the last interview."""
        return self.notes[0] if self.notes else None

    @property
    def coming_modules(self) -> tuple[PlanLine, ...]:
        """The next modules of the plan, three at most."""
        return tuple(line for line in self.plan if not line.is_done)[:3]


def brief_of(case: Case, *, reader: Person, at: datetime) -> Brief:
    """Return the preparation brief; a read that the person will see (a constant number of queries).

    Raises:
        NotPermitted: the reader neither owns nor leads this bilan.
        KeyDestroyed: its papers were destroyed.
    """
    reading = read_by(case=case, reader=reader, what="brief", at=at)
    facts = facts_of([case], today=localdate(at))[0]
    notes = notes_of(reading)
    owner, looks_on = case.beneficiary, reading.is_practitioner
    cards = cards_of(owner=owner, reader=reader, is_practitioner=looks_on)
    demand, constraints = demand_and_constraints(reading)
    return Brief(
        case=case,
        hours=facts.hours,
        session=_next_session(facts, at),
        demand=demand,
        constraints=constraints,
        notes=notes[:MOST_NOTES],
        conditions=exit_conditions(case),
        plan=plan_of(case),
        results=results_of(reading, instruments=SHOWN),
        experiences=experiences_of(owner=owner, reader=reader, is_practitioner=looks_on),
        cards=cards[:MOST_CARDS],
        new_cards=_new_since(cards, notes),
        options=options_of(owner=owner, reader=reader, is_practitioner=looks_on),
        attention=attentions(facts, now=at, today=localdate(at)),
    )


def results_of(reading: Reading, *, instruments: Collection[str] = ()) -> Mapping[str, FinishedResult]:
    """Return the last finished result of each instrument, or of those named, by its name."""
    found: dict[str, FinishedResult] = {}
    rows = administrations_of(person=reading.case.beneficiary).filter(finished_at__isnull=False)
    rows = rows.filter(instrument__in=instruments) if instruments else rows
    for row in rows.order_by("-finished_at", "-pk").prefetch_related("answers"):
        if not reading.is_practitioner and awaits_feedback(administration=row):
            continue
        if row.instrument not in found:
            found[row.instrument] = FinishedResult(row, result_of(administration=row))
    return found


def _next_session(facts: Facts, at: datetime) -> Session | None:
    """Return the next booked interview among those read already, which are in order of time."""
    booked = (session for session in facts.sessions if session.state == Session.State.BOOKED)
    return next((session for session in booked if session.starts_at >= at), None)


def _new_since(cards: tuple[SkillCard, ...], notes: tuple[ToldNote, ...]) -> int:
    """Count the cards written since the last interview."""
    if not notes:
        return len(cards)
    return sum(card.created_at > notes[0].held_at for card in cards)
