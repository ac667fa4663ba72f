"""What refusals taught and the person lets count, and how it changes a ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bilan.accounts.models import Person
from bilan.engine.match import DEFAULT_WEIGHTS
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.indexes import MatchIndex, occupation_index
from bilan.occupations.matching import Constraints, Profile
from bilan.occupations.queries import occupation_catalogue
from bilan.projects.models import Leaning
from bilan.projects.pieces import KeptLean, Lean, LeaningKind
from bilan.projects.queries.options import check_reader
from bilan.projects.reading import lean_of

MORE = 3.0  # what a weight is multiplied by, as the answer "much" of the sliders does


def leanings_of(*, owner: Person, reader: Person, is_practitioner: bool = False) -> tuple[KeptLean, ...]:
    """Return what the person lets count, oldest first (one query); not what a private option taught.

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    return kept_leans(owner, has_private=reader.pk == owner.pk)


def kept_leans(owner: Person, *, has_private: bool) -> tuple[KeptLean, ...]:
    """Open the leanings of a person (one query)."""
    rows = Leaning.objects.select_related("key").filter(person=owner)
    rows = rows if has_private else rows.filter(option__is_private=False)
    return tuple(
        KeptLean(row.pk, row.option_id, lean_of(row), row.agreed_at)
        for row in rows.order_by("agreed_at", "pk")
    )


def leaned(profile: Profile, leans: Sequence[Lean]) -> Profile:
    """Return a profile as some leanings change it: limits only tighten, weights are multiplied."""
    if not leans:
        return profile
    weights = {lean.name: DEFAULT_WEIGHTS[lean.name] * MORE for lean in _of(leans, LeaningKind.WEIGHT)}
    return replace(
        profile,
        constraints=_tightened(profile.constraints, leans),
        weights={**profile.weights, **weights},
        excluding=_without_fields(profile.excluding, leans),
    )


def field_codes(index: MatchIndex, code: str) -> tuple[str, ...]:
    """Return the occupations of the same field of work as one, itself with them; none when it is unknown."""
    row = index.rows.get(code)
    if row is None:
        return ()
    same = index.table.domains == index.table.domains[row]
    return tuple(one for one, is_same in zip(index.table.codes, same, strict=True) if is_same)


def _tightened(limits: Constraints, leans: Sequence[Lean]) -> Constraints:
    contexts = [lean.name for lean in _of(leans, LeaningKind.CONTEXT)]
    pays = [float(lean.value) for lean in _of(leans, LeaningKind.PAY)]
    months = [float(lean.value) for lean in _of(leans, LeaningKind.TRAINING)]
    if limits.minimum_pay is not None:
        pays.append(limits.minimum_pay)
    if limits.maximum_training_months is not None:
        months.append(limits.maximum_training_months)
    return replace(
        limits,
        refused_contexts=tuple(dict.fromkeys([*limits.refused_contexts, *contexts])),
        maximum_training_months=min(months, default=None),
        minimum_pay=max(pays, default=None),
    )


def _without_fields(excluding: Sequence[str], leans: Sequence[Lean]) -> tuple[str, ...]:
    """Add the occupations of the refused fields; a field whose occupation is not on offer adds nothing."""
    codes = [lean.name for lean in _of(leans, LeaningKind.DOMAIN)]
    if not codes:
        return tuple(excluding)
    try:
        index = occupation_index(occupation_catalogue())
    except CatalogueMissing:
        return tuple(excluding)
    return tuple(sorted({*excluding, *(one for code in codes for one in field_codes(index, code))}))


def _of(leans: Iterable[Lean], kind: LeaningKind) -> list[Lean]:
    return [lean for lean in leans if lean.kind == kind]
