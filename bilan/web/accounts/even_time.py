"""Answer in the same time whether or not an address is known, so that a stopwatch tells nothing."""

import threading
import time
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from bilan.web.audience import P, View


def in_even_time(view: View[P]) -> View[P]:
    """Let no answer to a form leave before `settings.EVEN_TIME` seconds."""

    @wraps(view)
    def evened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        begun = time.perf_counter()
        answer = view(request, *args, **kwargs)
        if request.method == "POST":
            # Unlike a sleep, no moved clock cuts this short or breaks it.
            threading.Event().wait(max(0.0, settings.EVEN_TIME - (time.perf_counter() - begun)))
        return answer

    return evened
