"""Keep an option, set it aside, note what was learnt and how it feels, decide."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.occupations.queries import occupation_cards, occupation_catalogue
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Option
from bilan.projects.operations import (
    add_fact,
    compare_option,
    decide,
    keep_option,
    mark_option,
    note_feeling,
    refuse_occupation,
    remove_fact,
    set_aside,
    stop_comparing,
)
from bilan.projects.pieces import Why
from bilan.projects.words import reasons_in
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option import option_page
from bilan.web.beneficiary.option_forms import DecisionForm, FactForm, FeelingForm
from bilan.web.beneficiary.options import language_now
from bilan.web.beneficiary.owned import own_option
from bilan.web.outcome import acting


@for_beneficiary
@require_POST
def option_keep(request: HttpRequest) -> HttpResponse:
    """Keep an occupation of the catalogue among six at most."""
    person, code = person_of(request), _known_code(request)
    with acting(request, done=_("Gardée. Vous pouvez maintenant la regarder de près.")):
        keep_option(
            person=person, code=code, catalogue=occupation_catalogue().code, by=person, at=timezone.now()
        )
    return redirect("options")


@for_beneficiary
@require_POST
def option_refuse(request: HttpRequest) -> HttpResponse:
    """Set a proposed occupation aside with a reason."""
    person, code = person_of(request), _known_code(request)
    with acting(request, done=_("Écartée. Elle ne sera plus proposée.")) as outcome:
        option = refuse_occupation(
            person=person,
            code=code,
            reason=_reason(request),
            why=_why(request),
            catalogue=occupation_catalogue().code,
            by=person,
            at=timezone.now(),
        )
    return _after_refusal(request, option.pk) if outcome.is_done else redirect("options")


@for_beneficiary
@require_POST
def option_set_aside(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Set a kept option aside with a reason."""
    looked_at = own_option(request, option_id)
    with acting(request, done=_("Écartée. Vous pouvez la reprendre quand vous voulez.")):
        set_aside(
            option_id=looked_at.id,
            reason=_reason(request),
            why=_why(request),
            by=person_of(request),
            at=timezone.now(),
        )
    return _after_refusal(request, looked_at.id)


@for_beneficiary
@require_POST
def option_compare(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Put an option side by side with two others at most."""
    looked_at = own_option(request, option_id)
    with acting(request, done=_("Elle est maintenant dans la comparaison.")):
        compare_option(option_id=looked_at.id, by=person_of(request), at=timezone.now())
    return redirect("projects")


@for_beneficiary
@require_POST
def option_stop_comparing(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Take an option out of the comparison."""
    looked_at = own_option(request, option_id)
    with acting(request, done=_("Elle reste parmi vos pistes.")):
        stop_comparing(option_id=looked_at.id, by=person_of(request), at=timezone.now())
    return redirect("projects")


@for_beneficiary
@require_POST
def option_mark(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Keep an option from one's counsellor too, or let them read it."""
    looked_at = own_option(request, option_id)
    is_private = "is_private" in request.POST
    done = _("Cette piste est pour vous seulement.") if is_private else _("Votre conseiller peut la lire.")
    with acting(request, done=done):
        mark_option(option_id=looked_at.id, is_private=is_private, by=person_of(request), at=timezone.now())
    return redirect("option", looked_at.id)


@for_beneficiary
@require_POST
def option_fact(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Keep what was learnt on the ground."""
    looked_at = own_option(request, option_id)
    form = FactForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("C’est noté.")) as outcome:
            add_fact(
                option_id=looked_at.id,
                fact=form.fact,
                on=form.cleaned_data["on"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("option", looked_at.id)
    return option_page(request, looked_at, fact_form=form)


@for_beneficiary
@require_POST
def option_fact_remove(request: HttpRequest, option_id: UUID, fact_id: UUID) -> HttpResponse:
    """Take a fact out."""
    looked_at = own_option(request, option_id)
    try:
        remove_fact(fact_id=fact_id, by=person_of(request), at=timezone.now())
    except ProjectHidden as error:
        raise Http404 from error
    return redirect("option", looked_at.id)


@for_beneficiary
@require_POST
def option_feeling(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Keep how an option feels."""
    looked_at = own_option(request, option_id)
    form = FeelingForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("C’est noté. Cela comptera dans la comparaison.")) as outcome:
            note_feeling(
                option_id=looked_at.id,
                feeling=form.feeling,
                seen=form.cleaned_data["seen"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("option", looked_at.id)
    return option_page(request, looked_at, feeling_form=form)


@for_beneficiary
@require_POST
def option_decide(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Say go, adapt or drop."""
    looked_at = own_option(request, option_id)
    form = DecisionForm(request.POST)
    if form.is_valid():
        with acting(request, done=_("Votre décision est gardée.")) as outcome:
            decide(
                option_id=looked_at.id,
                decision=form.cleaned_data["decision"],
                reason=form.cleaned_data["reason"],
                why=form.chosen_why,
                seen=form.cleaned_data["seen"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            is_dropped = form.cleaned_data["decision"] == Option.Decision.DROP
            return _after_refusal(request, looked_at.id) if is_dropped else redirect("projects")
    return option_page(request, looked_at, decision_form=form)


def _known_code(request: HttpRequest) -> str:
    """Return the occupation asked for, or 404 when the catalogue does not hold it."""
    code = request.POST.get("code", "")
    if not occupation_cards([code], language_now()):
        raise Http404
    return code


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:300]


def _why(request: HttpRequest) -> tuple[Why, ...]:
    """Return the reasons ticked; what is not one of ours is left out."""
    return tuple(Why(code) for code in request.POST.getlist("why") if code in Why.values)


def _after_refusal(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Go and see what the reasons could change, if any was ticked or can be read in the words."""
    if _why(request) or reasons_in(_reason(request)):
        return redirect("option-lessons", option_id)
    return redirect("options")
