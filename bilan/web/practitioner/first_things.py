"""The first thing a bilan asks of its practitioner: decided over rows already read."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from bilan.cases.models import Phase
from bilan.cases.queries.attention import Facts
from bilan.web.practitioner.lines import is_to_record
from bilan.web.templatetags.moments import short_day


@dataclass(frozen=True, slots=True)
class FirstThing:
    """Where to go (its url name and address), in the words of the button, and why."""

    name: str
    url: str
    action: str
    why: str


def first_thing(facts: Facts, *, has_plan: bool, now: datetime) -> FirstThing:
    """Return what comes first: write down, sign, hand over, meet; else prepare."""
    return (
        _record(facts, now)
        or _agreement(facts, has_plan)
        or _synthesis(facts)
        or _meet(facts, now)
        or _at(facts, "brief", _("Fiche de préparation"), _("Une page, avant de se voir."))
    )


def _record(facts: Facts, now: datetime) -> FirstThing | None:
    waiting = next((session for session in facts.sessions if is_to_record(session, now)), None)
    if waiting is None:
        return None
    action = _("Noter la séance du %(day)s") % {"day": short_day(waiting.starts_at)}
    why = _("Les heures s’inscrivent avec la note.")
    return FirstThing("session-note", reverse("session-note", args=[waiting.pk]), action, why)


def _agreement(facts: Facts, has_plan: bool) -> FirstThing | None:
    held = facts.agreement
    if held is not None and held.withdrawn_at is None and held.signed_by_practitioner_at is None:
        return _at(
            facts, "case-agreement", _("Lire et signer la convention"), _("Rien ne commence sans elle.")
        )
    if held is None and has_plan:
        why = _("Le plan est choisi : elle s’écrit d’elle-même.")
        return _at(facts, "case-agreement", _("Rédiger la convention"), why)
    return None


def _synthesis(facts: Facts) -> FirstThing | None:
    held = facts.synthesis
    if held is None and facts.case.phase == Phase.CONCLUSION:
        return _at(facts, "case-synthesis", _("Rédiger la synthèse"), _("À partir de ce qui est validé."))
    if held is not None and held.locked_at is not None:
        return _at(
            facts, "case-synthesis", _("Remettre la synthèse"), _("Vous l’avez validée tous les deux.")
        )
    if held is not None and held.acknowledged_by_practitioner_at is None:
        return _at(facts, "case-synthesis", _("Relire la synthèse"), _("Elle attend votre relecture."))
    return None


def _meet(facts: Facts, now: datetime) -> FirstThing | None:
    if any(session.state == "BOOKED" and session.ends_at > now for session in facts.sessions):
        return None
    why = _("Un bilan avance mieux avec une date devant soi.")
    return _at(facts, "case-session-new", _("Prévoir un rendez-vous"), why)


def _at(facts: Facts, name: str, action: str, why: str) -> FirstThing:
    return FirstThing(name, reverse(name, args=[facts.case.pk]), action, why)
