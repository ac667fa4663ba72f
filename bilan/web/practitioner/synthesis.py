"""The synthesis: drafted from validated pieces, reworded, acknowledged, handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.cases.operations import acknowledge_synthesis, draft_synthesis, edit_synthesis, hand_over
from bilan.cases.pieces import PART_LABELS, SynthesisPiece, ToldSynthesis
from bilan.cases.queries import ToldVersion, keeping_of, missing_conditions, synthesis_of, versions_of
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of
from bilan.web.practitioner.wording import ORIGINS

LONGEST = 2000
MOST_SENTENCES = 60
MOST_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of the synthesis and where it comes from."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A mandatory part."""

    code: str
    label: str
    sentences: tuple[SentenceView, ...]
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """An earlier version of the draft: who wrote it, when, and the parts that said something."""

    revision: int
    by: str
    written_at: datetime
    parts: tuple[PartView, ...]


@for_practitioner
def synthesis(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the draft part by part, the person's observations, and what to do next."""
    return _page(request, _open_case(request, case_id))


@for_practitioner
@require_POST
def draft(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Draft from validated pieces; drafting again brings what is new."""
    held = _open_case(request, case_id)
    with acting(request, done=_("Le projet de synthèse est à jour de ce qui est validé.")):
        draft_synthesis(case=held, by=person_of(request), at=timezone.now())
    return redirect("case-synthesis", held.pk)


@for_practitioner
@require_POST
def edit(request: HttpRequest, case_id: UUID, part: str) -> HttpResponse:
    """Reword a part, sentence by sentence; an emptied sentence goes."""
    held = _open_case(request, case_id)
    if part not in PART_LABELS:
        raise Http404
    texts = [text[:LONGEST] for text in request.POST.getlist("text")[:MOST_SENTENCES]]
    with acting(request, done=_("La partie est gardée. Vous relirez tous les deux.")) as outcome:
        edit_synthesis(
            case=held,
            part=part,
            texts=texts,
            revision=_revision(request),
            by=person_of(request),
            at=timezone.now(),
        )
    return redirect("case-synthesis", held.pk) if outcome.is_done else _page(request, held, {part: texts})


@for_practitioner
@fresh_sign_in_needed
@require_POST
def acknowledge(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Acknowledge the very revision that was read."""
    held = _open_case(request, case_id)
    with acting(request, done=_("C’est noté : vous avez relu et validé la synthèse.")):
        acknowledge_synthesis(
            case=held, by=person_of(request), at=timezone.now(), revision=_revision(request)
        )
    return redirect("case-synthesis", held.pk)


@for_practitioner
@fresh_sign_in_needed
@require_POST
def hand(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hand the synthesis over: the bilan ends, its working papers are destroyed."""
    held = _open_case(request, case_id)
    if "is_sure" not in request.POST:
        return redirect("case-synthesis", held.pk)
    with acting(request, done=_("La synthèse est remise. Le bilan est terminé.")) as outcome:
        hand_over(case=held, by=person_of(request), at=timezone.now())
    return redirect("case" if outcome.is_done else "case-synthesis", held.pk)


def _open_case(request: HttpRequest, case_id: UUID) -> Case:
    """Return a bilan still led, or 404: once handed over, the synthesis is the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return held


def _page(request: HttpRequest, case: Case, typed: dict[str, list[str]] | None = None) -> HttpResponse:
    reading = reading_of(request, case, "synthesis")
    told = synthesis_of(reading)
    context = {
        "case": case,
        "told": told,
        "parts": _parts(told.parts, typed or {}) if told else [],
        "earlier": _earlier(versions_of(reading), told) if told else [],
        "missing": missing_conditions(case) if told is None else (),
        "keeping": keeping_of(case) if told and told.is_locked else None,
        "state": _state(told),
    }
    return render(request, "practitioner/synthesis.html", context)


def _earlier(versions: Sequence[ToldVersion], told: ToldSynthesis) -> list[VersionView]:
    """Return the versions before the one shown, latest first."""
    return [
        VersionView(version.revision, version.by, version.written_at, _written(version))
        for version in versions[:MOST_VERSIONS]
        if version.revision != told.revision
    ]


def _written(version: ToldVersion) -> tuple[PartView, ...]:
    return tuple(part for part in _parts(version.parts, {}) if part.sentences)


def _parts(parts: Mapping[str, Sequence[SynthesisPiece]], typed: dict[str, list[str]]) -> list[PartView]:
    return [
        PartView(
            code=code,
            label=str(label),
            sentences=tuple(_sentence(piece) for piece in parts.get(code, ())),
            typed=tuple(typed.get(code, ())),
        )
        for code, label in PART_LABELS.items()
    ]


def _sentence(piece: SynthesisPiece) -> SentenceView:
    origin = str(ORIGINS.get(piece.kind, ""))
    if piece.is_edited and origin:
        origin = _("%(origin)s, reformulé") % {"origin": origin}
    return SentenceView(piece.text, origin)


def _state(told: ToldSynthesis | None) -> str:
    if told is None:
        return _("Elle se rédige à partir de ce que la personne a dit, confirmé, reconnu et choisi.")
    if told.is_locked:
        return _("Vous l’avez validée tous les deux : le texte ne change plus. Il reste à la remettre.")
    if told.acknowledged_by_practitioner_at:
        return _("Vous l’avez validée. Elle est en lecture chez la personne.")
    if told.observations:
        return _("La personne a écrit ses observations. Relisez, puis validez.")
    return _("Un projet de texte, fait de pièces validées. Relisez, reformulez, validez.")


def _revision(request: HttpRequest) -> int:
    revision = request.POST.get("revision", "")
    if not revision.isdigit():
        raise Http404
    return int(revision)
