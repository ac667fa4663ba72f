"""Calibrate an instrument from a table of answers, and write the numbers as its file takes them."""

import csv
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bilan.engine.measure.calibrating import Calibration, calibrate
from bilan.engine.measure.errors import MeasureError
from bilan.instruments.answering import bounds, keyed
from bilan.instruments.errors import AnswersFaulty
from bilan.instruments.schema import Instrument, Item, Rating, Steps
from bilan.instruments.tables import Table, checked_steps

Row = Mapping[str, str]


def calibrated(*, table: Table, source: str) -> Calibration:
    """Estimate an instrument's numbers from a table of answers, named by its source in what is refused.

    Raises:
        AnswersFaulty: the answers say too little.
    """
    scales = [item.scale or "" for item in table.items]
    codes = [item.id for item in table.items]
    try:
        return calibrate(answers=table.answers, codes=codes, dimensions=scales, groups=table.groups)
    except MeasureError as error:
        raise AnswersFaulty(place=source, fault=str(error).rstrip(".")) from error


def read_answers(*, instrument: Instrument, path: Path) -> Table:
    """Read a file of answers, one person a line, one column an item, checked against the instrument.

    Any other column is a group (language, sex, age band) over which items are compared.

    Raises:
        NothingToSimulate: choices, cards and words follow no such model.
        AnswersFaulty: the file cannot be read.
    """
    checked_steps(instrument)
    names, rows = _rows(path)
    items = tuple(item for item in instrument.items if item.id in names)
    if not items or not rows:
        raise AnswersFaulty(place=path.name, fault=f"no column is named after a question of {instrument.id}")
    answers = [
        [_answer(instrument, item, row[item.id], f"{path.name}, line {line}") for item in items]
        for line, row in enumerate(rows, 2)
    ]
    known = {item.id for item in items}
    groups = {name: [(row[name] or "").strip() for row in rows] for name in names if name not in known}
    return Table(np.array(answers, dtype=np.int64), items, groups)


def parameters(*, calibration: Calibration) -> str:
    """Return the numbers as lines for `[adaptive]`, in a new version of the file."""
    pairs = [
        f'  {{ scales = ["{one}", "{other}"], value = {value:.3f} }},'
        for (one, other), value in calibration.correlations.items()
    ]
    items = [
        f'  {{ id = "{item.code}", discrimination = {item.discrimination:.4f}, '
        f"thresholds = [{', '.join(f'{value:.4f}' for value in item.thresholds)}] }},"
        for item in calibration.items
    ]
    return "\n".join(["correlations = [", *pairs, "]", "items = [", *items, "]"])


def _rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AnswersFaulty(place=path.name, fault=str(error)) from error
    if any(None in row for row in rows):
        line = next(line for line, row in enumerate(rows, 2) if None in row)
        raise AnswersFaulty(place=f"{path.name}, line {line}", fault="more cells than columns")
    return list(reader.fieldnames or ()), rows


def _answer(instrument: Instrument, item: Item, cell: str, place: str) -> int:
    """Return an answer as its rank from zero, -1 for an empty cell."""
    assert isinstance(instrument.response, Steps | Rating), "checked by the caller"
    if not cell.strip():
        return -1
    lowest, highest = bounds(instrument.response)
    try:
        number = int(cell)
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= highest:
        raise AnswersFaulty(
            place=f"{place}, {item.id}", fault=f"{cell!r} is not one of {lowest} to {highest}"
        )
    turned = keyed(instrument=instrument, item=item, value=number)
    return -1 if turned is None else turned - lowest
