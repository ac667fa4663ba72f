"""Whether somebody types for the person in this session: kept in the session alone."""

from datetime import UTC, datetime

from django.http import HttpRequest

KEY = "helped_by"


def is_on(request: HttpRequest) -> bool:
    """Tell whether this session is in help mode."""
    return KEY in request.session


def helper(request: HttpRequest) -> str:
    """Return who types for the person; empty outside help mode."""
    return str(request.session[KEY]["helper"]) if is_on(request) else ""


def ends_at(request: HttpRequest) -> datetime:
    """Return when it ends by itself."""
    return datetime.fromtimestamp(request.session[KEY]["until"], tz=UTC)


def begin(request: HttpRequest, *, helper: str, until: datetime) -> None:
    """Put this session in help mode."""
    request.session[KEY] = {"helper": helper, "until": until.timestamp()}


def end(request: HttpRequest) -> None:
    """Take this session out of help mode."""
    request.session.pop(KEY, None)
