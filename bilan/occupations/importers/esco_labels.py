"""ESCO, one language: concepts with their labels, groups, and thematic collections."""

from collections.abc import Iterator

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import (
    Catalogue,
    Group,
    LabelKind,
    Occupation,
    OccupationGroup,
    OccupationLabel,
    Skill,
    SkillGroupLink,
    SkillKind,
    SkillLabel,
)

ISCO_GROUP = "http://data.europa.eu/esco/isco/C"
COLLECTION = "collection:"
LABEL_COLUMNS = ("language", "kind", "text")
SKILL_COLLECTIONS = {
    "digital": ("Compétences numériques", "Digital skills"),
    "digComp": ("Cadre DigComp", "DigComp framework"),
    "green": ("Compétences vertes", "Green skills"),
    "language": ("Langues", "Languages"),
    "research": ("Compétences de recherche", "Research skills"),
    "transversal": ("Compétences transversales", "Transversal skills"),
}
RESEARCH_OCCUPATIONS = ("Métiers de la recherche", "Research occupations")


def load_labels(loading: Loading, *, language: str) -> None:
    """Load the concepts of ESCO and their labels in one language."""
    catalogue = loading.catalogue("esco", "ESCO", version=loading.version or "?")
    groups = _load_groups(loading, catalogue, language)
    skills = _load_skills(loading, catalogue, language)
    occupations = _load_occupations(loading, catalogue, language, groups)
    _load_skill_collections(loading, catalogue, language, skills)
    _load_research_occupations(loading, catalogue, language, occupations)


def _load_groups(loading: Loading, catalogue: Catalogue, language: str) -> dict[str, int]:
    known = dict(Group.objects.filter(catalogue=catalogue).values_list("code", "pk"))
    for member in ("ISCOGroups", "skillGroups"):
        table = loading.table(member=rf"{member}_{language}\.csv", header=("conceptUri",))
        labels = dict(table.pairs("conceptUri", "preferredLabel"))
        new = [code for code in labels if code not in known]
        known |= {code: loading.keys.next(Group) for code in new}
        rows = ((known[code], catalogue.pk, code, "", "") for code in new)
        loading.write(Group, ("id", "catalogue_id", "code", "label_fr", "label_en"), rows)
        _name_groups(labels, known, f"label_{language}")
    return known


def _name_groups(labels: dict[str, str], keys: dict[str, int], column: str) -> None:
    named = [Group(pk=keys[code], **{column: text}) for code, text in labels.items()]
    Group.objects.bulk_update(named, [column], batch_size=400)


def _load_skills(loading: Loading, catalogue: Catalogue, language: str) -> dict[str, int]:
    known = dict(Skill.objects.filter(catalogue=catalogue).values_list("uri", "pk"))
    columns = ("conceptUri", "skillType", "reuseLevel")
    table = loading.table(member=rf"skills_{language}\.csv", header=columns)
    new = [row for row in table.rows(*columns) if row[0] not in known]
    known |= {row[0]: loading.keys.next(Skill) for row in new}
    rows = ((known[uri], catalogue.pk, uri, _kind(nature), reuse, "") for uri, nature, reuse in new)
    loading.write(Skill, ("id", "catalogue_id", "uri", "kind", "reuse", "riasec"), rows)
    loading.write(
        SkillLabel,
        ("skill_id", *LABEL_COLUMNS),
        _labels(loading, rf"skills_{language}\.csv", language, known),
    )
    return known


def _kind(nature: str) -> SkillKind:
    return SkillKind.KNOWLEDGE if nature == "knowledge" else SkillKind.SKILL


def _load_occupations(
    loading: Loading, catalogue: Catalogue, language: str, groups: dict[str, int]
) -> dict[str, int]:
    known = dict(Occupation.objects.filter(catalogue=catalogue).values_list("code", "pk"))
    columns = ("conceptUri", "iscoGroup", "regulatedProfessionNote")
    table = loading.table(member=rf"occupations_{language}\.csv", header=columns)
    new = [row for row in table.rows(*columns) if row[0] not in known]
    known |= {row[0]: loading.keys.next(Occupation) for row in new}
    rows = (
        (
            known[uri],
            catalogue.pk,
            uri,
            isco,
            groups.get(ISCO_GROUP + isco),
            "",
            "",
            note.endswith("/regulated"),
        )
        for uri, isco, note in new
    )
    names = ("id", "catalogue_id", "code", "isco", "group_id", "market_code", "riasec", "is_regulated")
    loading.write(Occupation, names, rows)
    labels = _labels(loading, rf"occupations_{language}\.csv", language, known)
    loading.write(OccupationLabel, ("occupation_id", *LABEL_COLUMNS, "code"), ((*row, "") for row in labels))
    return known


def _labels(loading: Loading, member: str, language: str, keys: dict[str, int]) -> Iterator[Row]:
    table = loading.table(member=member, header=("conceptUri", "preferredLabel"))
    columns = ("conceptUri", "preferredLabel", "altLabels", "hiddenLabels", "description")
    for uri, preferred, alternatives, hidden, description in table.rows(*columns):
        key = table.key("conceptUri", uri, keys)
        yield key, language, LabelKind.PREFERRED, table.needed("preferredLabel", preferred)
        for text in _other_labels(preferred, alternatives, hidden):
            yield key, language, LabelKind.ALTERNATIVE, text
        if description:
            yield key, language, LabelKind.DEFINITION, description
    table.rows_read = 0  # the same rows were counted when concepts were read


def _other_labels(preferred: str, alternatives: str, hidden: str) -> list[str]:
    texts = (text.strip() for text in f"{alternatives}\n{hidden}".replace(" | ", "\n").split("\n"))
    return [text for text in dict.fromkeys(texts) if text and text != preferred]


def _load_skill_collections(
    loading: Loading, catalogue: Catalogue, language: str, skills: dict[str, int]
) -> None:
    for name, labels in SKILL_COLLECTIONS.items():
        member = rf"{name}SkillsCollection_{language}\.csv"
        if not loading.has(member):
            continue
        group = _collection(loading, catalogue, name, labels)
        SkillGroupLink.objects.filter(group=group).delete()
        table = loading.table(member=member, header=("conceptUri",))
        rows = [(table.key("conceptUri", uri, skills), group.pk) for (uri,) in table.rows("conceptUri")]
        loading.write(SkillGroupLink, ("skill_id", "group_id"), dict.fromkeys(rows))


def _load_research_occupations(
    loading: Loading, catalogue: Catalogue, language: str, occupations: dict[str, int]
) -> None:
    member = rf"researchOccupationsCollection_{language}\.csv"
    if not loading.has(member):
        return
    group = _collection(loading, catalogue, "researchOccupations", RESEARCH_OCCUPATIONS)
    OccupationGroup.objects.filter(group=group).delete()
    table = loading.table(member=member, header=("conceptUri",))
    rows = [
        (table.key("conceptUri", uri, occupations), group.pk, True) for (uri,) in table.rows("conceptUri")
    ]
    loading.write(OccupationGroup, ("occupation_id", "group_id", "is_main"), dict.fromkeys(rows))


def _collection(loading: Loading, catalogue: Catalogue, name: str, labels: tuple[str, str]) -> Group:
    known = Group.objects.filter(catalogue=catalogue, code=COLLECTION + name).first()
    return known or Group.objects.create(
        pk=loading.keys.next(Group),
        catalogue=catalogue,
        code=COLLECTION + name,
        label_fr=labels[0],
        label_en=labels[1],
    )
