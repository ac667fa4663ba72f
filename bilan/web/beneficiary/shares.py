"""Give a document to someone to read, see who opened it, take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.sharing.errors import ShareHidden
from bilan.sharing.models import Share
from bilan.sharing.operations import revoke_share, share_document
from bilan.sharing.papers import is_ready, set_paper
from bilan.sharing.pieces import ToldShare
from bilan.sharing.queries import shared_pdf, shares_of
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.own import sent
from bilan.web.beneficiary.share_forms import ShareForm
from bilan.web.outcome import acting

VISITS_SHOWN = 12
USUAL_SPAN = timedelta(days=30)
DOCUMENTS = {document.lower().replace("_", "-"): document for document in Share.Document}


@dataclass(frozen=True, slots=True)
class ShareView:
    """A share and its latest openings."""

    told: ToldShare
    visits: tuple[datetime, ...]
    visit_count: int


@for_beneficiary
def shares(request: HttpRequest) -> HttpResponse:
    """List what was given to whom, each opening, and what may be given."""
    person, today = person_of(request), timezone.localdate()
    views = [_view(told) for told in shares_of(owner=person, reader=person, today=today)]
    context = {
        "standing": [view for view in views if view.told.is_open],
        "over": [view for view in views if not view.told.is_open],
        "documents": [(slug, document.label) for slug, document in DOCUMENTS.items()],
    }
    return render(request, "beneficiary/shares.html", context)


@for_beneficiary
@fresh_sign_in_needed
def share_new(request: HttpRequest, document: str) -> HttpResponse:
    """Ask to whom, for what and until when; share on POST."""
    asked, person, now = _document(document), person_of(request), timezone.now()
    today = timezone.localdate(now)
    form = ShareForm(sent(request), today=today, initial={"until": today + USUAL_SPAN})
    if form.is_valid() and _share(request, form, asked, at=now):
        return redirect("shares")
    context = {
        "form": form,
        "slug": document,
        "document": asked,
        "is_ready": is_ready(person=person, document=asked, at=now),
    }
    return render(request, "beneficiary/share_new.html", context)


@for_beneficiary
def share_preview(request: HttpRequest, document: str) -> HttpResponse:
    """Give the person the document as it would be shared now."""
    asked, person, now = _document(document), person_of(request), timezone.now()
    if not is_ready(person=person, document=asked, at=now):
        raise Http404
    return pdf_answer(set_paper(person=person, document=asked, at=now).pdf, name=document)


@for_beneficiary
@require_POST
def share_revoke(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Take a share back at once."""
    try:
        revoke_share(share_id=share_id, by=person_of(request), at=timezone.now())
    except ShareHidden as error:
        raise Http404 from error
    return redirect("shares")


@for_beneficiary
def share_paper(request: HttpRequest, share_id: UUID) -> HttpResponse:
    """Give back to the person the very document that was shared."""
    try:
        pdf = shared_pdf(reader=person_of(request), share_id=share_id)
    except ShareHidden as error:
        raise Http404 from error
    return pdf_answer(pdf, name="partage")


def pdf_answer(pdf: bytes, *, name: str) -> HttpResponse:
    """Return a PDF as a file to keep, which no page of ours can be made to run."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    return answer


def _share(request: HttpRequest, form: ShareForm, document: Share.Document, *, at: datetime) -> bool:
    done = _("C’est partagé : le lien part par courrier électronique. Vous verrez ici chaque ouverture.")
    with acting(request, done=done) as outcome:
        person = person_of(request)
        share_document(
            person=person,
            document=document,
            recipient=form.recipient,
            terms=form.terms,
            address_of=lambda token: request.build_absolute_uri(reverse("shared-document", args=[token])),
            by=person,
            at=at,
        )
    return outcome.is_done


def _document(slug: str) -> Share.Document:
    if slug not in DOCUMENTS:
        raise Http404
    return DOCUMENTS[slug]


def _view(told: ToldShare) -> ShareView:
    return ShareView(told, visits=told.visits[:VISITS_SHOWN], visit_count=len(told.visits))
