"""Files that show a skill: add, fetch, take away; served as attachments, never shown in the site."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from bilan.cases.queries import case_of
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.evidence import evidence_file, evidence_of
from bilan.portfolio.operations import add_evidence, remove_evidence
from bilan.portfolio.operations.evidence import MOST_FILES
from bilan.portfolio.pieces import Evidence
from bilan.vault.errors import FileLost
from bilan.vault.uploads import MOST_BYTES, Kind
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_card
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

ACCEPTED = ",".join(f".{kind.extension}" for kind in Kind) + ",.jpeg"


class EvidenceForm(forms.Form):
    """A file, and what it shows."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier"),
        help_text=gettext_lazy("PDF, image, document Word ou LibreOffice, texte. 10 Mo au plus."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    words = forms.CharField(
        label=gettext_lazy("Ce qu’il montre"),
        help_text=gettext_lazy("Une phrase, si vous voulez. Par exemple : « Le planning que j’ai tenu. »"),
        max_length=200,
        required=False,
    )


@for_beneficiary
def evidence(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Show the files of a card to its owner, who adds one on POST."""
    card, person = own_card(request, card_id), person_of(request)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        with acting(request, done=_("Le fichier est gardé, scellé, à vous.")) as outcome:
            add_evidence(
                card_id=card.id,
                content=sent.read(MOST_BYTES + 1),
                name=sent.name,
                words=form.cleaned_data["words"],
                by=person,
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("evidence", card.id)
    held = evidence_of(owner=person, reader=person, card_id=card.id)
    context = {
        "card": card,
        "form": form,
        "held": held,
        "is_full": len(held) >= MOST_FILES,
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/evidence.html", context)


@for_beneficiary
@require_safe
def evidence_fetch(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Give a file back to its owner."""
    try:
        held, content = evidence_file(reader=person_of(request), evidence_id=evidence_id)
    except (PieceHidden, FileLost) as error:
        raise Http404 from error
    return attachment(held, content)


@for_beneficiary
@require_POST
def evidence_remove(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    """Take a file away."""
    person = person_of(request)
    held = next((one for one in evidence_of(owner=person, reader=person) if one.id == evidence_id), None)
    if held is None:
        raise Http404
    with acting(request, done=_("Le fichier est retiré. La carte reste.")):
        remove_evidence(evidence_id=evidence_id, by=person, at=timezone.now())
    return redirect("evidence", held.card_id)


def attachment(held: Evidence, content: bytes) -> HttpResponse:
    """Serve bytes that somebody sent so that no browser runs or shows them in the site."""
    answer = HttpResponse(content, content_type=Kind[held.kind].media_type)
    answer["Content-Disposition"] = content_disposition_header(True, held.name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
