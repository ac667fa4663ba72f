"""Questionnaires, for whoever leads a bilan: results to go through, what moved, reserved ones to open."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.instruments.errors import AdministrationHidden
from bilan.instruments.library import CMS, instruments
from bilan.instruments.models import Administration
from bilan.instruments.operations import assign_instrument, give_feedback, take_back_assignment
from bilan.instruments.queries import (
    administration_for,
    administrations_of,
    assigned_to,
    awaits_feedback,
    instrument_of,
    result_of,
)
from bilan.instruments.schema import Instrument
from bilan.instruments.told_changes import change_words
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.asked_when import moment_of
from bilan.web.beneficiary.results import shown
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of

Moment = Administration.Moment
MOMENTS: dict[str, Promise] = {
    Moment.START: gettext_lazy("au début"),
    Moment.INVESTIGATION: gettext_lazy("pendant l’investigation"),
    Moment.MIDWAY: gettext_lazy("à mi-parcours"),
    Moment.END: gettext_lazy("à la fin"),
    Moment.FOLLOW_UP: gettext_lazy("six mois après"),
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A finished questionnaire: what the person said of it, and whether it was gone through."""

    administration: Administration
    title: str
    moment: str | Promise
    opinion: str
    needs_feedback: bool
    is_hidden: bool
    is_diagnosis: bool


@for_practitioner
def instruments_of(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the finished questionnaires, what moved, and those that a professional alone opens."""
    held = _led(request, case_id)
    reading_of(request, held, "results")
    person = held.beneficiary
    finished = administrations_of(person=person).filter(finished_at__isnull=False)
    waiting = [(row, instrument_of(administration=row)) for row in assigned_to(person=person)]
    context = {
        "case": held,
        "rows": [_row(row) for row in finished],
        "changes": change_words(person=person),
        "waiting": waiting,
        "reserved": tuple(_reserved(except_=[asked.id for _row, asked in waiting])),
    }
    return render(request, "practitioner/instruments.html", context)


@for_practitioner
def instrument_result(request: HttpRequest, case_id: UUID, administration_id: UUID) -> HttpResponse:
    """Show one result as the person reads it, without the words that they keep for themselves."""
    held = _led(request, case_id)
    administration = _finished(request, held, administration_id)
    reading_of(request, held, "results")
    if administration.instrument == CMS:
        return redirect("case-start", held.pk)
    context: dict[str, object] = {
        "case": held,
        "row": _row(administration),
        "instrument": instrument_of(administration=administration),
        "administration": administration,
    }
    found = shown(result_of(administration=administration))
    return render(request, "practitioner/instrument_result.html", context | found)


@for_practitioner
@require_POST
def assign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Open a reserved questionnaire for the person, who alone answers it."""
    held = _led(request, case_id)
    named = request.POST.get("instrument", "")
    asked = next((one for one in _reserved(except_=()) if one.id == named), None)
    if asked is None:
        raise Http404
    with acting(request, done=_("Le questionnaire attend la personne dans son parcours.")):
        assign_instrument(
            person=held.beneficiary,
            instrument_id=asked.id,
            key=held.key,
            moment=moment_of(asked=asked, case=held),
            by=person_of(request),
            is_practitioner=True,
            at=timezone.now(),
            has_title="title" in request.POST,
        )
    return redirect("case-instruments", held.pk)


@for_practitioner
@require_POST
def take_back(request: HttpRequest, case_id: UUID, administration_id: UUID) -> HttpResponse:
    """Take back a questionnaire that nobody answered yet."""
    held = _led(request, case_id)
    rows = assigned_to(person=held.beneficiary)
    administration = next((row for row in rows if row.pk == administration_id), None)
    if administration is None:
        raise Http404
    with acting(request, done=_("La proposition est retirée.")):
        take_back_assignment(
            administration=administration, by=person_of(request), is_practitioner=True, at=timezone.now()
        )
    return redirect("case-instruments", held.pk)


@for_practitioner
@require_POST
def feedback(request: HttpRequest, case_id: UUID, administration_id: UUID) -> HttpResponse:
    """Say that a result was gone through in an interview."""
    held = _led(request, case_id)
    administration = _finished(request, held, administration_id)
    with acting(request, done=_("C’est noté. La personne peut relire ce résultat quand elle veut.")):
        give_feedback(
            administration=administration, by=person_of(request), is_practitioner=True, at=timezone.now()
        )
    return redirect("case-instruments", held.pk)


def _led(request: HttpRequest, case_id: UUID) -> Case:
    """Return a bilan that is still led, or 404: afterwards results are the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return held


def _finished(request: HttpRequest, case: Case, administration_id: UUID) -> Administration:
    """Return a finished questionnaire of the very person of this bilan, or 404."""
    try:
        found = administration_for(
            reader=person_of(request), administration_id=administration_id, is_practitioner=True
        )
    except AdministrationHidden as error:
        raise Http404 from error
    if found.person_id != case.beneficiary_id or found.key.destroyed_at is not None:
        raise Http404
    return found


def _row(administration: Administration) -> ResultRow:
    asked = instrument_of(administration=administration)
    return ResultRow(
        administration=administration,
        title=str(asked.title),
        moment=MOMENTS[administration.moment],
        opinion=administration.get_opinion_display(),
        needs_feedback=asked.needs_feedback and administration.feedback_at is None,
        is_hidden=awaits_feedback(administration=administration),
        is_diagnosis=administration.instrument == CMS,
    )


def _reserved(*, except_: Iterable[str]) -> Iterable[Instrument]:
    """Yield the questionnaires that nobody opens alone."""
    held = set(except_)
    return (one for one in instruments() if one.administered_by != "ANYONE" and one.id not in held)
