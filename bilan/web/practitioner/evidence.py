"""Files that show a person's skills, for the practitioner of their open bilan; each read is traced."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bilan.cases.queries import Reading
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.evidence import evidence_file, evidence_of
from bilan.vault.errors import FileLost
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.evidence import attachment
from bilan.web.practitioner.own import is_leading, led_case, reading_of


@for_practitioner
@require_safe
def case_evidence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List the files on the cards that the person shares."""
    reading = _open_reading(request, case_id)
    owner = reading.case.beneficiary
    held = evidence_of(owner=owner, reader=reading.reader, is_practitioner=reading.is_practitioner)
    return render(request, "practitioner/evidence.html", {"case": reading.case, "held": held})


@for_practitioner
@require_safe
def case_evidence_fetch(request: HttpRequest, case_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Give one of these files, which the person will see in their log."""
    reading = _open_reading(request, case_id)
    owner = reading.case.beneficiary
    held = evidence_of(owner=owner, reader=reading.reader, is_practitioner=reading.is_practitioner)
    if evidence_id not in {one.id for one in held}:
        raise Http404
    try:
        one, content = evidence_file(
            reader=person_of(request), evidence_id=evidence_id, is_practitioner=reading.is_practitioner
        )
    except (PieceHidden, FileLost) as error:
        raise Http404 from error
    return attachment(one, content)


def _open_reading(request: HttpRequest, case_id: UUID) -> Reading:
    """Open the portfolio of a bilan still led, or 404: after the hand-over it is the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return reading_of(request, held, "portfolio")
