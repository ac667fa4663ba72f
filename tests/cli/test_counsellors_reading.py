"""What an experienced counsellor found wrong in six invented people's options stays mended."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import bilan
from bilan.cli.rehearsal.reading import read_rehearsal
from bilan.cli.rehearsal.schema import Rehearsal

PACKAGE = Path(bilan.__file__).parent
REHEARSAL = PACKAGE / "cli" / "rehearsal"
STARTER = PACKAGE / "occupations" / "starter"
READ = ("karim", "bruno", "sofiane", "thomas", "agnes", "lucie")
ESCO = "http://data.europa.eu/esco/skill/"
CARRYING = {"load-and-unload", "lift-and-carry"}


def _tables(folder: str) -> list[dict[str, Any]]:
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in (STARTER / folder).glob("*.toml")]


OCCUPATIONS = {row["rome"]: row for table in _tables("occupations") for row in table["occupation"]}
SKILLS = {row["fr"] for table in _tables("skills") for row in table.values() if row["kind"] != "CONTEXT"}


def _script(name: str) -> Rehearsal:
    return read_rehearsal(next(REHEARSAL.glob(f"*/{name}.json")))


def _refused_by(name: str) -> set[str]:
    return set(_script(name).demand.constraints.refused_contexts)


def test_an_occupation_that_asks_to_carry_says_so_to_those_who_cannot() -> None:
    silent = {
        code
        for code, row in OCCUPATIONS.items()
        if CARRYING & set(row["essential"]) and "heavy-loads" not in row["contexts"]
    }

    assert silent == set()


@pytest.mark.parametrize("code", ["N4101", "N4102", "N4103", "N4301", "N2101", "I1315", "F1302", "F1303"])
def test_a_driver_with_a_hurt_shoulder_is_offered_no_wheel_no_trolley_and_no_raised_arms(code: str) -> None:
    assert _refused_by("bruno") & set(OCCUPATIONS[code]["contexts"])


@pytest.mark.parametrize("code", ["D1102", "D1104"])
def test_a_baker_with_an_allergy_is_offered_no_flour(code: str) -> None:
    assert _refused_by("karim") & set(OCCUPATIONS[code]["contexts"])


@pytest.mark.parametrize("name", READ)
def test_what_words_wrongly_bring_up_is_refused_by_a_name_that_exists(name: str) -> None:
    refused = {skill for part in _script(name).experiences for skill in part.not_mine}

    own = {skill for skill in refused if not skill.startswith(ESCO)}  # theirs are named by their address
    assert own
    assert own <= SKILLS
