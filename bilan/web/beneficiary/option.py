"""One option looked at closely: what speaks for and against it, what was learnt on the ground."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bilan.cases.queries import case_of
from bilan.occupations.queries import certifications_for, is_starter_only, official_moves, titles
from bilan.projects.pieces import LookedAtOption
from bilan.projects.queries import remarks_on_option, sides_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.elsewhere import kept_elsewhere
from bilan.web.beneficiary.option_forms import BRIEF_VERDICTS, DecisionForm, FactForm, FeelingForm
from bilan.web.beneficiary.option_views import option_view
from bilan.web.beneficiary.options import explained_for, language_now, profile_for, sources_for
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.realism import known_figures, side_views

MOVES_SHOWN = 4
CERTIFICATIONS_SHOWN = 5


@for_beneficiary
def option(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show one option to the person who looks at it."""
    return option_page(request, own_option(request, option_id))


def option_page(
    request: HttpRequest,
    looked_at: LookedAtOption,
    *,
    fact_form: FactForm | None = None,
    feeling_form: FeelingForm | None = None,
    decision_form: DecisionForm | None = None,
) -> HttpResponse:
    """Render the page of an option, with the form that was refused as it was filled in."""
    person = person_of(request)
    case = case_of(person)
    ranked = explained_for(person, profile_for(person, case), [looked_at.code])
    sources = sources_for(person, [looked_at.code], ranked)
    known = known_figures(person, looked_at, sources, today=timezone.localdate())
    feeling = looked_at.feeling
    context = {
        "option": looked_at,
        "view": option_view(number=1, code=looked_at.code, option=looked_at, sources=sources),
        "card": sources.cards.get(looked_at.code),
        "certifications": certifications_for(looked_at.code, CERTIFICATIONS_SHOWN),
        "moves": moves_from(looked_at.code),
        "is_starter": is_starter_only(),
        "sides": side_views(sides_of(looked_at), known),
        "remarks": remarks_on_option(reader=person, option_id=looked_at.id),
        "verdicts": BRIEF_VERDICTS,
        "fact_form": fact_form or FactForm(initial={"on": timezone.localdate()}),
        "feeling_form": feeling_form
        or FeelingForm(
            initial={
                "energy": feeling.energy,
                "doubt": feeling.doubt,
                "words": feeling.words,
                "seen": feeling.mark,
            }
        ),
        "felt_elsewhere": feeling_form is not None and kept_elsewhere(feeling_form, version=feeling.mark),
        "decided_elsewhere": decision_form is not None
        and kept_elsewhere(decision_form, version=looked_at.decided_mark),
        "decision_form": decision_form or DecisionForm(initial=_decided(looked_at)),
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/option.html", context)


def moves_from(code: str) -> list[str]:
    """Return the names of the occupations this one officially leads to."""
    codes = official_moves(code)[:MOVES_SHOWN]
    named = titles(codes, language_now())
    return [named[move] for move in codes if move in named]


def _decided(looked_at: LookedAtOption) -> dict[str, str | int]:
    """Return the decision with its reason; the reason of a former refusal is not one."""
    seen = looked_at.decided_mark
    if not looked_at.decision:
        return {"seen": seen}
    return {"decision": looked_at.decision, "reason": looked_at.reason, "seen": seen}
