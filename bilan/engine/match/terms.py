"""Every term of every occupation for many people at once, and their sum."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bilan.engine.match.credits import Credits, credits_of, summed
from bilan.engine.match.crowd import Crowd
from bilan.engine.match.inverted import Inverted
from bilan.engine.match.table import Market, OccupationTable
from bilan.engine.match.wishes import granted, has_wishes

TERMS = ("skills", "liking", "interests", "values", "training", "market", "wishes")
DEFAULT_WEIGHTS: Mapping[str, float] = {
    "skills": 0.35,
    "liking": 0.10,
    "interests": 0.20,
    "values": 0.10,
    "training": 0.10,
    "market": 0.15,
    "wishes": 0.15,  # beside the others, for those who have any
}
NEUTRAL = 0.5
STEPS = 1_000_000  # scores are told apart to the sixth decimal, then by row
FULL_FIT = 0.25  # fit below which even the best occupation of a person is no full one
LIKING_PRIOR = 6.0  # rated rarity, about two skills, that halves what liking says
PROFILE_SPREAD = 0.2  # usual spread of a person's six interest scores, on 0–1
CLEAR_PROFILE = 0.35  # agreement beyond which more makes little difference
HALF_WAY_MONTHS = 12.0  # training that halves the term
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Sheets:
    """Room for the terms of some people, (person, occupation), written again for the next ones.

    Fresh memory for each group of people would cost more than the sums themselves.
    """

    fit: NDArray[np.float32]  # of skills: mean of the share of demands met and of the person's skills used
    share: NDArray[np.float32]  # of the weighted demands met
    vocabulary: NDArray[np.int8]  # in which the fit is best
    liking: NDArray[np.float32]  # from here on: how far a term lies from neutral, null where unknown
    is_rated: NDArray[np.bool_]
    interests: NDArray[np.float32]
    values: NDArray[np.float32]
    training: NDArray[np.float32]
    months: NDArray[np.float32]  # training still needed, null where unknown
    wishes: NDArray[np.float32]  # 0–1, null where unknown; only written for those who have any
    total: NDArray[np.float32]  # weighted sum of the terms
    scratch: NDArray[np.float32]

    @classmethod
    def blank(cls, people: int, occupations: int) -> "Sheets":
        """Take the room."""
        shape = (people, occupations)
        kinds = {"vocabulary": np.int8, "is_rated": np.bool_}
        return cls(
            **{name: np.zeros(shape, kinds.get(name, np.float32)) for name in cls.__dataclass_fields__}
        )

    def for_people(self, count: int) -> "Sheets":
        """Return the room of the first people."""
        return Sheets(**{name: getattr(self, name)[:count] for name in self.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything worked out for some people: a row each."""

    sheets: Sheets
    credited: Credits
    best: NDArray[np.float32]  # (person,) the best fit of skills, or a full one if that is weak
    has_skills: NDArray[np.bool_]  # (person,)
    has_interests: NDArray[np.bool_]  # (person,)
    neutral: NDArray[np.float32]  # (person, pattern of known cards) one half where one of them is dear
    market: NDArray[np.float32]  # (occupation,) NaN unknown
    has_wishes: NDArray[np.bool_]  # (person,)
    weights: Mapping[str, float]  # of the other terms, adding up to one; of wishes, its share of the whole

    def weights_of(self, person: int) -> dict[str, float]:
        """Return what each term counts for a person: wishes take no room where there are none."""
        wishes = self.weights["wishes"] * bool(self.has_wishes[person])
        return {name: weight * (1 - wishes) for name, weight in self.weights.items()} | {"wishes": wishes}

    def terms_at(
        self, known: Inverted, people: NDArray[np.int64], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the terms of some pairs, NaN where unknown: (pair…, term)."""
        sheets, place = self.sheets, (people, rows)
        found = np.empty((*rows.shape, len(TERMS)), np.float32)
        found[..., 0] = sheets.fit[place] / self.best[people]
        for column, sheet in enumerate((sheets.liking, sheets.interests, sheets.values, sheets.training), 1):
            found[..., column] = sheet[place]
        found[..., 1:5] += np.float32(NEUTRAL)
        found[..., 5] = self.market[rows]
        found[..., 6] = np.where(self.has_wishes[people], sheets.wishes[place], np.nan)
        known_of = (
            self.has_skills[people],
            sheets.is_rated[place],
            self.has_interests[people] & known.is_drawn[rows],
            self.neutral[people, known.patterns[rows]] > 0,
            known.has_months[rows],
        )
        for column, is_known in enumerate(known_of):
            found[..., column][~is_known] = np.nan
        return found


def score(
    table: OccupationTable,
    known: Inverted,
    crowd: Crowd,
    market: Market,
    *,
    weights: Mapping[str, float],
    room: Sheets | None = None,
) -> Scores:
    """Work out every term of every occupation for some people."""
    sheets = room.for_people(len(crowd)) if room else Sheets.blank(len(crowd), len(table.codes))
    credited = credits_of(table, crowd)
    _cover(known, credited, sheets)
    _rate(known, crowd, credited, sheets)
    has_interests = _attract(known, crowd, sheets)
    neutral = _value(known, crowd, sheets)
    found = Scores(
        sheets=sheets,
        credited=credited,
        best=np.maximum(sheets.fit.max(axis=1, initial=0), np.float32(FULL_FIT)),
        has_skills=np.diff(crowd.starts) > 0,
        has_interests=has_interests,
        neutral=neutral,
        market=hiring(market),
        has_wishes=has_wishes(crowd),
        weights=normal_weights(weights),
    )
    _grant(crowd, market, found)
    _train(known, crowd, table.regulated, sheets)
    _add_up(found)
    _add_wishes(found)
    return found


def reweighed(scores: Scores, weights: Mapping[str, float]) -> Scores:
    """Return the same terms added up with other weights; the sums before are overwritten."""
    found = replace(scores, weights=normal_weights(weights))
    _add_up(found)
    _add_wishes(found)
    return found


def _cover(known: Inverted, credited: Credits, sheets: Sheets) -> None:
    """Fill in the share of demands met, and its geometric mean with the share of the person's skills used.

    Coverage alone would favor occupations that ask little, use alone those that ask everything.
    """
    for sheet in (sheets.fit, sheets.share, sheets.vocabulary):
        sheet.fill(0)
    fit, share = sheets.fit.reshape(-1), sheets.share.reshape(-1)
    per_mass = (1 / np.maximum(credited.mass, LEAST)).astype(np.float32)
    for vocabulary, demands in enumerate(known.demands):
        met = summed(credited, credited.worth.astype(np.complex64), demands)
        shares = met.values.real * known.portions[vocabulary][met.columns]
        fits = np.minimum(met.values.imag * per_mass[met.people], np.float32(1))
        fits *= shares
        np.sqrt(fits, out=fits)
        better = np.flatnonzero(fits > fit[met.cells])
        cells = met.cells[better]
        fit[cells], share[cells] = fits[better], shares[better]
        sheets.vocabulary.reshape(-1)[cells] = vocabulary


def _rate(known: Inverted, crowd: Crowd, credited: Credits, sheets: Sheets) -> None:
    """Fill in how far the skills an occupation would use are liked, neutral where few are rated."""
    sheets.liking.fill(0)
    sheets.is_rated.fill(False)
    likings = crowd.likings[credited.givers]
    if not likings.any():
        return
    worth = np.empty(len(likings), np.complex64)
    worth.real = credited.worth * (likings != 0)
    worth.imag = credited.worth * likings
    used = summed(credited, worth, known.tastes)
    rated = used.values.real
    sheets.liking.reshape(-1)[used.cells] = used.values.imag / (2 * rated + np.float32(2 * LIKING_PRIOR))
    sheets.is_rated.reshape(-1)[used.cells] = rated > 0


def _attract(known: Inverted, crowd: Crowd, sheets: Sheets) -> NDArray[np.bool_]:
    """Fill in the agreement of interests; tell whose are known."""
    leaning, has_interests = leanings(crowd)
    term = np.matmul(leaning, known.directions, out=sheets.interests)
    np.tanh(term, out=term)
    term *= np.float32(0.5)
    return has_interests


def leanings(crowd: Crowd) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return where interests lean, each drawn to the mean by its own uncertainty, and whose are known.

    The leanings are (person, letter).
    A flat or uncertain profile is neutral everywhere: it is one of no preference, not of bad agreement.
    """
    measured = ~np.isnan(crowd.interests)
    counts = measured.sum(axis=1)
    scores = np.where(measured, crowd.interests, 0)
    mean = scores.sum(axis=1) / np.maximum(counts, 1)
    trust = PROFILE_SPREAD**2 / (PROFILE_SPREAD**2 + np.where(measured, crowd.errors, 0) ** 2)
    has_interests: NDArray[np.bool_] = counts >= 2
    leaning = np.where(measured & has_interests[:, None], (scores - mean[:, None]) * trust, 0)
    return (leaning / CLEAR_PROFILE).astype(np.float32), has_interests


def hiring(market: Market) -> NDArray[np.float32]:
    """Return the term of the market: (occupation,) 0–1, NaN unknown."""
    return ((market.tension - 1) / 4).astype(np.float32)


def _value(known: Inverted, crowd: Crowd, sheets: Sheets) -> NDArray[np.float32]:
    """Fill in the share of what is dear that an occupation offers, the dearest counting most."""
    portions, neutral = dearness(known, crowd)
    if not crowd.values.any():
        sheets.values.fill(0)
        return neutral
    term = np.matmul(crowd.values, known.offered, out=sheets.values)
    for each, combine in ((portions, np.multiply), (neutral, np.subtract)):
        np.take(each, known.patterns, axis=1, out=sheets.scratch)
        combine(term, sheets.scratch, out=term)
    return neutral


def dearness(known: Inverted, crowd: Crowd) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return one over what known cards together count, and one half where they count: (person, pattern)."""
    counted = crowd.values @ known.is_told
    portions = (1 / np.maximum(counted, LEAST)).astype(np.float32)
    return portions, np.where(counted > 0, np.float32(NEUTRAL), np.float32(0))


def _train(known: Inverted, crowd: Crowd, regulated: NDArray[np.bool_], sheets: Sheets) -> None:
    """Fill in the training still needed, and how near an occupation is in time.

    It is counted from the highest diploma. What is known is taken off, except where the law asks a title; so
    is what was learnt in an occupation lived in, the larger of the two.
    """
    np.multiply(sheets.share, (~regulated).astype(np.float32), out=sheets.scratch)
    np.maximum(sheets.scratch, crowd.spared[crowd.trades], out=sheets.scratch)
    months = np.subtract(np.float32(1), sheets.scratch, out=sheets.months)
    np.take(known.months, crowd.diplomas, axis=0, out=sheets.scratch)
    months *= sheets.scratch
    term = np.multiply(months, np.float32(1 / HALF_WAY_MONTHS), out=sheets.training)
    term += np.float32(1)
    np.reciprocal(term, out=term)
    term -= np.float32(NEUTRAL)
    term *= known.has_months


def _grant(crowd: Crowd, market: Market, found: Scores) -> None:
    """Fill in the share of wishes granted, for those who have any."""
    people = np.flatnonzero(found.has_wishes)
    if len(people):
        found.sheets.wishes[people] = granted(crowd, market.pay, people)


def _add_wishes(found: Scores) -> None:
    """Let wishes take their share of the sums of those who have any, what is unknown counted as one half."""
    people, share = np.flatnonzero(found.has_wishes), np.float32(found.weights["wishes"])
    if len(people):
        told = np.nan_to_num(found.sheets.wishes[people], nan=NEUTRAL)
        found.sheets.total[people] += share * (told - found.sheets.total[people])


def _add_up(found: Scores) -> None:
    """Fill in the weighted sum, what is unknown counted as one half."""
    sheets, weights = found.sheets, found.weights
    skills = weights["skills"] * found.has_skills
    unknown = ((weights["skills"] - skills) * NEUTRAL).astype(np.float32)
    total = np.add(unknown[:, None], fixed_part(found.market, weights), out=sheets.total)
    np.multiply(sheets.fit, (skills / found.best).astype(np.float32)[:, None], out=sheets.scratch)
    total += sheets.scratch
    for name in ("liking", "interests", "values", "training"):
        np.multiply(getattr(sheets, name), np.float32(weights[name]), out=sheets.scratch)
        total += sheets.scratch


def fixed_part(market: NDArray[np.float32], weights: Mapping[str, float]) -> NDArray[np.float32]:
    """Return what the sum of each occupation begins with, whoever asks: (occupation,)."""
    known = weights["market"] * np.nan_to_num(market - NEUTRAL)
    found: NDArray[np.float32] = (NEUTRAL * (1 - weights["skills"]) + known).astype(np.float32)
    return found


def normal_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """Return the weights of all terms but wishes, adding up to one, and the share of wishes beside them.

    All at zero means all equal.
    """
    chosen = {name: max(weights.get(name, default), 0.0) for name, default in DEFAULT_WEIGHTS.items()}
    if not any(chosen.values()):
        chosen = dict.fromkeys(chosen, 1.0)
    wishes = chosen.pop("wishes")
    others = sum(chosen.values())
    shares = {name: weight / others if others else 1 / len(chosen) for name, weight in chosen.items()}
    return shares | {"wishes": wishes / (wishes + others)}
