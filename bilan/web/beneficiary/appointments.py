"""An appointment as the person reads it: when, how, where it stands, what they may do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Case, Session
from bilan.web.beneficiary.readers import counsellor_name

TONES = {Session.State.HELD: "done", Session.State.MISSED: "stop", Session.State.CANCELLED: ""}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and when they did."""

    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """One appointment, ready for a page."""

    id: UUID
    starts_at: datetime
    minutes: int
    mode: str
    phase: str | Promise
    state: str
    tone: str
    sentence: str
    is_ahead: bool
    may_sign: bool
    may_cancel: bool
    signatures: tuple[Signature, ...]


def session_view(session: Session, *, now: datetime) -> SessionView:
    """Return what a page shows of an appointment (no query: its case and people are loaded)."""
    is_ahead = session.state == Session.State.BOOKED and session.starts_at > now
    return SessionView(
        id=session.pk,
        starts_at=session.starts_at,
        minutes=session.minutes or session.planned_minutes,
        mode=session.get_mode_display(),
        phase=session.get_phase_display(),
        state=_state(session, now=now),
        tone=_tone(session),
        sentence=_sentence(session),
        is_ahead=is_ahead,
        may_sign=needs_my_signature(session),
        may_cancel=is_ahead and session.case.state == Case.State.OPEN,
        signatures=_signatures(session),
    )


def needs_my_signature(session: Session) -> bool:
    """Tell whether an interview that took place waits for the person's signature."""
    return session.state == Session.State.HELD and session.signed_by_beneficiary_at is None


def _state(session: Session, *, now: datetime) -> str:
    if session.state == Session.State.HELD:
        return _signed(session)
    if session.state == Session.State.BOOKED and session.starts_at <= now:
        return _("à noter par votre conseiller")
    if session.state == Session.State.BOOKED and session.is_free:
        return _("prévu, gratuit")
    return str(session.get_state_display()).lower()


def _signed(session: Session) -> str:
    if session.is_signed:
        return _("fait, signé par vous deux")
    if session.signed_by_beneficiary_at is None:
        return _("fait, votre signature manque")
    return _("fait, signé par vous")


def _tone(session: Session) -> str:
    if session.state == Session.State.HELD and not session.is_signed:
        return "watch"
    return TONES.get(Session.State(session.state), "")


def _sentence(session: Session) -> str:
    facts = {
        "time": in_words(session.minutes or session.planned_minutes),
        "mode": session.get_mode_display(),
        "name": counsellor_name(session.case),
    }
    if session.is_free:
        return _("%(time)s, %(mode)s, avec %(name)s. Gratuit, et il ne compte pas dans vos heures.") % facts
    return _("%(time)s, %(mode)s, avec %(name)s.") % facts


def _signatures(session: Session) -> tuple[Signature, ...]:
    if session.state != Session.State.HELD:
        return ()
    return (
        Signature(_("Vous"), session.signed_by_beneficiary_at),
        Signature(str(session.practitioner.person), session.signed_by_practitioner_at),
    )
