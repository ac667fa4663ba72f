"""Calendar files of interviews: dates and places, never a word of content."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from bilan.accounts.models import Person
from bilan.cases.errors import NotPermitted
from bilan.cases.models import Session
from bilan.cases.permissions import is_beneficiary
from bilan.cases.queries.letters import room_of_session
from bilan.providers.models import Slot


def calendar_of(*, session: Session, reader: Person, at: datetime) -> bytes:
    """Return a calendar file of an interview in the site's zone, or of its cancellation (at most one query).

    The session comes with its case, practitioner and provider loaded.

    Raises:
        NotPermitted: neither the person nor whoever leads their bilan.
    """
    if not _meets(session, reader):
        raise NotPermitted
    return _file(session, reader, at=at)


def calendar_update_of(*, session: Session, reader: Person, at: datetime) -> bytes:
    """Return the same file, which also takes out of a calendar the dates called off since.

    At most two queries.

    Raises:
        NotPermitted: neither the person nor whoever leads their bilan.
    """
    if not _meets(session, reader):
        raise NotPermitted
    off = Session.objects.filter(
        case=session.case_id, state=Session.State.CANCELLED, starts_at__gte=at
    ).select_related("case__beneficiary", "practitioner__person", "practitioner__provider")
    others = off.exclude(pk=session.pk).order_by("starts_at", "pk")
    return _file(session, reader, at=at, withdrawn=others)


def _file(session: Session, reader: Person, *, at: datetime, withdrawn: Iterable[Session] = ()) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Bilan//bilan//FR")
    calendar.add("version", "2.0")
    is_off = session.state == Session.State.CANCELLED
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    zone = str(get_current_timezone())
    calendar.add_component(Timezone.from_tzid(zone))
    calendar.add_component(_event(session, reader, at=at, is_off=is_off))
    for other in withdrawn:
        calendar.add_component(_event(other, reader, at=at, is_off=True))
    written: bytes = calendar.to_ical()
    return written


def _meets(session: Session, reader: Person) -> bool:
    return is_beneficiary(reader, session.case) or session.case.practitioner.person_id == reader.pk


def _event(session: Session, reader: Person, *, at: datetime, is_off: bool) -> Event:
    event = Event()
    event.add("uid", f"{session.pk}@bilan")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", localtime(session.starts_at))
    event.add("dtend", localtime(session.ends_at))
    event.add("summary", _summary(session, reader))
    room = "" if is_off else room_of_session(session)
    event.add("location", room or _location(session))
    if room:
        event.add("url", room)
    event.add("sequence", 1 if is_off else 0)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _summary(session: Session, reader: Person) -> str:
    """Return a title that tells nothing to whoever sees the agenda over a shoulder."""
    other = (
        session.practitioner.person if reader.pk == session.case.beneficiary_id else session.case.beneficiary
    )
    return _("Rendez-vous avec %(name)s") % {"name": other.first_name or str(other)}


def _location(session: Session) -> str:
    if session.mode == Slot.Mode.VIDEO:
        return _("En visio, depuis votre parcours")
    provider = session.practitioner.provider
    return ", ".join(
        part for part in (provider.name, provider.address, f"{provider.postcode} {provider.town}") if part
    )
