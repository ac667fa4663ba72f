"""Reads of bilans themselves: a person's, and those one may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import IntegerField, Q, QuerySet, Value, When

from bilan.accounts.models import Person
from bilan.cases.models import Agreement, Case, FollowUp, Receipt, Session, Synthesis
from bilan.providers.models import Practitioner


def whole_cases() -> QuerySet[Case]:
    """Return cases with the people, the provider and the key that go with them."""
    return Case.objects.select_related("beneficiary", "practitioner__person", "practitioner__provider", "key")


def case_of(person: Person) -> Case | None:
    """Return a person's bilan: the one under way, else the latest (one query)."""
    open_first = Either(
        When(state=Case.State.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return whole_cases().filter(beneficiary=person).order_by(open_first, "-opened_at", "pk").first()


def past_cases_of(person: Person) -> QuerySet[Case]:
    """Return a person's finished bilans, latest first."""
    return (
        whole_cases().filter(beneficiary=person).exclude(state=Case.State.OPEN).order_by("-opened_at", "pk")
    )


def case_led_by(*, reader: Person, case_id: UUID) -> Case | None:
    """Return a bilan that this person leads or led, or None (one query)."""
    led = Q(practitioner__person=reader, practitioner__is_active=True, proof_destroyed_at=None)
    return whole_cases().filter(led, pk=case_id).first()


def session_for(*, person: Person, session_id: UUID) -> Session | None:
    """Return an interview of the person's own bilan, or None (one query)."""
    return _sessions().filter(pk=session_id, case__beneficiary=person).first()


def session_led_by(*, reader: Person, session_id: UUID) -> Session | None:
    """Return an interview that this practitioner gives, or None (one query)."""
    led = _sessions().filter(case__practitioner__person=reader, case__practitioner__is_active=True)
    return led.filter(pk=session_id).first()


def sessions_of(case: Case) -> QuerySet[Session]:
    """Return the interviews of a bilan that were not cancelled, in order of time."""
    return _sessions().filter(case=case).exclude(state=Session.State.CANCELLED).order_by("starts_at", "pk")


def agenda_of(*, practitioner: Practitioner, since: datetime, until: datetime) -> QuerySet[Session]:
    """Return the interviews of a practitioner in a period, to come and held, their people loaded."""
    states = [Session.State.BOOKED, Session.State.HELD]
    period = Q(starts_at__gte=since, starts_at__lt=until)
    return _sessions().filter(period, practitioner=practitioner, state__in=states).order_by("starts_at", "pk")


def next_session_of(case: Case, *, now: datetime) -> Session | None:
    """Return the next booked interview, or None (one query)."""
    booked = Q(state=Session.State.BOOKED, starts_at__gte=now)
    return _sessions().filter(booked, case=case).order_by("starts_at", "pk").first()


def agreement_of(case: Case) -> Agreement | None:
    """Return the agreement of a bilan, or None (one query)."""
    return Agreement.objects.filter(case=case).first()


def receipt_of(case: Case) -> Receipt | None:
    """Return the proof that the synthesis was handed over, or None (one query)."""
    return Receipt.objects.filter(case=case).first()


def has_synthesis(case: Case) -> bool:
    """Tell whether a synthesis was drafted (one query)."""
    return Synthesis.objects.filter(case=case).exists()


def follow_ups_of(case: Case) -> QuerySet[FollowUp]:
    """Return what was promised after the bilan, in order of time."""
    return FollowUp.objects.filter(case=case).order_by("due_on", "pk")


def _sessions() -> QuerySet[Session]:
    return Session.objects.select_related(
        "case__beneficiary",
        "case__practitioner__person",
        "case__practitioner__provider",
        "case__key",
        "practitioner__person",
        "practitioner__provider",
    )
