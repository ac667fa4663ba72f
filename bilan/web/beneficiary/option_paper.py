"""Options, one option, the comparison and the field notebook on pages made to be printed and written on."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bilan.cases.queries import case_of
from bilan.occupations.queries import certifications_for, departements, is_starter_only
from bilan.projects.models import Evidence
from bilan.projects.pieces import ComparedOption, LookedAtOption
from bilan.projects.queries import comparison_of, options_of, sides_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.enquiries import meetings_of
from bilan.web.beneficiary.mobility import simulate
from bilan.web.beneficiary.option_forms import VERDICTS
from bilan.web.beneficiary.option_learning import missing_of
from bilan.web.beneficiary.option_views import map_of, option_view
from bilan.web.beneficiary.options import (
    departement_for,
    explained_for,
    option_views,
    profile_for,
    sources_for,
)
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.projects import MARKS, WEIGHTS
from bilan.web.beneficiary.realism import known_figures, side_views

CERTIFICATIONS_SHOWN = 5


@for_beneficiary
@require_safe
def options_paper(request: HttpRequest) -> HttpResponse:
    """Show the list and its map, or the field notebook, on a page to print; private options when asked."""
    with_private, part = request.GET.get("all") == "1", request.GET.get("part", "")
    person = person_of(request)
    held = options_of(owner=person, reader=person)
    context: dict[str, object] = {
        "part": part,
        "with_private": with_private,
        "has_private": any(option.is_private for option in held),
        "is_starter": is_starter_only(),
    }
    if part == "enquiries":
        met = meetings_of(request)
        context["meetings"] = [one for one in met if with_private or not one.option.is_private]
    else:
        kept = [option for option in held if with_private or not option.is_private]
        views = option_views(person, profile_for(person, case_of(person)), kept)
        hidden = {option.code for option in held} - {option.code for option in kept}
        shown = [view for view in views if view.code not in hidden]
        area = next((view.area for view in shown if view.area), "")
        context |= {"views": shown, "drawn": map_of(shown), "area": area}
    return render(request, "beneficiary/options_paper.html", context)


@for_beneficiary
@require_safe
def option_paper(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show one option on a page to print, with room to write what is still to be learnt, or where else."""
    option, part = own_option(request, option_id), request.GET.get("part", "")
    told = _elsewhere(request, option) if part == "elsewhere" else _looked_at(request, option)
    context = {"option": option, "part": part, "is_starter": is_starter_only(), **told}
    return render(request, "beneficiary/option_paper.html", context)


def _looked_at(request: HttpRequest, option: LookedAtOption) -> dict[str, object]:
    person = person_of(request)
    ranked = explained_for(person, profile_for(person, case_of(person)), [option.code])
    sources = sources_for(person, [option.code], ranked)
    known = known_figures(person, option, sources, today=timezone.localdate())
    certifications = certifications_for(option.code, CERTIFICATIONS_SHOWN)
    return {
        "view": option_view(number=1, code=option.code, option=option, sources=sources),
        "gaps": missing_of(ranked, certifications),
        "sides": side_views(sides_of(option), known),
        "certifications": certifications,
    }


def _elsewhere(request: HttpRequest, option: LookedAtOption) -> dict[str, object]:
    person = person_of(request)
    told = simulate(person, option, here=departement_for(person), known=departements())
    return {"elsewhere": told, "view": told.own}


@for_beneficiary
@require_safe
def projects_paper(request: HttpRequest) -> HttpResponse:
    """Show the comparison on a page to print, in words, with empty cells; private options when asked."""
    with_private, person = request.GET.get("all") == "1", person_of(request)
    found = comparison_of(owner=person, reader=person)
    shown = tuple(column for column in found.options if with_private or not column.option.is_private)
    context = {
        "comparison": replace(found, options=shown),
        "with_private": with_private,
        "has_private": any(column.option.is_private for column in found.options),
        "reality": _reality(shown),
        "weights": WEIGHTS,
        "marks": MARKS,
    }
    return render(request, "beneficiary/projects_paper.html", context)


def _reality(shown: Sequence[ComparedOption]) -> list[tuple[str, list[str]]]:
    """Say what each side of reality told of each project; empty where nobody looked yet."""
    words = {code: str(word) for code, word in VERDICTS}
    sides = [dict(column.option.sides) for column in shown]
    return [(str(side.label), [words.get(said[side] or "", "") for said in sides]) for side in Evidence.Side]
