"""Whoever signs, shares, destroys or exports proves once more that it is them."""

from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.web.accounts import helped_session, proof
from bilan.web.audience import P, View, person_of

FRESH_FOR = timedelta(minutes=10)
PROVED_AT = "proved_at"


def fresh_sign_in_needed(view: View[P]) -> View[P]:
    """Let a view act within ten minutes of a proof of identity, else ask for one; reading passes.

    It goes right under the audience. What was typed comes back with the proof and the act goes on;
    files do not.
    """
    return _guarded(view, reading_too=False)


def fresh_sign_in_needed_to_read(view: View[P]) -> View[P]:
    """Ask for the same proof before a page is shown or a document given."""
    return _guarded(view, reading_too=True)


def is_fresh(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether somebody proved who they are within the last ten minutes."""
    proved_at = request.session.get(PROVED_AT, 0)
    return _is_invented(person_of(request)) or 0 <= at.timestamp() - proved_at < FRESH_FOR.total_seconds()


def remember_proof(request: HttpRequest, *, at: datetime) -> None:
    """Count ten minutes from now."""
    request.session[PROVED_AT] = at.timestamp()


def forget_proof(request: HttpRequest) -> None:
    """Ask again at the next act that binds."""
    request.session.pop(PROVED_AT, None)


def _guarded(view: View[P], *, reading_too: bool) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and not reading_too:
            return view(request, *args, **kwargs)
        if helped_session.is_on(request):
            return _not_by_helper(request)
        asked = _asked(request, at=timezone.now())
        return view(request, *args, **kwargs) if asked is None else asked

    tagged: Any = guarded
    tagged.needs_fresh_sign_in = True
    return guarded


def _not_by_helper(request: HttpRequest) -> HttpResponseBase:
    """Refuse what only the person may do, while somebody types for them."""
    return render(request, "account/not_by_helper.html", {"helper": helped_session.helper(request)})


def _asked(request: HttpRequest, *, at: datetime) -> HttpResponseBase | None:
    """Return the page that asks for a proof; None once it is given."""
    fresh = is_fresh(request, at=at)
    if not proof.is_answer(request):
        return None if fresh else proof.page(request, at=at)
    answer = proof.check(request, is_fresh=fresh, at=at)
    if not answer.is_proved:
        return proof.page(request, at=at, refusal=answer.refusal)
    remember_proof(request, at=at)
    return redirect(request.get_full_path()) if proof.is_for_reading(request) else None


def _is_invented(person: Person) -> bool:
    """Tell whether nobody could receive a code: the demonstration's invented people have no mailbox."""
    return bool(settings.BILAN_DEMO and person.is_demo)


def _on_sign_in(request: HttpRequest | None, **_more: object) -> None:
    # Each way in (code, passkey, public identity, door) ends in Django’s own sign-in: the place they share.
    if request is not None:
        remember_proof(request, at=timezone.now())


user_logged_in.connect(_on_sign_in, dispatch_uid="bilan-fresh-sign-in")
