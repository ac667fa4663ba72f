"""Reads of the trail."""

from django.db.models import QuerySet

from bilan.audit.keys import HasKey
from bilan.audit.models import Event

READ = "content.read"


def events_about(person: HasKey) -> QuerySet[Event]:
    """Return all that concerns a person, latest first."""
    return Event.objects.filter(subject=str(person.pk)).order_by("-at", "-pk")


def readings_of(person: HasKey) -> QuerySet[Event]:
    """Return the reads of a person's content by anyone else, latest first."""
    return events_about(person).filter(act=READ).exclude(actor=str(person.pk))
