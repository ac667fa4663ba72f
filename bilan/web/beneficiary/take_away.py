"""Everything that is a person's own, as one file they can take away."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from importlib.resources import files
from uuid import UUID

from django.utils.functional import Promise

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import (
    case_of,
    constraints_of,
    demand_of,
    detailed_results_of,
    read_by,
    sessions_of,
    synthesis_of,
)
from bilan.instruments.models import Administration
from bilan.instruments.queries import administrations_of, answers_of
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.models import Option
from bilan.projects.queries import action_plan, comparison_of, options_of, realism_of
from bilan.vault.errors import KeyDestroyed
from bilan.vault.sealing import Json
from bilan.web.beneficiary.kept import read_lines
from bilan.web.beneficiary.records import records_of
from bilan.web.beneficiary.take_away_files import calendar, files_of, papers_of, readme, tables_of, zipped

FORMAT = "bilan-my-data-2"
SCHEMA = files("bilan.web.beneficiary") / "export.schema.json"


def archive_of(person: Person, *, at: datetime) -> bytes:
    """Return everything that is a person's own as one archive of open formats, with its checksums."""
    case, told = case_of(person), everything_of(person, at=at)
    journal = told["records"]["audit.Event"] if isinstance(told["records"], dict) else []
    return zipped(
        {
            "LISEZMOI-README.md": readme(),
            "profil.json": _written(told),
            "export.schema.json": SCHEMA.read_bytes(),
            "journal.json": _written(journal),
            "calendrier.ics": calendar(person, case, at=at),
            **tables_of(person),
            **files_of(person),
            **papers_of(person, case, at=at),
        },
        at=at,
    )


def everything_of(person: Person, *, at: datetime) -> dict[str, Json]:
    """Return all that a person told, answered, kept, decided and planned, as plain JSON."""
    case = case_of(person)
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "person": {"name": person.name, "email": person.email, "postcode": person.postcode},
        "experiences": as_json(experiences_of(owner=person, reader=person)),
        "skills": as_json(cards_of(owner=person, reader=person)),
        "skills_put_away": as_json(cards_of(owner=person, reader=person, is_retired=True)),
        "answers": [_answers(row) for row in administrations_of(person=person)],
        **_projects(person),
        "bilan": _bilan(person, case, at=at),
        "read_by_others": [
            {"who": line.who, "what": line.what, "at": line.event.at.isoformat()}
            for line in read_lines(person)
        ],
        "records": records_of(person),
    }


def as_json(value: object) -> Json:
    """Return a value of the domain as plain JSON.

    Raises:
        TypeError: something that has no plain form.
    """
    if isinstance(value, Mapping):
        return {str(name): as_json(held) for name, held in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(held) for held in value]
    return _scalar(value)


def _written(told: Json) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _scalar(value: object) -> Json:
    if isinstance(value, Enum):
        return _scalar(value.value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form.")


def _projects(person: Person) -> dict[str, Json]:
    options = options_of(owner=person, reader=person)
    aside = options_of(owner=person, reader=person, is_set_aside=True)
    plans = [
        action_plan(owner=person, reader=person, plan=plan)
        for plan in (Option.State.PLAN_A, Option.State.PLAN_B)
    ]
    return {
        "options": as_json(options),
        "options_set_aside": as_json(aside),
        "facts": as_json([realism_of(reader=person, option_id=one.id) for one in (*options, *aside)]),
        "comparison": as_json(comparison_of(owner=person, reader=person)),
        "action_plans": as_json(plans),
    }


def _answers(row: Administration) -> Json:
    return {
        "instrument": row.instrument,
        "version": row.version,
        "started_at": row.started_at.isoformat(),
        "finished_at": row.finished_at.isoformat() if row.finished_at else None,
        "opinion": row.opinion,
        "answers": as_json(answers_of(administration=row)),
    }


def _bilan(person: Person, case: Case | None, *, at: datetime) -> Json:
    if case is None:
        return None
    reading = read_by(case=case, reader=person, what="export", at=at)
    told: dict[str, Json] = {
        "state": case.state,
        "opened_at": case.opened_at.isoformat(),
        "sessions": [_session(row) for row in sessions_of(case)],
        "results": list(detailed_results_of(case=case, reader=person)),
    }
    for name, read in (("demand", demand_of), ("constraints", constraints_of), ("synthesis", synthesis_of)):
        try:
            told[name] = as_json(read(reading))
        except KeyDestroyed:
            told[name] = None
    return told


def _session(row: object) -> Json:
    return {name: as_json(getattr(row, name)) for name in ("starts_at", "mode", "phase", "state", "minutes")}
