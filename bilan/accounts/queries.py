"""Reads about people and their consents."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from bilan.accounts.models import Consent, ConsentKind, Person, SignInLink


def demo_people() -> QuerySet[Person]:
    """Return the invented people of the demonstration, by name."""
    return Person.objects.filter(is_demo=True).order_by("name", "pk")


def has_consent(*, person: Person, kind: ConsentKind) -> bool:
    """Tell whether a consent stands today (one query)."""
    return Consent.objects.filter(person=person, kind=kind, withdrawn_at__isnull=True).exists()


def open_sessions(person: Person, *, at: datetime) -> QuerySet[UserSession]:
    """Return where somebody is signed in, the oldest first (one query)."""
    standing = Session.objects.filter(expire_date__gt=at).values("session_key")
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=person, session_key__in=standing)
    return rows.order_by("created_at", "pk")


def waiting_link(*, secret: str, at: datetime) -> SignInLink | None:
    """Return a sign-in link that still opens the door; reading uses nothing up (one query)."""
    links = SignInLink.objects.select_related("person").filter(ends_at__gt=at, person__is_active=True)
    return links.filter(digest=digest_of("link", secret)).first()


def digest_of(kind: str, secret: str) -> str:
    """Return what is kept of a secret, so that a copy of the database opens nothing."""
    return salted_hmac(f"bilan.{kind}", secret, algorithm="sha256").hexdigest()
