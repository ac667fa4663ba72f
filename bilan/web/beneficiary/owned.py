"""One's own pieces by their key, or 404: somebody else's and none are told alike."""

from uuid import UUID

from django.http import Http404, HttpRequest

from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.pieces import SkillCard, ToldExperience
from bilan.portfolio.queries import card_for, experience_for
from bilan.projects.errors import ProjectHidden
from bilan.projects.pieces import LookedAtOption, PlanStep
from bilan.projects.queries import option_for, step_for
from bilan.web.audience import person_of


def own_case(request: HttpRequest) -> Case:
    """Return the bilan of the person who asks."""
    case = case_of(person_of(request))
    if case is None:
        raise Http404
    return case


def own_experience(request: HttpRequest, experience_id: UUID) -> ToldExperience:
    """Return an activity of the person who asks."""
    try:
        return experience_for(reader=person_of(request), experience_id=experience_id)
    except PieceHidden as error:
        raise Http404 from error


def own_card(request: HttpRequest, card_id: UUID) -> SkillCard:
    """Return a card of the person who asks."""
    try:
        return card_for(reader=person_of(request), card_id=card_id)
    except PieceHidden as error:
        raise Http404 from error


def own_option(request: HttpRequest, option_id: UUID) -> LookedAtOption:
    """Return an option of the person who asks."""
    try:
        return option_for(reader=person_of(request), option_id=option_id)
    except ProjectHidden as error:
        raise Http404 from error


def own_step(request: HttpRequest, step_id: UUID) -> PlanStep:
    """Return a step of the person who asks."""
    try:
        return step_for(reader=person_of(request), step_id=step_id)
    except ProjectHidden as error:
        raise Http404 from error
