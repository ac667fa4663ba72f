"""Help mode: somebody types for the person, who started it, said who and for how long; it ends by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.accounts.operations import start_help, stop_help
from bilan.audit.operations import helped
from bilan.web.accounts import fresh, helped_session
from bilan.web.audience import for_person, person_of
from bilan.web.outcome import acting


class HelpForm(forms.Form):
    """Who helps, and for how long."""

    helper = forms.CharField(label=gettext_lazy("Qui écrit pour vous ?"), max_length=120)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Pendant combien de temps ?"),
        coerce=int,
        choices=[
            (30, gettext_lazy("une demi-heure")),
            (60, gettext_lazy("une heure")),
            (120, gettext_lazy("deux heures")),
        ],
    )


class HelpMiddleware:
    """Mark what is done while somebody types for the person, and end it when its time is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer inside or outside help mode."""
        if not helped_session.is_on(request):
            return self.get_response(request)
        now = timezone.now()
        if not isinstance(request.user, Person) or helped_session.ends_at(request) <= now:
            _end(request, at=now)
            return self.get_response(request)
        with helped():
            return self.get_response(request)


@for_person
@fresh.fresh_sign_in_needed
def help_mode(request: HttpRequest) -> HttpResponse:
    """Start help mode, by one's own consent, from one's own session."""
    form = HelpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person, now = person_of(request), timezone.now()
        span = timedelta(minutes=form.cleaned_data["minutes"])
        with acting(request):
            start_help(person=person, helper=form.cleaned_data["helper"], span=span, by=person, at=now)
            helped_session.begin(request, helper=form.cleaned_data["helper"], until=now + span)
            return redirect("home")
    return render(request, "account/help_mode.html", {"form": form})


@for_person
@require_POST
def help_mode_stop(request: HttpRequest) -> HttpResponse:
    """End help mode; whoever signs next proves who they are."""
    with acting(request, done=_("L’aide est terminée. Vous écrivez de nouveau vous-même.")):
        _end(request, at=timezone.now())
    return redirect("account")


def _end(request: HttpRequest, *, at: datetime) -> None:
    helped_session.end(request)
    fresh.forget_proof(request)
    if isinstance(request.user, Person):
        stop_help(person=request.user, by=request.user, at=at)
