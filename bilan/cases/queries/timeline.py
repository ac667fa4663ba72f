"""What happened in a bilan and what is to come, in dates alone: no content, so it needs no reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from bilan.cases.models import Agreement, Case, Destruction, FollowUp, Session, Synthesis
from bilan.cases.queries.cases import agreement_of, follow_ups_of, receipt_of, sessions_of

LABELS: Mapping[str, Promise] = {
    "OPENED": _("Début du bilan"),
    "AGREEMENT_SIGNED": _("Convention signée des deux"),
    "WITHDRAWN": _("Rétractation"),
    "SESSION_FREE": _("Premier entretien, gratuit"),
    "SESSION": _("Entretien"),
    "SESSION_MISSED": _("Entretien manqué"),
    "SYNTHESIS_DRAFTED": _("Synthèse rédigée"),
    "SYNTHESIS_LOCKED": _("Synthèse validée des deux"),
    "DELIVERED": _("Synthèse remise"),
    "DESTROYED": _("Documents de travail détruits"),
    "KEPT": _("Fin de la conservation des documents"),
    "EXPECTED_END": _("Fin prévue"),
    "FOLLOW_UP": _("Suivi"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the timeline."""

    code: str
    at: datetime
    is_ahead: bool
    minutes: int = 0
    object_id: UUID | None = None

    @property
    def label(self) -> Promise:
        """What it was, in words."""
        return LABELS[self.code]


def timeline(case: Case, *, now: datetime) -> tuple[Moment, ...]:
    """Return the moments of a bilan in order of time (six queries)."""
    moments = [
        Moment("OPENED", case.opened_at, is_ahead=False),
        *_agreement(agreement_of(case)),
        *(_session(session, now) for session in sessions_of(case)),
        *_synthesis(Synthesis.objects.filter(case=case).first()),
        *_ending(case, now),
        *(_follow_up(promised, now) for promised in follow_ups_of(case)),
    ]
    return tuple(sorted(moments, key=lambda moment: moment.at))


def _agreement(agreement: Agreement | None) -> Iterable[Moment]:
    if agreement is not None and agreement.signed_at is not None:
        yield Moment("AGREEMENT_SIGNED", agreement.signed_at, is_ahead=False)
    if agreement is not None and agreement.withdrawn_at is not None:
        yield Moment("WITHDRAWN", agreement.withdrawn_at, is_ahead=False)


def _session(session: Session, now: datetime) -> Moment:
    code = "SESSION_FREE" if session.is_free else "SESSION"
    if session.state == Session.State.MISSED:
        code = "SESSION_MISSED"
    is_ahead = session.state == Session.State.BOOKED and session.starts_at > now
    minutes = session.minutes or session.planned_minutes
    return Moment(code, session.starts_at, is_ahead=is_ahead, minutes=minutes, object_id=session.pk)


def _synthesis(synthesis: Synthesis | None) -> Iterable[Moment]:
    if synthesis is None:
        return
    yield Moment("SYNTHESIS_DRAFTED", synthesis.drafted_at, is_ahead=False)
    if synthesis.locked_at is not None:
        yield Moment("SYNTHESIS_LOCKED", synthesis.locked_at, is_ahead=False)


def _ending(case: Case, now: datetime) -> Iterable[Moment]:
    if receipt := receipt_of(case):
        yield Moment("DELIVERED", receipt.handed_at, is_ahead=False)
    for destroyed in Destruction.objects.filter(case=case).order_by("destroyed_at", "pk"):
        yield Moment("DESTROYED", destroyed.destroyed_at, is_ahead=False, object_id=destroyed.pk)
    if case.keep_until is not None:
        yield _on("KEPT", case.keep_until, now)
    if case.expected_end_on is not None and case.state == Case.State.OPEN:
        yield _on("EXPECTED_END", case.expected_end_on, now)


def _follow_up(promised: FollowUp, now: datetime) -> Moment:
    if promised.answered_at is not None:
        return Moment("FOLLOW_UP", promised.answered_at, is_ahead=False, object_id=promised.pk)
    due_at = make_aware(datetime.combine(promised.due_on, time(9)))
    return Moment("FOLLOW_UP", due_at, is_ahead=due_at > now, object_id=promised.pk)


def _on(code: str, day: date, now: datetime) -> Moment:
    at = make_aware(datetime.combine(day, time(9)))
    return Moment(code, at, is_ahead=at > now)
