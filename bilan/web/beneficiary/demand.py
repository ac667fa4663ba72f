"""What brings the person: why now, what would make it worth it, objectives; then constraints."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.cases.operations import record_demand, set_constraints
from bilan.cases.pieces import ToldDemand
from bilan.cases.queries import constraints_of, demand_of, read_by
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.demand_forms import (
    ConstraintsForm,
    DemandForm,
    constraints_initial,
    demand_initial,
)
from bilan.web.beneficiary.own import open_case_or_none, sent
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting
from bilan.web.practitioner.wording import in_demand


@for_beneficiary
def demand(request: HttpRequest) -> HttpResponse:
    """Let the person say what brings them, and keep it."""
    person, now = person_of(request), timezone.now()
    case = open_case_or_none(person)
    if case is None:
        return redirect("start")
    told = demand_of(read_by(case=case, reader=person, what="demand", at=now))
    form = DemandForm(sent(request), initial=demand_initial(told))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Votre demande est gardée.")) as outcome:
            record_demand(
                case=case,
                why_now=form.cleaned_data["why_now"],
                worth_it=form.cleaned_data["worth_it"],
                aims=form.aims(),
                seen=request.POST.get("seen"),
                by=person,
                at=now,
            )
        if outcome.is_done:
            return redirect("demand-constraints" if told is None else "home")
    context = {
        "form": form,
        "objectives": form.objective_fields(),
        "readers": readers_of(case),
        **_elsewhere(request, told),
    }
    return render(request, "beneficiary/demand.html", context)


def _elsewhere(request: HttpRequest, told: ToldDemand | None) -> dict[str, str]:
    """Return the version to write from, and what was kept elsewhere since the page was opened."""
    version = told.version if told else ""
    if told is None or request.POST.get("seen", version) == version:
        return {"seen": version}
    words = (told.why_now, told.worth_it, *(aim.text for aim in told.aims))
    return {"seen": version, "elsewhere": "\n\n".join(filter(None, words))}


@for_beneficiary
def constraints(request: HttpRequest) -> HttpResponse:
    """Let the person say what has to be allowed for, and keep it."""
    person, now = person_of(request), timezone.now()
    case = open_case_or_none(person)
    if case is None:
        return redirect("start")
    held = constraints_of(read_by(case=case, reader=person, what="demand", at=now))
    form = ConstraintsForm(sent(request), initial=constraints_initial(held))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Vos limites sont gardées, et vous pouvez les changer.")) as outcome:
            set_constraints(
                case=case,
                constraints=form.constraints(),
                seen=request.POST.get("seen"),
                by=person,
                at=now,
            )
        if outcome.is_done:
            return redirect("home")
    context: dict[str, object] = {"form": form, "readers": readers_of(case), "seen": held.version}
    if request.POST.get("seen", held.version) != held.version:
        context["elsewhere"] = "\n".join(in_demand(held))
    return render(request, "beneficiary/demand_constraints.html", context)
