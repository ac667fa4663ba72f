"""What would bring an option into the six: the smallest changes, each with where to make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.occupations.errors import CatalogueMissing, UnknownOccupation
from bilan.projects.pieces import LookedAtOption
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.options import departement_for, is_known, language_now, profile_for
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of

if TYPE_CHECKING:
    from bilan.occupations.matching import Change, Changes

LIMITS = {"CONTEXT", "TRAINING", "PAY"}


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: what must change together, and where that is done."""

    sentences: tuple[str, ...]
    address: str
    place: str


@for_beneficiary
def option_changes(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show the smallest changes that bring the option among the six; nothing is changed by reading it."""
    person, option = person_of(request), own_option(request, option_id)
    found = changes_for(person, option)
    context = {
        "option": option,
        "is_known": found is not None,
        "is_in": bool(found and found.is_in),
        "ways": [_way(changes) for changes in found.ways] if found else [],
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/option_changes.html", context)


def changes_for(person: Person, option: LookedAtOption) -> "Changes | None":
    """Return the changes; None before anything is known of the person, or of the occupation."""
    from bilan.occupations.matching import what_would_change  # loads the engine: not for every page

    profile = profile_for(person, case_of(person))
    if not is_known(profile):
        return None
    try:
        return what_would_change(
            profile, option.code, language=language_now(), departement=departement_for(person)
        )
    except (CatalogueMissing, UnknownOccupation):
        return None


def _way(changes: "Sequence[Change]") -> Way:
    kinds = {change.kind for change in changes}
    sentences = tuple(change.sentence for change in changes)
    if kinds & LIMITS:
        return Way(sentences, reverse("demand-constraints"), _("Revoir ce qu’il faut respecter"))
    if "LIVED" in kinds:
        return Way(sentences, reverse("experiences"), _("Relire ce que j’ai fait"))
    if "EXCLUDED" in kinds:
        return Way(sentences, reverse("options-aside"), _("Voir ce que j’ai écarté"))
    if "SKILLS" in kinds:
        return Way(sentences, reverse("skills"), _("Ajouter une carte si je sais déjà le faire"))
    dials = {change.name: "more" if change.after > change.before else "less" for change in changes}
    return Way(sentences, f"{reverse('options')}?{urlencode(dials)}", _("Essayer ce réglage"))
