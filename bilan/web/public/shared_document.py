"""The page behind a shared link: who gives what, for what, until when; one button opens it."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.accounts.errors import TooOften
from bilan.sharing.errors import ShareHidden, SharingError
from bilan.sharing.operations import ask_code, open_share
from bilan.sharing.queries import offered_paper
from bilan.web.accounts.limits import limit
from bilan.web.audience import for_public
from bilan.web.outcome import acting

MOST_ASKED, WITHIN = 120, timedelta(hours=1)
ASKING = "code"


@for_public
def shared_document(request: HttpRequest, token: str) -> HttpResponse:
    """Tell what is offered on GET, which consumes nothing; open it, or mail a code, on POST.

    Unknown, over and taken back give the same 404.
    """
    try:
        limit(request, "share-link", most=MOST_ASKED, span=WITHIN)
        answer = _answer(request, token, at=timezone.now())
    except TooOften as refusal:
        answer = render(request, "public/shared_document.html", {"refusal": refusal}, status=429)
    except ShareHidden as error:
        raise Http404 from error
    return _discreet(answer)


def _answer(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    if request.method == "POST":
        return _mail_code(request, token, at=at) if ASKING in request.POST else _open(request, token, at=at)
    return _page(request, token, at=at)


def _mail_code(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    offered_paper(token=token, today=timezone.localdate(at))
    with acting(request, done=_("Le code est parti. Il est valable un quart d’heure, une fois.")):
        ask_code(token=token, at=at)
    return redirect("shared-document", token)


def _open(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    try:
        opened = open_share(token=token, code=request.POST.get("typed", ""), at=at)
    except ShareHidden:
        raise
    except SharingError as refusal:
        messages.error(request, str(refusal))
        return redirect("shared-document", token)
    answer = HttpResponse(opened.pdf, content_type="application/pdf")
    name = opened.document.lower().replace("_", "-")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _page(request: HttpRequest, token: str, *, at: datetime) -> HttpResponse:
    offer = offered_paper(token=token, today=timezone.localdate(at))
    return render(request, "public/shared_document.html", {"offer": offer})


def _discreet(answer: HttpResponse) -> HttpResponse:
    """Keep the link and the document out of caches, search engines and the next site's logs."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
