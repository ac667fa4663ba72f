"""The browser somebody uses: recognized by a cookie of its own, told in words, announced when new."""

import secrets
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.accounts.operations import recognize_device

COOKIE = f"{settings.COOKIE_PREFIX}device"
LASTS = timedelta(days=365)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def described(request: HttpRequest) -> str:
    """Tell the browser of a request in words; nothing finer is kept."""
    return named(request.headers.get("User-Agent", ""))


def named(agent: str) -> str:
    """Tell a browser in words, such as "Firefox sur Linux"."""
    browser, system = _first(BROWSERS, agent), _first(SYSTEMS, agent)
    if not browser:
        return _("un appareil inconnu")
    return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system} if system else browser


def welcome_device(request: HttpRequest, response: HttpResponse, *, person: Person, at: datetime) -> None:
    """Remember the browser that just signed in; write to the person when it is a new one."""
    token = _token_of(request)
    if recognize_device(person=person, token=token, at=at):
        context = {"device": described(request), "at": at, "sessions": _sessions_address(request)}
        get_adapter().send_mail("account/email/new_device", person.email, context)
    response.set_signed_cookie(
        COOKIE,
        token,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _token_of(request: HttpRequest) -> str:
    try:
        return str(request.get_signed_cookie(COOKIE))
    except (KeyError, BadSignature):
        return secrets.token_urlsafe(24)


def _sessions_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("usersessions_list"))


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in names if mark in agent), "")
