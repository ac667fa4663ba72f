"""The synthesis: the draft and one's remarks side by side, both acknowledgements, the document."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.operations import acknowledge_synthesis, write_observations
from bilan.cases.pieces import PART_LABELS, SynthesisPiece, ToldSynthesis
from bilan.cases.queries import (
    case_of,
    missing_conditions,
    read_by,
    receipt_of,
    synthesis_of,
    versions_of,
)
from bilan.documents.rendering import render as set_in_type
from bilan.documents.synthesis import synthesis_paper
from bilan.vault.errors import KeyDestroyed
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_case
from bilan.web.beneficiary.readers import counsellor_name, readers_of
from bilan.web.outcome import acting

ORIGINS: dict[str, Promise] = {
    "CASE": gettext_lazy("d’après les dates et les heures"),
    "DEMAND": gettext_lazy("de votre demande"),
    "AIM": gettext_lazy("de vos objectifs"),
    "CARD": gettext_lazy("d’une carte que vous avez gardée"),
    "RESULT": gettext_lazy("d’un résultat où vous vous êtes reconnu"),
    "CHANGE": gettext_lazy("d’une mesure prise deux fois"),
    "OPTION": gettext_lazy("d’un projet que vous avez choisi"),
    "FACT": gettext_lazy("de ce que vous avez appris sur le terrain"),
    "STEP": gettext_lazy("de votre plan d’action"),
    "COUNSELLOR": gettext_lazy("écrit par la personne qui vous accompagne"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the draft and where it comes from."""

    text: str
    origin: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A mandatory part and its sentences."""

    code: str
    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of the draft."""

    revision: int
    written_at: datetime
    sentences: tuple[str, ...]


@for_beneficiary
def synthesis(request: HttpRequest) -> HttpResponse:
    """Show the draft beside one's remarks, or the locked document."""
    return _page(request)


def _page(request: HttpRequest, *, typed: str | None = None) -> HttpResponse:
    """Show the page; remarks that were refused stay in their field, beside those kept meanwhile."""
    person = person_of(request)
    case = case_of(person)
    told = told_synthesis(person, case)
    context: dict[str, object] = {"case": case, "told": told, "readers": readers_of(case)}
    if case is not None and told is not None:
        context |= {
            "parts": [_part(code, str(label), told) for code, label in PART_LABELS.items()],
            "counsellor": counsellor_name(case),
            "receipt": receipt_of(case),
            "typed": told.observations if typed is None else typed,
            "is_kept_otherwise": typed is not None and typed != told.observations,
            "versions": _earlier(person, case, told),
        }
    elif case is not None and case.state == Case.State.OPEN:
        context["missing"] = missing_conditions(case)
    return render(request, "beneficiary/synthesis.html", context)


@for_beneficiary
@require_POST
def synthesis_remarks(request: HttpRequest) -> HttpResponse:
    """Keep one's remarks beside the draft."""
    case = own_case(request)
    text = request.POST.get("observations", "")[:10_000]
    done = _("Vos remarques sont gardées. Elles restent dans le document, telles quelles.")
    with acting(request, done=done) as outcome:
        seen = request.POST.get("seen")
        write_observations(case=case, text=text, by=person_of(request), at=timezone.now(), seen=seen)
    return redirect("synthesis") if outcome.is_done else _page(request, typed=text)


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def synthesis_acknowledge(request: HttpRequest) -> HttpResponse:
    """Acknowledge the very revision that was read."""
    case = own_case(request)
    revision = request.POST.get("revision", "")
    if not revision.isdigit():
        raise Http404
    with acting(request, done=_("C’est noté : vous avez lu et validé la synthèse.")):
        acknowledge_synthesis(case=case, by=person_of(request), at=timezone.now(), revision=int(revision))
    return redirect("synthesis")


@for_beneficiary
def synthesis_document(request: HttpRequest) -> HttpResponse:
    """Give the locked synthesis as a PDF to the person it belongs to."""
    person = person_of(request)
    case = own_case(request)
    told = told_synthesis(person, case)
    if told is None or not told.is_locked:
        raise Http404
    pdf = set_in_type(synthesis_paper(case=case, told=told, language=person.language))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="synthese.pdf"'
    return answer


def told_synthesis(person: Person, case: Case | None) -> ToldSynthesis | None:
    """Return one's own synthesis opened; None before it is drafted or once it was destroyed."""
    if case is None:
        return None
    try:
        return synthesis_of(read_by(case=case, reader=person, what="synthesis", at=timezone.now()))
    except KeyDestroyed:
        return None


def _earlier(person: Person, case: Case, told: ToldSynthesis) -> list[Version]:
    """Return the versions before this one, latest first; none once the text is locked."""
    if told.is_locked:
        return []
    found = versions_of(read_by(case=case, reader=person, what="synthesis", at=timezone.now()))
    return [
        Version(
            one.revision,
            one.written_at,
            tuple(piece.text for code in PART_LABELS for piece in one.parts[code]),
        )
        for one in found
        if one.revision < told.revision
    ]


def _part(code: str, label: str, told: ToldSynthesis) -> Part:
    return Part(code, label, tuple(_sentence(piece) for piece in told.parts.get(code, ())))


def _sentence(piece: SynthesisPiece) -> Sentence:
    origin = str(ORIGINS.get(piece.kind, ""))
    if piece.is_edited and origin:
        origin = _("%(origin)s, reformulé") % {"origin": origin}
    return Sentence(piece.text, origin, is_own=piece.kind in {"DEMAND", "AIM"} and not piece.is_edited)
