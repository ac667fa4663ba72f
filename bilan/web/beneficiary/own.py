"""What belongs to the person who is signed in, what they sent, and what is no longer there."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.vault.errors import KeyDestroyed

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponse]


def open_case_or_none(person: Person) -> Case | None:
    """Return the bilan under way, or None (one query)."""
    case = case_of(person)
    return case if case is not None and case.state == Case.State.OPEN else None


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even when it is empty; None when the page is only being read."""
    return request.POST if request.method == "POST" else None


def unless_destroyed(view: View[Parameters]) -> View[Parameters]:
    """Say so, and go home, when what the page shows was destroyed as planned."""

    def guarded(request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except KeyDestroyed as error:
            messages.info(request, str(error))
            return redirect("home")

    update_wrapper(guarded, view)
    return guarded
