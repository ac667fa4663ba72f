"""The register of data says the truth: every personal field is in it, and nothing else."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models import Model

from bilan.vault.models import SealedField
from bilan.web.beneficiary.corrections import CORRECTIONS
from bilan.web.beneficiary.records import RECORDS, exported_fields

REGISTER = Path(__file__).parents[2] / "docs" / "DATA_REGISTER.md"
NOT_ABOUT_PEOPLE = {
    "occupations": "catalogues and figures published by others",
    "access": "places open to anyone",
    "providers.Provider": "an organization; its contact is published",
    "audit.Link": "the chain of the trail: positions and hashes",
    "accounts.Tally": "counts behind one-way digests, names nobody",
    "auth": "groups and permissions, unused",
    "contenttypes": "the list of models",
    "socialaccount.SocialApp": "settings of identity providers",
}
CLASSES = {"CONTENT", "PROOF", "VAULT", "ACCOUNT", "MAILS", "SIGN_IN", "VISITS", "TRAIL", "STAFF"}
BASES = ("contract", "legal obligation", "consent", "legitimate interest")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register."""

    model: str
    field: str
    purpose: str
    basis: str
    retention: str
    protection: str
    exported: str
    corrected: str


def rows() -> list[Row]:
    found, model = [], ""
    for line in REGISTER.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            model = line[3:].strip()
        elif model and re.match(r"\| `\w+` \|", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.append(Row(model, cells[0].strip("`"), *cells[1:]))
    return found


def personal_models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label not in NOT_ABOUT_PEOPLE and model._meta.label not in NOT_ABOUT_PEOPLE
    ]


def test_every_personal_field_is_in_the_register_and_nothing_else_is() -> None:
    fields = {
        (model._meta.label, field.name)
        for model in personal_models()
        for field in model._meta.concrete_fields
    }
    told = [(row.model, row.field) for row in rows()]

    assert fields - set(told) == set(), "fields without a row in docs/DATA_REGISTER.md"
    assert set(told) - fields == set(), "rows of docs/DATA_REGISTER.md without a field"
    assert len(told) == len(set(told))


def test_what_is_said_not_to_be_about_people_exists() -> None:
    known = {model._meta.label for model in apps.get_models()} | {
        model._meta.app_label for model in apps.get_models()
    }

    assert set(NOT_ABOUT_PEOPLE) <= known


def test_each_row_says_why_on_which_basis_how_long_and_how() -> None:
    for row in rows():
        assert row.purpose, row
        assert row.basis.startswith(BASES), row
        assert row.retention in CLASSES, row
        is_sealed = isinstance(apps.get_model(row.model)._meta.get_field(row.field), SealedField)
        assert row.protection.startswith("sealed" if is_sealed else "plain: "), row


def test_what_the_register_says_is_exported_is_in_the_export_and_the_rest_has_a_reason() -> None:
    exported = {(each.model, name) for each in RECORDS for name in exported_fields(each)}

    for row in rows():
        if (row.model, row.field) in exported:
            assert row.exported == "yes", (row.model, row.field)
        else:
            assert row.exported.startswith("no: "), (row.model, row.field)
            assert len(row.exported) > len("no: why")


def test_each_correctable_field_has_a_line_with_a_page_and_each_line_a_field() -> None:
    told = {row.corrected for row in rows()} - {"–"}

    assert told == {line.code for line in CORRECTIONS}
    assert all(line.url for line in CORRECTIONS)
