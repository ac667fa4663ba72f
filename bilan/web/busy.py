"""What people see when the database or the disk cannot serve them now: what they typed, and another try."""

import errno
import sys
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY_AFTER = 10
# SQLite: busy, locked, read-only, input or output, full, cannot open.
SQLITE_CODES = {5, 6, 8, 10, 13, 14}
# PostgreSQL: connection lost, out of resources, stopped by the operator; a lock not had in time, a deadlock.
SQLSTATES = ("08", "53", "57", "55P03", "40P01")
DISK_CODES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
CSRF_FIELD = "csrfmiddlewaretoken"
NEVER_SHOWN = {"password", "code", "otp"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that was sent."""

    name: str
    value: str
    is_shown: bool


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for an error nobody expected: 503 when it passes by itself, else 500."""
    error = sys.exc_info()[1]
    return busy(request) if error is not None and is_passing(error) else server_error(request)


def busy(request: HttpRequest) -> HttpResponse:
    """Give back what was typed, to send again as it was; makes no query."""
    context = {
        "path": request.get_full_path(),
        "is_sent": request.method == "POST",
        "typed": typed_in(request),
        "csrf": request.POST.get(CSRF_FIELD, ""),
        "csrf_field": CSRF_FIELD,
    }
    answer = HttpResponse(render_to_string("503.html", context), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    return answer


def typed_in(request: HttpRequest) -> list[Typed]:
    """Return the fields of the form, in order; codes and passwords go back unseen."""
    return [
        Typed(name, value, is_shown=bool(value.strip()) and name not in NEVER_SHOWN)
        for name, values in request.POST.lists()
        if name != CSRF_FIELD
        for value in values
        if isinstance(value, str)
    ]


def is_passing(error: BaseException) -> bool:
    """Tell whether the same request may go through in a moment: busy, full or out of reach, not wrong."""
    if isinstance(error, OSError):
        return error.errno in DISK_CODES
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause: Any = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in SQLITE_CODES
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(SQLSTATES)
