"""Up to three projects side by side, on the person's own criteria; then project A and project B."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.instruments.library import VALUES
from bilan.instruments.queries import latest_finished, result_of
from bilan.instruments.results import ValuesResult
from bilan.projects.models import MOST_COMPARED, Criterion, Option
from bilan.projects.operations import (
    add_criterion,
    choose_plan,
    open_criteria,
    rate_option,
    remove_criterion,
    weigh_criterion,
)
from bilan.projects.pieces import Comparison
from bilan.projects.queries import comparison_of, criteria_of, options_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

OWN_VALUES = 3  # of the values sorted first, offered as criteria
FIRST_CRITERIA: tuple[Promise, ...] = (
    gettext_lazy("Le salaire"),
    gettext_lazy("Les horaires"),
    gettext_lazy("Le trajet"),
)
WEIGHTS: tuple[tuple[int, Promise], ...] = (
    (0, gettext_lazy("ne compte pas")),
    (1, gettext_lazy("un peu")),
    (2, gettext_lazy("normalement")),
    (3, gettext_lazy("beaucoup")),
    (4, gettext_lazy("plus que tout")),
)
MARKS: tuple[tuple[int, Promise], ...] = (
    (0, gettext_lazy("pas du tout")),
    (1, gettext_lazy("un peu")),
    (2, gettext_lazy("bien")),
    (3, gettext_lazy("tout à fait")),
)


@for_beneficiary
def projects(request: HttpRequest) -> HttpResponse:
    """Show the compared options on the person's own criteria."""
    person = person_of(request)
    comparison = comparison_of(owner=person, reader=person)
    kept = options_of(owner=person, reader=person)
    beside = {column.option.id for column in comparison.options}
    context = {
        "comparison": comparison,
        "others": [option for option in kept if option.id not in beside],
        "has_room": len(comparison.options) < MOST_COMPARED,
        "first_criteria": [] if comparison.measures else first_criteria(person),
        "weights": WEIGHTS,
        "marks": MARKS,
        "plans": _plans(),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/projects.html", context)


@for_beneficiary
@require_POST
def projects_criteria(request: HttpRequest) -> HttpResponse:
    """Lay the first criteria that the person ticked."""
    person = person_of(request)
    with acting(request, done=_("Vos critères sont posés. Dites maintenant ce que chacun pèse.")):
        names = request.POST.getlist("names")
        open_criteria(person=person, names=names, by=person, at=timezone.now())
    return redirect("projects")


@for_beneficiary
@require_POST
def projects_criterion_add(request: HttpRequest) -> HttpResponse:
    """Add a criterion of one's own."""
    person = person_of(request)
    with acting(request, done=_("Critère ajouté.")):
        add_criterion(person=person, name=request.POST.get("name", "")[:120], by=person, at=timezone.now())
    return redirect("projects")


@for_beneficiary
@require_POST
def projects_criterion_remove(request: HttpRequest, criterion_id: UUID) -> HttpResponse:
    """Take a criterion out."""
    person = person_of(request)
    if criterion_id not in {one.id for one in criteria_of(owner=person, reader=person)}:
        raise Http404
    with acting(request, done=_("Critère retiré.")):
        remove_criterion(criterion_id=criterion_id, by=person, at=timezone.now())
    return redirect("projects")


@for_beneficiary
@require_POST
def projects_marks(request: HttpRequest) -> HttpResponse:
    """Keep what each criterion weighs and how far each project meets it: all that changed, or nothing."""
    person, now = person_of(request), timezone.now()
    comparison = comparison_of(owner=person, reader=person)
    with acting(request, done=_("La comparaison est à jour.")), transaction.atomic():
        for criterion_id, weight in _changed_weights(request, comparison):
            weigh_criterion(criterion_id=criterion_id, weight=weight, by=person, at=now)
        for option_id, criterion_id, value in _changed_marks(request, comparison):
            rate_option(option_id=option_id, criterion_id=criterion_id, value=value, by=person, at=now)
    return redirect("projects")


@for_beneficiary
@require_POST
def projects_choose(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Make an option project A or project B."""
    looked_at = own_option(request, option_id)
    plan = request.POST.get("plan", "")
    if plan not in {Option.State.PLAN_A, Option.State.PLAN_B}:
        raise Http404
    with acting(
        request, done=_("C’est choisi. Vous pouvez changer d’avis tant que la synthèse est ouverte.")
    ):
        choose_plan(option_id=looked_at.id, plan=plan, by=person_of(request), at=timezone.now())
    return redirect("projects")


def first_criteria(person: Person) -> list[str]:
    """Return criteria to start from: what the person put first among their values, then the usual ones."""
    administration = latest_finished(person=person, instrument_id=VALUES)
    found = result_of(administration=administration) if administration else None
    ranked = found.ranked[:OWN_VALUES] if isinstance(found, ValuesResult) else ()
    return [str(card.text) for card in ranked] + [str(name) for name in FIRST_CRITERIA]


def _plans() -> list[tuple[str, str]]:
    return [(plan, str(plan.label)) for plan in (Option.State.PLAN_A, Option.State.PLAN_B)]


def _changed_weights(request: HttpRequest, comparison: Comparison) -> Iterator[tuple[UUID, int]]:
    for measure in comparison.measures:
        name = f"weight-{measure.id}"
        weight = _digit(request.POST.get(name))
        if weight is not None and weight != _shown(request, name, measure.weight):
            yield measure.id, weight


def _changed_marks(request: HttpRequest, comparison: Comparison) -> Iterator[tuple[UUID, UUID, int]]:
    for column in comparison.options:
        for mark in column.marks:
            if mark.measure.kind != Criterion.Kind.OWN:
                continue
            name = f"mark-{column.option.id}-{mark.measure.id}"
            value = _digit(request.POST.get(name))
            if value is not None and value != _shown(request, name, mark.value):
                yield column.option.id, mark.measure.id, value


def _shown(request: HttpRequest, name: str, kept: int | None) -> int | None:
    """Return the answer that the page showed: only what was changed on it is written over another tab's."""
    told = request.POST.get(f"shown-{name}")
    return kept if told is None else _digit(told)


def _digit(told: str | None) -> int | None:
    return int(told) if told and told.isdigit() and len(told) == 1 else None
