"""Answer a change of counsellor that the provider proposes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.operations import accept_counsellor, refuse_counsellor
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_case
from bilan.web.outcome import acting


@for_beneficiary
@require_POST
def counsellor_accept(request: HttpRequest) -> HttpResponse:
    """Accept: from now on the new counsellor reads, and the one before no longer does."""
    done = _("C’est noté. La nouvelle personne vous accompagne ; la précédente ne lit plus rien.")
    with acting(request, done=done):
        accept_counsellor(case=own_case(request), by=person_of(request), at=timezone.now())
    return redirect("my-data")


@for_beneficiary
@require_POST
def counsellor_refuse(request: HttpRequest) -> HttpResponse:
    """Refuse: nothing changes, and no reason is asked."""
    with acting(request, done=_("C’est noté. Rien ne change.")):
        refuse_counsellor(case=own_case(request), by=person_of(request), at=timezone.now())
    return redirect("my-data")
