"""Which occupation an activity was: a few read in its title, the person says which."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.occupations.queries import titles
from bilan.portfolio.operations import tell_trade
from bilan.portfolio.pieces import ToldExperience
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.owned import own_experience
from bilan.web.outcome import acting


@dataclass(frozen=True, slots=True)
class Asked:
    """The occupations to choose among, as (code, title), and the title of the one that was said."""

    choices: tuple[tuple[str, str], ...]
    said: str | None


def asked_of(told: ToldExperience | None, *, language: str) -> Asked | None:
    """Return what to ask about an activity; None where nothing was read."""
    if told is None or told.trade is None:
        return None
    said_code = told.trade.said
    codes = list(dict.fromkeys([*told.trade.read, *([said_code] if said_code else [])]))
    named = titles(codes, language)
    choices = tuple((code, named[code]) for code in codes if code in named)
    said = None if said_code is None else named.get(said_code, "")
    return Asked(choices, said) if choices else None


@for_beneficiary
@require_POST
def experience_trade(request: HttpRequest, experience_id: UUID) -> HttpResponse:
    """Keep which occupation it was."""
    told = own_experience(request, experience_id)
    code = request.POST.get("trade", "")
    done = _("C’est noté : vos pistes comptent cette formation comme faite.") if code else _("C’est noté.")
    with acting(request, done=done):
        tell_trade(experience_id=told.id, code=code, by=person_of(request), at=timezone.now())
    return redirect("experience", told.id)
