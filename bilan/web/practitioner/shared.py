"""What the person shares of their portfolio, options and plan: read only, and each read is traced."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.queries import Reading
from bilan.portfolio.models import Card
from bilan.portfolio.operations import confirm_card
from bilan.portfolio.pieces import Period, SkillCard, ToldExperience
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.pieces import ActionPlan, LookedAtOption
from bilan.projects.queries import action_plan, options_of
from bilan.web.audience import for_practitioner, person_of
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, led_case, reading_of

MOST_CARDS = 60
PLANS = ("PLAN_A", "PLAN_B")


@dataclass(frozen=True, slots=True)
class ExperienceView:
    """An activity of the person's life."""

    told: ToldExperience
    years: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A skill, and whether its practitioner may still say that they saw it."""

    card: SkillCard
    may_confirm: bool


@for_practitioner
def shared(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the person shares; private pieces are not there."""
    reading = _open_reading(request, case_id)
    cards = _cards(reading)
    context = {
        "case": reading.case,
        "experiences": [ExperienceView(told, _years(told.period)) for told in _experiences(reading)],
        "cards": [_card_view(card) for card in cards[:MOST_CARDS]],
        "card_count": len(cards),
        "options": _options(reading),
        "plans": [plan for plan in _plans(reading) if plan.option or plan.steps],
    }
    return render(request, "practitioner/shared.html", context)


@for_practitioner
@require_POST
def confirm(request: HttpRequest, case_id: UUID, card_id: UUID) -> HttpResponse:
    """Say that one has seen this skill at work."""
    reading = _open_reading(request, case_id)
    if card_id not in {card.id for card in _cards(reading)}:
        raise Http404
    with acting(request, done=_("C’est noté : la compétence est confirmée par vous.")):
        confirm_card(
            card_id=card_id,
            by=person_of(request),
            is_practitioner=reading.is_practitioner,
            at=timezone.now(),
        )
    return redirect("case-shared", case_id)


def _open_reading(request: HttpRequest, case_id: UUID) -> Reading:
    """Open the portfolio of a bilan still led, or 404: after the hand-over it is the person's alone."""
    held = led_case(request, case_id)
    if not is_leading(request, held):
        raise Http404
    return reading_of(request, held, "portfolio")


def _experiences(reading: Reading) -> tuple[ToldExperience, ...]:
    owner = reading.case.beneficiary
    return experiences_of(owner=owner, reader=reading.reader, is_practitioner=reading.is_practitioner)


def _cards(reading: Reading) -> tuple[SkillCard, ...]:
    owner = reading.case.beneficiary
    return cards_of(owner=owner, reader=reading.reader, is_practitioner=reading.is_practitioner)


def _options(reading: Reading) -> tuple[LookedAtOption, ...]:
    owner = reading.case.beneficiary
    return options_of(owner=owner, reader=reading.reader, is_practitioner=reading.is_practitioner)


def _plans(reading: Reading) -> list[ActionPlan]:
    owner, looks_on = reading.case.beneficiary, reading.is_practitioner
    return [
        action_plan(owner=owner, reader=reading.reader, plan=plan, is_practitioner=looks_on) for plan in PLANS
    ]


def _card_view(card: SkillCard) -> CardView:
    return CardView(card, may_confirm=card.proof in (Card.Proof.SAID, Card.Proof.SHOWN))


def _years(period: Period) -> str:
    """Say a period in years."""
    years = {"start": period.from_year, "end": period.to_year}
    if period.is_ongoing:
        return _("depuis %(start)s") % years
    return str(period.from_year) if period.from_year == period.to_year else _("%(start)s à %(end)s") % years
