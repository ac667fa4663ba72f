"""Writes about public identities linked to an account: known by their subject, never by an address."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record


@transaction.atomic
def link_identity(*, person: Person, provider: str, sub: str, by: Person, at: datetime) -> bool:
    """Link an identity to the account of whoever holds both; tell whether it is theirs now."""
    held, is_new = SocialAccount.objects.get_or_create(provider=provider, uid=sub, defaults={"user": person})
    if is_new:
        record(act="identity.linked", by=by, subject=person, object_=person, at=at)
    return bool(held.user_id == person.pk)


@transaction.atomic
def open_account_for(*, provider: str, sub: str, email: str, name: str, at: datetime) -> Person:
    """Open an account for an identity nobody holds yet, with the address its provider verified."""
    person = Person.objects.create_user(email, name=name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record(act="person.joined", by=person, subject=person, object_=person, at=at)
    link_identity(person=person, provider=provider, sub=sub, by=person, at=at)
    return person


@transaction.atomic
def unlink_identity(*, person: Person, provider: str, by: Person, at: datetime) -> None:
    """Take an identity off an account; the code by mail still opens it."""
    gone, _kinds = SocialAccount.objects.filter(user=person, provider=provider).delete()
    if gone:
        record(act="identity.unlinked", by=by, subject=person, object_=person, at=at)
