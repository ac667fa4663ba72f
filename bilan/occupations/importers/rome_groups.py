"""ROME groups beside the domains: sectors, sectors of the NAF, centers of interest, themes."""

from collections.abc import Iterator
from dataclasses import dataclass

from bilan.occupations.importers.loading import UTF8, WINDOWS, Loading
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import Group, OccupationGroup

GROUP_COLUMNS = ("id", "catalogue_id", "code", "parent_id", "label_fr", "label_en")


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way ROME groups its occupations: where its groups and its links are, in which columns."""

    catalogue: str
    name: str
    groups: str
    links: str
    code: str
    label: str
    main: str = ""
    links_encodings: tuple[str, ...] = UTF8


GROUPINGS = (
    Grouping(
        "rome-interest",
        "Centres d’intérêt du ROME",
        "centre_interet",
        "arborescence_centre_interet",
        "code_centre_interet",
        "libelle_centre_interet",
        main="principal",
    ),
    Grouping(
        "rome-theme", "Thèmes du ROME", "themes", "arborescence_thematique", "code_theme", "libelle_theme"
    ),
    Grouping(
        "naf",
        "Secteurs de la NAF",
        "secteur_naf",
        "arborescence_secteur_naf",
        "code_secteur_naf",
        "libelle_secteur_naf",
        links_encodings=WINDOWS,
    ),
)
SECTORS = Grouping(
    "rome-sector",
    "Secteurs d’activité du ROME",
    "secteur_activite",
    "arborescence_secteur_activite",
    "code_sect_activite",
    "libelle_sect_activite",
    main="principal",
)


def load_groups(loading: Loading, occupations: dict[str, int], *, version: str) -> None:
    """Load every grouping and the occupations in each."""
    for grouping in GROUPINGS:
        catalogue = loading.catalogue(grouping.catalogue, grouping.name, version=version).pk
        keys = _write_groups(loading, grouping, catalogue)
        _write_links(loading, grouping, occupations, keys)
    catalogue = loading.catalogue(SECTORS.catalogue, SECTORS.name, version=version).pk
    keys = _write_groups(loading, SECTORS, catalogue)
    _write_sector_parts(loading, catalogue, keys)
    _write_sector_links(loading, occupations, keys)


def _member(name: str) -> str:
    return rf"unix_{name}_v\d+_utf8\.csv"


def _write_groups(loading: Loading, grouping: Grouping, catalogue: int) -> dict[str, int]:
    columns = (grouping.code, grouping.label)
    table = loading.table(member=_member(grouping.groups), header=columns)
    keys: dict[str, int] = {}

    def rows() -> Iterator[Row]:
        for code, label in table.rows(*columns):
            keys[code] = loading.keys.next(Group)
            yield keys[code], catalogue, code, None, label, ""

    loading.write(Group, GROUP_COLUMNS, rows())
    return keys


def _write_links(
    loading: Loading, grouping: Grouping, occupations: dict[str, int], keys: dict[str, int]
) -> None:
    columns = ("code_rome", grouping.code, grouping.main or "code_rome")
    table = loading.table(member=_member(grouping.links), header=columns, encodings=grouping.links_encodings)
    links: dict[tuple[int, int], bool] = {}
    for code, group, main in table.rows(*columns):
        pair = (table.key("code_rome", code, occupations), table.key(grouping.code, group, keys))
        links[pair] = links.get(pair, False) or main == "oui"
    _write_pairs(loading, links)


def _write_sector_parts(loading: Loading, catalogue: int, keys: dict[str, int]) -> None:
    columns = ("code_ss_sect_activite", "libelle_ss_sect_activite", "code_sect_activite")
    table = loading.table(member=_member("sous_secteur_activite"), header=columns)
    parts: dict[str, int] = {}

    def rows() -> Iterator[Row]:
        for code, label, sector in table.rows(*columns):
            full = f"{sector}/{code}"
            parts[full] = loading.keys.next(Group)
            yield parts[full], catalogue, full, table.key("code_sect_activite", sector, keys), label, ""

    loading.write(Group, GROUP_COLUMNS, rows())
    keys |= parts


def _write_sector_links(loading: Loading, occupations: dict[str, int], keys: dict[str, int]) -> None:
    columns = ("code_rome", "code_sect_activite", "code_ss_sect_activite", "principal")
    table = loading.table(member=_member(SECTORS.links), header=columns)
    links: dict[tuple[int, int], bool] = {}
    for code, sector, part, main in table.rows(*columns):
        full = f"{sector}/{part}" if part else sector
        pair = (table.key("code_rome", code, occupations), table.key("code_ss_sect_activite", full, keys))
        links[pair] = links.get(pair, False) or main == "oui"
    _write_pairs(loading, links)


def _write_pairs(loading: Loading, links: dict[tuple[int, int], bool]) -> None:
    rows = ((*pair, is_main) for pair, is_main in links.items())
    loading.write(OccupationGroup, ("occupation_id", "group_id", "is_main"), rows)
