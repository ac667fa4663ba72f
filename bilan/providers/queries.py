"""Reads of providers, practitioners, their weeks and open slots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from django.db.models import Min, QuerySet

from bilan.accounts.models import Person
from bilan.providers.holidays import holidays_between
from bilan.providers.models import Absence, Practitioner, Provider, Slot, WeeklyTime
from bilan.providers.permissions import LEADING
from bilan.providers.weeks import WeeklyHour
from bilan.rules import load_profile

EARTH_KM = 6371.0
NOTICE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class NearbyProvider:
    """A provider, how far it is, who leads bilans there, and the first slot one may book."""

    provider: Provider
    distance_km: float | None
    practitioners: tuple[Practitioner, ...]
    next_slot_at: datetime | None = None


def providers_near(
    *,
    latitude: float | None = None,
    longitude: float | None = None,
    limit: int = 6,
    now: datetime | None = None,
) -> tuple[NearbyProvider, ...]:
    """Return the nearest providers first, those without a known place last (three queries at most).

    With `now`, each comes with the first slot that may still be booked there.
    """
    first_slots = _first_slots(after=now) if now else {}
    providers = Provider.objects.filter(practitioners__in=_leaders()).distinct()
    leaders: dict[UUID, list[Practitioner]] = {}
    for leader in _leaders():
        leaders.setdefault(leader.provider_id, []).append(leader)
    found = [
        NearbyProvider(
            provider=provider,
            distance_km=_distance(provider, latitude, longitude),
            practitioners=tuple(leaders.get(provider.pk, ())),
            next_slot_at=first_slots.get(provider.pk),
        )
        for provider in providers
    ]
    return tuple(sorted(found, key=_nearest_first)[:limit])


def practitioners_of(*, provider: Provider) -> QuerySet[Practitioner]:
    """Return the active practitioners of a provider who lead bilans, by name."""
    return _leaders().filter(provider=provider)


def practitioner_to_choose(*, practitioner_id: UUID | str) -> Practitioner | None:
    """Return a practitioner whom a person may choose, or None (one query)."""
    return _leaders().filter(pk=practitioner_id).first()


def memberships_of(*, person: Person) -> QuerySet[Practitioner]:
    """Return a person's active memberships, with their providers."""
    return (
        Practitioner.objects.filter(person=person, is_active=True)
        .select_related("provider", "person")
        .order_by("provider__name", "pk")
    )


def next_free_slots(
    *, practitioner: Practitioner, after: datetime, limit: int = 12, until: datetime | None = None
) -> QuerySet[Slot]:
    """Return the next slots one may still book, two hours ahead at least (one query)."""
    free = Slot.objects.filter(practitioner=practitioner, taken_by="", starts_at__gte=after + NOTICE)
    if until is not None:
        free = free.filter(starts_at__lt=until)
    return free.order_by("starts_at", "pk")[:limit]


def slots_of(*, practitioner: Practitioner, since: datetime, until: datetime) -> QuerySet[Slot]:
    """Return a practitioner's slots of a period, free and taken."""
    return Slot.objects.filter(practitioner=practitioner, starts_at__gte=since, starts_at__lt=until).order_by(
        "starts_at", "pk"
    )


def week_of(practitioner: Practitioner) -> tuple[WeeklyHour, ...]:
    """Return the hours at which a practitioner receives each week, in order (one query)."""
    rows = WeeklyTime.objects.filter(practitioner=practitioner).order_by("weekday", "starts")
    return tuple(WeeklyHour(row.weekday, row.starts, row.minutes, row.mode) for row in rows)


def absences_of(practitioner: Practitioner, *, since: date) -> QuerySet[Absence]:
    """Return the absences that are not over on a day, the first one first."""
    return Absence.objects.filter(practitioner=practitioner, until_on__gte=since).order_by("from_on", "pk")


def holidays_of(practitioner: Practitioner, *, first: date, last: date, language: str) -> Mapping[date, str]:
    """Return the public holidays where a practitioner works (no query: the provider is loaded)."""
    country = load_profile(practitioner.provider.rule_profile).country
    return holidays_between(country, first, last, language=language)


def _first_slots(*, after: datetime) -> dict[UUID, datetime]:
    """Return the first free time of each provider (one query)."""
    free = Slot.objects.filter(taken_by="", starts_at__gte=after + NOTICE, practitioner__in=_leaders())
    rows = free.values("practitioner__provider").annotate(first=Min("starts_at")).order_by("first")
    return {row["practitioner__provider"]: row["first"] for row in rows}


def _leaders() -> QuerySet[Practitioner]:
    return (
        Practitioner.objects.filter(is_active=True, role__in=LEADING)
        .select_related("person", "provider")
        .order_by("person__name", "pk")
    )


def _nearest_first(found: NearbyProvider) -> tuple[float, str, str]:
    far = float("inf") if found.distance_km is None else found.distance_km
    return (far, found.provider.name, str(found.provider.pk))


def _distance(provider: Provider, latitude: float | None, longitude: float | None) -> float | None:
    """Return kilometers on the sphere (haversine), None when either place is unknown."""
    if latitude is None or longitude is None or provider.latitude is None or provider.longitude is None:
        return None
    half_north = radians(provider.latitude - latitude) / 2
    half_east = radians(provider.longitude - longitude) / 2
    chord = (
        sin(half_north) ** 2 + cos(radians(latitude)) * cos(radians(provider.latitude)) * sin(half_east) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))
