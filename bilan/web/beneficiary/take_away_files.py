"""The files of the export beside its JSON: tables, documents, calendar, checksums."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from importlib.resources import files
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.timezone import get_current_timezone
from icalendar import Calendar, Component, Timezone

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import agreement_of, calendar_of, destructions_of, sessions_of
from bilan.documents.action_plan import action_plan_paper
from bilan.documents.agreement import agreement_paper
from bilan.documents.destruction import destruction_paper
from bilan.documents.paper import Paper
from bilan.documents.rendering import render as set_in_type
from bilan.documents.synthesis import synthesis_paper
from bilan.portfolio.evidence import evidence_file, evidence_of
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.models import Option
from bilan.projects.pieces import ActionPlan
from bilan.projects.queries import action_plan, options_of
from bilan.projects.queries.calendars import step_event
from bilan.vault.errors import FileLost
from bilan.web.beneficiary.kept import counted
from bilan.web.beneficiary.synthesis import told_synthesis

README = files("bilan.web.beneficiary") / "take_away_readme.md"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | None
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]


def zipped(contents: Mapping[str, bytes], *, at: datetime) -> bytes:
    """Return an archive of files with its checksums; the same contents give the same bytes."""
    sums = "".join(f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents))
    held = io.BytesIO()
    with ZipFile(held, "w") as archive:
        for name, content in [*sorted(contents.items()), ("SHA256SUMS", sums.encode())]:
            entry = ZipInfo(name, date_time=at.timetuple()[:6])
            archive.writestr(entry, content, compress_type=ZIP_DEFLATED)
    return held.getvalue()


def as_csv(table: Table) -> bytes:
    """Return a table as CSV that a spreadsheet opens without running anything in it."""
    header, rows = table
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + held.getvalue().encode()  # the mark tells spreadsheets that this is UTF-8


def tables_of(person: Person) -> dict[str, bytes]:
    """Return experiences, cards, options and steps as tables."""
    return {
        "recits.csv": as_csv(_experiences(person)),
        "cartes.csv": as_csv(_cards(person)),
        "pistes.csv": as_csv(_options(person)),
        "etapes.csv": as_csv(_steps(person)),
    }


def files_of(person: Person) -> dict[str, bytes]:
    """Return the files kept on cards, as they were added; one lost from the disk stays told in the JSON."""
    held: dict[str, bytes] = {}
    for told in evidence_of(owner=person, reader=person):
        with suppress(FileLost):
            _told, content = evidence_file(reader=person, evidence_id=told.id)
            held[f"fichiers/{str(told.id)[:8]}-{PurePosixPath(told.name).name}"] = content
    return held


def papers_of(person: Person, case: Case | None, *, at: datetime) -> dict[str, bytes]:
    """Return the documents that are the person's: agreement, locked synthesis, plan, certificates."""
    papers = dict(_case_papers(person, case)) if case else {}
    plans = plans_of(person)
    if any(plan.steps for plan in plans):
        papers["plan.pdf"] = action_plan_paper(
            name=str(person), plans=plans, on=at.date(), language=person.language
        )
    for row in destructions_of(person).select_related("provider"):
        counts = tuple(counted(row.counts.items()))
        name = f"certificats/{row.destroyed_at:%Y-%m-%d}-{str(row.pk)[:8]}.pdf"
        papers[name] = destruction_paper(row=row, counts=counts, language=person.language)
    return {name: set_in_type(paper) for name, paper in papers.items()}


def calendar(person: Person, case: Case | None, *, at: datetime) -> bytes:
    """Return the interviews and the steps of the plan as one calendar file."""
    held = Calendar()
    held.add("prodid", "-//Bilan//bilan//FR")
    held.add("version", "2.0")
    held.add_component(Timezone.from_tzid(str(get_current_timezone())))
    for component in _meetings(person, case, at=at):
        held.add_component(component)
    for plan in plans_of(person):
        for step in plan.steps:
            held.add_component(step_event(step, at=at))
    written: bytes = held.to_ical()
    return written


def readme() -> bytes:
    """Return the page that explains each file, in French and in English."""
    return README.read_bytes()


def plans_of(person: Person) -> tuple[ActionPlan, ...]:
    """Return plan A and plan B."""
    names = (Option.State.PLAN_A, Option.State.PLAN_B)
    return tuple(action_plan(owner=person, reader=person, plan=name) for name in names)


def _harmless(cell: Cell) -> Cell:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS) else cell


def _case_papers(person: Person, case: Case) -> Iterable[tuple[str, Paper]]:
    agreement = agreement_of(case)
    if agreement is not None and agreement.is_signed and agreement.terms:
        yield "convention.pdf", agreement_paper(agreement=agreement, language=person.language)
    told = told_synthesis(person, case)
    if told is not None and told.is_locked:
        yield "synthese.pdf", synthesis_paper(case=case, told=told, language=person.language)


def _meetings(person: Person, case: Case | None, *, at: datetime) -> Iterable[Component]:
    for session in sessions_of(case) if case else ():
        one = Calendar.from_ical(calendar_of(session=session, reader=person, at=at))
        yield from one.walk("VEVENT")


def _experiences(person: Person) -> Table:
    header = ("type", "de_annee", "de_mois", "a_annee", "a_mois", "titre", "recit", "prive")
    rows: list[tuple[Cell, ...]] = [
        (
            one.kind,
            one.period.from_year,
            one.period.from_month,
            one.period.to_year,
            one.period.to_month,
            one.title,
            one.narrative,
            int(one.is_private),
        )
        for one in experiences_of(owner=person, reader=person)
    ]
    return header, rows


def _cards(person: Person) -> Table:
    header = ("phrase", "nom_officiel", "uri", "preuve", "niveau", "gout", "experience", "prive", "rangee")
    held = [
        *cards_of(owner=person, reader=person),
        *cards_of(owner=person, reader=person, is_retired=True),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            one.sentence,
            one.label,
            one.uri,
            one.proof,
            one.level,
            one.liking,
            one.experience,
            int(one.is_private),
            int(one.is_retired),
        )
        for one in held
    ]
    return header, rows


def _options(person: Person) -> Table:
    header = ("metier", "catalogue", "code", "etat", "decision", "ressenti", "envie", "doute", "raison")
    held = [
        *options_of(owner=person, reader=person),
        *options_of(owner=person, reader=person, is_set_aside=True),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            one.catalogue,
            one.code,
            one.state,
            one.decision,
            one.feeling.words,
            one.feeling.energy,
            one.feeling.doubt,
            one.reason,
        )
        for one in held
    ]
    return header, rows


def _steps(person: Person) -> Table:
    header = (
        "plan",
        "pour_le",
        "fait_le",
        "quoi",
        "minutes",
        "centimes",
        "moyens",
        "financement",
        "si",
        "alors",
    )
    rows: list[tuple[Cell, ...]] = [
        (
            plan.plan,
            one.due_on.isoformat(),
            one.done_on.isoformat() if one.done_on else "",
            one.step.what,
            one.step.minutes,
            one.step.cost_cents,
            one.step.means,
            one.step.funding,
            one.step.obstacle,
            one.step.response,
        )
        for plan in plans_of(person)
        for one in plan.steps
    ]
    return header, rows
