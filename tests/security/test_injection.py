"""What people write is shown as they wrote it and never runs: not in a page, a mail, a calendar, a PDF."""

from collections.abc import Iterator
from csv import reader
from datetime import timedelta
from email.message import Message as Mail
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import mail
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.instruments.library import CMS
from bilan.messages.models import Message
from bilan.messages.operations import send_due
from bilan.sharing.queries import shared_pdf
from bilan.web.audience import Audience
from tests.builders import a_person
from tests.projects.builders import a_catalogue
from tests.security.test_every_url import address, fillers, names_of, private_patterns
from tests.security.world import World, a_world
from tests.shared import made_once, some_of
from tests.sharing.builders import a_share
from tests.web.beneficiary.story import a_visitor

pytestmark = pytest.mark.django_db

SCRIPT = "=HYPERLINK(1)<img src=x onerror=alert(1)><script>alert(2)</script>\"'{{7777*7}}{% load x %}</title>"
RAW = ("<img src=x", "<script>alert", "54439", "</title></")
QUERIES = ("' OR 1=1 --", "'; DROP TABLE cases_case; --", "%' OR '%'='", "\\'; SELECT 1", "1) UNION SELECT 1")
CELLS = ("=", "+", "-", "@", "\t", "\r")


def signed_in(person: Person) -> Client:
    """Return the client of somebody."""
    client = Client()
    client.force_login(person)
    return client


def a_hostile_world() -> World:
    """Return someone whose every word, and whose name, is a script."""

    def rename(case: Case) -> None:
        for person in (case.beneficiary, case.practitioner.person):
            person.name = f"{SCRIPT[:100]} Morel"
            person.save(update_fields=["name"])

    return a_world(at=timezone.now(), mark=SCRIPT, prepare=rename)


hostile = made_once(a_hostile_world)
plain = made_once(lambda: a_world(at=timezone.now()))


@pytest.mark.parametrize(
    ("who", "audience", "takes_away"),
    [("owner", Audience.BENEFICIARY, True), ("counsellor", Audience.PRACTITIONER, False)],
)
def test_no_page_and_no_cell_of_a_file_runs_what_was_written(
    who: str, audience: Audience, takes_away: bool, hostile: World
) -> None:
    client, shown = signed_in(getattr(hostile, who)), 0
    files: list[tuple[str, str]] = []

    for one in _meeting(audience):
        answer = client.get(address(one, fillers(hostile)))
        files += _files(answer)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            page = _content(answer).decode()
            shown += "&lt;img src=x onerror=alert(1)&gt;" in page
            assert [raw for raw in RAW if raw in page] == [], one.name

    assert shown >= 6  # else the walk met nothing hostile
    assert [cell for cell in _cells(files) if cell.startswith(CELLS) and not _is_number(cell)] == []
    assert not takes_away or any("HYPERLINK(1)" in text for _name, text in files)  # else nothing hostile went


def test_the_page_behind_a_link_runs_nothing(hostile: World) -> None:
    page = Client().get(f"/shared/{hostile.token}/").content.decode()

    assert "&lt;img src=x" in page
    assert [raw for raw in RAW if raw in page] == []


def test_a_document_shows_markup_as_text(hostile: World) -> None:
    pdf = PdfReader(BytesIO(shared_pdf(reader=hostile.owner, share_id=hostile.share.pk)))

    text = "".join(page.extract_text() for page in pdf.pages)
    assert "onerror=alert(1)" in text
    assert "{{7777*7}}" in text.replace("\n", "").replace(" ", "")
    assert "/JavaScript" not in repr(pdf.trailer["/Root"])


@pytest.mark.parametrize("text", QUERIES)
def test_what_looks_like_a_query_is_only_words(text: str) -> None:
    a_catalogue()
    visitor = a_visitor()
    said = visitor.post(
        "/experiences/new/",
        kind="UNPAID",
        from_year="2010",
        to_year="2016",
        title=text,
        narrative=text,
        name=text,
    )

    assert said.status_code in (200, 302)
    for url in ("/options/search/", "/options/", "/", "/experiences/"):
        assert visitor.client.get(url, {"q": text, "postcode": text, "situation": text}).status_code == 200
    assert Person.objects.filter(pk=visitor.person.pk).exists()


@pytest.mark.parametrize("text", QUERIES)
def test_no_parameter_of_an_address_reaches_a_query_raw(text: str, plain: World) -> None:
    client = signed_in(plain.owner)
    words = {"area", "code", "document", "instrument_id", "item", "part"}

    for one in private_patterns():
        loose = {name for name in names_of(one) & words if not _is_slug(one.pattern.converters[name])}
        if loose:
            url = address(one, fillers(plain) | dict.fromkeys(loose, text))
            assert client.get(url).status_code in (302, 404, 405), one.name
            assert client.post(url, {"value": text}).status_code in (302, 404, 405), one.name


def _is_slug(converter: object) -> bool:
    return type(converter).__name__ == "SlugConverter"


@pytest.mark.parametrize(
    "name", ["Claire\r\nBcc: all@example.org", "Claire\nSubject: autre", "Claire\r\n\r\n<b>"]
)
def test_a_name_begins_no_header_in_a_mail(name: str) -> None:
    person = a_person(name=name)
    Message.objects.all().delete()  # those of the people above
    a_share(person=person, at=timezone.now())

    assert send_due(now=timezone.now() + timedelta(minutes=1)) == 1

    sent: Mail = mail.outbox[0].message()
    assert sent["To"] == "nadia@example.org"
    assert sent["Bcc"] is None
    assert "\n" not in str(sent["Subject"]).replace("\n ", " ")
    assert mail.outbox[0].recipients() == ["nadia@example.org"]


def test_mails_of_a_bilan_carry_no_header_of_somebodys() -> None:
    def rename(case: Case) -> None:
        for person in (case.beneficiary, case.practitioner.person):
            person.name = "Claire\r\nBcc: all@example.org"
            person.save(update_fields=["name"])

    a_world(at=timezone.now(), prepare=rename)

    send_due(now=timezone.now() + timedelta(days=30))

    assert mail.outbox
    assert all("all@example.org" not in one.recipients() for one in mail.outbox)
    assert all(one.message()["Bcc"] is None for one in mail.outbox)


def test_a_step_begins_no_line_of_its_own_in_a_calendar() -> None:
    world = a_world(at=timezone.now(), mark="Appeler\r\nATTENDEE:mailto:all@example.org\r\nX")

    text = signed_in(world.owner).get("/action-plan/calendar.ics").content

    calendar = Calendar.from_ical(text)
    events = list(calendar.walk("VEVENT"))
    assert events
    assert all("ATTENDEE" not in event for event in events)


def _meeting(audience: Audience) -> list[URLPattern]:
    """Return the addresses that answer to an audience, and in an everyday run a third of the others."""
    told = [(one, one.callback.audience is audience) for one in private_patterns()]  # type: ignore[attr-defined]
    return [one for one, theirs in told if theirs] + some_of(
        [one for one, theirs in told if not theirs], turn=0
    )


def _cells(files: list[tuple[str, str]]) -> list[str]:
    tables = [reader(text.splitlines()) for name, text in files if name.endswith(".csv")]
    return [cell for table in tables for row in table for cell in row]


def _files(answer: HttpResponseBase) -> Iterator[tuple[str, str]]:
    kind = answer.get("Content-Type", "")
    if answer.status_code != 200 or "html" in kind:
        return
    content = _content(answer)
    if "zip" in kind:
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name, archive.read(name).decode("utf-8", errors="replace")
    else:
        yield "x.csv" if "csv" in kind else "x", content.decode("utf-8", errors="replace")


def _content(answer: HttpResponseBase) -> bytes:
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(answer)
    return answer.content if isinstance(answer, HttpResponse) else b""


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdigit()


def test_a_questionnaire_of_nobody_is_asked_for_safely() -> None:
    for word in ("../../etc/passwd", "riasec%00", f"{CMS}';--"):
        assert a_visitor().client.get(f"/questionnaires/{word}/").status_code == 404
