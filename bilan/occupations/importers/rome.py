"""ROME 4.0: occupations with their titles and texts, competences, contexts, moves and groups."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.rome_groups import load_groups
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import (
    Catalogue,
    Group,
    LabelKind,
    Language,
    Mobility,
    Occupation,
    OccupationLabel,
    Requirement,
    Skill,
    SkillKind,
    SkillLabel,
    SkillRelation,
)

LABEL_COLUMNS = ("language", "kind", "text")
TEXTS = {"definition": LabelKind.DEFINITION, "acces_metier": LabelKind.ACCESS}
CORE = frozenset({"Principale", "Émergente"})
REUSE = {"Transverse": "transversal", "Technique": "technical", "Technique expert": "expert"}
OCCUPATION_COLUMNS = (
    "code",
    "catalogue_id",
    "id",
    "group_id",
    "isco",
    "market_code",
    "riasec",
    "is_regulated",
    "sheet",
)
ITEM_COLUMNS = ("id", "catalogue_id", "uri", "kind", "reuse", "riasec")


def member_of(name: str) -> str:
    """Return the pattern of a member of the archive, whatever its version."""
    return rf"unix_{name}_v\d+_utf8\.csv"


def load_rome(loading: Loading) -> None:
    """Load the whole ROME 4.0 archive."""
    catalogue = _catalogue(loading)
    domains = _load_domains(loading, catalogue)
    occupations = _load_occupations(loading, catalogue, domains)
    _load_titles(loading, occupations)
    _load_texts(loading, occupations)
    skills = _load_items(loading, catalogue)
    _load_requirements(loading, occupations, skills)
    _load_moves(loading, occupations)
    load_groups(loading, occupations, version=catalogue.version)


def _catalogue(loading: Loading) -> Catalogue:
    text = loading.raw(r"version\.txt").decode("utf-8-sig", errors="replace") if _has_version(loading) else ""
    published = re.search(r"publication\s*:\s*(\d{2}/\d{2}/\d{4})", text)
    day = _day(published.group(1)) if published else None
    loading.vintage = day.isoformat() if day else ""
    return loading.catalogue("rome", "ROME 4.0", version=loading.version, published_on=day)


def _has_version(loading: Loading) -> bool:
    return loading.has(r"version\.txt")


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()


def _load_domains(loading: Loading, catalogue: Catalogue) -> dict[str, int]:
    keys: dict[str, int] = {}
    for member, code, label in (
        ("grand_domaine", "code_grand_domaine", "libelle_grand_domaine"),
        ("domaine_professionnel", "code_domaine_professionnel", "libelle_domaine_professionnel"),
    ):
        rows = loading.table(member=member_of(member), header=(code,)).rows(code, label)
        named = [(code, label) for code, label in rows]
        above = {code: keys.get(code[:1]) for code, _label in named}
        keys |= {code: loading.keys.next(Group) for code, _label in named}
        written = ((keys[code], catalogue.pk, code, above[code], label, "") for code, label in named)
        columns = ("id", "catalogue_id", "code", "parent_id", "label_fr", "label_en")
        loading.write(Group, columns, written)
    return keys


def _load_occupations(loading: Loading, catalogue: Catalogue, domains: dict[str, int]) -> dict[str, int]:
    interests = _riasec(loading, "referentiel_code_rome_riasec", "code_rome")
    columns = (
        "code_rome",
        "libelle_rome",
        "emploi_reglemente",
        "code_rome_parent",
        "code_ogr",
        "code_fiche_metier",
    )
    table = loading.table(member=member_of("referentiel_code_rome"), header=columns)
    keys: dict[str, int] = {}
    titles: list[Row] = []

    def rows() -> Iterator[Row]:
        for code, label, regulated, parent, ogr, number in table.rows(*columns):
            key = keys[code] = loading.keys.next(Occupation)
            title = table.needed("libelle_rome", label)
            titles.append((key, Language.FRENCH, LabelKind.PREFERRED, title, ogr))
            group = table.key("code_rome", table.needed("code_rome", code)[:3], domains)
            sheet = table.number("code_fiche_metier", number)
            told = interests.get(code, ""), regulated == "O", None if sheet is None else int(sheet)
            yield code, catalogue.pk, key, group, "", parent, *told

    loading.write(Occupation, OCCUPATION_COLUMNS, rows(), unique=1)
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), titles)
    return keys


def _riasec(loading: Loading, member: str, code: str) -> dict[str, str]:
    columns = (code, "riasec_majeur", "riasec_mineur")
    table = loading.table(member=member_of(member), header=columns)
    letters: dict[str, str] = {}
    for key, major, minor in table.rows(*columns):
        if not set(major + minor) <= set("RIASEC"):
            raise table.fault("riasec_majeur", _("ces lettres ne sont pas de R, I, A, S, E, C."))
        letters[key] = major + minor
    return letters


def _load_titles(loading: Loading, occupations: dict[str, int]) -> None:
    columns = ("code_ogr", "libelle_appellation_long", "code_rome")
    table = loading.table(member=member_of("referentiel_appellation"), header=columns)
    rows = (
        (
            table.key("code_rome", code, occupations),
            Language.FRENCH,
            LabelKind.ALTERNATIVE,
            table.needed("libelle_appellation_long", text),
            ogr,
        )
        for ogr, text, code in table.rows(*columns)
    )
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), rows)


def _load_texts(loading: Loading, occupations: dict[str, int]) -> None:
    columns = ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte")
    table = loading.table(member=member_of("texte"), header=columns)
    sentences: dict[tuple[int, LabelKind], list[tuple[float, str]]] = defaultdict(list)
    for code, nature, rank, text in table.rows(*columns):
        if nature not in TEXTS:
            raise table.fault("libelle_type_texte", _("ce type de texte est inconnu."))
        place = table.number("position_phrase", rank) or 0.0
        sentences[table.key("code_rome", code, occupations), TEXTS[nature]].append((place, text))
    rows = (
        (key, Language.FRENCH, kind, joined(text for _place, text in sorted(told)), "")
        for (key, kind), told in sentences.items()
    )
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), rows)


def joined(sentences: Iterable[str]) -> str:
    """Return one text: each sentence ended, the doubled apostrophes of the database dump undone."""
    texts = (plain(sentence).strip() for sentence in sentences)
    return " ".join(
        text if text.endswith((".", "…", ":", "!", "?")) else f"{text}." for text in texts if text
    )


def plain(text: str) -> str:
    """Undo the doubled apostrophes of the publisher's database dump."""
    return text.replace("''", "'")


def _load_items(loading: Loading, catalogue: Catalogue) -> dict[str, int]:
    keys: dict[str, int] = {}
    labels: list[Row] = []

    def named(items: Iterator[tuple[str, str, SkillKind, str, str]]) -> Iterator[Row]:
        for ogr, label, kind, reuse, riasec in items:
            key = keys[ogr] = loading.keys.next(Skill)
            labels.append((key, Language.FRENCH, LabelKind.PREFERRED, label))
            yield key, catalogue.pk, f"rome:{ogr}", kind, reuse, riasec

    broader: dict[str, tuple[Table, int, str]] = {}
    loading.write(Skill, ITEM_COLUMNS, named(_competences(loading, broader)))
    _load_broader(loading, broader, keys)
    loading.write(Skill, ITEM_COLUMNS, named(_knowledge(loading)))
    loading.write(Skill, ITEM_COLUMNS, named(_contexts(loading)))
    loading.write(SkillLabel, ("skill_id", *LABEL_COLUMNS), labels)
    return keys


def _competences(
    loading: Loading, broader: dict[str, tuple[Table, int, str]]
) -> Iterator[tuple[str, str, SkillKind, str, str]]:
    interests = _riasec(loading, "referentiel_macro_competence_riasec", "code_ogr")
    columns = ("code_ogr", "libelle_competence", "code_ogr_macro_comp", "cat_comp", "sous_cat_comp")
    table = loading.table(member=member_of("referentiel_competence"), header=columns)
    for ogr, label, above, family, family_part in table.rows(*columns):
        if above:
            broader[ogr] = (table, table.position.row, above)
        kind = SkillKind.ATTITUDE if family.startswith("Savoir-être") else SkillKind.SKILL
        text = table.needed("libelle_competence", label)
        yield ogr, text, kind, REUSE.get(family_part, ""), interests.get(ogr, "")


def _knowledge(loading: Loading) -> Iterator[tuple[str, str, SkillKind, str, str]]:
    columns = ("code_ogr_savoir", "libelle_savoir")
    table = loading.table(member=member_of("referentiel_savoir"), header=columns)
    for ogr, label in table.rows(*columns):
        yield ogr, table.needed("libelle_savoir", label), SkillKind.KNOWLEDGE, "", ""


def _contexts(loading: Loading) -> Iterator[tuple[str, str, SkillKind, str, str]]:
    columns = ("code_ogr", "libelle_cont_travail")
    table = loading.table(member=member_of("referentiel_contexte_travail"), header=columns)
    for ogr, label in table.rows(*columns):
        yield ogr, table.needed("libelle_cont_travail", label), SkillKind.CONTEXT, "", ""


def _load_broader(loading: Loading, broader: dict[str, tuple[Table, int, str]], keys: dict[str, int]) -> None:
    def rows() -> Iterator[Row]:
        for ogr, (table, row, above) in broader.items():
            table.position.row = row
            yield keys[ogr], table.key("code_ogr_macro_comp", above, keys), "BROADER"

    loading.write(SkillRelation, ("source_id", "target_id", "kind"), rows())


def _load_requirements(loading: Loading, occupations: dict[str, int], skills: dict[str, int]) -> None:
    columns = ("code_rome", "code_ogr", "coeur_metier")
    table = loading.table(member=member_of("coherence_item"), header=columns)
    rows = (
        (
            table.key("code_rome", code, occupations),
            table.key("code_ogr", ogr, skills),
            core == "Principale",
            core in CORE,
        )
        for code, ogr, core in table.rows(*columns)
    )
    loading.write(Requirement, ("occupation_id", "skill_id", "is_essential", "is_core"), rows, unique=2)


def _load_moves(loading: Loading, occupations: dict[str, int]) -> None:
    columns = ("code_rome", "code_rome_cible", "numero_ordre")
    table = loading.table(member=member_of("rubrique_mobilite"), header=columns)
    rows = (
        (
            table.key("code_rome", origin, occupations),
            table.key("code_rome_cible", target, occupations),
            "UNTYPED",
            int(table.number("numero_ordre", rank) or 0),
            "",
            "",
        )
        for origin, target, rank in table.rows(*columns)
    )
    names = ("origin_id", "target_id", "kind", "rank", "origin_title", "target_title")
    loading.write(Mobility, names, rows, unique=2)
