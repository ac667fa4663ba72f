"""Builders of small tables of occupations, and a plain reference of matching."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bilan.engine.match import OccupationTable, PersonVector, Requirements
from bilan.engine.match.diplomas import MONTHS_BY_LEVEL, months_to
from bilan.engine.match.inverted import UNLIKE
from bilan.engine.match.person import PROOF_STRENGTHS
from bilan.engine.match.table import LETTERS
from bilan.engine.match.terms import (
    CLEAR_PROFILE,
    FULL_FIT,
    HALF_WAY_MONTHS,
    LIKING_PRIOR,
    PROFILE_SPREAD,
)
from bilan.engine.match.wishes import PAY_REACH

NAN = float("nan")


@dataclass(frozen=True)
class Job:
    """An occupation as a test states it; each vocabulary is skill → (share, is it essential)."""

    code: str
    asks: Sequence[Mapping[str, float]] = ({},)
    letters: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    months: float = NAN
    level: float = NAN
    is_regulated: bool = False
    contexts: tuple[str, ...] = ()
    domain: int = 0
    likeness: tuple[float, ...] = (1.0, 0.0)


def a_table(
    jobs: Sequence[Job], near: Mapping[str, Mapping[str, float]] | None = None, skills: Sequence[str] = ()
) -> OccupationTable:
    """Return the arrays of some jobs, sorted by code."""
    jobs = sorted(jobs, key=lambda job: job.code)
    named = sorted({skill for job in jobs for asked in job.asks for skill in asked} | set(skills))
    columns = {skill: place for place, skill in enumerate(named)}
    cards = tuple(sorted({card for job in jobs for card in job.values}))
    contexts = tuple(sorted({context for job in jobs for context in job.contexts}))
    pairs = [sorted((near or {}).get(skill, {}).items()) for skill in named]
    return OccupationTable(
        codes=tuple(job.code for job in jobs),
        skills=tuple(named),
        rarity=np.array([1 + place % 3 for place in range(len(named))], np.float32),
        vocabularies=tuple(
            _requirements([job.asks[place] for job in jobs], columns) for place in range(len(jobs[0].asks))
        ),
        near_starts=np.concatenate([[0], np.cumsum([len(found) for found in pairs])]).astype(np.int64),
        near_skills=np.array([columns[skill] for found in pairs for skill, _ in found], np.int32),
        near_credits=np.array([credit for found in pairs for _, credit in found], np.float32),
        interests=np.array([_letters(job.letters) for job in jobs], np.float32),
        values=np.array([[job.values.get(card, NAN) for card in cards] for job in jobs], np.float32),
        cards=cards,
        months=np.array([job.months for job in jobs], np.float32),
        levels=np.array([job.level for job in jobs], np.float32),
        regulated=np.array([job.is_regulated for job in jobs], np.bool_),
        contexts=np.array(
            [[context in job.contexts for context in contexts] for job in jobs], np.bool_
        ).reshape(len(jobs), len(contexts)),
        context_codes=contexts,
        domains=np.array([job.domain for job in jobs], np.int32),
        likeness=np.array([job.likeness for job in jobs], np.float32),
    )


def _requirements(asks: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Requirements:
    shares = [(columns[skill], share) for asked in asks for skill, share in sorted(asked.items())]
    return Requirements(
        starts=np.concatenate([[0], np.cumsum([len(asked) for asked in asks])]).astype(np.int64),
        skills=np.array([column for column, _ in shares], np.int32),
        weights=np.array([share * (1 + column % 3) for column, share in shares], np.float32),
        essential=np.array([share >= 0.5 for _, share in shares], np.bool_),
    )


def _letters(letters: str) -> list[float]:
    if not letters:
        return [NAN] * len(LETTERS)
    return [(1.0, 0.6, 0.3)[letters.index(letter)] if letter in letters else 0.0 for letter in LETTERS]


def plain_terms(
    job: Job,
    jobs: Sequence[Job],
    near: Mapping[str, Mapping[str, float]],
    person: PersonVector,
    tension: float,
    pay: float = NAN,
) -> dict[str, float]:
    """Return the terms of a job, in loops that read like their definitions."""
    named = sorted({skill for one in jobs for asked in one.asks for skill in asked} | set(near))
    rarity = {skill: 1.0 + place % 3 for place, skill in enumerate(named)}
    brings = _brings(person, near, rarity)
    best = max(_fit(one, brings, person, rarity)[0] for one in jobs)
    fit, covered = _fit(job, brings, person, rarity)
    stated = (job.months if not math.isnan(job.months) else _months(job.level)) * _shortened(job, person)
    spared = 0.0 if job.is_regulated else max(covered, _like_lived(job, jobs, person))
    months = 0.0 * stated if job.code in person.lived else stated * (1 - spared)
    return {
        "skills": fit / max(best, FULL_FIT) if brings else NAN,
        "liking": _liking(job, brings, rarity),
        "interests": _interests(job, person),
        "values": _values(job, person),
        "training": 1 / (1 + months / HALF_WAY_MONTHS),
        "market": (tension - 1) / 4,
        "wishes": _wishes(job, jobs, person, pay),
    }


def _shortened(job: Job, person: PersonVector) -> float:
    if math.isnan(job.level) or job.is_regulated or int(job.level) not in MONTHS_BY_LEVEL:
        return 1.0
    return months_to(int(job.level), person.diploma or 0) / MONTHS_BY_LEVEL[int(job.level)]


def _like_lived(job: Job, jobs: Sequence[Job], person: PersonVector) -> float:
    lived = [one for one in jobs if one.code in person.lived]
    alike = [
        sum(mine * theirs for mine, theirs in zip(job.likeness, one.likeness, strict=True)) for one in lived
    ]
    return max([0.0, *((like - UNLIKE) / (1 - UNLIKE) for like in alike)])


def _brings(
    person: PersonVector, near: Mapping[str, Mapping[str, float]], rarity: Mapping[str, float]
) -> dict[str, tuple[float, int]]:
    brings: dict[str, tuple[float, int]] = {}
    for item in person.held:
        if item.uri not in rarity:
            continue
        for skill, credit in {**near.get(item.uri, {}), item.uri: 1.0}.items():
            worth = credit * PROOF_STRENGTHS[item.proof]
            if worth > brings.get(skill, (0.0, 0))[0] + 1e-7:
                brings[skill] = (worth, item.liking)
    return brings


def _fit(
    job: Job, brings: Mapping[str, tuple[float, int]], person: PersonVector, rarity: Mapping[str, float]
) -> tuple[float, float]:
    own = {item.uri for item in person.held if item.uri in rarity}
    mass = sum(brings[skill][0] * rarity[skill] for skill in own)
    found = []
    for asked in job.asks:
        total = sum(share * rarity[skill] for skill, share in asked.items())
        met = sum(share * rarity[skill] * brings.get(skill, (0, 0))[0] for skill, share in asked.items())
        used = sum(rarity[skill] * brings.get(skill, (0, 0))[0] for skill in asked)
        covered = met / total if total else 0.0
        found.append((math.sqrt(covered * min(used / mass, 1.0)) if mass else 0.0, covered))
    return max(found, key=lambda one: one[0])


def _liking(job: Job, brings: Mapping[str, tuple[float, int]], rarity: Mapping[str, float]) -> float:
    used = balance = 0.0
    for asked in job.asks:
        for skill, share in asked.items():
            credit, liking = brings.get(skill, (0.0, 0))
            used += share * rarity[skill] * credit * abs(liking)
            balance += share * rarity[skill] * credit * liking
    return 0.5 + balance / (used + LIKING_PRIOR) / 2 if used else NAN


def _interests(job: Job, person: PersonVector) -> float:
    if len(person.interests) < 2 or not job.letters:
        return NAN
    mean = sum(score for score, _ in person.interests.values()) / len(person.interests)
    profile = _letters(job.letters)
    center = sum(profile) / len(profile)
    length = math.sqrt(sum((value - center) ** 2 for value in profile))
    agreement = 0.0
    for letter, value in zip(LETTERS, profile, strict=True):
        if letter in person.interests:
            score, error = person.interests[letter]
            trust = PROFILE_SPREAD**2 / (PROFILE_SPREAD**2 + error**2)
            agreement += (score - mean) * trust * (value - center) / length
    return 0.5 + math.tanh(agreement / CLEAR_PROFILE) / 2


def _values(job: Job, person: PersonVector) -> float:
    told = [
        (1 / (1 + rank), job.values[card]) for rank, card in enumerate(person.values) if card in job.values
    ]
    total = sum(share for share, _ in told)
    return sum(share * value for share, value in told) / total if told else NAN


def _wishes(job: Job, jobs: Sequence[Job], person: PersonVector, pay: float) -> float:
    known = {context for one in jobs for context in one.contexts}
    granted = [float(context not in job.contexts) for context in person.wishes.unwanted_contexts & known]
    if person.wishes.pay is not None and not math.isnan(pay):
        lack = (person.wishes.pay - pay) / person.wishes.pay
        granted.append(min(max(1 - lack / PAY_REACH, 0.0), 1.0))
    return sum(granted) / len(granted) if granted else NAN


def _months(level: float) -> float:
    return NAN if math.isnan(level) else float(MONTHS_BY_LEVEL.get(int(level), 0))
