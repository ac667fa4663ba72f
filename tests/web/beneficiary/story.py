"""A signed-in person and somebody else, for the tests of the story pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bilan.accounts.models import Person
from tests.builders import a_person


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in, and the moment at which the test stands."""

    person: Person
    client: Client
    now: datetime

    def get(self, url: str) -> str:
        """Return a page, which must be there."""
        answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return str(answer.content.decode())

    def post(self, url: str, **told: object) -> HttpResponse:
        """Send a form."""
        return self.client.post(url, told)  # type: ignore[return-value]  # the client's own response

    def said(self, url: str, **told: object) -> str:
        """Send a form and return the page one lands on."""
        return str(self.client.post(url, told, follow=True).content.decode())

    def queries(self, url: str) -> int:
        """Count the queries of a page."""
        with CaptureQueriesContext(connection) as seen:
            self.get(url)
        return len(seen)


def a_visitor(person: Person | None = None) -> Visitor:
    """Return a signed-in person; the pages read the real clock, so does the test."""
    someone, client = person or a_person(), Client()
    client.force_login(someone)
    return Visitor(someone, client, timezone.now())


def is_well_made(page: str) -> bool:
    """Tell whether a page has one first heading, one main action, and says who reads it."""
    return page.count("<h1") == 1 and _primary(page) == 1 and "Qui lit cette page" in page


def _primary(page: str) -> int:
    return page.count('class="btn"')
