"""The agreement: read it, sign it, go back on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.operations import refuse_agreement, sign_agreement, withdraw_agreement
from bilan.cases.queries import agreement_of, case_of, exit_conditions
from bilan.documents.agreement import agreement_paper
from bilan.documents.rendering import render as set_in_type
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.agreement_views import agreement_view
from bilan.web.beneficiary.modules import language
from bilan.web.beneficiary.own import open_case_or_none
from bilan.web.beneficiary.proposals import missing_steps
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

BEFORE = ("DEMAND", "DIAGNOSIS", "PLAN")


@for_beneficiary
def agreement(request: HttpRequest) -> HttpResponse:
    """Show the agreement and where its signatures stand."""
    person = person_of(request)
    case = case_of(person)
    if case is None:
        return redirect("start")
    held = agreement_of(case)
    context: dict[str, object] = {"readers": readers_of(case)}
    if held is None:
        conditions = [one for one in exit_conditions(case) if one.code in BEFORE]
        context["missing"] = missing_steps(conditions)
    else:
        context["agreement"] = agreement_view(case, held, today=timezone.localdate())
    return render(request, "beneficiary/agreement.html", context)


@for_beneficiary
def agreement_pdf(request: HttpRequest) -> HttpResponse:
    """Give the agreement as a document to keep."""
    case = case_of(person_of(request))
    held = agreement_of(case) if case else None
    if held is None:
        raise Http404
    paper = agreement_paper(agreement=held, language=language())
    response = HttpResponse(set_in_type(paper), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="convention.pdf"'
    return response


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Sign the agreement that was read."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    if "has_read" in request.POST:
        with acting(request, done=_("C’est signé. Bienvenue dans votre bilan.")):
            sign_agreement(
                case=case,
                by=person_of(request),
                at=timezone.now(),
                terms_sha256=request.POST.get("sha256", ""),
            )
    return redirect("agreement")


@for_beneficiary
@require_POST
def refuse(request: HttpRequest) -> HttpResponse:
    """Refuse an agreement before signing it; no reason is asked."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    if "is_sure" in request.POST:
        with acting(request, done=_("C’est noté : cette convention est refusée. Rien d’autre ne change.")):
            refuse_agreement(case=case, by=person_of(request), at=timezone.now())
    return redirect("agreement")


@for_beneficiary
@fresh_sign_in_needed
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Go back on one's signature within the period that the rules give."""
    case = open_case_or_none(person_of(request))
    if case is None:
        return redirect("start")
    if "is_sure" not in request.POST:
        return redirect("agreement")
    with acting(request, done=_("Votre signature est retirée, sans reproche. Ce bilan s’arrête là.")):
        withdraw_agreement(case=case, by=person_of(request), at=timezone.now())
    return redirect("home")
