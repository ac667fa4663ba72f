"""Hours of a bilan against its envelope: used, booked, planned, signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from bilan.cases.envelope import Envelope, envelope_on
from bilan.cases.models import Case, Mode, Phase, PlanItem, Session

Row = TypeVar("Row", Session, PlanItem)
COUNTED_PHASES = (Phase.PRELIMINARY, Phase.INVESTIGATION, Phase.CONCLUSION)
COUNTING = (Session.State.HELD, Session.State.BOOKED)


@dataclass(frozen=True, slots=True)
class PhaseHours:
    """The minutes of one phase."""

    phase: Phase
    accompanied: int
    own: int
    booked: int
    planned: int

    @property
    def used(self) -> int:
        """Time lived, with the practitioner or alone."""
        return self.accompanied + self.own


@dataclass(frozen=True, slots=True)
class ModeHours:
    """The minutes lived and booked in one mode; `funded` is what of the time lived somebody pays for."""

    mode: str
    used: int
    booked: int
    funded: int


@dataclass(frozen=True, slots=True)
class Hours:
    """The minutes of a bilan against what its rules allow.

    `accompanied` counts interviews once recorded; `signed` those that both signed; `planned` is the whole
    plan, lived or not.
    """

    phases: tuple[PhaseHours, ...]
    signed: int
    envelope: Envelope
    modes: tuple[ModeHours, ...] = ()

    @property
    def accompanied(self) -> int:
        """Time with the practitioner."""
        return sum(phase.accompanied for phase in self.phases)

    @property
    def own(self) -> int:
        """Time worked alone, guided."""
        return sum(phase.own for phase in self.phases)

    @property
    def used(self) -> int:
        """All the time lived."""
        return self.accompanied + self.own

    @property
    def booked(self) -> int:
        """Interviews to come."""
        return sum(phase.booked for phase in self.phases)

    @property
    def planned(self) -> int:
        """The whole plan."""
        return sum(phase.planned for phase in self.phases)

    @property
    def funded(self) -> int:
        """Time lived that the rules of the day have paid for."""
        return sum(mode.funded for mode in self.modes)

    @property
    def unfunded(self) -> int:
        """Time lived that nobody but the person pays for."""
        return self.used - self.funded

    @property
    def unsigned(self) -> int:
        """Time recorded that still waits for a signature."""
        return self.accompanied - self.signed

    @property
    def left(self) -> int | None:
        """What is neither used nor booked; None without a maximum."""
        maximum = self.envelope.maximum
        return None if maximum is None else max(0, maximum.value - self.used - self.booked)

    def phase(self, phase: str) -> PhaseHours:
        """Return the minutes of one phase."""
        return next(hours for hours in self.phases if hours.phase == phase)


@dataclass(frozen=True, slots=True)
class RulerFigures:
    """What a ruler of hours draws, in minutes."""

    accompanied: int
    own: int
    booked: int
    envelope: int
    minimum: int | None


def hours_of(*, case: Case, today: date) -> Hours:
    """Return the hours of one bilan (two queries)."""
    return hours_by_case(cases=[case], today=today)[case.pk]


def hours_by_case(
    *, cases: Iterable[Case], today: date, known: Iterable[Session] | None = None
) -> Mapping[UUID, Hours]:
    """Return the hours of several bilans (two queries, however many).

    `known`: their interviews, read already; a query less.
    """
    wanted = {case.pk: case for case in cases}
    rows = Session.objects.filter(case__in=wanted, state__in=COUNTING) if known is None else known
    sessions = _by_case(row for row in rows if row.state in COUNTING)
    items = _by_case(PlanItem.objects.filter(case__in=wanted, is_counted=True))
    return {
        key: count_hours(
            sessions=sessions.get(key, []),
            items=items.get(key, []),
            envelope=envelope_on(profile_id=case.rule_profile, day=today),
        )
        for key, case in wanted.items()
    }


def count_hours(*, sessions: Iterable[Session], items: Iterable[PlanItem], envelope: Envelope) -> Hours:
    """Count minutes by phase (no query)."""
    counted = [session for session in sessions if session.is_counted]
    modules = list(items)
    feedback = sum(_feedback(item) for item in modules if item.done_at)
    signed = sum(session.minutes for session in counted if session.is_signed)
    return Hours(
        phases=tuple(_phase_hours(phase, counted, modules) for phase in COUNTED_PHASES),
        signed=signed + feedback,
        envelope=envelope,
        modes=_modes(counted, [item for item in modules if item.phase in COUNTED_PHASES], envelope),
    )


def ruler_figures(*, case: Case, today: date) -> RulerFigures:
    """Return what the ruler of hours draws (two queries)."""
    hours = hours_of(case=case, today=today)
    envelope = hours.envelope
    return RulerFigures(
        accompanied=hours.accompanied,
        own=hours.own,
        booked=hours.booked,
        envelope=envelope.maximum.value
        if envelope.maximum
        else max(hours.planned, hours.used + hours.booked),
        minimum=envelope.minimum_accompanied.value if envelope.minimum_accompanied else None,
    )


def own_minutes(item: PlanItem) -> int:
    """Return what a module asks of the person alone, in counted minutes."""
    return item.minutes - item.accompanied_minutes if item.is_counted else 0


def _feedback(item: PlanItem) -> int:
    """Return written feedback that the plan counted as accompanied time, where the rule says so."""
    return item.accompanied_minutes if item.mode == "GUIDED" and item.is_counted else 0


def _phase_hours(phase: Phase, sessions: list[Session], items: list[PlanItem]) -> PhaseHours:
    here = [session for session in sessions if session.phase == phase]
    modules = [item for item in items if item.phase == phase]
    done = [item for item in modules if item.done_at]
    return PhaseHours(
        phase=phase,
        accompanied=sum(session.minutes for session in here) + sum(map(_feedback, done)),
        own=sum(map(own_minutes, done)),
        booked=sum(session.planned_minutes for session in here if session.state == Session.State.BOOKED),
        planned=sum(item.minutes for item in modules),
    )


def _modes(sessions: list[Session], items: list[PlanItem], envelope: Envelope) -> tuple[ModeHours, ...]:
    """Count minutes by mode: interviews as they were held, modules as the plan lives them."""
    done = [item for item in items if item.done_at]
    counted = [_mode_hours(mode, sessions, done, envelope) for mode in Mode]
    return tuple(mode for mode in counted if mode.used or mode.booked)


def _mode_hours(mode: Mode, sessions: list[Session], done: list[PlanItem], envelope: Envelope) -> ModeHours:
    here = [session for session in sessions if session.mode == mode]
    modules = [item for item in done if item.mode == mode]
    accompanied = sum(session.minutes for session in here) + sum(map(_feedback, modules))
    own = sum(map(own_minutes, modules))
    return ModeHours(
        mode=mode,
        used=accompanied + own,
        booked=sum(session.planned_minutes for session in here if session.state == Session.State.BOOKED),
        funded=accompanied if envelope.funds_accompanied_only else accompanied + own,
    )


def _by_case(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found
