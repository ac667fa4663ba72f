"""Labor-market figures of occupations, near a département, each with its area, vintage and source."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, Sum

from bilan.occupations.memory import remembered
from bilan.occupations.models import Area, Catalogue, Crosswalk, MarketFigure, Occupation
from bilan.occupations.queries.catalogues import occupation_catalogue

SOURCES = {"DARES": "Dares", "FRANCE_TRAVAIL": "France Travail", "BMO": "France Travail, BMO"}
FAMILIES = ("fap-rome", "rome-fap", "difficult-hirings")  # the most direct correspondence first
DATASETS = ("tensions", "pay")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as its publisher gives it."""

    indicator: str
    value: float
    area_name: str
    vintage: str
    source: str


@dataclass(frozen=True, slots=True)
class Market:
    """What is known of hiring in an occupation; `area_name` tells where the tension or the offers are of."""

    tension: int | None
    offers: int | None
    seekers: int | None
    median_pay: int | None
    area_name: str
    vintage: str
    source: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Family:
    """A figure of a professional family somewhere."""

    area: int
    indicator: str
    value: float
    vintage: str
    source: str


def market(
    codes: Collection[str], departement: str | None = None, catalogue: Catalogue | None = None
) -> dict[str, Market]:
    """Return what is known of each occupation: the département's figure, else the region's, else France's.

    Six queries at most, whatever the number of codes, which are of the catalogue offered unless one is named.
    A code without any figure is left out.
    """
    if not codes:
        return {}
    offered = catalogue or occupation_catalogue()
    return remembered(
        ("market", offered.pk, departement), codes, lambda wanted: _read(wanted, departement, offered)
    )


def tension_map(code: str, catalogue: Catalogue | None = None) -> dict[str, Figure]:
    """Return the tension of an occupation in each département, by its code; five queries.

    A département without a figure of its own is left out: no wider area stands in for it.
    """
    offered = catalogue or occupation_catalogue()

    def read(wanted: Collection[str]) -> dict[str, dict[str, Figure]]:
        families = _families(set(_old_codes(wanted, offered).values()))
        told = {fap for found in families.values() for fap in found}
        return {one: _tensions_by_departement(told) for one in wanted}

    return remembered(("tension map", offered.pk), [code], read).get(code, {})


def rent_map() -> dict[str, Figure]:
    """Return what a two-room flat costs in each département, by its code; one query."""

    def read(wanted: Collection[str]) -> dict[str, dict[str, Figure]]:
        rows = MarketFigure.objects.filter(
            scheme="AREA", indicator__in=wanted, area__kind="DEPARTEMENT"
        ).order_by("vintage", "pk")
        columns = ("area__code", "indicator", "value", "area__name", "vintage", "source")
        found = rows.values_list(*columns)
        return {one: {code: _rent(*told) for code, *told in found if told[0] == one} for one in wanted}

    return remembered("rents", ["RENT_T2"], read).get("RENT_T2", {})


def _rent(indicator: str, value: float, name: str, vintage: str, source: str) -> Figure:
    return Figure(indicator, value, name, vintage, SOURCES[source])


def _tensions_by_departement(families: set[str]) -> dict[str, Figure]:
    areas = _Areas(tuple(Area.objects.filter(kind="DEPARTEMENT").order_by("code")), None)
    figures = _family_figures(families, areas)
    found = {area.code: _tension(families, figures, _Areas((area,), None)) for area in areas.chain}
    return {code: figure for code, figure in found.items() if figure is not None}


def _read(codes: Collection[str], departement: str | None, offered: Catalogue) -> dict[str, Market]:
    old_codes = _old_codes(codes, offered)
    families = _families(set(old_codes.values()))
    areas = _areas(departement)
    figures = _family_figures({fap for found in families.values() for fap in found}, areas)
    hirings = _hirings(set(old_codes.values()), areas)
    found = {
        code: _market(families.get(old, ()), figures, hirings.get(old, ()), areas)
        for code, old in old_codes.items()
    }
    return {code: told for code, told in found.items() if told.figures}


def _old_codes(codes: Collection[str], catalogue: Catalogue) -> dict[str, str]:
    """Return the ROME v3 code that market files speak for each code."""
    rows = Occupation.objects.filter(catalogue=catalogue, code__in=codes)
    parents = dict(rows.values_list("code", "market_code"))
    return {code: parents.get(code) or code for code in dict.fromkeys(codes)}


def _families(codes: Collection[str]) -> dict[str, tuple[str, ...]]:
    rows = Crosswalk.objects.filter(
        source_scheme="rome3", target_scheme="fap", source_code__in=codes, dataset__in=FAMILIES
    )
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, fap, dataset in rows.values_list("source_code", "target_code", "dataset").order_by("pk"):
        told[code][dataset].append(fap)
    return {
        code: tuple(dict.fromkeys(next(found[dataset] for dataset in FAMILIES if dataset in found)))
        for code, found in told.items()
    }


@dataclass(frozen=True, slots=True)
class _Areas:
    """The areas to look in, the nearest first; employment areas of the nearest."""

    chain: tuple[Area, ...]
    basins: tuple[int, ...] | None

    def name(self, key: int) -> str:
        """Return the name of an area of the chain."""
        return next(area.name for area in self.chain if area.pk == key)


def _areas(departement: str | None) -> _Areas:
    wanted = Q(kind="NATION")
    if departement:
        wanted |= Q(kind="DEPARTEMENT", code=departement)
        wanted |= Q(kind="REGION", children__kind="DEPARTEMENT", children__code=departement)
        wanted |= Q(kind="BASIN", parent__kind="DEPARTEMENT", parent__code=departement)
    found = list(Area.objects.filter(wanted).distinct().order_by("pk"))
    rank = {"DEPARTEMENT": 0, "REGION": 1, "NATION": 2}
    chain = sorted((area for area in found if area.kind in rank), key=lambda area: rank[area.kind])
    basins = tuple(area.pk for area in found if area.kind == "BASIN")
    return _Areas(tuple(chain), basins if departement else None)


def _family_figures(families: set[str], areas: _Areas) -> dict[str, list[_Family]]:
    """Return figures by family, fine (five characters) or broad (its first three)."""
    rows = MarketFigure.objects.filter(
        scheme__in=("FAP225", "FAP87"),
        code__in=families | {fap[:3] for fap in families},
        area__in=areas.chain,
        indicator__in=("TENSION", "EMPLOYMENT", "MEDIAN_PAY"),
        dataset__in=DATASETS,
    )
    told: dict[str, list[_Family]] = defaultdict(list)
    columns = ("code", "area", "indicator", "value", "vintage", "source")
    for code, *rest in rows.values_list(*columns).order_by("-vintage", "pk"):
        told[code].append(_Family(*rest))
    return told


def _hirings(codes: set[str], areas: _Areas) -> dict[str, tuple[Figure, ...]]:
    """Return offers and seekers summed over employment areas, of the département or of France."""
    if not areas.chain:
        return {}
    rows = MarketFigure.objects.filter(
        scheme="ROME3", code__in=codes, indicator__in=("OFFERS", "SEEKERS"), dataset="basin-tensions"
    )
    if areas.basins is not None:
        rows = rows.filter(area__in=areas.basins)
    name, told = areas.chain[0].name, defaultdict(list)
    summed = rows.values_list("code", "indicator", "vintage", "source").annotate(total=Sum("value"))
    for code, indicator, vintage, source, total in summed.order_by("code", "indicator", "vintage"):
        told[code].append(Figure(indicator, total, name, vintage, SOURCES[source]))
    return {code: tuple(found) for code, found in told.items()}


def _market(
    families: Collection[str],
    figures: dict[str, list[_Family]],
    hirings: Collection[Figure],
    areas: _Areas,
) -> Market:
    tension, pay = _tension(families, figures, areas), _pay(families, figures, areas)
    told = tuple(figure for figure in (tension, *hirings, pay) if figure is not None)
    known = {figure.indicator: round(figure.value) for figure in told}
    first = told[0] if told else Figure("", 0.0, "", "", "")
    return Market(
        tension=known.get("TENSION"),
        offers=known.get("OFFERS"),
        seekers=known.get("SEEKERS"),
        median_pay=known.get("MEDIAN_PAY"),
        area_name=first.area_name,
        vintage=first.vintage,
        source=first.source,
        figures=told,
    )


def _tension(families: Collection[str], figures: dict[str, list[_Family]], areas: _Areas) -> Figure | None:
    """Return the nearest tension: an area's fine families, else its broad ones, else the wider area's.

    Where a code spreads over several families, each counts for the people at work in it there.
    """
    for area in areas.chain:
        for codes in (set(families), {fap[:3] for fap in families}):
            if found := _weighted(codes, figures, area.pk):
                value, one = found
                return Figure("TENSION", value, area.name, one.vintage, SOURCES[one.source])
    return None


def _weighted(codes: set[str], figures: dict[str, list[_Family]], area: int) -> tuple[float, _Family] | None:
    total = weight = 0.0
    one: _Family | None = None
    for code in sorted(codes):
        told = {figure.indicator: figure for figure in reversed(figures.get(code, ())) if figure.area == area}
        if "TENSION" in told:
            people = max(told["EMPLOYMENT"].value, 1.0) if "EMPLOYMENT" in told else 1.0
            total, weight = total + told["TENSION"].value * people, weight + people
            one = told["TENSION"]
    return (float(int(total / weight + 0.5)), one) if one else None


def _pay(families: Collection[str], figures: dict[str, list[_Family]], areas: _Areas) -> Figure | None:
    """Return the median pay of the family where most people work, fine if known, else broad."""
    ranked = sorted(families, key=lambda fap: (-_employment(figures.get(fap, ())), fap))
    for code in (*ranked, *(fap[:3] for fap in ranked)):
        for figure in figures.get(code, ()):
            if figure.indicator == "MEDIAN_PAY":
                name = areas.name(figure.area)
                return Figure("MEDIAN_PAY", figure.value, name, figure.vintage, SOURCES[figure.source])
    return None


def _employment(figures: Collection[_Family]) -> float:
    return max((figure.value for figure in figures if figure.indicator == "EMPLOYMENT"), default=0.0)
