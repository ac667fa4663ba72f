"""Load the starter catalogue: data files of the project, in its own words."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from django.db import transaction

from bilan.audit.operations import Fact, record
from bilan.occupations.errors import Position, StarterFaulty
from bilan.occupations.importers import clearing
from bilan.occupations.importers.areas import ensure_areas
from bilan.occupations.importers.writing import Keys, Row, Writer
from bilan.occupations.models import (
    Catalogue,
    Crosswalk,
    LabelKind,
    Language,
    Mobility,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SkillKind,
    SkillLabel,
    SourceFile,
    WorkValueScore,
)
from bilan.occupations.queries.catalogues import NOTICE_BREAK

FOLDER = Path(__file__).resolve().parents[1] / "starter"
KIND = "starter"
OCCUPATION_COLUMNS = (
    "id",
    "catalogue_id",
    "code",
    "isco",
    "market_code",
    "riasec",
    "level",
    "training_months",
    "is_regulated",
)
CROSSWALK_COLUMNS = ("source_scheme", "source_code", "target_scheme", "target_code", "relation", "dataset")


class Preface(TypedDict):
    """What `catalogue.toml` says of the starter."""

    name: str
    version: str
    published_on: date
    licence: str
    notice_fr: str
    notice_en: str


class SkillEntry(TypedDict, total=False):
    """A skill as written in a file of `skills/`."""

    kind: str
    fr: str
    en: str
    also_fr: list[str]
    also_en: list[str]


class OccupationEntry(TypedDict, total=False):
    """An occupation as written in a file of `occupations/`."""

    rome: str
    isco: str
    esco: str
    riasec: str
    fr: str
    en: str
    also_fr: list[str]
    also_en: list[str]
    about_fr: str
    about_en: str
    level: int
    months: int
    values: list[str]
    essential: list[str]
    optional: list[str]
    contexts: list[str]
    neighbours: list[str]


def load_starter(*, at: datetime, folder: Path = FOLDER) -> Catalogue:
    """Load or refresh the starter; the same files twice change nothing.

    Raises:
        StarterFaulty: a file names a skill or an occupation that none describes.
    """
    paths = sorted(folder.rglob("*.toml"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    with transaction.atomic():
        ensure_areas()
        loaded = Catalogue.objects.filter(code=KIND).first()
        if loaded and SourceFile.objects.filter(kind=KIND, sha256=digest).exists():
            return loaded
        _clear()
        catalogue = _write(folder, keys := Keys())
        keys.settle()
        _keep_trace(catalogue, digest, at)
    return catalogue


def _clear() -> None:
    clearing.catalogue(KIND)
    clearing.figures(KIND)


def _write(folder: Path, keys: Keys) -> Catalogue:
    catalogue = _catalogue(folder)
    writer = Writer(position=Position(KIND), advance=lambda _rows: None)
    skills = _write_skills(writer, keys, catalogue, _skills(folder))
    _write_occupations(writer, keys, catalogue, _occupations(folder), skills)
    return catalogue


def _catalogue(folder: Path) -> Catalogue:
    preface: Preface = tomllib.loads((folder / "catalogue.toml").read_text("utf-8"))  # type: ignore[assignment]  # checked by the tests of the starter
    return Catalogue.objects.create(
        code=KIND,
        name=preface["name"],
        version=preface["version"],
        published_on=preface["published_on"],
        licence=preface["licence"],
        attribution=preface["notice_fr"] + NOTICE_BREAK + preface["notice_en"],
        is_starter=True,
    )


@lru_cache(maxsize=128)  # more than there are files: what is told twice is read once
def _told(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _skills(folder: Path) -> dict[str, SkillEntry]:
    found: dict[str, SkillEntry] = {}
    for path in sorted([*folder.glob("skills.toml"), *folder.glob("skills/*.toml")]):
        for slug, entry in _told(path.read_text("utf-8")).items():
            if slug in found:
                raise StarterFaulty(file=path.name, fault=f"{slug} ×2")
            found[slug] = entry
    return found


def _occupations(folder: Path) -> dict[str, OccupationEntry]:
    found: dict[str, OccupationEntry] = {}
    for path in sorted(folder.glob("occupations/*.toml")):
        for entry in _told(path.read_text("utf-8"))["occupation"]:
            found[entry["rome"]] = entry
    return found


def _write_skills(
    writer: Writer, keys: Keys, catalogue: Catalogue, entries: dict[str, SkillEntry]
) -> dict[str, int]:
    known = {slug: keys.next(Skill) for slug in entries}
    rows = (
        (known[slug], catalogue.pk, f"starter:{slug}", SkillKind(entry["kind"]), "", "")
        for slug, entry in entries.items()
    )
    writer.write(Skill, ("id", "catalogue_id", "uri", "kind", "reuse", "riasec"), rows)
    labels = (row for slug, entry in entries.items() for row in _labels(known[slug], entry))
    writer.write(SkillLabel, ("skill_id", "language", "kind", "text"), labels)
    return known


def _labels(key: int, entry: SkillEntry | OccupationEntry) -> Iterator[Row]:
    texts = (
        (Language.FRENCH, entry["fr"], entry.get("also_fr", [])),
        (Language.ENGLISH, entry["en"], entry.get("also_en", [])),
    )
    for language, preferred, others in texts:
        yield key, language, LabelKind.PREFERRED, preferred
        for other in others:
            yield key, language, LabelKind.ALTERNATIVE, other


def _write_occupations(
    writer: Writer,
    keys: Keys,
    catalogue: Catalogue,
    entries: dict[str, OccupationEntry],
    skills: dict[str, int],
) -> None:
    known = {code: keys.next(Occupation) for code in entries}
    rows = (_occupation(known[code], catalogue.pk, code, entry) for code, entry in entries.items())
    writer.write(Occupation, OCCUPATION_COLUMNS, rows)
    labels = (row for code, entry in entries.items() for row in _all_labels(known[code], entry))
    writer.write(OccupationLabel, ("occupation_id", "language", "kind", "text", "code"), labels)
    names = ("occupation_id", "skill_id", "is_essential", "is_core")
    links = (
        row for code, entry in entries.items() for row in _requirements(known[code], skills, code, entry)
    )
    writer.write(Requirement, names, links, unique=2)
    values = (
        (known[code], "CARD", card, 1.0)
        for code, entry in entries.items()
        for card in entry.get("values", [])
    )
    writer.write(WorkValueScore, ("occupation_id", "scale", "code", "value"), values)
    _write_links(writer, known, entries)


def _occupation(key: int, catalogue: int, code: str, entry: OccupationEntry) -> Row:
    access = (entry["level"], entry["months"])
    return key, catalogue, code, entry["isco"], "", entry["riasec"], *access, False


def _all_labels(key: int, entry: OccupationEntry) -> Iterator[Row]:
    for row in _labels(key, entry):
        yield *row, ""
    yield key, Language.FRENCH, LabelKind.DEFINITION, entry["about_fr"], ""
    yield key, Language.ENGLISH, LabelKind.DEFINITION, entry["about_en"], ""


def _write_links(writer: Writer, known: dict[str, int], entries: dict[str, OccupationEntry]) -> None:
    moves = (
        (known[code], _known(known, target, code), "NEAR", rank, "", "")
        for code, entry in entries.items()
        for rank, target in enumerate(entry.get("neighbours", []), start=1)
    )
    columns = ("origin_id", "target_id", "kind", "rank", "origin_title", "target_title")
    writer.write(Mobility, columns, moves)
    matches = ((KIND, code, "esco", entry["esco"], "CLOSE", KIND) for code, entry in entries.items())
    writer.write(Crosswalk, CROSSWALK_COLUMNS, matches)


def _requirements(key: int, skills: dict[str, int], code: str, entry: OccupationEntry) -> Iterator[Row]:
    for slug in entry.get("essential", []):
        yield key, _known(skills, slug, code), True, True
    for slug in (*entry.get("optional", []), *entry.get("contexts", [])):
        yield key, _known(skills, slug, code), False, False


def _known(keys: dict[str, int], name: str, code: str) -> int:
    if name not in keys:
        raise StarterFaulty(file=code, fault=f"{name} ?")
    return keys[name]


def _keep_trace(catalogue: Catalogue, digest: str, at: datetime) -> None:
    rows = catalogue.occupations.count() + catalogue.skills.count()
    values = {
        "name": catalogue.name,
        "sha256": digest,
        "rows": rows,
        "vintage": str(catalogue.published_on or ""),
        "licence": catalogue.licence,
        "imported_at": at,
    }
    file, _created = SourceFile.objects.update_or_create(kind=KIND, defaults=values)
    facts: dict[str, Fact] = {"kind": KIND, "sha256": digest, "rows": rows}
    record(act="reference.imported", by=None, object_=file, at=at, facts=facts)
