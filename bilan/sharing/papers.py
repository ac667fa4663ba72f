"""The documents a person may give, set in type as they are today; private pieces never enter them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.cases.operations.results import plain
from bilan.cases.queries import case_of, detailed_results_of, past_cases_of, read_by, results_of, synthesis_of
from bilan.documents.action_plan import action_plan_paper
from bilan.documents.paper import Paper
from bilan.documents.rendering import render
from bilan.documents.results import results_paper
from bilan.documents.skills import skills_paper
from bilan.documents.synthesis import synthesis_paper
from bilan.instruments.queries import instrument_of
from bilan.portfolio.pieces import SkillCard
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.models import Option
from bilan.projects.pieces import ActionPlan
from bilan.projects.queries import action_plan
from bilan.sharing.errors import NothingToShare
from bilan.sharing.models import Share
from bilan.sharing.pieces import SetPaper
from bilan.vault.errors import KeyDestroyed
from bilan.vault.sealing import Json

PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)


def set_paper(*, person: Person, document: str, at: datetime) -> SetPaper:
    """Return a person's document as it is today, in their language.

    Raises:
        NothingToShare: it does not exist yet, was destroyed, or is no document that can be given.
    """
    if document not in Share.Document.values:
        raise NothingToShare
    with translation.override(person.language):
        try:
            paper, revision = MADE[Share.Document(document)](person, at)
        except KeyDestroyed as error:
            raise NothingToShare from error
        return SetPaper(Share.Document(document), render(paper), revision)


def is_ready(*, person: Person, document: Share.Document, at: datetime) -> bool:
    """Tell whether a document exists today; nothing is set in type."""
    try:
        MADE[document](person, at)
    except (NothingToShare, KeyDestroyed):
        return False
    return True


def _synthesis(person: Person, at: datetime) -> tuple[Paper, int | None]:
    case = case_of(person)
    told = synthesis_of(read_by(case=case, reader=person, what="synthesis", at=at)) if case else None
    if case is None or told is None or not told.is_locked:
        raise NothingToShare
    return synthesis_paper(case=case, told=told, language=person.language), told.revision


def _action_plan(person: Person, at: datetime) -> tuple[Paper, int | None]:
    plans = tuple(action_plan(owner=person, reader=person, plan=code) for code in PLANS)
    shown = tuple(_shown(one) for one in plans if one.option)
    if not any(one.steps for one in shown):
        raise NothingToShare
    paper = action_plan_paper(name=str(person), plans=shown, on=localdate(at), language=person.language)
    return paper, None


def _shown(plan: ActionPlan) -> ActionPlan:
    return replace(plan, steps=tuple(step for step in plan.steps if not step.is_private))


def _shown_card(card: SkillCard, hidden: Collection[UUID]) -> SkillCard:
    """Name no private activity beside a card."""
    return replace(card, experience="") if card.experience_id in hidden else card


def _skills(person: Person, at: datetime) -> tuple[Paper, int | None]:
    cards = tuple(card for card in cards_of(owner=person, reader=person) if not card.is_private)
    told = experiences_of(owner=person, reader=person)
    if not cards:
        raise NothingToShare
    hidden = {one.id for one in told if one.is_private}
    paper = skills_paper(
        name=str(person),
        cards=tuple(_shown_card(card, hidden) for card in cards),
        experiences=tuple(one for one in told if not one.is_private),
        on=localdate(at),
        language=person.language,
    )
    return paper, None


def _results(person: Person, at: datetime) -> tuple[Paper, int | None]:
    results = _given_results(person) or _finished_results(person, at)
    if not results:
        raise NothingToShare
    paper = results_paper(name=str(person), results=results, on=localdate(at), language=person.language)
    return paper, None


def _given_results(person: Person) -> tuple[Json, ...]:
    """Return the copy given at the end of the latest bilan that gave one."""
    for case in past_cases_of(person):
        if told := detailed_results_of(case=case, reader=person):
            return told
    return ()


def _finished_results(person: Person, at: datetime) -> tuple[Json, ...]:
    case = case_of(person)
    if case is None:
        return ()
    found = results_of(read_by(case=case, reader=person, what="results", at=at))
    return tuple(
        {
            "title": plain(instrument_of(administration=one.administration).title),
            "finished_at": plain(one.administration.finished_at),
            "result": plain(one.result),
        }
        for one in found.values()
    )


MADE: Mapping[Share.Document, Callable[[Person, datetime], tuple[Paper, int | None]]] = {
    Share.Document.SYNTHESIS: _synthesis,
    Share.Document.ACTION_PLAN: _action_plan,
    Share.Document.SKILLS: _skills,
    Share.Document.RESULTS: _results,
}
