"""The starting point: the demand, the objectives, the diagnosis with the practitioner's reading beside it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.models import Case
from bilan.cases.pieces import OBJECTIVE_LABELS
from bilan.cases.queries import FinishedResult, Reading, constraints_of, demand_of, results_of
from bilan.instruments.library import CMS, DECISION, RIASEC, VALUES
from bilan.instruments.operations import correct_level
from bilan.instruments.results import CmsResult, RiasecResult, ScaleResult, ValuesResult
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.results import hexagon_of
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of
from bilan.web.practitioner.wording import in_demand, leading_interests

LEVELS = (1, 2, 3, 4)


@for_practitioner
def starting_point(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what brings the person and where they start from; a read that they will see."""
    return _page(request, led_case(request, case_id))


@for_practitioner
@require_POST
def correct(request: HttpRequest, case_id: UUID, area: str) -> HttpResponse:
    """Set a level beside the measured one, with its reason; both stay visible to the person."""
    held = led_case(request, case_id)
    reading = reading_of(request, held, "diagnosis")
    diagnosis = results_of(reading).get(CMS)
    if diagnosis is None:
        raise Http404
    typed = {"area": area, "level": request.POST.get("level", ""), "reason": request.POST.get("reason", "")}
    with acting(request, done=_("Votre lecture est gardée à côté de la sienne.")) as outcome:
        correct_level(
            administration=diagnosis.administration,
            area=area,
            level=int(typed["level"]) if typed["level"].isdigit() else 0,
            reason=typed["reason"],
            by=person_of(request),
            is_practitioner=is_leading(request, held),
            at=timezone.now(),
        )
    return redirect("case-start", held.pk) if outcome.is_done else _page(request, held, typed, reading)


def _page(
    request: HttpRequest,
    case: Case,
    typed: dict[str, str] | None = None,
    reading: Reading | None = None,
) -> HttpResponse:
    opened = reading or reading_of(request, case, "diagnosis")
    demand = demand_of(opened)
    context: dict[str, object] = {
        "case": case,
        "is_leading": is_leading(request, case),
        "demand": demand,
        "aims": [(OBJECTIVE_LABELS.get(aim.tag, aim.tag), aim.text) for aim in demand.aims] if demand else [],
        "limits": in_demand(constraints_of(opened)),
        "typed": typed or {},
        "levels": LEVELS,
    }
    for found in results_of(opened).values():
        context |= _told(found)
    return render(request, "practitioner/starting_point.html", context)


def _told(found: FinishedResult) -> dict[str, object]:
    """Return what the page shows of a result; nothing for one it has no words for."""
    result, administration = found.result, found.administration
    opinion = administration.get_opinion_display()
    if isinstance(result, CmsResult) and administration.instrument == CMS:
        return {"areas": result.areas, "diagnosis": administration}
    if isinstance(result, RiasecResult) and administration.instrument == RIASEC:
        words = leading_interests(result)
        return {"hexagon": hexagon_of(result), "interests": words, "interests_opinion": opinion}
    if isinstance(result, ValuesResult) and administration.instrument == VALUES:
        return {"values": result.ranked, "values_opinion": opinion}
    if isinstance(result, ScaleResult) and administration.instrument == DECISION:
        return {"decision": result.items}
    return {}
