"""Pictures to show in the gallery: hexagons, levels and the line of a life."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from bilan.instruments.library import CMS, instrument
from bilan.portfolio.models import Experience
from bilan.portfolio.pieces import Period, ToldExperience
from bilan.web.beneficiary.experiences import Life, life_of
from bilan.web.pictures.hexagon import Hexagon, draw_hexagon
from bilan.web.pictures.levels import AreaScore, LevelBar, draw_levels
from bilan.web.pictures.road import Road, Stop, draw_road
from bilan.web.pictures.tile_map import draw_tile_map, tile_places

ERROR = 0.08
STEEP = {"R": 0.35, "I": 0.52, "A": 0.44, "S": 0.81, "E": 0.58, "C": 0.66}
FLAT = dict.fromkeys(STEEP, 0.5)
MEANS = {"A": (0.72, 3), "B": (0.55, 3), "C": (0.21, 1), "D": (0.4, 2), "E": (0.93, 4)}


def picture_samples(*, today: date) -> dict[str, object]:
    """Return a steep and a flat hexagon, five levels, a life told in five activities, a map, a road."""
    steep, flat = hexagons()
    return {
        "steep": steep,
        "flat": flat,
        "levels": levels(),
        "life": life(today=today),
        "road": road(today=today),
        "road_sentence": _("Un pas fait, un remis, un qui vient, deux plus loin ; un projet B attend."),
        "tiles": draw_tile_map(_tensions(), here="49"),
        "tiles_sentence": _(
            "Des chiffres inventés : chaque tension de 1 à 5, et quelques départements sans."
        ),
    }


def road(*, today: date) -> Road:
    """Return a plan under way, with another one in reserve."""
    days = ((-9, "f-high"), (-2, "f-put-off"), (4, "f-mid"), (40, "f-low"), (120, "f-low"))
    stops = [Stop(number, today + timedelta(days=day), fill) for number, (day, fill) in enumerate(days, 1)]
    return draw_road(stops, reserve=stops[3:], has_reserve=True, today=today)


def hexagons() -> tuple[Hexagon, Hexagon]:
    """Return interests that stand apart, and interests that cannot be told apart."""
    steep = draw_hexagon({letter: (score, ERROR) for letter, score in STEEP.items()})
    return steep, draw_hexagon({letter: (score, 2 * ERROR) for letter, score in FLAT.items()})


def levels() -> tuple[LevelBar, ...]:
    """Return the areas of the diagnosis, one of them read again with the counselor."""
    titles = {scale.id: str(scale.title) for scale in instrument(CMS).scales}
    return draw_levels([_score(area, titles[area]) for area in MEANS])


def life(*, today: date) -> Life:
    """Return activities of the four kinds, two of them at the same time."""
    kinds = Experience.Kind
    told = (
        _told(1, kinds.TRAINING, Period(2001, 9, 2003, 6), _("BTS de gestion")),
        _told(2, kinds.EMPLOYED, Period(2003, 9, 2014, 3), _("Assistante comptable")),
        _told(3, kinds.UNPAID, Period(2012, None, 2019), _("Trésorière d’une école")),
        _told(4, kinds.SELF_EMPLOYED, Period(2015, 1, 2018, 12), _("Vente sur les marchés")),
        _told(5, kinds.EMPLOYED, Period(2019, 2), _("Responsable d’accueil")),
    )
    return life_of(told, today=today)


def _tensions() -> dict[str, int]:
    return {code: at % 6 for at, code in enumerate(tile_places()) if at % 6}


def _score(area: str, label: str) -> AreaScore:
    mean, level = MEANS[area]
    is_corrected = area == "C"
    return AreaScore(
        area=area,
        label=label,
        level=level,
        mean=mean,
        error=ERROR,
        corrected=2 if is_corrected else None,
        reason=_("Vous avez trouvé seule vos deux derniers postes.") if is_corrected else "",
    )


def _told(number: int, kind: Experience.Kind, period: Period, title: str) -> ToldExperience:
    return ToldExperience(
        id=UUID(int=number),
        kind=kind,
        period=period,
        title=title,
        narrative="",
        is_private=False,
        cards=2,
        changed_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
    )
