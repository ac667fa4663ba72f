"""Certifications: one description of each, the most official file winning over the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from django.utils.translation import gettext as _

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.models import (
    Certification,
    CertificationBlock,
    CertificationField,
    CertificationOccupation,
)

AUTHORITY = {"certifications-list": 1, "certif-info": 2, "register-rncp": 3, "register-rs": 3}
BATCH = 500
COLUMNS = ("id", "code", "title", "level", "is_active", "by_experience", "certifier", "dataset")
LIST_HEADER = ("Code RNCP", "Certification active ?", "Nom la certification", "Niveau de diplôme")
LIST_CERTIFIER = "Tag Certificateurs (1 seul SVP !!)"
INFO_HEADER = ("Code_Diplome", "Libelle_Diplome", "Code_Niveau_Europeen", "Code_RNCP", "Code_RS", "Etat")
INFO_MORE = ("Date_MaJ", "Annee_Derniere_Session", "certificateur", "valideur", "accessibilite_vae")
INFO_FIELDS = ("Code_FormaCode", "Code_Nsf")
INFO_OCCUPATIONS = tuple(f"Code_Rome_{rank}" for rank in range(1, 6))
PUBLISHED = "0"
OPEN = "1"
DANGLING = frozenset(
    {"", "mention", "option", "spécialité", "parcours", "dominante", "domaine", "en", "de", "du"}
)


@dataclass(slots=True)
class Described:
    """What a file says of one certification."""

    code: str
    title: str
    level: int | None = None
    is_active: bool = True
    by_experience: bool = False
    certifier: str = ""
    occupations: dict[str, None] = field(default_factory=dict)
    fields: dict[tuple[str, str], None] = field(default_factory=dict)
    blocks: dict[str, tuple[str, str]] = field(default_factory=dict)


def write_certifications(loading: Loading, described: Iterable[Described]) -> None:
    """Write descriptions in batches; one from a more official file is kept as it is."""
    known = {code: (key, dataset) for code, key, dataset in _known()}
    rank = AUTHORITY[loading.kind]
    records = iter(described)
    kept = 0
    while batch := list(islice(records, BATCH)):
        outranked = {
            record.code for record in batch if AUTHORITY.get(known.get(record.code, (0, ""))[1], 0) > rank
        }
        kept += len(outranked)
        fresh = [record for record in batch if record.code not in outranked]
        replaced = [known[record.code][0] for record in fresh if record.code in known]
        Certification.objects.filter(pk__in=replaced).delete()
        _write(loading, fresh)
    if kept:
        text = _("%(count)d certifications gardées telles que le répertoire national les décrit.")
        loading.remark(text % {"count": kept})


def _known() -> Iterable[tuple[str, int, str]]:
    return Certification.objects.values_list("code", "pk", "dataset")


def _write(loading: Loading, records: list[Described]) -> None:
    keys = {record.code: loading.keys.next(Certification) for record in records}
    loading.write(
        Certification,
        COLUMNS,
        (
            (
                keys[record.code],
                record.code,
                record.title,
                record.level,
                record.is_active,
                record.by_experience,
                record.certifier,
                loading.kind,
            )
            for record in records
        ),
    )
    links = ((keys[record.code], code) for record in records for code in record.occupations)
    loading.write(CertificationOccupation, ("certification_id", "code"), links)
    fields = ((keys[record.code], *found) for record in records for found in record.fields)
    loading.write(CertificationField, ("certification_id", "scheme", "code"), fields)
    blocks = (
        (keys[record.code], code, *texts) for record in records for code, texts in record.blocks.items()
    )
    loading.write(CertificationBlock, ("certification_id", "code", "title", "text"), blocks)


def load_certif_info(loading: Loading) -> None:
    """Load Certif Info: rows that share a directory number are one certification with several titles."""
    columns = (*INFO_HEADER, *INFO_MORE, *INFO_FIELDS, *INFO_OCCUPATIONS)
    table = loading.table(header=INFO_HEADER, delimiter=";")
    rows = [(table.position.row, dict(zip(columns, cells, strict=True))) for cells in table.rows(*columns)]
    loading.vintage = _latest([cells["Date_MaJ"] for _row, cells in rows])
    merged: dict[str, Described] = {}
    for row, cells in rows:
        table.position.row = row
        _merge(merged, _info_record(table, cells, loading.vintage))
    for record in merged.values():
        record.title = common_title(record.title.split("\n"))
    write_certifications(loading, merged.values())


def _latest(days: list[str]) -> str:
    """Return the latest of days written 29/07/2020, as 2020-07-29."""
    return max(("-".join(reversed(day.split("/"))) for day in days if day), default="")


def _info_record(table: Table, cells: dict[str, str], vintage: str) -> Described:
    last = cells["Annee_Derniere_Session"]
    return Described(
        code=_info_code(table, cells),
        title=table.needed("Libelle_Diplome", cells["Libelle_Diplome"]),
        level=level_of(table, "Code_Niveau_Europeen", cells["Code_Niveau_Europeen"]),
        is_active=cells["Etat"] == PUBLISHED and (not last or last >= vintage[:4]),
        by_experience=cells["accessibilite_vae"] == OPEN,
        certifier=cells["certificateur"] or cells["valideur"],
        occupations={cells[name]: None for name in INFO_OCCUPATIONS if cells[name]},
        fields={
            (scheme, cells[name]): None
            for scheme, name in zip(("formacode", "nsf"), INFO_FIELDS, strict=True)
            if cells[name]
        },
    )


def _info_code(table: Table, cells: dict[str, str]) -> str:
    for prefix, name in (("RNCP", "Code_RNCP"), ("RS", "Code_RS")):
        if cells[name]:
            if not cells[name].isdigit():
                raise table.fault(name, _("un numéro de répertoire est attendu."))
            return prefix + cells[name]
    return "CI" + table.needed("Code_Diplome", cells["Code_Diplome"])


def level_of(table: Table, column: str, text: str) -> int | None:
    """Return a European qualification level, or None where the publisher gives none."""
    level = table.number(column, text)
    if level is None or level == 0:
        return None
    if level not in range(1, 9):
        raise table.fault(column, _("un niveau va de 1 à 8."))
    return int(level)


def _merge(merged: dict[str, Described], record: Described) -> None:
    first = merged.setdefault(record.code, record)
    if first is record:
        return
    first.title += "\n" + record.title
    first.level = first.level or record.level
    first.is_active |= record.is_active
    first.by_experience |= record.by_experience
    first.occupations |= record.occupations
    first.fields |= record.fields


def common_title(titles: list[str]) -> str:
    """Return the words titles begin with together, else the shortest of them."""
    columns = zip(*(title.split() for title in titles), strict=False)
    words = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    while len(titles) > 1 and words and words[-1].strip("–-:,").lower() in DANGLING:
        words.pop()
    return " ".join(words) if len(words) >= 3 else min(titles, key=lambda title: (len(title), title))


def load_list(loading: Loading) -> None:
    """Load a list of certifications by directory number, without occupations."""
    table = loading.table(header=LIST_HEADER, is_ended=False)
    write_certifications(loading, _list_records(table))


def _list_records(table: Table) -> Iterator[Described]:
    seen: set[str] = set()
    for number, active, title, level, certifier in table.rows(*LIST_HEADER, LIST_CERTIFIER):
        if not number.isdigit() or number in seen:
            raise table.fault("Code RNCP", _("un numéro de répertoire, une seule fois, est attendu."))
        seen.add(number)
        yield Described(
            code=f"RNCP{number}",
            title=table.needed(LIST_HEADER[2], title.strip()),
            level=level_of(table, LIST_HEADER[3], level),
            is_active=active == "checked",
            certifier=certifier,
        )
