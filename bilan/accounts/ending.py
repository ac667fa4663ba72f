"""End an account: what hangs from it goes at once; a nameless row stays while proof still leans on it."""

from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models, transaction

from bilan.accounts.models import Person

NOWHERE = "gone.invalid"  # a domain that can never receive (RFC 2606)


def has_ended(person: Person) -> bool:
    """Tell whether only a nameless row is left of someone."""
    return not person.is_active and person.email.endswith(f"@{NOWHERE}")


@transaction.atomic
def end_person(*, person: Person) -> None:
    """Erase who someone is and all that hangs from them alone; what others must prove keeps its key."""
    _close_sessions(person)
    for relation in Person._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            relation.related_model._default_manager.filter(**{relation.field.name: person}).delete()
    person.groups.clear()
    person.user_permissions.clear()
    person.email, person.name = f"{uuid4()}@{NOWHERE}", ""
    person.postcode = person.demo_story = ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


@transaction.atomic
def forget_person(*, person: Person) -> None:
    """Delete the row itself, once nothing leans on it."""
    _close_sessions(person)
    person.delete()


@transaction.atomic
def close_other_sessions(*, person: Person, but: str) -> None:
    """Sign somebody out everywhere but where the session bears this key."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    others = [key for key in keys if key != but]
    Session.objects.filter(pk__in=others).delete()
    UserSession.objects.filter(user=person, session_key__in=others).delete()


def _close_sessions(person: Person) -> None:
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
