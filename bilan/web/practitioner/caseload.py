"""All the bilans a practitioner leads, what asks for attention first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bilan.cases.queries import cases_led_by
from bilan.web.audience import for_practitioner, practitioner_of
from bilan.web.practitioner.rows import row_view


@for_practitioner
def caseload(request: HttpRequest) -> HttpResponse:
    """List bilans with every reason to look at them; nothing told is opened."""
    now = timezone.now()
    found = cases_led_by(practitioner_of(request), now=now)
    day = timezone.localdate(now)
    context = {
        "rows": [row_view(row, today=day) for row in found],
        "to_look_at": sum(bool(row.first and row.first.level) for row in found),
    }
    return render(request, "practitioner/caseload.html", context)
