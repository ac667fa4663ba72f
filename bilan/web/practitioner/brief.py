"""The preparation brief: one page, printable, from stored pieces alone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bilan.cases.errors import NotPermitted
from bilan.cases.models import Session
from bilan.cases.queries import Brief, FinishedResult, brief_of
from bilan.instruments.library import CMS, RIASEC, VALUES
from bilan.instruments.results import CmsResult, RiasecResult, ValuesResult
from bilan.instruments.told_changes import change_words
from bilan.vault.errors import KeyDestroyed
from bilan.web.audience import for_practitioner, person_of
from bilan.web.practitioner.own import led_case
from bilan.web.practitioner.rows import coming_modules, share_of, told_hours
from bilan.web.practitioner.wording import in_demand, leading_interests

MOST_VALUES = 3
MOST_TITLES = 6
MOST_MODULES = 3
MOST_CARDS = 4


@for_practitioner
def brief(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what to have in mind before an interview; a read that the person will see."""
    held = led_case(request, case_id)
    try:
        found = brief_of(held, reader=person_of(request), at=timezone.now())
    except (NotPermitted, KeyDestroyed) as refusal:
        raise Http404 from refusal
    context = {
        "case": held,
        "brief": found,
        "session": found.session,
        "is_soon": found.session is not None and found.session.state == Session.State.BOOKED,
        "share": share_of(found.hours),
        "hours": told_hours(found.hours),
        "limits": in_demand(found.constraints),
        "modules": coming_modules(found.plan, case=held)[:MOST_MODULES],
        "cards": found.cards[:MOST_CARDS],
        "options": found.options[:MOST_TITLES],
        "missing": [condition for condition in found.conditions if not condition.is_met],
        "changes": change_words(person=held.beneficiary),
        **_results(found),
    }
    return render(request, "practitioner/brief.html", context)


def _results(found: Brief) -> dict[str, object]:
    """Return the results in a few words each, whether the person recognized themselves or not."""
    told: dict[str, object] = {}
    diagnosis = _of(found, CMS)
    if diagnosis and isinstance(diagnosis.result, CmsResult):
        told["levels"] = [area for area in diagnosis.result.areas if area.held_level is not None]
    interests = _of(found, RIASEC)
    if interests and isinstance(interests.result, RiasecResult):
        told["interests"] = leading_interests(interests.result)
        told["interests_opinion"] = interests.administration.get_opinion_display()
    values = _of(found, VALUES)
    if values and isinstance(values.result, ValuesResult):
        told["values"] = [str(card.text) for card in values.result.ranked[:MOST_VALUES]]
    return told


def _of(found: Brief, instrument_id: str) -> FinishedResult | None:
    return found.results.get(instrument_id)
