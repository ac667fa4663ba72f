"""Rank the occupations of the loaded catalogue for a person, with the labor market of a département."""

import threading
from collections.abc import Collection
from dataclasses import dataclass
from math import isnan

import numpy as np

from bilan.engine.match import Coverage, Match, rank
from bilan.engine.match import Market as MarketArrays
from bilan.occupations.indexes import MatchIndex, occupation_index
from bilan.occupations.matching.profile import Profile
from bilan.occupations.matching.reasons import Facts, Mobility, Reason, mobility_of, reasons_of
from bilan.occupations.memory import remembered
from bilan.occupations.models import Catalogue, SourceFile
from bilan.occupations.queries import Market, market, occupation_catalogue, skill_labels, titles

MOST_GAPS = 12
MOST_PLACES = 128  # départements whose figures are kept in memory, 12 kB each
MARKET_FILES = (
    "tensions",
    "pay",
    "employment",
    "basin-tensions",
    "rome-fap",
    "fap-rome",
    "difficult-hirings",
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score: value 0–1 (NaN unknown, counted as one half), its weight, what it adds."""

    name: str
    value: float
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A skill that an occupation asks and the person has not."""

    uri: str
    label: str
    is_essential: bool


@dataclass(frozen=True, slots=True)
class RankedOccupation:
    """An occupation with all that speaks for and against it; the shares of its terms make its score."""

    code: str
    title: str
    score: float
    terms: tuple[Term, ...]
    coverage: Coverage
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    held: tuple[tuple[str, str], ...]  # (uri, label) of the person's own skills it uses
    market: Market | None
    training_months: int | None  # still needed, what is known taken off
    level: int | None
    mobility: Mobility = Mobility.UNKNOWN


def rank_occupations(
    profile: Profile,
    *,
    language: str,
    departement: str | None = None,
    limit: int = 6,
    catalogue: Catalogue | None = None,
    codes: Collection[str] | None = None,
    also: Collection[str] = (),
) -> list[RankedOccupation]:
    """Return the occupations that fit best, diverse, best first.

    Args:
        profile: of the person.
        language: of titles and labels; sentences speak the active one.
        departement: whose labor market counts; France without it.
        limit: most occupations returned.
        catalogue: to choose among, by default the one the product offers.
        codes: to explain just these, whatever the constraints and the diversity.
        also: to explain these after the best, whatever their merits.

    Raises:
        CatalogueMissing: nothing is loaded.
    """
    chosen = catalogue or occupation_catalogue()
    index = occupation_index(chosen)
    matches = rank(
        index.table,
        profile.as_person(),
        market_of(index, chosen, departement),
        limit=limit,
        weights=profile.weights,
        places=index.columns,
        only=None if codes is None else [index.rows[code] for code in codes if code in index.rows],
        also=[index.rows[code] for code in also if code in index.rows],
    )
    return _told(index, chosen, profile, matches, language=language, departement=departement)


def _told(
    index: MatchIndex,
    catalogue: Catalogue,
    profile: Profile,
    matches: list[Match],
    *,
    language: str,
    departement: str | None,
) -> list[RankedOccupation]:
    """Give names and figures to matches; constant queries."""
    codes = [index.table.codes[match.occupation] for match in matches]
    named = titles(codes, language, catalogue)
    figures = market(codes, departement, catalogue) if codes else {}
    labels = skill_labels(_skills_named(index, profile, matches), language)
    return [
        _ranked(
            index,
            named.get(code, code),
            Facts(index.table, profile, match, labels, figures.get(code), departement),
        )
        for code, match in zip(codes, matches, strict=True)
    ]


def _ranked(index: MatchIndex, title: str, facts: Facts) -> RankedOccupation:
    uris, profile, match, labels = index.table.skills, facts.profile, facts.match, facts.labels
    for_it, against = reasons_of(facts)
    given = dict.fromkeys(profile.skills[place].uri for _, place in match.held)
    level = float(index.table.levels[match.occupation])
    return RankedOccupation(
        code=index.table.codes[match.occupation],
        title=title,
        score=match.score,
        terms=tuple(
            Term(name, value, match.weights[name], match.shares[name]) for name, value in match.values.items()
        ),
        coverage=match.coverage,
        reasons_for=for_it,
        reasons_against=against,
        gaps=tuple(
            Gap(uris[skill], labels.get(uris[skill], uris[skill]), is_essential)
            for skill, is_essential in match.missing[:MOST_GAPS]
        ),
        held=tuple((uri, labels.get(uri, uri)) for uri in given),
        market=facts.market,
        training_months=None if isnan(match.months_left) else round(match.months_left),
        level=None if isnan(level) else int(level),
        mobility=mobility_of(facts),
    )


def _skills_named(index: MatchIndex, profile: Profile, matches: list[Match]) -> set[str]:
    """Return the skills that answers will name."""
    asked = {index.table.skills[skill] for match in matches for skill, _ in match.missing[:MOST_GAPS]}
    return asked | {skill.uri for skill in profile.skills} | {*profile.constraints.unwanted_contexts}


_reading = threading.Lock()


def market_of(index: MatchIndex, catalogue: Catalogue, departement: str | None) -> MarketArrays:
    """Return the figures of all occupations in a place, read once as long as no figure changes."""
    key = (departement or "", *remembered("market files", ["sha256"], _market_digests)["sha256"])
    with _reading:
        if key not in index.markets:
            if len(index.markets) >= MOST_PLACES:
                index.markets.clear()
            index.markets[key] = _read_market(index, catalogue, departement)
        return index.markets[key]


def _market_digests(_wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    files = SourceFile.objects.filter(kind__in=MARKET_FILES).order_by("kind")
    return {"sha256": tuple(files.values_list("sha256", flat=True))}


def _read_market(index: MatchIndex, catalogue: Catalogue, departement: str | None) -> MarketArrays:
    known = market(index.table.codes, departement, catalogue)
    figures = [known.get(code) for code in index.table.codes]
    tension = [figure.tension if figure and figure.tension else np.nan for figure in figures]
    pay = [figure.median_pay if figure and figure.median_pay else np.nan for figure in figures]
    return MarketArrays(np.array(tension, np.float32), np.array(pay, np.float32))
