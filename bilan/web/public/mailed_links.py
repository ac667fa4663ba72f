"""Pages behind mailed links: an employer signs an agreement, someone says where they stand after a bilan."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.accounts.errors import TooOften
from bilan.cases.models import Agreement, FollowUp
from bilan.cases.operations import record_follow_up, sign_as_employer
from bilan.cases.queries import employer_agreement, follow_up_asked
from bilan.web.accounts.limits import limit
from bilan.web.audience import for_public
from bilan.web.beneficiary.agreement_views import agreement_view
from bilan.web.outcome import acting

MOST_ASKED, WITHIN = 120, timedelta(hours=1)


@for_public
def employer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an employer the terms of an agreement that the person accepted; sign it on POST."""
    if (busy := _too_often(request)) is not None:
        return busy
    held = employer_agreement(token)
    if held is None:
        raise Http404
    if request.method == "POST" and "has_read" not in request.POST:
        messages.error(request, _("Rien n’est signé : cochez d’abord que vous avez lu la convention."))
    elif request.method == "POST":
        with acting(request, done=_("C’est signé. Les deux autres parties en sont prévenues.")):
            sha256 = request.POST.get("sha256", "")
            sign_as_employer(agreement_id=held.pk, terms_sha256=sha256, at=timezone.now())
        return _discreet(redirect("employer-agreement", token))
    return _discreet(render(request, "public/employer_agreement.html", _employer_page(held)))


@for_public
def follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """Ask where one stands some months after, without signing in; keep the answer on POST."""
    if (busy := _too_often(request)) is not None:
        return busy
    now = timezone.now()
    held = follow_up_asked(token, at=now)
    if held is None:
        raise Http404
    if request.method == "POST" and request.POST.get("outcome") not in FollowUp.Outcome.values:
        messages.error(request, _("Aucune réponse n’est gardée : choisissez-en une, puis gardez-la."))
    elif request.method == "POST":
        with acting(request, done=_("Merci. Votre réponse est gardée, sans autre détail.")):
            person, said = held.case.beneficiary, request.POST["outcome"]
            record_follow_up(follow_up=held, outcome=said, by=person, at=now)
        return _discreet(redirect("follow-up-link", token))
    choices = [choice for choice in FollowUp.Outcome.choices if choice[0] != FollowUp.Outcome.NO_ANSWER]
    return _discreet(render(request, "public/follow_up_link.html", {"follow_up": held, "outcomes": choices}))


def _employer_page(held: Agreement) -> dict[str, object]:
    view = agreement_view(held.case, held, today=timezone.localdate())
    return {
        "agreement": view,
        "person": held.case.beneficiary,
        "provider": held.case.practitioner.provider.name,
        "is_signed": held.signed_by_employer_at is not None,
        "employer": held.case.employer,
    }


def _too_often(request: HttpRequest) -> HttpResponse | None:
    """Slow down whoever tries addresses."""
    try:
        limit(request, "mailed-link", most=MOST_ASKED, span=WITHIN)
    except TooOften as refusal:
        return _discreet(render(request, "public/shared_document.html", {"refusal": refusal}, status=429))
    return None


def _discreet(answer: HttpResponse) -> HttpResponse:
    """Keep the link out of caches, search engines and the next site's logs."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer
