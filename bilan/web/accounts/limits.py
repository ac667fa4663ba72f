"""How often something may be tried from the web: per address and device, never freezing an account."""

from datetime import timedelta

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils import timezone

from bilan.accounts.operations import count_try


def limit(request: HttpRequest, what: str, *, most: int, span: timedelta, key: str = "") -> None:
    """Count one more try of `what` from this network address; a key narrows it (a token, an address).

    The count lives in the database, so that it holds over several workers. It always includes where the
    try comes from: nobody can use up somebody else's tries.

    Raises:
        TooOften: it was tried `most` times already in the span.
    """
    count_try(of=f"{what}:{key}:{get_ip(request)}", most=most, span=span, at=timezone.now())
