"""What the practitioner who is signed in leads, or 404: nobody learns that something else exists."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from bilan.cases.errors import NotPermitted
from bilan.cases.models import Case, Session
from bilan.cases.permissions import may_lead, may_read_content
from bilan.cases.queries import Reading, case_led_by, read_by, session_led_by
from bilan.web.audience import person_of


def led_case(request: HttpRequest, case_id: UUID) -> Case:
    """Return a bilan that whoever is signed in leads or led, or 404 (one query)."""
    found = case_led_by(reader=person_of(request), case_id=case_id)
    if found is None:
        raise Http404
    return found


def led_session(request: HttpRequest, session_id: UUID) -> Session:
    """Return an interview of a bilan that whoever is signed in leads, or 404 (one query)."""
    found = session_led_by(reader=person_of(request), session_id=session_id)
    if found is None:
        raise Http404
    return found


def reading_of(request: HttpRequest, case: Case, what: str) -> Reading:
    """Open what is told in a bilan, which enters the trail; 404 once the papers are destroyed or closed."""
    if case.key.destroyed_at is not None:
        raise Http404
    try:
        return read_by(case=case, reader=person_of(request), what=what, at=timezone.now())
    except NotPermitted as refusal:
        raise Http404 from refusal


def is_readable(request: HttpRequest, case: Case) -> bool:
    """Tell whether the content of a bilan may still be opened (no query)."""
    alive = case.key.destroyed_at is None
    return alive and may_read_content(person_of(request), case, today=timezone.localdate())


def is_leading(request: HttpRequest, case: Case) -> bool:
    """Tell whether whoever is signed in still acts in a bilan (no query)."""
    return may_lead(person_of(request), case)
