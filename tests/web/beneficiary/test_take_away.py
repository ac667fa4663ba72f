"""Everything in one archive of open formats: complete, described, safe to open, and nobody else's."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from django.urls import reverse
from icalendar import Calendar

from bilan.cases.operations import hand_over
from bilan.cases.queries import read_by
from bilan.projects.models import Option
from bilan.web.beneficiary.records import RECORDS, exported_fields, records_of
from bilan.web.beneficiary.take_away import SCHEMA, archive_of, everything_of
from bilan.web.beneficiary.take_away_files import as_csv
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_case, a_concluding_case, a_demand, the_counsellor
from tests.portfolio.builders import a_card, an_evidence, an_experience
from tests.projects.builders import a_fact, a_step
from tests.shared import made_once
from tests.web.beneficiary.story import a_visitor

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[3] / "docs"
Held = dict[str, bytes]


def opened(archive: bytes) -> Held:
    with ZipFile(io.BytesIO(archive)) as files_in:
        return {name: files_in.read(name) for name in files_in.namelist()}


def a_full_life() -> Held:
    """Return the archive of someone at the end of a bilan, beside someone else's words."""
    at = NOW
    a_card(person=a_person(name="Nadia Other"), at=at, sentence="Pas à vous.")
    case = a_concluding_case(at=at)
    person = case.beneficiary
    experience = an_experience(person=person, at=at, narrative="Mon récit à moi.", is_private=True)
    card = a_card(person=person, at=at, sentence="=HYPERLINK(1)", experience=experience)
    an_evidence(card=card, at=at, content=b"Planning de la semaine", name="planning.txt")
    option = Option.objects.filter(person=person).first()
    assert option is not None
    a_fact(option=option, at=at)
    a_step(person=person, at=at)
    read_by(case=case, reader=the_counsellor(case), what="demand", at=at)
    hand_over(case=case, by=the_counsellor(case), at=at)
    return opened(archive_of(person, at=at))


held = made_once(a_full_life)


def test_the_archive_holds_each_promised_file_and_its_checksum(held: Held) -> None:
    promised = {"LISEZMOI-README.md", "profil.json", "export.schema.json", "journal.json", "calendrier.ics"}
    tables = {"recits.csv", "cartes.csv", "pistes.csv", "etapes.csv"}
    assert promised | tables | {"synthese.pdf", "plan.pdf", "SHA256SUMS"} <= set(held)
    assert any(name.startswith("certificats/") for name in held)
    lines = [line.split("  ") for line in held["SHA256SUMS"].decode().splitlines()]
    sums = {name: told for told, name in lines}
    assert set(sums) == set(held) - {"SHA256SUMS"}
    for name, told in sums.items():
        assert hashlib.sha256(held[name]).hexdigest() == told
    for name in (name for name in held if name.endswith(".pdf")):
        assert held[name].startswith(b"%PDF")


def test_the_profile_follows_its_published_schema(held: Held) -> None:
    schema = json.loads(held["export.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.Draft202012Validator(schema).validate(json.loads(held["profil.json"]))
    jsonschema.Draft202012Validator(schema).validate(everything_of(a_person(), at=NOW))


def test_the_published_schema_is_the_one_in_the_archive_and_names_every_field() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    told = schema["properties"]["records"]["properties"]

    assert (DOCS / "export.schema.json").read_text(encoding="utf-8") == SCHEMA.read_text(encoding="utf-8")
    assert {name: tuple(rows["items"]["properties"]) for name, rows in told.items()} == {
        each.model: exported_fields(each) for each in RECORDS
    }


def test_what_the_person_told_is_there_and_what_others_told_is_not(held: Held) -> None:
    text = held["profil.json"].decode()

    assert "Mon récit à moi." in text
    assert "Appeler Karim" in text
    assert "Pas à vous." not in text
    assert "Nadia Other" not in text


def test_working_papers_are_there_while_they_exist_and_null_once_destroyed(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)

    rows = records_of(case.beneficiary)

    assert rows["cases.Demand"][0]["why_now_sealed"] == WHY_NOW  # type: ignore[index,call-overload]


def test_the_files_of_cards_are_there_as_they_were_added(held: Held) -> None:
    (name,) = [name for name in held if name.startswith("fichiers/")]
    assert name.endswith("-planning.txt")
    assert held[name] == b"Planning de la semaine"


def test_the_trail_tells_who_read(held: Held) -> None:
    told = json.loads(held["journal.json"])

    assert any(event["act"] == "content.read" for event in told)


def test_the_calendar_holds_interviews_and_steps(held: Held) -> None:
    calendar = Calendar.from_ical(held["calendrier.ics"])

    assert len(calendar.walk("VEVENT")) > 5


def test_no_cell_runs_in_a_spreadsheet(held: Held) -> None:
    rows = list(csv.DictReader(io.StringIO(held["cartes.csv"].decode("utf-8-sig"))))

    assert "'=HYPERLINK(1)" in [row["phrase"] for row in rows]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_every_start_of_a_formula_is_made_harmless(cell: str) -> None:
    written = as_csv((("a",), [(cell,), ("sans danger",), (-1,)]))

    first, second, third = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[1:]
    assert first == [f"'{cell}"]
    assert (second, third) == (["sans danger"], ["-1"])


def test_the_readme_explains_every_file(held: Held) -> None:
    readme = (files("bilan.web.beneficiary") / "take_away_readme.md").read_text(encoding="utf-8")

    for name in held:
        shown = f"{name.split('/')[0]}/" if "/" in name else name
        assert readme.count(f"`{shown}`") >= 2 or name == "LISEZMOI-README.md", name


def test_the_page_gives_the_archive_to_its_owner_once_they_are_known_again() -> None:
    visitor = a_visitor()

    answer = visitor.client.get(reverse("my-data-export"))

    assert answer["Content-Type"] == "application/zip"
    assert "profil.json" in opened(answer.content)
    session = visitor.client.session
    session["proved_at"] = 0
    session.save()
    assert visitor.client.get(reverse("my-data-export"))["Content-Type"].startswith("text/html")
