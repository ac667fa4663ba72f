"""Leave for good: what goes at once, what stays as proof and until when, then no account is left."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bilan.cases.models import Case
from bilan.cases.operations import delete_account
from bilan.cases.queries import case_of, hold_of, past_cases_of
from bilan.cases.retention import proof_kept_until
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_beneficiary, for_public, person_of
from bilan.web.outcome import acting


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A finished bilan whose proof stays, and until when."""

    case: Case
    until: date | None
    is_held: bool


@for_beneficiary
@fresh_sign_in_needed
def leaving(request: HttpRequest) -> HttpResponse:
    """Say what deleting one's account does; do it once the box is ticked and the person is known again."""
    person = person_of(request)
    if request.method == "POST" and "is_sure" in request.POST:
        with acting(request) as outcome:
            delete_account(person=person, by=person, at=timezone.now())
        if outcome.is_done:
            logout(request)
            return redirect("account-deleted")
    case = case_of(person)
    context = {
        "is_open": case is not None and case.state == Case.State.OPEN,
        "proof": [_proof(one) for one in past_cases_of(person)],
        "is_unsure": request.method == "POST" and "is_sure" not in request.POST,
    }
    return render(request, "beneficiary/leaving.html", context)


@for_public
def account_deleted(request: HttpRequest) -> HttpResponse:
    """Say goodbye: the account is gone."""
    return render(request, "beneficiary/leaving_done.html")


def _proof(case: Case) -> ProofLine:
    hold, until = hold_of(case), proof_kept_until(case, today=timezone.localdate())
    if hold is not None and until is not None:
        until = max(until, hold.until)
    return ProofLine(case=case, until=until, is_held=hold is not None)
