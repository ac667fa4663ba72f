"""ROME v3: the codes the labor-market files still speak, and moves typed near or evolution."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.rome import LABEL_COLUMNS, joined, member_of, plain
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import (
    Catalogue,
    LabelKind,
    Language,
    Mobility,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SkillKind,
    SkillLabel,
)

TEXTS = {"definition": LabelKind.DEFINITION, "acces_a_em": LabelKind.ACCESS}
MOVES = {"Proche": "NEAR", "Evolution": "EVOLUTION"}
ACTIVITIES = "2"
BASIC_BLOCK = "8"  # block 9 holds the specific activities and competences


def load_rome3(loading: Loading) -> None:
    """Load the ROME v3 archive."""
    catalogue = loading.catalogue("rome3", "ROME v3", version=loading.version)
    titles = _titles(loading)
    occupations = _load_occupations(loading, catalogue, titles)
    _load_labels(loading, occupations, titles)
    _load_texts(loading, occupations)
    skills = _load_items(loading, catalogue)
    _load_requirements(loading, occupations, skills)
    _load_moves(loading, occupations)


def _titles(loading: Loading) -> list[tuple[str, str, str]]:
    columns = ("code_ogr", "libelle_appellation_long", "code_rome")
    table = loading.table(member=member_of("referentiel_appellation"), header=columns)
    return [(ogr, plain(text), code) for ogr, text, code in table.rows(*columns)]


def _load_occupations(
    loading: Loading, catalogue: Catalogue, titles: list[tuple[str, str, str]]
) -> dict[str, int]:
    interests = _interests(loading)
    columns = ("code_rome", "libelle_rome")
    table = loading.table(member=member_of("referentiel_code_rome"), header=columns)
    labels = {code: plain(table.needed("libelle_rome", text)) for code, text in table.rows(*columns)}
    labels |= _untitled(loading, set(interests) - set(labels), titles)
    keys = {code: loading.keys.next(Occupation) for code in labels}
    rows = ((keys[code], catalogue.pk, code, "", code, interests.get(code, ""), False) for code in labels)
    names = ("id", "catalogue_id", "code", "isco", "market_code", "riasec", "is_regulated")
    loading.write(Occupation, names, rows)
    preferred = ((keys[code], Language.FRENCH, LabelKind.PREFERRED, labels[code], "") for code in labels)
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), preferred)
    return keys


def _interests(loading: Loading) -> dict[str, str]:
    columns = ("code_rome", "riasec_majeur", "riasec_mineur")
    table = loading.table(member=member_of("referentiel_code_rome_riasec"), header=columns)
    return {code: major + minor for code, major, minor in table.rows(*columns)}


def _untitled(loading: Loading, codes: set[str], titles: list[tuple[str, str, str]]) -> dict[str, str]:
    """Name the codes the archive uses everywhere but in its own list, by their first title."""
    found: dict[str, str] = {}
    for _ogr, text, code in titles:
        if code in codes and code not in found:
            found[code] = text
            remark = _("%(code)s manque à la liste des métiers : gardé sous son premier intitulé.")
            loading.remark(remark % {"code": code})
    return found


def _load_labels(loading: Loading, occupations: dict[str, int], titles: list[tuple[str, str, str]]) -> None:
    rows = (
        (occupations[code], Language.FRENCH, LabelKind.ALTERNATIVE, text, ogr)
        for ogr, text, code in titles
        if code in occupations
    )
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), rows)


def _load_texts(loading: Loading, occupations: dict[str, int]) -> None:
    columns = ("code_rome", "libelle_type_texte", "position_libelle_txt", "libelle_texte")
    table = loading.table(member=member_of("texte"), header=columns)
    told: dict[tuple[int, LabelKind], list[tuple[float, str]]] = defaultdict(list)
    for code, nature, rank, text in table.rows(*columns):
        if nature in TEXTS:
            place = table.number("position_libelle_txt", rank) or 0.0
            told[table.key("code_rome", code, occupations), TEXTS[nature]].append((place, text))
    rows = (
        (key, Language.FRENCH, kind, joined(text for _place, text in sorted(sentences)), "")
        for (key, kind), sentences in told.items()
    )
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), rows)


def _load_items(loading: Loading, catalogue: Catalogue) -> dict[str, int]:
    keys: dict[str, int] = {}
    labels: list[Row] = []

    def rows() -> Iterator[Row]:
        for ogr, label, kind in _items(loading):
            key = keys[ogr] = loading.keys.next(Skill)
            labels.append((key, Language.FRENCH, LabelKind.PREFERRED, plain(label)))
            yield key, catalogue.pk, f"rome3:{ogr}", kind, "", ""

    loading.write(Skill, ("id", "catalogue_id", "uri", "kind", "reuse", "riasec"), rows())
    loading.write(SkillLabel, ("skill_id", *LABEL_COLUMNS), labels)
    return keys


def _items(loading: Loading) -> Iterator[tuple[str, str, SkillKind]]:
    for member, label, kind in (
        ("referentiel_competence", "libelle_competence", SkillKind.KNOWLEDGE),
        ("referentiel_activite", "libelle_activite", SkillKind.SKILL),
        ("referentiel_env_travail", "libelle_env_travail", SkillKind.CONTEXT),
    ):
        table = loading.table(member=member_of(member), header=("code_ogr", label))
        for ogr, text in table.rows("code_ogr", label):
            yield ogr, table.needed(label, text), kind


def _load_requirements(loading: Loading, occupations: dict[str, int], skills: dict[str, int]) -> None:
    columns = ("code_rome", "code_ogr", "code_type_referentiel", "code_compo_bloc")
    table = loading.table(member=member_of("liens_rome_referentiels"), header=columns)
    unknown = 0
    rows: list[Row] = []
    for code, ogr, nature, block in table.rows(*columns):
        occupation = table.key("code_rome", code, occupations)
        if ogr in skills:
            rows.append((occupation, skills[ogr], block == BASIC_BLOCK, False))
        elif nature == ACTIVITIES:
            unknown += 1
    loading.write(Requirement, ("occupation_id", "skill_id", "is_essential", "is_core"), rows, unique=2)
    if unknown:
        loading.remark(
            _("%(rows)d liens laissés de côté : leur activité n’est pas dans l’archive.") % {"rows": unknown}
        )


def _load_moves(loading: Loading, occupations: dict[str, int]) -> None:
    columns = (
        "code_rome",
        "code_rome_cible",
        "code_appellation_source",
        "code_appellation_cible",
        "libelle_type_mobilite",
    )
    table = loading.table(member=member_of("rubrique_mobilite"), header=columns)

    def rows() -> Iterator[Row]:
        for origin, target, origin_title, target_title, nature in table.rows(*columns):
            if nature not in MOVES:
                raise table.fault("libelle_type_mobilite", _("ce type de mobilité est inconnu."))
            pair = (
                table.key("code_rome", origin, occupations),
                table.key("code_rome_cible", target, occupations),
            )
            yield *pair, MOVES[nature], origin_title, target_title, 0

    names = ("origin_id", "target_id", "kind", "origin_title", "target_title", "rank")
    loading.write(Mobility, names, rows(), unique=5)
