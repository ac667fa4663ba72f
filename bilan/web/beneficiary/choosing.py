"""Whom one may choose: providers near or by video, who leads bilans there, the first free slot."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from bilan.occupations.queries import Place
from bilan.providers.queries import NearbyProvider, providers_near
from bilan.web.templatetags.moments import clock, day


@dataclass(frozen=True, slots=True)
class Someone:
    """A practitioner one may choose."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Near:
    """A provider, what to know of it, and who leads bilans there."""

    name: str
    about: str
    first_slot: str
    people: tuple[Someone, ...]


def around(place: Place | None, *, by_video: bool, now: datetime) -> tuple[Near, ...]:
    """Return the providers around a place, or those who meet by video (three queries at most)."""
    latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
    found = providers_near(latitude=latitude, longitude=longitude, now=now)
    return tuple(_near(near) for near in found if near.provider.by_video or not by_video)


def _near(near: NearbyProvider) -> Near:
    provider = near.provider
    facts = [provider.town]
    if near.distance_km is not None:
        facts.append(_("%(km)d km") % {"km": round(near.distance_km)})
    if provider.step_free:
        facts.append(_("accès de plain-pied"))
    if provider.by_video:
        facts.append(_("aussi en visio"))
    people = tuple(Someone(str(one.pk), str(one.person), one.presentation) for one in near.practitioners)
    return Near(
        name=provider.name, about=", ".join(facts), first_slot=_first(near.next_slot_at), people=people
    )


def _first(slot_at: datetime | None) -> str:
    if slot_at is None:
        return _("Pas de créneau ouvert pour l’instant.")
    return _("Premier créneau : %(day)s, %(time)s.") % {"day": day(slot_at), "time": clock(slot_at)}
