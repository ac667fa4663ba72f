"""Scores of a bilan whose answers were destroyed, from the person's own copy of their results."""

from collections.abc import Mapping
from datetime import datetime

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of, detailed_results_of
from bilan.instruments.queries import Earlier
from bilan.instruments.results import Score
from bilan.instruments.schema import Instrument
from bilan.vault.errors import KeyDestroyed
from bilan.vault.sealing import Json


def kept_scores(*, person: Person, asked: Instrument) -> tuple[Earlier, ...]:
    """Return what an instrument measured in a delivered bilan, oldest first (at most two queries)."""
    case = case_of(person)
    if case is None or case.state == Case.State.OPEN:
        return ()
    try:
        told = detailed_results_of(case=case, reader=person)
    except KeyDestroyed:
        return ()
    found = [_earlier(row, asked) for row in told if isinstance(row, dict)]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.at))


def _earlier(row: Mapping[str, Json], asked: Instrument) -> Earlier | None:
    result = row.get("result")
    if row.get("instrument") != asked.id or not isinstance(result, dict):
        return None
    at = datetime.fromisoformat(str(row["finished_at"]))
    areas = result.get("areas")
    if isinstance(areas, list):
        scores = {str(area["area"]): _score(area) for area in areas if isinstance(area, dict)}
    else:
        scores = {asked.scales[0].id: _score(result)} if asked.scales else {}
    return Earlier(f"kept-{row.get('moment')}", at, scores)


def _score(held: Mapping[str, Json]) -> Score:
    mean, error = held.get("mean"), held.get("standard_error")
    if isinstance(mean, int | float) and isinstance(error, int | float):
        return Score(float(mean), float(error))
    return Score(None, None)
