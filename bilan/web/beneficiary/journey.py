"""Appointments to come and past, the next one to book, the hours by phase."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bilan.cases.errors import SlotTaken
from bilan.cases.models import Case, Session
from bilan.cases.operations import Appointment, book_session
from bilan.cases.queries import agreement_of, case_of, letters_waiting, plan_review_of, sessions_of
from bilan.providers.models import Slot
from bilan.providers.queries import next_free_slots
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.appointments import needs_my_signature, session_view
from bilan.web.beneficiary.hours import hours_view
from bilan.web.beneficiary.questionnaires import questionnaires_of
from bilan.web.beneficiary.readers import counsellor_name, readers_of
from bilan.web.outcome import acting

MOST_SLOTS = 12


@for_beneficiary
def journey(request: HttpRequest) -> HttpResponse:
    """Show the appointments, the hours, and the slots one may book."""
    person, now = person_of(request), timezone.now()
    case = case_of(person)
    context: dict[str, object] = {
        "today": timezone.localdate(now),
        "has_case": case is not None,
        "readers": readers_of(case),
        "lede": _("Ici viendront vos rendez-vous, vos heures et vos signatures."),
    }
    if case is not None:
        context |= _lived(case, now=now)
    return render(request, "beneficiary/journey.html", context)


@for_beneficiary
@require_POST
def book(request: HttpRequest) -> HttpResponse:
    """Book an interview from an open slot."""
    person, now = person_of(request), timezone.now()
    case = case_of(person)
    if case is None:
        return redirect("start")
    with acting(request, done=_("Votre rendez-vous est pris.")):
        slot = chosen_slot(case, request.POST.get("slot", ""), now=now)
        book_session(case=case, appointment=Appointment.of(slot), by=person, at=now)
    return redirect("journey")


def chosen_slot(case: Case, slot_id: str, *, now: datetime) -> Slot:
    """Return the free slot chosen on the form.

    Raises:
        SlotTaken: it is gone.
    """
    for slot in next_free_slots(practitioner=case.practitioner, after=now, limit=MOST_SLOTS):
        if str(slot.pk) == slot_id:
            return slot
    raise SlotTaken


def _lived(case: Case, *, now: datetime) -> dict[str, object]:
    sessions = list(sessions_of(case))
    may_book = case.state != Case.State.LEFT
    slots = next_free_slots(practitioner=case.practitioner, after=now, limit=MOST_SLOTS) if may_book else []
    ahead = [one for one in sessions if one.state == Session.State.BOOKED]
    past = [one for one in reversed(sessions) if one.state != Session.State.BOOKED]
    return {
        "lede": _lede(sessions, case),
        "ahead": [session_view(one, now=now) for one in ahead],
        "past": [session_view(one, now=now) for one in past],
        "to_sign": _to_sign(sessions),
        "slots": list(slots),
        "may_book": may_book,
        "counsellor": counsellor_name(case),
        "papers": _papers(case),
        "questionnaires": questionnaires_of(case.beneficiary),
        "hours": hours_view(case=case, today=timezone.localdate(now)),
    }


def _programme_note(case: Case) -> str:
    if plan_review_of(case):
        return _("tient-il encore, depuis le dernier entretien ?")
    return _("semaine par semaine")


def _papers(case: Case) -> list[dict[str, str]]:
    """Return what was agreed, to read again (two queries)."""
    if case.state != Case.State.OPEN:
        return [
            {"label": _("Ma convention"), "url": reverse("agreement"), "note": ""},
            {"label": _("Certificat de réalisation (PDF)"), "url": reverse("completion-pdf"), "note": ""},
        ]
    agreement = agreement_of(case)
    signed = _("signée par vous deux") if agreement and agreement.is_signed else _("à signer")
    return [
        {"label": _("Ce qui m’amène"), "url": reverse("demand"), "note": _("votre demande et vos objectifs")},
        {"label": _("Mes limites"), "url": reverse("demand-constraints"), "note": _("temps, lieu, besoins")},
        {"label": _("Mon programme"), "url": reverse("plan"), "note": _programme_note(case)},
        {"label": _("Ma convention"), "url": reverse("agreement"), "note": signed if agreement else ""},
        {"label": _("Mon travail guidé"), "url": reverse("guided"), "note": _("seul, avec un retour écrit")},
        {"label": _("Mes messages"), "url": reverse("messages"), "note": _waiting(case)},
        {"label": _("À mon rythme"), "url": reverse("pace"), "note": _("pause, date de fin, émargement")},
    ]


def _waiting(case: Case) -> str:
    """Say how many messages wait to be read (one query)."""
    count = letters_waiting(case=case, reader=case.beneficiary)
    if not count:
        return _("entre deux rendez-vous")
    return ngettext("un nouveau message", "%(count)d nouveaux messages", count) % {"count": count}


def _lede(sessions: list[Session], case: Case) -> str:
    held = sum(one.state == Session.State.HELD for one in sessions)
    if not held:
        return _("Votre premier rendez-vous ouvre le chemin.")
    return ngettext(
        "Un rendez-vous avec %(name)s est derrière vous.",
        "%(held)d rendez-vous avec %(name)s sont derrière vous.",
        held,
    ) % {"held": held, "name": counsellor_name(case)}


def _to_sign(sessions: list[Session]) -> dict[str, str] | None:
    """Return the first interview that waits for the person's signature, as the one next thing."""
    first = next((one for one in sessions if needs_my_signature(one)), None)
    if first is None:
        return None
    return {
        "label": _("Une signature manque"),
        "title": _("Signer votre présence au dernier rendez-vous"),
        "text": _("Votre signature dit que l’entretien a eu lieu et combien il a duré, rien d’autre."),
        "url": reverse("session", args=[first.pk]),
        "action": _("Voir et signer"),
    }
