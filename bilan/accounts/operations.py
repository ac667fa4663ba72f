"""Writes about people and their consents."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from bilan.accounts.errors import DemoOnly, HelpTooLong, LinkSpent, NotYours, TooOften
from bilan.accounts.models import Consent, ConsentKind, Device, Person, SignInLink, Tally
from bilan.accounts.queries import digest_of
from bilan.audit.operations import record

CONSENT_TEXT_VERSION = "2026-11"
LINK_LASTS = timedelta(minutes=15)
MOST_HELP = timedelta(hours=2)


@transaction.atomic
def give_consent(*, person: Person, kind: ConsentKind, by: Person, at: datetime) -> Consent:
    """Record a consent; giving it twice keeps the first.

    Raises:
        NotYours: somebody else's.
    """
    _check_own(person, by)
    consent, is_new = Consent.objects.get_or_create(
        person=person,
        kind=kind,
        withdrawn_at=None,
        defaults={"text_version": CONSENT_TEXT_VERSION, "given_at": at},
    )
    if is_new:
        record(act="consent.given", by=by, subject=person, object_=consent, at=at, facts={"kind": kind})
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, kind: ConsentKind, by: Person, at: datetime) -> None:
    """Withdraw a consent; nothing is withdrawn twice.

    Raises:
        NotYours: somebody else's.
    """
    _check_own(person, by)
    changed = Consent.objects.filter(person=person, kind=kind, withdrawn_at=None).update(withdrawn_at=at)
    if changed:
        record(act="consent.withdrawn", by=by, subject=person, object_=person, at=at, facts={"kind": kind})


@transaction.atomic
def start_help(*, person: Person, helper: str, span: timedelta, by: Person, at: datetime) -> Consent:
    """Record that somebody types for the person, who is it, and until when.

    Raises:
        NotYours: somebody else's.
        HelpTooLong: for more than two hours.
    """
    _check_own(person, by)
    if span > MOST_HELP:
        raise HelpTooLong
    withdraw_consent(person=person, kind=ConsentKind.HELP_TYPING, by=by, at=at)
    consent = give_consent(person=person, kind=ConsentKind.HELP_TYPING, by=by, at=at)
    consent.to_whom, consent.ends_at = helper.strip(), at + span
    consent.save(update_fields=["to_whom", "ends_at"])
    record(act="help.started", by=by, subject=person, object_=consent, at=at)
    return consent


@transaction.atomic
def stop_help(*, person: Person, by: Person, at: datetime) -> None:
    """End the help; ending it twice changes nothing.

    Raises:
        NotYours: somebody else's.
    """
    _check_own(person, by)
    consent = Consent.objects.filter(person=person, kind=ConsentKind.HELP_TYPING, withdrawn_at=None).first()
    if consent is not None:
        withdraw_consent(person=person, kind=ConsentKind.HELP_TYPING, by=by, at=at)
        record(act="help.ended", by=by, subject=person, object_=consent, at=at)


@transaction.atomic
def rename_person(*, person: Person, name: str, postcode: str, by: Person, at: datetime) -> None:
    """Correct one's name and postcode.

    Raises:
        NotYours: somebody else's.
    """
    _check_own(person, by)
    person.name, person.postcode = name.strip(), postcode.strip()
    person.save(update_fields=["name", "postcode"])
    record(act="person.corrected", by=by, subject=person, object_=person, at=at)


def _check_own(person: Person, by: Person) -> None:
    if by.pk != person.pk:
        raise NotYours


def demo_person(*, person_id: str) -> Person:
    """Return an invented person to sign in as; refused outside the demonstration."""
    person = Person.objects.filter(pk=person_id, is_demo=True, is_active=True).first()
    if not settings.BILAN_DEMO or person is None:
        raise DemoOnly
    return person


@transaction.atomic
def offer_sign_in_link(*, person: Person, asked_from: str, at: datetime) -> str:
    """Return the secret of a new sign-in link; only its digest is kept.

    Links asked before stay good: else anybody could spoil somebody's link by asking for another.
    """
    SignInLink.objects.filter(ends_at__lte=at).delete()
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        person=person,
        digest=digest_of("link", secret),
        asked_from=asked_from,
        asked_at=at,
        ends_at=at + LINK_LASTS,
    )
    return secret


@transaction.atomic
def use_sign_in_link(*, secret: str, at: datetime) -> Person:
    """Return the person whom a link signs in; it works once, whoever else opens it at the same time.

    Raises:
        LinkSpent: the link was used, or is too old.
    """
    digest = digest_of("link", secret)
    link = SignInLink.objects.select_related("person").filter(digest=digest, ends_at__gt=at).first()
    if link is None or not link.person.is_active:
        raise LinkSpent
    used, _kinds = SignInLink.objects.filter(pk=link.pk).delete()
    if not used:
        raise LinkSpent
    return link.person


def forget_sign_in_links(*, person: Person) -> None:
    """Let no link open anything once the person is in."""
    SignInLink.objects.filter(person=person).delete()


@transaction.atomic
def recognize_device(*, person: Person, token: str, at: datetime) -> bool:
    """Remember the browser somebody signs in from; tell whether it is new beside others already known."""
    had_others = Device.objects.filter(person=person).exists()
    _device, is_new = Device.objects.get_or_create(
        person=person, digest=digest_of("device", token), defaults={"known_since": at}
    )
    if is_new:
        record(act="device.new", by=person, subject=person, object_=person, at=at)
    return is_new and had_others


@transaction.atomic
def count_try(*, of: str, most: int, span: timedelta, at: datetime) -> None:
    """Count one more try of something; refuse past `most` within the span.

    Raises:
        TooOften: it was tried `most` times already.
    """
    seconds = int(span.total_seconds())
    ends_at = datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, tz=at.tzinfo)
    tally = Tally.objects.filter(digest=digest_of("tally", of), ends_at=ends_at)
    if not tally.update(count=F("count") + 1):
        _begin_tally(digest=digest_of("tally", of), ends_at=ends_at)
    if tally.filter(count__gt=most).exists():
        raise TooOften(minutes=max(1, -int((at - ends_at).total_seconds() // 60)))


def forget_ended(*, at: datetime) -> int:
    """Delete the counts of spans that ended and the links that sign in no more; return how many."""
    tallies, _each = Tally.objects.filter(ends_at__lte=at).delete()
    links, _each = SignInLink.objects.filter(ends_at__lte=at).delete()
    return tallies + links


def _begin_tally(*, digest: str, ends_at: datetime) -> None:
    try:
        with transaction.atomic():
            Tally.objects.create(digest=digest, ends_at=ends_at)
    except IntegrityError:  # another worker began it meanwhile
        Tally.objects.filter(digest=digest, ends_at=ends_at).update(count=F("count") + 1)
