"""The same occupation elsewhere, or another one here: what the hiring figures say of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.occupations.queries import (
    Departement,
    Figure,
    departements,
    departements_apart,
    is_starter_only,
    official_moves,
    rent_map,
    tension_map,
)
from bilan.projects.pieces import LookedAtOption, Why
from bilan.projects.queries import options_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option_views import OptionView, option_view
from bilan.web.beneficiary.options import (
    departement_for,
    explained_for,
    profile_for,
    ranked_for,
    sources_for,
)
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of
from bilan.web.pictures.tile_map import TileMap, draw_tile_map

NEAREST = 6
OTHERS = 6
UNKNOWN = "–"
HARD = 4  # tension from which employers seek in vain


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A département: how hard employers find it to hire there (0 unknown), a flat's rent, how far it is."""

    code: str
    name: str
    tension: int
    apart: int | None
    is_here: bool
    told_tension: str
    told_rent: str
    told_distance: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """The same occupation everywhere, and others in one place."""

    here: Elsewhere | None
    places: tuple[Elsewhere, ...]
    near: tuple[Elsewhere, ...]
    others: tuple[OptionView, ...]
    own: OptionView
    drawn: TileMap
    sentence: str
    rent_source: str


@for_beneficiary
def mobility(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show the same occupation elsewhere and other ones here; the place may be another than one's own."""
    person, option = person_of(request), own_option(request, option_id)
    known = departements()
    asked = request.GET.get("departement", "")
    here = asked if asked in {one.code for one in known} else departement_for(person)
    context = {
        "option": option,
        "told": simulate(person, option, here=here, known=known),
        "departements": known,
        "reasons": Why.choices,
        "is_starter": is_starter_only(),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/mobility.html", context)


def simulate(
    person: Person, option: LookedAtOption, *, here: str | None, known: Sequence[Departement]
) -> Simulation:
    """Gather both sides; a constant number of queries."""
    tensions, rents = tension_map(option.code), rent_map()
    apart = departements_apart(here or "")
    places = tuple(_place(one, tensions.get(one.code), rents.get(one.code), apart, here) for one in known)
    own, others = _views(person, option, here)
    told = {code: round(figure.value) for code, figure in tensions.items()}
    return Simulation(
        here=next((one for one in places if one.is_here), None),
        places=tuple(sorted(places, key=lambda one: (-one.tension, one.name))),
        near=_near(places),
        others=others,
        own=own,
        drawn=draw_tile_map(told, here=here),
        sentence=_sentence(places, tensions),
        rent_source=_source(rents),
    )


def _place(
    one: Departement,
    tension: Figure | None,
    rent: Figure | None,
    apart: Mapping[str, int],
    here: str | None,
) -> Elsewhere:
    apart_km = apart.get(one.code)
    level = round(tension.value) if tension else 0
    return Elsewhere(
        code=one.code,
        name=one.name,
        tension=level,
        apart=apart_km,
        is_here=one.code == here,
        told_tension=str(level or UNKNOWN),
        told_rent=f"{round(rent.value)} €" if rent else UNKNOWN,
        told_distance=UNKNOWN if apart_km is None else f"{apart_km} km",
    )


def _near(places: Sequence[Elsewhere]) -> tuple[Elsewhere, ...]:
    """Return the nearest places with a figure, the nearest first; none without a place to start from."""
    told = [one for one in places if one.tension and one.apart is not None]
    return tuple(sorted(told, key=lambda one: one.apart or 0)[:NEAREST])


def _views(
    person: Person, option: LookedAtOption, here: str | None
) -> tuple[OptionView, tuple[OptionView, ...]]:
    """Say the option, and others one could do in the same place: official moves and those proposed.

    What the person set aside is not proposed again here either.
    """
    profile = profile_for(person, case_of(person))
    proposed = [one.code for one in ranked_for(person, profile, also=())]
    moves = official_moves(option.code)
    kept = {one.code: one for one in options_of(owner=person, reader=person)}
    refused = {one.code for one in options_of(owner=person, reader=person, is_set_aside=True)}
    found = dict.fromkeys([*moves[:3], *proposed, *moves])
    codes = [code for code in found if code not in {option.code, *refused}]
    chosen = [option.code, *codes[:OTHERS]]
    sources = sources_for(person, chosen, explained_for(person, profile, chosen, here), here)
    told = [
        option_view(number=at, code=code, option=kept.get(code), sources=sources)
        for at, code in enumerate(chosen)
    ]
    named = {view.title: view for view in reversed(told)}  # titles of another language may be alike
    return told[0], tuple(view for view in told[1:] if named[view.title] is view)


def _sentence(places: Sequence[Elsewhere], tensions: Mapping[str, Figure]) -> str:
    """Say what the map shows, with its vintage and source."""
    if not tensions:
        return _("Aucun chiffre par département n’est chargé pour ce métier.")
    hard = sum(one.tension >= HARD for one in places)
    said = ngettext(
        "Dans %(hard)d département sur %(known)d, les employeurs peinent à recruter pour ce métier.",
        "Dans %(hard)d départements sur %(known)d, les employeurs peinent à recruter pour ce métier.",
        hard,
    )
    return " ".join((said % {"hard": hard, "known": len(tensions)}, _source(tensions)))


def _source(figures: Mapping[str, Figure]) -> str:
    told = sorted({(figure.source, figure.vintage) for figure in figures.values()})
    named = " ; ".join(f"{source}, {vintage}" for source, vintage in told)
    return _("Source : %(source)s.") % {"source": named} if named else ""
