"""What a finished questionnaire says: a picture with its range, a sentence, and the person's opinion."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.instruments.models import Administration
from bilan.instruments.operations import give_evidence, give_opinion
from bilan.instruments.queries import awaits_feedback, changes_up_to, instrument_of, progress, result_of
from bilan.instruments.results import (
    CmsResult,
    ProfileResult,
    Result,
    RiasecResult,
    ScaleShare,
    ValuesResult,
    WordsResult,
)
from bilan.instruments.schema import Instrument
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.kept_scores import kept_scores
from bilan.web.beneficiary.own import unless_destroyed
from bilan.web.beneficiary.questions import own_administration
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.told import (
    area_view,
    told_interests,
    told_levels,
    told_profile,
    told_scale,
    told_values,
    told_words,
)
from bilan.web.beneficiary.told_change import change_views
from bilan.web.outcome import acting
from bilan.web.pictures.hexagon import Hexagon, draw_hexagon
from bilan.web.pictures.levels import AreaScore, LevelBar, draw_levels
from bilan.web.pictures.ranges import Range, percent, range_of

HIGHEST_STEP = 3  # the diagnosis is answered from 0 to 3


@for_beneficiary
@unless_destroyed
def result(request: HttpRequest, administration_id: UUID) -> HttpResponse:
    """Show a result; keep whether the person recognizes themselves on POST."""
    administration = own_administration(request, administration_id)
    if administration.finished_at is None:
        return redirect("question-resume", administration.pk)
    person = person_of(request)
    asked = instrument_of(administration=administration)
    if awaits_feedback(administration=administration):
        waiting = {"instrument": asked, "readers": readers_of(case_of(person))}
        return render(request, "beneficiary/result_waiting.html", waiting)
    if request.method == "POST":
        with acting(request, done=_("C’est noté. Vous pouvez changer d’avis.")):
            opinion = request.POST.get("opinion", "")
            give_opinion(administration=administration, opinion=opinion, by=person, at=timezone.now())
        return redirect("result", administration.pk)
    return render(request, "beneficiary/result.html", _told(administration, asked, person))


def _told(administration: Administration, asked: Instrument, person: Person) -> dict[str, object]:
    """Return what the page of a result shows."""
    kept = kept_scores(person=person, asked=asked)
    context = {
        "administration": administration,
        "instrument": asked,
        "opinions": Administration.Opinion.choices,
        "readers": readers_of(case_of(person)),
        "changes": change_views(changes_up_to(administration=administration, kept=kept)),
        "done": progress(administration=administration) if administration.is_adaptive else None,
    }
    return context | shown(result_of(administration=administration, is_own=True))


@for_beneficiary
@require_POST
@unless_destroyed
def evidence(request: HttpRequest, administration_id: UUID, area: str) -> HttpResponse:
    """Keep what shows a level, in the person's words."""
    administration = own_administration(request, administration_id)
    with acting(request, done=_("Votre exemple est gardé, et le niveau compte.")):
        give_evidence(
            administration=administration,
            area=area,
            text=request.POST.get("text", ""),
            by=person_of(request),
            at=timezone.now(),
        )
    return redirect("result", administration.pk)


def shown(found: Result) -> dict[str, object]:
    """Return what a page needs to show a result: its sentences and its picture."""
    if isinstance(found, CmsResult):
        areas = tuple(area_view(area) for area in found.areas)
        return {"levels": levels_of(found), "areas": areas, "told": told_levels(found)}
    if isinstance(found, RiasecResult):
        return {"hexagon": hexagon_of(found), "told": told_interests(found)}
    if isinstance(found, ValuesResult):
        return {"values": found, "told": told_values(found)}
    if isinstance(found, ProfileResult):
        return {"profile": profile_of(found), "told": told_profile(found)}
    if isinstance(found, WordsResult):
        return {"words": found, "told": told_words(found)}
    return {"scale": found, "told": told_scale(found)}


def levels_of(found: CmsResult) -> tuple[LevelBar, ...]:
    """Return the bars of the areas that were measured."""
    return draw_levels(
        [
            AreaScore(
                area=area.area,
                label=str(area.title),
                level=area.level,
                mean=area.mean / HIGHEST_STEP,
                error=(area.standard_error or 0.0) / HIGHEST_STEP,
                corrected=area.correction.level if area.correction else None,
                reason=area.correction.reason if area.correction else "",
            )
            for area in found.areas
            if area.level is not None and area.mean is not None
        ]
    )


@dataclass(frozen=True, slots=True)
class ProfileBar:
    """One scale: its bar and its range, in SVG percentages."""

    label: str
    meaning: str
    range: Range
    bar: str
    range_x: str
    range_width: str


def profile_of(found: ProfileResult) -> tuple[ProfileBar, ...]:
    """Return the bars of the scales that were measured, the highest first."""
    scales = {scale.id: scale for scale in found.scales}
    return tuple(_bar(scales[name]) for name in found.order if scales[name].share is not None)


def _bar(scale: ScaleShare) -> ProfileBar:
    held = range_of(score=scale.share or 0.0, error=scale.standard_error or 0.0)
    return ProfileBar(
        label=str(scale.title),
        meaning=str(scale.meaning),
        range=held,
        bar=percent(held.score),
        range_x=percent(held.low),
        range_width=percent(held.high - held.low),
    )


def hexagon_of(found: RiasecResult) -> Hexagon | None:
    """Return the hexagon of interests; None when one of them was answered too little."""
    scores = {
        interest.letter: (interest.share, interest.standard_error)
        for interest in found.interests
        if interest.share is not None and interest.standard_error is not None
    }
    return draw_hexagon(scores) if len(scores) == len(found.interests) else None
