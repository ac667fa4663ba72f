"""ESCO relations: what occupations ask, how skills and groups hang together."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import (
    Group,
    Occupation,
    Requirement,
    Skill,
    SkillGroupLink,
    SkillRelation,
)

COMPANION = "ESCO (occupations_en.csv, skills_en.csv…)"
TOLERATED = 0.01  # ESCO 1.1.1 itself relates one occupation and a few groups that it does not describe
PAIR = ("conceptUri", "broaderUri")


@dataclass(slots=True)
class Concepts:
    """Keys of the concepts of a nature; counts those that relations name and labels do not."""

    keys: dict[str, int]
    unknown: Counter[str] = field(default_factory=Counter)
    first: BrokenFile | None = None
    asked: int = 0

    def key(self, table: Table, column: str, uri: str) -> int | None:
        """Return the key of a concept, or None where it is not described."""
        self.asked += 1
        found = self.keys.get(uri)
        if found is None:
            self.unknown[uri] += 1
            if self.first is None:
                fault = _("le concept « %(code)s » est inconnu.") % {"code": uri[:80]}
                self.first = table.fault(column, fault)
        return found

    def settle(self, loading: Loading) -> None:
        """Note the few relations left out; refuse when labels and relations do not fit together."""
        if self.first is None:
            return
        if self.unknown.total() > self.asked * TOLERATED:
            raise self.first
        text = _("%(rows)d relations laissées de côté : ESCO ne décrit pas leur concept (dont %(uris)s).")
        loading.remark(text % {"rows": self.unknown.total(), "uris": ", ".join(sorted(self.unknown)[:3])})


def load_relations(loading: Loading) -> None:
    """Load all relations of ESCO between concepts whose labels are loaded."""
    occupations = Concepts(dict(Occupation.objects.filter(catalogue__code="esco").values_list("code", "pk")))
    skills = Concepts(dict(Skill.objects.filter(catalogue__code="esco").values_list("uri", "pk")))
    groups = Concepts(dict(Group.objects.filter(catalogue__code="esco").values_list("code", "pk")))
    if not occupations.keys or not skills.keys:
        raise loading.needs(COMPANION)
    columns = ("occupation_id", "skill_id", "is_essential", "is_core")
    loading.write(Requirement, columns, _requirements(loading, occupations, skills), unique=2)
    _load_skill_pillar(loading, skills, groups)
    loading.write(SkillRelation, ("source_id", "target_id", "kind"), _skill_relations(loading, skills))
    _load_occupation_pillar(loading, occupations, groups)
    for concepts in (occupations, skills, groups):
        concepts.settle(loading)


def _requirements(loading: Loading, occupations: Concepts, skills: Concepts) -> Iterator[Row]:
    columns = ("occupationUri", "skillUri", "relationType")
    table = loading.table(member=r"occupationSkillRelations\.csv", header=columns)
    for occupation, skill, relation in table.rows(*columns):
        pair = (occupations.key(table, columns[0], occupation), skills.key(table, columns[1], skill))
        if None not in pair:
            yield *pair, relation == "essential", False


def _load_skill_pillar(loading: Loading, skills: Concepts, groups: Concepts) -> None:
    table = loading.table(member=r"broaderRelationsSkillPillar\.csv", header=PAIR)
    links, broader, parents = [], [], {}
    for nature, concept, nature_above, above in table.rows("conceptType", PAIR[0], "broaderType", PAIR[1]):
        below, over = (
            (groups if each == "SkillGroup" else skills).key(table, column, uri)
            for each, column, uri in ((nature, PAIR[0], concept), (nature_above, PAIR[1], above))
        )
        if below is None or over is None:
            continue
        if nature == "SkillGroup":
            parents[below] = over
        elif nature_above == "SkillGroup":
            links.append((below, over))
        else:
            broader.append((below, over, "BROADER"))
    loading.write(SkillGroupLink, ("skill_id", "group_id"), dict.fromkeys(links))
    loading.write(SkillRelation, ("source_id", "target_id", "kind"), dict.fromkeys(broader))
    _set_parents(parents)


def _skill_relations(loading: Loading, skills: Concepts) -> Iterator[Row]:
    columns = ("originalSkillUri", "relatedSkillUri", "relationType")
    table = loading.table(member=r"skillSkillRelations\.csv", header=columns)
    for source, target, relation in table.rows(*columns):
        pair = (skills.key(table, columns[0], source), skills.key(table, columns[1], target))
        if None not in pair:
            yield *pair, relation.upper()


def _load_occupation_pillar(loading: Loading, occupations: Concepts, groups: Concepts) -> None:
    table = loading.table(member=r"broaderRelationsOccPillar\.csv", header=PAIR)
    parents: dict[int, int] = {}
    broader: dict[int, int] = {}
    for nature, concept, nature_above, above in table.rows("conceptType", PAIR[0], "broaderType", PAIR[1]):
        if nature == "Occupation" and nature_above == "ISCOGroup":
            continue  # the labels archive says it for every occupation
        concepts, written = (groups, parents) if nature == "ISCOGroup" else (occupations, broader)
        below, over = concepts.key(table, PAIR[0], concept), concepts.key(table, PAIR[1], above)
        if below is not None and over is not None:
            written[below] = over
    _set_parents(parents)
    changed = [Occupation(pk=key, broader_id=over) for key, over in broader.items()]
    Occupation.objects.bulk_update(changed, ["broader"], batch_size=400)


def _set_parents(parents: dict[int, int]) -> None:
    changed = [Group(pk=key, parent_id=parent) for key, parent in parents.items()]
    Group.objects.bulk_update(changed, ["parent"], batch_size=400)
