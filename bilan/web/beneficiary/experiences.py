"""What someone did, told in their own words, on the line of their life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bilan.cases.queries import case_of
from bilan.portfolio.models import Experience
from bilan.portfolio.operations import (
    add_experience,
    remove_experience,
    retell_experience,
    suggest_from_experience,
)
from bilan.portfolio.pieces import Period, ToldExperience
from bilan.portfolio.queries import experiences_of
from bilan.portfolio.remarks import remarks_on_experience
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.elsewhere import kept_elsewhere
from bilan.web.beneficiary.experience_forms import ExperienceForm, initial_of, said
from bilan.web.beneficiary.experience_trade import asked_of
from bilan.web.beneficiary.owned import own_experience
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting
from bilan.web.pictures.life_line import LifeLine, Stretch, draw_life_line


@dataclass(frozen=True, slots=True)
class Row:
    """An activity as the page and the twin table show it."""

    number: int
    title: str
    kind: str
    years: str
    told: ToldExperience


@dataclass(frozen=True, slots=True)
class Life:
    """The line of a life: picture, rows, sentence and label."""

    line: LifeLine
    rows: tuple[Row, ...]
    sentence: str
    label: str


@for_beneficiary
def experiences(request: HttpRequest) -> HttpResponse:
    """Show the line of one's life and each activity."""
    person = person_of(request)
    told = experiences_of(owner=person, reader=person)
    context = {"life": life_of(told, today=timezone.localdate()), "readers": readers_of(case_of(person))}
    return render(request, "beneficiary/experiences.html", context)


@for_beneficiary
def experience_add(request: HttpRequest) -> HttpResponse:
    """Tell an activity; it is kept on POST."""
    person = person_of(request)
    form = ExperienceForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est gardé.")) as outcome:
            row = add_experience(person=person, **_told(form), by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("experience", row.pk)
    return _form_page(request, form, told=None)


@for_beneficiary
def experience(request: HttpRequest, experience_id: UUID) -> HttpResponse:
    """Show an activity to its owner, who may change it on POST."""
    told = own_experience(request, experience_id)
    form = ExperienceForm(request.POST or None, initial=initial_of(told))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est gardé.")) as outcome:
            retell_experience(
                experience_id=told.id,
                told=form.telling,
                seen=form.cleaned_data["seen"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("experience", told.id)
    return _form_page(request, form, told=told)


@for_beneficiary
@require_POST
def experience_search(request: HttpRequest, experience_id: UUID) -> HttpResponse:
    """Look for skills in what was told; they wait for the person's answer."""
    told = own_experience(request, experience_id)
    with acting(request) as outcome:
        found = suggest_from_experience(experience_id=told.id, by=person_of(request), at=timezone.now())
    if not outcome.is_done:
        return redirect("experience", told.id)
    if not found:
        return redirect("skill-add")
    return redirect("skills")


@for_beneficiary
@require_POST
def experience_remove(request: HttpRequest, experience_id: UUID) -> HttpResponse:
    """Take an activity out for good; its cards stay."""
    told = own_experience(request, experience_id)
    with acting(request, done=_("Cette activité est effacée. Les compétences gardées restent.")):
        remove_experience(experience_id=told.id, by=person_of(request), at=timezone.now())
    return redirect("experiences")


def life_of(told: Sequence[ToldExperience], *, today: date) -> Life:
    """Return the picture of a life, its rows, and what they say."""
    rows = tuple(
        Row(number=number, title=one.title, kind=str(one.kind.label), years=said(one.period), told=one)
        for number, one in enumerate(told, 1)
    )
    line = draw_life_line([_stretch(one) for one in told], this_year=today.year + (today.month - 0.5) / 12)
    return Life(line=line, rows=rows, sentence=_sentence(told), label=_label(line, len(rows)))


def _stretch(one: ToldExperience) -> Stretch:
    period = one.period
    since = period.from_year + ((period.from_month or 1) - 1) / 12
    until = None if period.to_year is None else period.to_year + (period.to_month or 6) / 12
    return Stretch(
        title=one.title,
        kind=one.kind,
        since=since,
        until=until if until is None else max(until, since),
    )


def _sentence(told: Sequence[ToldExperience]) -> str:
    unpaid = [one for one in told if one.kind == Experience.Kind.UNPAID]
    many = ngettext("%(count)d activité racontée.", "%(count)d activités racontées.", len(told))
    sentence = many % {"count": len(told)}
    if not unpaid:
        return sentence
    cards = sum(one.cards for one in unpaid)
    if not cards:
        return sentence + " " + _("Ce qui n’est pas payé compte autant que le reste.")
    more = ngettext(
        "Ce que vous avez fait sans salaire a donné %(cards)d de vos compétences.",
        "Ce que vous avez fait sans salaire a donné %(cards)d de vos compétences.",
        cards,
    )
    return sentence + " " + more % {"cards": cards}


def _label(line: LifeLine, count: int) -> str:
    return ngettext(
        "Ligne de vie de %(first)d à %(last)d : %(count)d activité. Le détail est dans le tableau.",
        "Ligne de vie de %(first)d à %(last)d : %(count)d activités. Le détail est dans le tableau.",
        count,
    ) % {"first": line.first_year, "last": line.last_year, "count": count}


class _Told(TypedDict):
    kind: str
    period: Period
    title: str
    narrative: str
    is_private: bool


def _told(form: ExperienceForm) -> _Told:
    told = form.cleaned_data
    return _Told(
        kind=told["kind"],
        period=form.period,
        title=told["title"],
        narrative=told["narrative"],
        is_private=told["is_private"],
    )


def _form_page(request: HttpRequest, form: ExperienceForm, *, told: ToldExperience | None) -> HttpResponse:
    person = person_of(request)
    context = {
        "form": form,
        "told": told,
        "trade": asked_of(told, language=person.language),
        "remarks": remarks_on_experience(reader=person, experience_id=told.id) if told else (),
        "elsewhere": told is not None and kept_elsewhere(form, version=told.version),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/experience.html", context)
