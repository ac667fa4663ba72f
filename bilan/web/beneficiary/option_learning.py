"""What is missing for an option, turned into ways to learn it: a block, the field, a step of the bilan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.cases.queries.plans import plan_of
from bilan.occupations.queries import CertificationCard, certifications_for
from bilan.projects.queries.learning import GapToLearn, gaps_to_learn
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.modules import title_of
from bilan.web.beneficiary.option_views import learning_said
from bilan.web.beneficiary.options import explained_for, language_now, profile_for
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of

if TYPE_CHECKING:
    from bilan.occupations.matching import RankedOccupation

MOST_GAPS = 6
MOST_CERTIFICATIONS = 5
# Modules of the programme that help to learn: asking people who do it, trying it, finding courses, VAE.
ASK, TRY, COURSES, RECOGNITION = "I10", "I11", "I12", "I16"


@dataclass(frozen=True, slots=True)
class Help:
    """A module of the bilan that helps, and whether it is in the person's programme."""

    title: str
    is_planned: bool


@for_beneficiary
def option_learning(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show each missing skill with ways to learn it."""
    person, option = person_of(request), own_option(request, option_id)
    case = case_of(person)
    told = explained_for(person, profile_for(person, case), [option.code])
    certifications = certifications_for(option.code, MOST_CERTIFICATIONS)
    gaps = missing_of(told, certifications)
    context = {
        "option": option,
        "gaps": gaps,
        "lacks_block": not all(one.blocks for one in gaps),
        "is_explained": bool(told),
        "duration": learning_said(told[0].training_months if told else None),
        "certifications": certifications,
        "helps": helps_of(case, certifications),
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/option_learning.html", context)


def missing_of(
    told: "Sequence[RankedOccupation]", certifications: Sequence[CertificationCard]
) -> tuple[GapToLearn, ...]:
    """Return the skills that are missing first, each with what teaches it."""
    gaps = told[0].gaps[:MOST_GAPS] if told else ()
    return gaps_to_learn(gaps=gaps, certifications=certifications)


def helps_of(case: Case | None, certifications: Sequence[CertificationCard]) -> tuple[Help, ...]:
    """Return the modules that help to learn; recognition where a certification is open to experience."""
    planned = {line.code for line in plan_of(case, language=language_now())} if case else set()
    codes = [ASK, TRY, *([COURSES] if certifications else [])]
    if any(one.by_experience for one in certifications):
        codes.append(RECOGNITION)
    return tuple(Help(title_of(code), code in planned) for code in codes)
