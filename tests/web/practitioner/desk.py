"""Somebody at their desk: who is signed in, and what they lead."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.providers.models import Practitioner
from tests.cases.builders import a_signed_case
from tests.web.html import Read, page_of

STARTED = timezone.now()  # the same for all tests, so that the same bilan serves them


@dataclass(frozen=True, slots=True)
class Desk:
    """Someone signed in; the pages read the real clock, and so do these tests."""

    person: Person
    client: Client

    def open(self, url: str) -> Read:
        """Return a page, which must be there."""
        return page_of(self.client.get(url))

    def post(self, url: str, **told: object) -> HttpResponse:
        """Send a form."""
        return self.client.post(url, told)  # type: ignore[return-value]  # the client's own response

    def status(self, url: str) -> int:
        """Return how a page answers."""
        return self.client.get(url).status_code


def a_desk(person: Person) -> Desk:
    """Sign someone in."""
    client = Client()
    client.force_login(person)
    return Desk(person, client)


def a_led_case(*, practitioner: Practitioner | None = None, weeks: int = 3) -> Case:
    """Return a bilan in its investigation, begun some weeks ago."""
    return a_signed_case(at=STARTED - timedelta(weeks=weeks), practitioner=practitioner)


def some_time_ago(**span: int) -> datetime:
    """Return a moment gone by."""
    return timezone.now() - timedelta(**span)
