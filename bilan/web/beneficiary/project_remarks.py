"""Take away a remark that a practitioner wrote beside one's own project."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bilan.projects.errors import ProjectHidden
from bilan.projects.operations import remove_remark
from bilan.web.audience import for_beneficiary, person_of


@for_beneficiary
@require_POST
def project_remark_remove(request: HttpRequest, remark_id: UUID) -> HttpResponse:
    """Take a remark away, and go back to what it was beside."""
    try:
        row = remove_remark(remark_id=remark_id, by=person_of(request), at=timezone.now())
    except ProjectHidden as error:
        raise Http404 from error
    if row.option_id:
        return redirect("option", row.option_id)
    return redirect("step", row.step_id)
