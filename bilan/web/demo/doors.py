"""Sign in as one of the invented people; refused anywhere but in the demonstration."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bilan.accounts.errors import DemoOnly
from bilan.accounts.operations import demo_person
from bilan.accounts.queries import demo_people
from bilan.web.audience import for_public


@for_public
def doors(request: HttpRequest) -> HttpResponse:
    """List the invented people and where each stands."""
    if not settings.BILAN_DEMO:
        raise Http404
    return render(request, "demo/doors.html", {"people": demo_people()})


@for_public
def enter(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one invented person's door; POST opens it."""
    try:
        person = demo_person(person_id=str(person_id))
    except DemoOnly as error:
        raise Http404 from error
    if request.method != "POST":
        return render(request, "demo/door.html", {"person": person})
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("welcome")
