"""Every row about a person, field by field and opened: the part of the export that forgets nothing."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.apps import apps
from django.db.models import Field, Model

from bilan.accounts.models import Person
from bilan.cases.queries.belongings import path_to_key
from bilan.vault.errors import KeyDestroyed
from bilan.vault.models import DataKey, SealedField
from bilan.vault.operations import open_key
from bilan.vault.sealing import ContentKey, Json


@dataclass(frozen=True, slots=True)
class Records:
    """A model whose rows are about the person: how they reach the person, and what is left out."""

    model: str
    person: str
    left_out: tuple[str, ...] = ()


SECRET = ("key",)  # which data key sealed a row tells nothing to its owner
RECORDS = (
    Records("accounts.Person", "pk", ("password", "is_superuser", "is_staff", "is_demo", "demo_story")),
    Records("accounts.Consent", "person"),
    Records("accounts.Device", "person", ("digest",)),
    Records("account.EmailAddress", "user"),
    Records("usersessions.UserSession", "user", ("session_key", "data")),
    Records("socialaccount.SocialAccount", "user"),
    Records("portfolio.Experience", "person", SECRET),
    Records("portfolio.Card", "person", SECRET),
    Records("portfolio.FormerCard", "card__person", SECRET),
    Records("portfolio.Comment", "person", (*SECRET, "author")),
    Records("portfolio.EvidenceFile", "card__person", SECRET),
    Records("portfolio.Suggestion", "experience__person", SECRET),
    Records("projects.Option", "person", SECRET),
    Records("projects.Leaning", "person", SECRET),
    Records("projects.Criterion", "person", SECRET),
    Records("projects.Rating", "option__person"),
    Records("projects.Evidence", "option__person", SECRET),
    Records("projects.Step", "person", SECRET),
    Records("projects.PlanSwitch", "person", SECRET),
    Records("projects.ReminderStop", "person"),
    Records("projects.Remark", "person", (*SECRET, "author")),
    Records("instruments.Administration", "person", (*SECRET, "seed_sealed", "assigned_by")),
    Records("instruments.Answer", "administration__person"),
    Records("instruments.LevelCorrection", "administration__person", ("by",)),
    Records("instruments.LevelEvidence", "administration__person"),
    Records("cases.Case", "beneficiary", SECRET),
    Records("cases.Demand", "case__beneficiary"),
    Records("cases.Objective", "case__beneficiary"),
    Records("cases.PlanItem", "case__beneficiary"),
    Records("cases.PlanChange", "case__beneficiary", ("by",)),
    Records("cases.CounsellorChange", "case__beneficiary", ("proposed_by",)),
    Records("cases.Agreement", "case__beneficiary"),
    Records("cases.Employer", "case__beneficiary"),
    Records("cases.Suspension", "case__beneficiary", ("asked_by",)),
    Records("cases.Prolongation", "case__beneficiary", ("asked_by",)),
    Records("cases.Session", "case__beneficiary", ("practitioner_device",)),
    Records("cases.Note", "session__case__beneficiary"),
    Records("cases.Synthesis", "case__beneficiary", SECRET),
    Records("cases.SynthesisVersion", "synthesis__case__beneficiary", ("by",)),
    Records("cases.KeepAgreement", "case__beneficiary"),
    Records("cases.DetailedResults", "case__beneficiary", SECRET),
    Records("cases.Receipt", "case__beneficiary"),
    Records("cases.FollowUp", "case__beneficiary"),
    Records("cases.LegalHold", "case__beneficiary", ("placed_by",)),
    Records("cases.Destruction", "subject"),
    Records("outbox.Letter", "key__owner", (*SECRET, "author")),
    Records("outbox.GuidedWork", "key__owner", (*SECRET, "feedback_by")),
    Records("sharing.Share", "person", (*SECRET, "paper_sealed", "token_sha256")),
    Records("sharing.Visit", "share__person"),
    Records("audit.Event", "subject"),
)


def records_of(person: Person) -> dict[str, Json]:
    """Return all rows about a person, model by model; what was destroyed is null (one query a model)."""
    keys: dict[UUID, ContentKey | None] = {}
    return {each.model: [_row(row, each, keys) for row in _rows(each, person)] for each in RECORDS}


def exported_fields(each: Records) -> tuple[str, ...]:
    """Return the names of the fields that go into the export."""
    fields = apps.get_model(each.model)._meta.concrete_fields
    return tuple(field.name for field in fields if field.name not in each.left_out)


def _rows(each: Records, person: Person) -> list[Model]:
    model = apps.get_model(each.model)
    whose = str(person.pk) if each.model == "audit.Event" else person.pk
    rows = model._default_manager.filter(**{each.person: whose}).order_by("pk")
    if _is_sealed(model):
        rows = rows.select_related(path_to_key(model))
    return list(rows)


def _row(row: Model, each: Records, keys: dict[UUID, ContentKey | None]) -> Json:
    kept = set(exported_fields(each))
    return {field.name: _value(row, field, keys) for field in row._meta.concrete_fields if field.name in kept}


def _value(row: Model, field: "Field[object, object]", keys: dict[UUID, ContentKey | None]) -> Json:
    if isinstance(field, SealedField):
        key = _opened(row, keys)
        return None if key is None else key.read(row, field.name)
    return plain(getattr(row, field.attname))


def _opened(row: Model, keys: dict[UUID, ContentKey | None]) -> ContentKey | None:
    held: DataKey = attrgetter(path_to_key(type(row)).replace("__", "."))(row)
    if held.pk not in keys:
        try:
            keys[held.pk] = open_key(held)
        except KeyDestroyed:
            keys[held.pk] = None
    return keys[held.pk]


def _is_sealed(model: type[Model]) -> bool:
    return any(isinstance(field, SealedField) for field in model._meta.concrete_fields)


def plain(value: object) -> Json:
    """Return a stored value as plain JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Mapping):
        return {str(name): plain(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return str(value)
