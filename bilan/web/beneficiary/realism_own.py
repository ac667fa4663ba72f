"""What the bilan itself knows of the person's side and of the places around, to keep as facts."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.occupations.queries import Departement, Figure, departements, departements_apart, tension_map
from bilan.projects.models import Evidence
from bilan.projects.pieces import LookedAtOption
from bilan.web.beneficiary.option_views import Sources, fit_of, taste_said
from bilan.web.beneficiary.realism_figures import KnownFigure

if TYPE_CHECKING:
    from bilan.occupations.matching import RankedOccupation

NEAREST = 6
NAMED = 3
HARD = 4  # tension from which employers seek in vain


def figures_of_person(option: LookedAtOption, sources: Sources, *, today: date) -> list[KnownFigure]:
    """Say how the option meets what the person confirmed and likes; nothing before they said anything.

    Counts only: a fact that is kept may be read by the counsellor, the names of private cards may not.
    """
    ranked = sources.ranked.get(option.code)
    if ranked is None:
        return []
    told = [("skills", _skills_said(len(ranked.held), _missing(ranked)), _("Vos cartes confirmées"))]
    if taste := taste_said(fit_of(ranked)):
        told.append(("taste", taste, _("Votre questionnaire d’intérêts")))
    month = date_format(today, "F Y")
    return [KnownFigure(key, Evidence.Side.PERSON, said, source, month) for key, said, source in told]


def figures_of_place(option: LookedAtOption, departement: str | None) -> list[KnownFigure]:
    """Say where around one's home employers seek in vain; nothing where no figure is published.

    Two queries beside those of the map, which is remembered.
    """
    apart = departements_apart(departement or "")
    tensions = tension_map(option.code) if apart else {}
    near = sorted((code for code in tensions if code in apart), key=lambda code: (apart[code], code))
    if not near:
        return []
    told = {code: tensions[code] for code in near[:NEAREST]}
    names = {one.code: one for one in departements()}
    hard = [_named(names[code], apart[code]) for code, one in told.items() if round(one.value) >= HARD]
    return [KnownFigure("around", Evidence.Side.PLACE, _around_said(hard), *_source(list(told.values())))]


def _missing(ranked: "RankedOccupation") -> int:
    """Return how many important skills are left to learn: the gaps named are only the first of them."""
    told = (one.parameters["count"] for one in ranked.reasons_against if one.code == "SKILLS_MISSING")
    return sum(count for count in told if isinstance(count, int))


def _skills_said(held: int, missing: int) -> str:
    left = ngettext(
        "%(missing)d savoir-faire important reste à apprendre",
        "%(missing)d savoir-faire importants restent à apprendre",
        missing,
    ) % {"missing": missing}
    if not held:
        return left
    used = ngettext(
        "%(held)d de vos compétences y sert déjà", "%(held)d de vos compétences y servent déjà", held
    )
    return " ; ".join((used % {"held": held}, left))


def _around_said(hard: Sequence[str]) -> str:
    if not hard:
        return _("Dans les départements les plus proches, les employeurs trouvent sans grand mal")
    return _("Près de chez vous, les employeurs peinent aussi à recruter : %(places)s") % {
        "places": ", ".join(hard[:NAMED])
    }


def _named(place: Departement, apart: int) -> str:
    return _("%(name)s (%(apart)d km)") % {"name": place.name, "apart": apart}


def _source(figures: Sequence[Figure]) -> tuple[str, str]:
    """Return the publishers of the figures and their vintages."""
    sources = ", ".join(sorted({figure.source for figure in figures}))
    return sources, ", ".join(sorted({figure.vintage for figure in figures}))
