"""One's own certificates of destruction, as documents."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from bilan.cases.queries import certificate_for
from bilan.documents.destruction import destruction_paper
from bilan.documents.rendering import render as set_in_type
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.kept import counted


@for_beneficiary
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Give a certificate about oneself as a PDF."""
    person = person_of(request)
    row = certificate_for(reader=person, certificate_id=certificate_id)
    if row is None:
        raise Http404
    paper = destruction_paper(row=row, counts=tuple(counted(row.counts.items())), language=person.language)
    answer = HttpResponse(set_in_type(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="certificat.pdf"'
    return answer
