"""An interview of a bilan as its practitioner reads it: when, where it stands, what is missing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bilan.cases.models import Session


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One interview of the list."""

    id: UUID
    starts_at: datetime
    minutes: int
    mode: str
    phase: str | Promise
    state: str
    tone: str
    action: str
    may_sign: bool
    flag: str


def session_line(session: Session, *, now: datetime) -> SessionLine:
    """Return what a list shows of an interview (no query)."""
    state, tone = _state(session, now)
    return SessionLine(
        id=session.pk,
        starts_at=session.starts_at,
        minutes=session.minutes or session.planned_minutes,
        mode=session.get_mode_display(),
        phase=session.get_phase_display(),
        state=state,
        tone=tone,
        action=_action(session, now),
        may_sign=session.state == Session.State.HELD and session.signed_by_practitioner_at is None,
        flag=_("même appareil, à moins d’une minute") if session.is_signed_as_one else "",
    )


def is_to_record(session: Session, now: datetime) -> bool:
    """Tell whether an interview is over and not yet written down."""
    return session.state == Session.State.BOOKED and session.ends_at <= now


def _state(session: Session, now: datetime) -> tuple[str, str]:
    if session.state == Session.State.MISSED:
        return _("manqué"), "stop"
    if is_to_record(session, now):
        return _("à noter"), "watch"
    if session.state == Session.State.BOOKED:
        return (_("prévu, gratuit") if session.is_free else _("prévu")), ""
    return _signatures(session)


def _signatures(session: Session) -> tuple[str, str]:
    if session.is_signed:
        return _("signé des deux"), "done"
    if session.signed_by_practitioner_at:
        return _("à signer par la personne"), "watch"
    if session.signed_by_beneficiary_at:
        return _("à signer par vous"), "watch"
    return _("à signer par vous deux"), "watch"


def _action(session: Session, now: datetime) -> str:
    if is_to_record(session, now):
        return _("Noter la séance")
    if session.state == Session.State.BOOKED:
        return _("Ouvrir ou annuler")
    return _("Ouvrir")
