"""A line of the caseload in words: what asks for attention, the hours, the next interview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Case, Phase
from bilan.cases.queries import Attention, CaseloadRow, Hours, PlanLine
from bilan.web.pictures.ranges import percent
from bilan.web.practitioner.next_acts import NextAct, next_act
from bilan.web.templatetags.moments import short_day


@dataclass(frozen=True, slots=True)
class RowView:
    """One bilan of the list."""

    id: UUID
    name: str
    phase: str | Promise
    attention: tuple[Attention, ...]
    share: str
    hours: str
    next: str
    act: NextAct | None


def row_view(row: CaseloadRow, *, today: date, most: int | None = None) -> RowView:
    """Return a line of the caseload, with `most` reasons to look at most."""
    return RowView(
        id=row.case.pk,
        name=row.name,
        phase=row.phase.label,
        attention=row.attention[:most],
        share=share_of(row.hours),
        hours=told_hours(row.hours),
        next=_next(row, today),
        act=next_act(row.first, case_id=row.case.pk),
    )


def share_of(hours: Hours) -> str:
    """Return the part of the envelope that was lived, as a percentage of a mini ruler."""
    return percent(min(1.0, hours.used / max(1, envelope_of(hours))))


def told_hours(hours: Hours) -> str:
    """Say the hours lived against those there are: “9 h / 24 h”."""
    envelope = envelope_of(hours)
    used = in_words(hours.used) if hours.used else _("0 h")
    if not envelope:
        return used
    return _("%(used)s / %(envelope)s") % {"used": used, "envelope": in_words(envelope)}


def envelope_of(hours: Hours) -> int:
    """Return the minutes of the plan once there is one, else those the rules allow."""
    maximum = hours.envelope.maximum
    return hours.planned or (maximum.value if maximum else 0)


def coming_modules(plan: Sequence[PlanLine], *, case: Case) -> tuple[PlanLine, ...]:
    """Return what is left of the plan from the phase the bilan is in."""
    order = list(Phase)
    here = order.index(Phase(case.phase))
    return tuple(line for line in plan if not line.is_done and order.index(line.phase) >= here)


def _next(row: CaseloadRow, today: date) -> str:
    if row.next_session_at is None:
        return "" if row.case.state == Case.State.DELIVERED else _("aucun")
    return said_day(row.next_session_at, today)


def said_day(moment: datetime, today: date) -> str:
    """Say a day as one does in speech: “aujourd’hui”, else “jeu. 26 nov.”."""
    return _("aujourd’hui") if localdate(moment) == today else short_day(moment)
