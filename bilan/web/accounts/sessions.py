"""Close one of one's own sessions, from another."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.web.audience import for_person, person_of


@for_person
@require_POST
def close_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Close a session at once; somebody else's is not there."""
    get_object_or_404(UserSession, pk=session_id, user=person_of(request)).end()
    messages.success(request, _("Cet appareil est déconnecté."))
    return redirect("usersessions_list")
