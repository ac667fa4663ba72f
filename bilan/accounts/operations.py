"""Writes about people and their consents."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from bilan.accounts.errors import DemoOnly
from bilan.accounts.models import Consent, ConsentKind, Person
from bilan.audit.operations import record

CONSENT_TEXT_VERSION = "2026-11"


@transaction.atomic
def give_consent(*, person: Person, kind: ConsentKind, by: Person, at: datetime) -> Consent:
    """Record a consent; giving it twice keeps the first."""
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
    """Withdraw a consent; nothing is withdrawn twice."""
    changed = Consent.objects.filter(person=person, kind=kind, withdrawn_at=None).update(withdrawn_at=at)
    if changed:
        record(act="consent.withdrawn", by=by, subject=person, object_=person, at=at, facts={"kind": kind})


@transaction.atomic
def rename_person(*, person: Person, name: str, postcode: str, by: Person, at: datetime) -> None:
    """Correct one's name and postcode."""
    person.name, person.postcode = name.strip(), postcode.strip()
    person.save(update_fields=["name", "postcode"])
    record(act="person.corrected", by=by, subject=person, object_=person, at=at)


def demo_person(*, person_id: str) -> Person:
    """Return an invented person to sign in as; refused outside the demonstration."""
    person = Person.objects.filter(pk=person_id, is_demo=True, is_active=True).first()
    if not settings.BILAN_DEMO or person is None:
        raise DemoOnly
    return person
