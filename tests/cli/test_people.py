"""The invented people of the demonstration and of the examples hold to the format and to the catalogue."""

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import bilan
from bilan.cli.rehearsal.reading import read_rehearsal
from bilan.cli.rehearsal.schema import Rehearsal
from bilan.instruments.library import instrument

PACKAGE = Path(bilan.__file__).parent
STARTER = PACKAGE / "occupations" / "starter"
FOLDERS = (PACKAGE / "cli" / "rehearsal" / "people", PACKAGE / "cli" / "rehearsal" / "examples")
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*.json"))
CAST = {
    "agnes", "bruno", "claire", "francoise", "ines", "jade",
    "karim", "lucie", "maud", "sofiane", "thomas", "yanis",
}  # fmt: skip
SHORTEST_MINUTES, LONGEST_MINUTES = 13 * 60, 24 * 60
DAYS_BETWEEN = 5


def _tables(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((STARTER / folder).glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))


def _items(instrument_id: str) -> set[str]:
    return {item.id for item in instrument(instrument_id).items}


CODES = {row["rome"] for table in _tables("occupations") for row in table["occupation"]}
CONTEXTS = {slug for table in _tables("skills") for slug, row in table.items() if row["kind"] == "CONTEXT"}


@pytest.fixture(scope="module")
def everyone() -> list[Rehearsal]:
    """Everybody's script."""
    return [read_rehearsal(path) for path in FILES]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def script(request: pytest.FixtureRequest) -> Rehearsal:
    """One person's script, checked by the format."""
    return read_rehearsal(request.param)


def test_everybody_of_the_cast_has_a_script() -> None:
    """Twelve people, one file each."""
    assert {path.stem for path in FILES} == CAST
    assert len(FILES) == len(CAST)


def test_the_instruments_are_answered_whole(script: Rehearsal) -> None:
    """Every question of the diagnosis and of the interests has an answer, and no other."""
    assert set(script.diagnosis) == _items("cms-diagnosis")
    assert set(script.interests) == _items("riasec")


def test_each_card_is_in_the_set_and_in_one_pile(script: Rehearsal) -> None:
    """A value card exists and is put down once."""
    cards = [*script.values.indispensable, *script.values.important, *script.values.avoid]
    assert set(cards) <= _items("work-values")
    assert len(cards) == len(set(cards))


def test_codes_and_contexts_exist_in_the_starter_catalogue(script: Rehearsal) -> None:
    """Kept occupations and refused working conditions can be found."""
    assert {option.code for option in script.projects.options} <= CODES
    assert set(script.demand.constraints.refused_contexts) <= CONTEXTS


def test_compared_options_are_rated_on_every_criterion(script: Rehearsal) -> None:
    """A rated option has one rating a criterion."""
    ratings = [option.ratings for option in script.projects.options if option.ratings]
    assert ratings
    assert {len(rating) for rating in ratings} == {len(script.projects.criteria)}


def test_project_a_is_decided_and_both_projects_have_a_step(script: Rehearsal) -> None:
    """Project A was tried on every side; each project chosen has something to do."""
    decisions = {option.code: option.decision for option in script.projects.options}
    assert decisions[script.projects.plan_a] == "GO"
    assert {step.plan for step in script.steps} == {"PLAN_A", "PLAN_B"}


def test_the_first_step_comes_within_a_week(script: Rehearsal) -> None:
    """The plan begins while the interview is fresh, and its steps are in order."""
    days = [step.in_days for step in script.steps if step.plan == "PLAN_A"]
    assert days == sorted(days)
    assert days[0] <= 7


def test_the_counted_interviews_last_thirteen_to_twenty_four_hours(script: Rehearsal) -> None:
    """The law caps a bilan at twenty-four hours; the first, free interview is not counted."""
    counted = sum(session.minutes for session in script.sessions if not session.is_free)
    assert SHORTEST_MINUTES <= counted <= LONGEST_MINUTES


def test_only_the_first_interview_is_free(script: Rehearsal) -> None:
    """It opens the preliminary phase, on the first day."""
    first, *others = script.sessions
    assert (first.is_free, first.phase, first.day) == (True, "PRELIMINARY", 0)
    assert not any(session.is_free for session in others)


def test_interviews_follow_one_another_and_so_do_the_phases(script: Rehearsal) -> None:
    """Days leave time to breathe, and no phase comes back."""
    phases = ("PRELIMINARY", "INVESTIGATION", "CONCLUSION")
    order = [phases.index(session.phase) for session in script.sessions]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}
    days = [session.day for session in script.sessions]
    assert all(after - before >= DAYS_BETWEEN for before, after in pairwise(days))


def test_nobody_is_like_another(everyone: list[Rehearsal]) -> None:
    """Names, demands, profiles, values, projects and every story differ."""
    for told in (
        [script.person.name for script in everyone],
        [script.demand.why_now for script in everyone],
        [tuple(sorted(script.diagnosis.items())) for script in everyone],
        [tuple(sorted(script.interests.items())) for script in everyone],
        [script.values.indispensable for script in everyone],
        [script.projects.plan_a for script in everyone],
        [part.narrative for script in everyone for part in script.experiences],
    ):
        assert len(told) == len(set(told))
