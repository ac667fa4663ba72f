"""What asks for a practitioner's attention in a bilan, and why: decided over rows already read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bilan.cases.durations import in_words
from bilan.cases.models import Agreement, Case, FollowUp, Phase, Prolongation, Session, Synthesis
from bilan.cases.queries.hours import Hours

Level = Literal["stop", "watch", ""]
URGENCY: Mapping[Level, int] = {"stop": 0, "watch": 1, "": 2}
SILENCE = timedelta(days=14)
WEEKS_WATCHED = 2
REPLY_WATCHED = timedelta(days=3)
SENTENCES: Mapping[str, Promise] = {
    "SILENT": _("Sans nouvelles depuis %(days)s jours"),
    "SILENT_FIRST": _("Sans nouvelles depuis %(days)s jours, un rappel envoyé"),
    "SILENT_SECOND": _("Sans nouvelles depuis %(days)s jours malgré deux rappels"),
    "TO_RECORD": _("Entretien du %(day)s à noter"),
    "UNSIGNED": _("%(count)s présence à signer par vous"),
    "UNSIGNED_PERSON": _("%(count)s présence à signer par la personne"),
    "AGREEMENT_TO_SIGN": _("Convention à signer par vous"),
    "AGREEMENT_AWAITED": _("Convention à signer par la personne"),
    "REPLY_SOON": _("Convention à signer par la personne avant le %(day)s"),
    "PAUSED": _("En pause jusqu’au %(day)s"),
    "DROP_OUT_PROPOSED": _("Arrêt proposé le %(day)s : la personne décide"),
    "AGREEMENT_REFUSED": _("Convention refusée par la personne"),
    "EMPLOYER_AWAITED": _("Convention à signer par l’employeur"),
    "NO_SESSION": _("Aucun rendez-vous prévu"),
    "HOURS_LOW": _("Plus que %(left)s avant le maximum"),
    "ACCOMPANIMENT_SHORT": _("Il manque %(missing)s d’accompagnement pour remettre la synthèse"),
    "WEEKS_OVER": _("Fin prévue dépassée depuis le %(day)s"),
    "WEEKS_SHORT": _("Fin prévue le %(day)s"),
    "LATER_ASKED": _("Report de la fin au %(day)s : votre réponse est attendue"),
    "SYNTHESIS_TO_ACKNOWLEDGE": _("Synthèse à relire et valider par vous"),
    "SYNTHESIS_AWAITED": _("Synthèse en lecture chez la personne"),
    "HAND_OVER": _("Synthèse validée des deux, à remettre"),
    "ALLIANCE_LOW": _("Travailler ensemble : un point sous 6 le %(day)s"),
    "TO_DESTROY": _("Contenus gardés jusqu’au %(day)s"),
    "FOLLOW_UP": _("Suivi à %(months)s mois à faire"),
}


@dataclass(frozen=True, slots=True)
class Attention:
    """A reason to look at a bilan: a code, how urgent, the sentence, the interview it is about."""

    code: str
    level: Level = ""
    words: Mapping[str, str | int] = field(default_factory=dict)
    session_id: UUID | None = None

    @property
    def sentence(self) -> str:
        """Say it, in the reader's language."""
        return str(SENTENCES[self.code]) % dict(self.words)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read of one bilan, to decide on."""

    case: Case
    hours: Hours
    sessions: tuple[Session, ...]
    agreement: Agreement | None
    synthesis: Synthesis | None
    follow_ups: tuple[FollowUp, ...]
    last_sign_at: datetime | None
    alliance_low_at: datetime | None = None
    paused_until: date | None = None
    later: Prolongation | None = None


def attentions(facts: Facts, *, now: datetime, today: date) -> tuple[Attention, ...]:
    """Return what asks for attention, most urgent first (no query)."""
    if facts.case.state == Case.State.DELIVERED:
        found = _after(facts, today=today)
    elif facts.case.state == Case.State.LEFT:
        found = []
    elif facts.paused_until is not None:
        found = [Attention("PAUSED", "", {"day": _day(facts.paused_until)})]
    else:
        found = [
            *_sessions(facts, now=now),
            *_agreement(facts, today=today),
            *_synthesis(facts),
            *_limits(facts, today=today),
            *_silence(facts, now=now),
            *_alliance(facts),
        ]
    return tuple(sorted(found, key=lambda attention: URGENCY[attention.level]))


def _sessions(facts: Facts, *, now: datetime) -> Iterable[Attention]:
    booked = [session for session in facts.sessions if session.state == Session.State.BOOKED]
    held = [session for session in facts.sessions if session.state == Session.State.HELD]
    for session in booked:
        if session.ends_at <= now:
            day = _day(localdate(session.starts_at))
            yield Attention("TO_RECORD", "watch", {"day": day}, session.pk)
    mine = [session.pk for session in held if session.signed_by_practitioner_at is None]
    theirs = sum(session.signed_by_beneficiary_at is None for session in held)
    if mine:
        yield Attention("UNSIGNED", "watch", {"count": len(mine)}, mine[0])
    if theirs:
        yield Attention("UNSIGNED_PERSON", "", {"count": theirs})
    is_locked = facts.synthesis is not None and facts.synthesis.locked_at is not None
    if not any(session.ends_at > now for session in booked) and not is_locked:
        yield Attention("NO_SESSION", "watch")


def _agreement(facts: Facts, *, today: date) -> Iterable[Attention]:
    agreement = facts.agreement
    if agreement is None:
        return
    if agreement.refused_at is not None:
        yield Attention("AGREEMENT_REFUSED", "watch")
    elif agreement.signed_by_practitioner_at is None:
        yield Attention("AGREEMENT_TO_SIGN", "watch")
    elif agreement.signed_by_beneficiary_at is None:
        yield _awaited(agreement, today=today)
    elif not agreement.is_signed and agreement.withdrawn_at is None:
        yield Attention("EMPLOYER_AWAITED")


def _awaited(agreement: Agreement, *, today: date) -> Attention:
    """Say that the person has not signed, and urge when the law soon takes silence for a refusal."""
    last = agreement.reply_until
    if last is None or last - today > REPLY_WATCHED:
        return Attention("AGREEMENT_AWAITED")
    return Attention("REPLY_SOON", "watch", {"day": _day(last + timedelta(days=1))})


def _synthesis(facts: Facts) -> Iterable[Attention]:
    synthesis = facts.synthesis
    if synthesis is None:
        return
    if synthesis.locked_at is not None:
        yield Attention("HAND_OVER", "watch")
    elif synthesis.acknowledged_by_practitioner_at is None:
        yield Attention("SYNTHESIS_TO_ACKNOWLEDGE", "watch")
    else:
        yield Attention("SYNTHESIS_AWAITED")


def _limits(facts: Facts, *, today: date) -> Iterable[Attention]:
    hours, end = facts.hours, facts.case.expected_end_on
    floor = hours.envelope.minimum_accompanied
    if hours.left is not None and hours.left <= 60 and hours.used:
        yield Attention("HOURS_LOW", "watch", {"left": in_words(hours.left)})
    if facts.case.phase == Phase.CONCLUSION and floor is not None:
        missing = floor.value - hours.accompanied - hours.booked
        if missing > 0:
            yield Attention("ACCOMPANIMENT_SHORT", "stop", {"missing": in_words(missing)})
    if end is not None and end < today:
        yield Attention("WEEKS_OVER", "stop", {"day": _day(end)})
    elif end is not None and end - today <= timedelta(weeks=WEEKS_WATCHED):
        yield Attention("WEEKS_SHORT", "", {"day": _day(end)})
    later = facts.later
    if later is not None and later.asked_by_id == facts.case.beneficiary_id:
        yield Attention("LATER_ASKED", "watch", {"day": _day(later.until)})


def _silence(facts: Facts, *, now: datetime) -> Iterable[Attention]:
    """Speak of a silence of two weeks, and of how far it was heeded since the person's last sign."""
    last = facts.last_sign_at or facts.case.opened_at
    nudged_at = facts.case.nudged_at
    rung = facts.case.nudge if nudged_at is not None and nudged_at > last else ""
    if rung == Case.Nudge.DROP_OUT and nudged_at is not None:
        yield Attention("DROP_OUT_PROPOSED", "stop", {"day": _day(localdate(nudged_at))})
    elif now - last >= SILENCE:
        yield Attention(f"SILENT_{rung}" if rung else "SILENT", "stop", {"days": (now - last).days})


def _alliance(facts: Facts) -> Iterable[Attention]:
    """Say that working together weighs on the person, without a word of their answers."""
    if facts.alliance_low_at is not None:
        yield Attention("ALLIANCE_LOW", "watch", {"day": _day(localdate(facts.alliance_low_at))})


def _after(facts: Facts, *, today: date) -> list[Attention]:
    found = [
        Attention("FOLLOW_UP", "watch", {"months": promised.months})
        for promised in facts.follow_ups
        if promised.answered_at is None and promised.due_on <= today
    ]
    if facts.case.keep_until is not None:
        found.append(Attention("TO_DESTROY", "", {"day": _day(facts.case.keep_until)}))
    return found[-2:]


def _day(day: date) -> str:
    return date_format(day, "j F")
