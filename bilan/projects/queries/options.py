"""Options, the realism test and the comparison, opened for the person or their practitioner."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from bilan.accounts.models import Person
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.queries import titles
from bilan.projects.errors import ProjectHidden
from bilan.projects.models import Criterion, Evidence, Option, Rating
from bilan.projects.permissions import may_read, may_read_option
from bilan.projects.pieces import (
    SIDES,
    ComparedOption,
    Comparison,
    LearntFact,
    LookedAtOption,
    Measure,
    SideOfReality,
)
from bilan.projects.reading import code_of, fact_of, name_of, note_of, why_of
from bilan.projects.weighing import compared

SIDE_BY_SIDE = (Option.State.PLAN_A, Option.State.PLAN_B, Option.State.COMPARED)
CAREFUL_FIRST = (Option.Decision.DROP, Option.Decision.ADAPT, Option.Decision.GO)


def options_of(
    *,
    owner: Person,
    reader: Person,
    is_practitioner: bool = False,
    language: str = "",
    is_set_aside: bool = False,
) -> tuple[LookedAtOption, ...]:
    """Return the options looked at, oldest first, or those set aside; a constant number of queries.

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    rows = shown_options(owner=owner, reader=reader)
    aside = Option.State.SET_ASIDE
    rows = rows.filter(state=aside) if is_set_aside else rows.exclude(state=aside)
    return opened_options(rows.order_by("created_at", "pk"), language=language)


def option_for(
    *, reader: Person, option_id: UUID, is_practitioner: bool = False, language: str = ""
) -> LookedAtOption:
    """Return one option; a constant number of queries.

    Raises:
        ProjectHidden: someone else's, a private one, or none.
    """
    row = readable_options().filter(pk=option_id).first()
    if row is None or not may_read_option(reader=reader, option=row, is_practitioner=is_practitioner):
        raise ProjectHidden
    return opened_options([row], language=language)[0]


def excluded_codes(*, owner: Person, has_private: bool = True) -> tuple[str, ...]:
    """Return the occupations that were set aside: they are not proposed again (one query).

    `has_private=False` where the practitioner looks on.
    """
    rows = Option.objects.select_related("key").filter(person=owner, state=Option.State.SET_ASIDE)
    rows = rows if has_private else rows.filter(is_private=False)
    return tuple(sorted({code_of(row)[1] for row in rows}))


def realism_of(
    *, reader: Person, option_id: UUID, is_practitioner: bool = False
) -> tuple[SideOfReality, ...]:
    """Return the five sides of reality of an option with their facts, latest first (two queries).

    Raises:
        ProjectHidden: someone else's, a private one, or none.
    """
    option = Option.objects.filter(pk=option_id).first()
    if option is None or not may_read_option(reader=reader, option=option, is_practitioner=is_practitioner):
        raise ProjectHidden
    return _sides(option_id)


def sides_of(option: LookedAtOption) -> tuple[SideOfReality, ...]:
    """Return the five sides of an option that its reader has opened already (one query)."""
    return _sides(option.id)


def _sides(option_id: UUID) -> tuple[SideOfReality, ...]:
    facts = _facts([option_id])
    return tuple(_side(side, facts) for side in SIDES)


def enquiries_of(*, owner: Person, reader: Person, is_practitioner: bool = False) -> tuple[LearntFact, ...]:
    """Return what the person learnt from people, over all options, latest first (one query).

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    options = shown_options(owner=owner, reader=reader).values_list("pk", flat=True)
    return tuple(fact for fact in _facts(options) if fact.is_enquiry)


def criteria_of(*, owner: Person, reader: Person, is_practitioner: bool = False) -> tuple[Measure, ...]:
    """Return what counts for the person, in their order (one query).

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    rows = Criterion.objects.select_related("key").filter(person=owner).order_by("position", "pk")
    return tuple(Measure(row.pk, Criterion.Kind(row.kind), name_of(row), row.weight) for row in rows)


def comparison_of(
    *, owner: Person, reader: Person, is_practitioner: bool = False, language: str = ""
) -> Comparison:
    """Return the compared options on the person's own criteria; a constant number of queries.

    Raises:
        ProjectHidden: the reader is neither the person nor their practitioner.
    """
    measures = criteria_of(owner=owner, reader=reader, is_practitioner=is_practitioner)
    rows = shown_options(owner=owner, reader=reader).filter(state__in=SIDE_BY_SIDE)
    options = opened_options(rows.order_by("created_at", "pk"), language=language)
    ratings = _ratings([option.id for option in options])
    columns = tuple(
        compared(option=option, measures=measures, ratings=ratings.get(option.id, {})) for option in options
    )
    return Comparison(measures, _by_plan(columns))


def check_reader(*, owner: Person, reader: Person, is_practitioner: bool) -> None:
    """Refuse whoever is neither the person nor their practitioner."""
    if not may_read(reader=reader, owner=owner, is_practitioner=is_practitioner):
        raise ProjectHidden


def readable_options() -> QuerySet[Option]:
    """Return options with all that opening them needs."""
    return Option.objects.select_related("key").prefetch_related("evidence")


def shown_options(*, owner: Person, reader: Person) -> QuerySet[Option]:
    """Return a person's options, without the private ones unless they read themselves."""
    rows = readable_options().filter(person=owner)
    return rows if reader.pk == owner.pk else rows.filter(is_private=False)


def opened_options(rows: Iterable[Option], *, language: str) -> tuple[LookedAtOption, ...]:
    """Open options with their titles (one query for all titles)."""
    read = [(row, *code_of(row)) for row in rows]
    titles = occupation_titles(codes=[code for _, _, code in read], language=language)
    return tuple(_looked_at(row, catalogue, code, titles.get(code, code)) for row, catalogue, code in read)


def _looked_at(row: Option, catalogue: str, code: str, title: str) -> LookedAtOption:
    feeling, reason = note_of(row)
    tried = {evidence.side for evidence in row.evidence.all()}
    return LookedAtOption(
        id=row.pk,
        catalogue=catalogue,
        code=code,
        title=title,
        state=Option.State(row.state),
        decision=Option.Decision(row.decision) if row.decision else None,
        feeling=feeling,
        reason=reason,
        sides_tried=tuple(side for side in SIDES if side in tried),
        changed_at=row.changed_at,
        is_private=row.is_private,
        why=why_of(row),
        verdicts=_verdicts(row),
    )


def _verdicts(row: Option) -> tuple[tuple[Evidence.Side, Option.Decision], ...]:
    """Return the most careful verdict of each side tried, from the facts prefetched."""
    said: dict[str, set[str]] = {}
    for evidence in row.evidence.all():
        said.setdefault(evidence.side, set()).add(evidence.verdict)
    return tuple(
        (side, next(verdict for verdict in CAREFUL_FIRST if verdict in said[side]))
        for side in SIDES
        if side in said
    )


def occupation_titles(*, codes: Sequence[str], language: str = "") -> dict[str, str]:
    """Return the titles of occupations, in a language or the page's (no query for none).

    A person's own options stay readable, by their codes, where no catalogue is loaded any more.
    """
    if not codes:
        return {}
    try:
        return titles(sorted(set(codes)), (language or get_language() or "fr")[:2])
    except CatalogueMissing:
        return {}


def _facts(option_ids: Iterable[UUID]) -> tuple[LearntFact, ...]:
    rows = Evidence.objects.select_related("key").filter(option__in=option_ids).order_by("-on", "-pk")
    return tuple(LearntFact(row.pk, row.option_id, row.on, fact_of(row)) for row in rows)


def _side(side: Evidence.Side, facts: Sequence[LearntFact]) -> SideOfReality:
    own = tuple(fact for fact in facts if fact.fact.side == side)
    said = {fact.fact.verdict for fact in own}
    return SideOfReality(side, own, next((verdict for verdict in CAREFUL_FIRST if verdict in said), None))


def _ratings(option_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, int]]:
    found: dict[UUID, dict[UUID, int]] = {}
    for row in Rating.objects.filter(option__in=option_ids):
        found.setdefault(row.option_id, {})[row.criterion_id] = row.value
    return found


def _by_plan(columns: Sequence[ComparedOption]) -> tuple[ComparedOption, ...]:
    """Put plan A first, then plan B, then the others in their order."""
    return tuple(sorted(columns, key=lambda column: SIDE_BY_SIDE.index(column.option.state)))
