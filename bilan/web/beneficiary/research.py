"""Agree that one's answers be read, without a name, to check the questionnaires; taken back at will."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.accounts.models import ConsentKind
from bilan.accounts.operations import give_consent, withdraw_consent
from bilan.accounts.queries import has_consent
from bilan.instruments.operations.research import LEAST_PEOPLE
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.outcome import acting


@for_beneficiary
def research(request: HttpRequest) -> HttpResponse:
    """Say what the agreement covers; give it or take it back on POST."""
    if request.method == "POST":
        return _change(request)
    person = person_of(request)
    context = {
        "is_given": has_consent(person=person, kind=ConsentKind.RESEARCH),
        "least": LEAST_PEOPLE,
    }
    return render(request, "beneficiary/research.html", context)


def _change(request: HttpRequest) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    if request.POST.get("agreed") == "yes":
        with acting(request, done=_("Merci. Votre accord est gardé, vous le reprenez ici à tout moment.")):
            give_consent(person=person, kind=ConsentKind.RESEARCH, by=person, at=now)
    else:
        with acting(request, done=_("Votre accord est repris. Vos réponses ne seront plus lues pour cela.")):
            withdraw_consent(person=person, kind=ConsentKind.RESEARCH, by=person, at=now)
    return redirect("research")
