"""Where one is signed in; close one of one's own sessions, or all others."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.ending import close_other_sessions
from bilan.accounts.queries import open_sessions
from bilan.web.audience import for_person, person_of


@for_person
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the browsers one is signed in from; close all others on POST (one query for the list)."""
    person, here = person_of(request), request.session.session_key or ""
    if request.method == "POST":
        close_other_sessions(person=person, but=here)
        messages.success(request, _("Tous les autres appareils sont déconnectés."))
        return redirect("usersessions_list")
    context = {"sessions": open_sessions(person, at=timezone.now()), "here": here}
    return render(request, "usersessions/usersession_list.html", context)


@for_person
@require_POST
def close_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Close a session at once; somebody else's is not there."""
    get_object_or_404(UserSession, pk=session_id, user=person_of(request)).end()
    messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("usersessions_list")
