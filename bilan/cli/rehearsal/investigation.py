"""The investigation of a rehearsal: experiences, skills, values, interests, options, projects."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from bilan.cases.models import Mode
from bilan.cases.operations import complete_module
from bilan.cli.rehearsal.preliminary import begin, skip_the_rest
from bilan.cli.rehearsal.schema import ExperiencePart, OptionPart
from bilan.cli.rehearsal.stage import Play, seconds_from
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration, give_opinion, rank_cards, record_answer
from bilan.portfolio.models import Suggestion
from bilan.portfolio.operations import (
    add_experience,
    confirm_suggestion,
    refuse_suggestion,
    suggest_from_experience,
    tell_trade,
)
from bilan.portfolio.pieces import Period
from bilan.portfolio.queries import found, official_labels
from bilan.projects.models import MOST_COMPARED, Criterion, Option
from bilan.projects.operations import (
    add_criterion,
    add_fact,
    choose_plan,
    compare_option,
    decide,
    keep_option,
    note_feeling,
    open_criteria,
    rate_option,
)
from bilan.projects.pieces import Fact, Feeling
from bilan.projects.queries import options_of

INVESTIGATION = Administration.Moment.INVESTIGATION
OWN_WORK = ("P3", "I1", "I2", "I3", "I4", "I5")
PILES = {"indispensable": "INDISPENSABLE", "important": "IMPORTANT", "avoid": "AVOID"}


def tell_experiences(play: Play, at: datetime) -> None:
    """Tell each experience, then confirm or refuse the skills found in its words."""
    clock = seconds_from(at)
    for part in play.script.experiences:
        moment = next(clock)
        experience = add_experience(
            person=play.person,
            kind=part.kind,
            period=Period(from_year=part.from_year, to_year=part.to_year),
            title=part.title,
            narrative=part.narrative,
            is_private=part.is_private,
            by=play.person,
            at=moment,
        )
        suggest_from_experience(experience_id=experience.pk, by=play.person, at=moment)
        if part.occupation:
            tell_trade(experience_id=experience.pk, code=part.occupation, by=play.person, at=moment)
        _answer_suggestions(play, part, experience.pk, clock)


def _answer_suggestions(
    play: Play, part: ExperiencePart, experience_id: UUID, clock: Iterator[datetime]
) -> None:
    offered, strange = _sorted_out(experience_id, not_mine=frozenset(part.not_mine))
    for suggestion_id in offered[: part.confirm]:
        confirm_suggestion(suggestion_id=suggestion_id, by=play.person, at=next(clock))
    for suggestion_id in (strange + offered[part.confirm :])[: part.refuse]:
        refuse_suggestion(suggestion_id=suggestion_id, by=play.person, at=next(clock))


def _sorted_out(experience_id: UUID, *, not_mine: frozenset[str]) -> tuple[list[UUID], list[UUID]]:
    """Tell what may be the person's from what their words wrongly brought up."""
    rows = Suggestion.objects.filter(experience=experience_id, state=Suggestion.State.PROPOSED)
    read = [(row.pk, found(row)[0]) for row in rows.select_related("key").order_by("rank", "pk")]
    names = official_labels(uris=(uri for _, uri in read))
    strange = [pk for pk, uri in read if not_mine & {uri, names.get(uri)}]
    return [pk for pk, _ in read if pk not in strange], strange


def sort_values(play: Play, at: datetime) -> None:
    """Sort the cards in piles and rank the indispensable ones."""
    administration = begin(play, "work-values", INVESTIGATION, at)
    told = play.script.values
    piles = {card: pile for name, pile in PILES.items() for card in getattr(told, name)}
    for item in _items(administration):
        value = piles.get(item, "SECONDARY")
        record_answer(administration=administration, item_id=item, value=value, by=play.person, at=at)
    if told.indispensable:
        rank_cards(administration=administration, cards=told.indispensable, by=play.person, at=at)
    _finish(play, administration, at)


def answer_interests(play: Play, at: datetime) -> None:
    """Answer the activities that attract or not."""
    administration = begin(play, "riasec", INVESTIGATION, at)
    for item, value in sorted(play.script.interests.items()):
        record_answer(administration=administration, item_id=item, value=value, by=play.person, at=at)
    skip_the_rest(play, administration, at)
    _finish(play, administration, at)


def finish_own_work(play: Play, at: datetime) -> None:
    """Say that the guided modules lived so far are done."""
    guided = play.bilan.plan_items.filter(module__in=OWN_WORK, mode=Mode.GUIDED)
    for module in guided.order_by("module").values_list("module", flat=True):
        complete_module(case=play.bilan, module=module, by=play.person, at=at)


def _items(administration: Administration) -> list[str]:
    from bilan.instruments.queries import instrument_of

    return [item.id for item in instrument_of(administration=administration).items]


def _finish(play: Play, administration: Administration, at: datetime) -> None:
    finish_administration(administration=administration, by=play.person, at=at)
    opinion = Administration.Opinion.YES
    give_opinion(administration=administration, opinion=opinion, by=play.person, at=at)


def keep_options(play: Play, at: datetime) -> None:
    """Keep the options, each with how the person feels about it."""
    for part, moment in zip(play.script.projects.options, seconds_from(at), strict=False):
        option = keep_option(person=play.person, code=part.code, by=play.person, at=moment)
        feeling = Feeling(words=part.feeling, energy=part.energy, doubt=part.doubt)
        note_feeling(option_id=option.pk, feeling=feeling, by=play.person, at=moment)


def compare(play: Play, at: datetime) -> None:
    """Lay the criteria, compare up to three options, log what was learnt in the field."""
    criteria = _criteria(play, at)
    ids = _options(play)
    for part in play.script.projects.options[:MOST_COMPARED]:
        compare_option(option_id=ids[part.code], by=play.person, at=at)
        for criterion, value in zip(criteria, part.ratings, strict=False):
            rate_option(
                option_id=ids[part.code], criterion_id=criterion.pk, value=value, by=play.person, at=at
            )
        _enquire(play, part, ids[part.code], at)


def _criteria(play: Play, at: datetime) -> list[Criterion]:
    laid = [
        add_criterion(person=play.person, name=part.name, weight=part.weight, by=play.person, at=moment)
        for part, moment in zip(play.script.projects.criteria, seconds_from(at), strict=False)
    ]
    open_criteria(person=play.person, names=(), by=play.person, at=at)
    return laid


def _enquire(play: Play, part: OptionPart, option_id: UUID, at: datetime) -> None:
    for enquiry in part.enquiries:
        fact = Fact(side=enquiry.side, learnt=enquiry.learnt, verdict=enquiry.verdict, who=enquiry.who)
        add_fact(option_id=option_id, fact=fact, on=localdate(at), by=play.person, at=at)


def choose(play: Play, at: datetime) -> None:
    """Decide on what was tried, then choose project A and project B."""
    projects, ids = play.script.projects, _options(play)
    for part in projects.options[:MOST_COMPARED]:
        if part.enquiries and part.decision != Option.Decision.DROP:
            decide(option_id=ids[part.code], decision=part.decision, by=play.person, at=at)
    for code, plan in ((projects.plan_a, Option.State.PLAN_A), (projects.plan_b, Option.State.PLAN_B)):
        if code is not None:
            choose_plan(option_id=ids[code], plan=plan, by=play.person, at=at)


def _options(play: Play) -> dict[str, UUID]:
    return {option.code: option.id for option in options_of(owner=play.person, reader=play.person)}
