"""Options to show in the gallery: proposed, kept and brought by the person, with their map."""

from dataclasses import replace
from datetime import UTC, datetime
from math import nan
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from bilan.occupations.queries import Market
from bilan.projects.models import Option
from bilan.projects.pieces import Feeling, LookedAtOption, Why
from bilan.web.beneficiary.option_views import OptionView, Sources, map_of, option_view

if TYPE_CHECKING:
    from bilan.occupations.matching import RankedOccupation

# No catalogue holds these codes: a button pressed in the gallery finds no occupation.
GUIDE, TEACHER, KEEPER = "SAMPLE-1", "SAMPLE-2", "SAMPLE-3"
AREA, VINTAGE = "Maine-et-Loire", "2025"


def option_samples() -> dict[str, object]:
    """Return three options of a list with their map, and two told apart from the list."""
    views = option_views()
    return {
        "views": views,
        "drawn": map_of(views),
        "area": AREA,
        "reasons": Why.choices,
        "lone_views": (
            option_view(number=8, code=GUIDE, option=None, sources=sources()),
            option_view(number=9, code=KEEPER, option=_kept(), sources=sources()),
        ),
    }


def option_views() -> tuple[OptionView, ...]:
    """Return an option that is proposed, one far from what is liked, one the person brought."""
    told = sources()
    return (
        option_view(number=1, code=GUIDE, option=None, sources=told),
        option_view(number=2, code=TEACHER, option=None, sources=told),
        option_view(number=3, code=KEEPER, option=_kept(), sources=told),
    )


def sources() -> Sources:
    """Return what the options are told from; the last one stands without any reason."""
    return Sources(ranked={GUIDE: _guide(), TEACHER: _teacher()}, cards={}, markets={})


def _guide() -> "RankedOccupation":
    from bilan.occupations.matching import Gap, Reason  # loads the engine: not for every page

    helping, leading = _("accompagner une démarche"), _("animer un groupe")
    return replace(
        _bare(GUIDE, _("Conseil en insertion"), interests=0.78),
        market=_market(tension=4, offers=210, pay=1950),
        training_months=8,
        reasons_for=(
            Reason("SKILLS_HELD", {"count": 2, "total": 5, "skills": helping}),
            Reason("INTERESTS_AGREE", {"letters": ("S",)}),
        ),
        reasons_against=(Reason("SKILLS_MISSING", {"count": 1, "skills": leading}),),
        gaps=(Gap(uri="", label=leading, is_essential=True),),
        held=(("", helping), ("", _("tenir des comptes"))),
    )


def _teacher() -> "RankedOccupation":
    from bilan.occupations.matching import Reason  # loads the engine: not for every page

    return replace(
        _bare(TEACHER, _("Formation d’adultes"), interests=0.47),
        market=_market(tension=2, offers=34, pay=None),
        training_months=30,
        reasons_against=(
            Reason("LONG_TRAINING", {"count": 30}),
            Reason("QUIET", {"area": AREA, "vintage": VINTAGE}),
        ),
    )


def _bare(code: str, title: str, *, interests: float) -> "RankedOccupation":
    from bilan.engine.match import Coverage  # loads the engine
    from bilan.occupations.matching import RankedOccupation, Term

    return RankedOccupation(
        code=code,
        title=title,
        score=interests,
        coverage=Coverage(total=0.0, essential=0.0, optional=0.0, transferred=nan),
        terms=(Term(name="interests", value=interests, weight=1.0, share=interests),),
        reasons_for=(),
        reasons_against=(),
        gaps=(),
        held=(),
        market=None,
        training_months=None,
        level=None,
    )


def _market(*, tension: int, offers: int, pay: int | None) -> Market:
    return Market(
        tension=tension,
        offers=offers,
        seekers=None,
        median_pay=pay,
        area_name=AREA,
        vintage=VINTAGE,
        source=_("Chiffres inventés"),
    )


def _kept() -> LookedAtOption:
    return LookedAtOption(
        id=UUID(int=1),
        catalogue="SAMPLE",
        code=KEEPER,
        title=_("Gestion d’une association"),
        state=Option.State.KEPT,
        decision=None,
        feeling=Feeling(),
        reason="",
        sides_tried=(),
        changed_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
    )
