"""The catalogue of modules, and the needs that a diagnosis makes."""

import pytest

from bilan.rules import (
    load_catalogue,
    load_modules,
    module,
    needs_from_levels,
    objective_tags,
    reason_sentence,
)
from bilan.rules.errors import LevelUnknown, ModuleUnknown, ProfileMalformed
from bilan.rules.modules import read_catalogue

A_MODULE = """
[needs.A]
fr = "a"
en = "a"
[[module]]
code = "X"
phase = "CONCLUSION"
title_fr = "x"
title_en = "x"
purpose_fr = "x"
purpose_en = "x"
output_fr = "x"
output_en = "x"
"""
A_MODE = """
[[module.mode]]
mode = "FACE"
minutes = 60
accompanied = 60
counsellor = 60
cost = 0
gains = { A = 1.0 }
"""


def test_the_core_fits_the_hours_of_the_law_and_of_the_program() -> None:
    core = [each for each in load_modules() if each.is_core and each.is_counted]

    shortest = sum(min(mode.minutes for mode in each.modes) for each in core)
    longest = sum(max(mode.minutes for mode in each.modes) for each in core)

    assert shortest <= 16 * 60
    assert longest <= 24 * 60
    assert longest >= 13 * 60


def test_every_module_can_reach_the_accompanied_minimum_together() -> None:
    counted = [each for each in load_modules() if each.is_counted]

    assert sum(max(mode.accompanied_minutes for mode in each.modes) for each in counted) >= 13 * 60


def test_guided_work_is_never_accompanied_by_itself() -> None:
    guided = [mode for each in load_modules() for mode in each.modes if mode.mode == "GUIDED"]

    assert guided
    assert all(mode.accompanied_minutes == 0 for mode in guided)


def test_every_core_module_can_be_lived_at_a_distance() -> None:
    for each in load_modules():
        if each.is_core:
            assert {mode.mode for mode in each.modes} & {"VIDEO", "GUIDED"}


def test_results_of_the_personality_questionnaire_are_always_given_back() -> None:
    assert module("I6").completed_by == ("I7",)


def test_every_need_is_served_and_every_text_is_in_both_languages() -> None:
    catalogue = load_catalogue()
    served = {need for each in catalogue.modules for mode in each.modes for need in mode.gains}

    assert served == set(catalogue.needs)
    for each in catalogue.modules:
        assert all((each.title("fr"), each.title("en"), each.purpose("fr"), each.purpose("en")))
        assert all((each.output("fr"), each.output("en")))


def test_an_unknown_module_is_refused() -> None:
    with pytest.raises(ModuleUnknown, match="I10"):
        module("I100")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (A_MODULE, "at least one mode"),
        (
            A_MODULE + A_MODE + A_MODULE.split("[[module]]")[1].join(["[[module]]", ""]) + A_MODE,
            "two modules",
        ),
        (A_MODULE + 'prerequisites = ["Y"]\n' + A_MODE, "Y"),
        (A_MODULE + A_MODE.replace("FACE", "MOON"), "MOON"),
        (A_MODULE + A_MODE.replace("accompanied = 60", "accompanied = 61"), "61"),
        (A_MODULE + A_MODE.replace("A = 1.0", "B = 1.0"), "B"),
        (A_MODULE + A_MODE.replace("A = 1.0", "A = -1.0"), "zero or more"),
        (A_MODULE + A_MODE.replace("minutes = 60\n", "minutes = -1\n", 1), "zero or more"),
        (A_MODULE + A_MODE + "length = 3\n", "length"),
        (A_MODULE + "prerequisites = 3\n" + A_MODE, "list of texts"),
        (A_MODULE.replace('code = "X"', "code = 3") + A_MODE, "a text"),
    ],
)
def test_a_wrong_catalogue_says_where(text: str, problem: str) -> None:
    with pytest.raises(ProfileMalformed, match=problem):
        read_catalogue(text=text, file="modules.toml")


def test_a_lower_level_weighs_more_and_mastery_hardly_weighs() -> None:
    needs = needs_from_levels(levels={"A": 1, "B": 2, "C": 3, "D": 4})

    assert needs["A"] > needs["B"] > needs["C"] > needs["D"] > 0
    assert needs["D"] < 0.1
    assert needs["E"] == needs["B"]


def test_an_objective_weighs_as_much_as_the_lowest_level() -> None:
    needs = needs_from_levels(levels={"A": 1}, objectives=["BUSINESS"])

    assert needs["BUSINESS"] == needs["A"]
    assert "TRAINING" not in needs


@pytest.mark.parametrize(
    ("levels", "objectives"), [({"Z": 1}, []), ({"A": 0}, []), ({"A": 5}, []), ({}, ["A"]), ({}, ["FAME"])]
)
def test_what_the_diagnosis_cannot_say_is_refused(levels: dict[str, int], objectives: list[str]) -> None:
    with pytest.raises(LevelUnknown):
        needs_from_levels(levels=levels, objectives=objectives)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_reason_has_a_sentence(language: str) -> None:
    parameters = {"need": objective_tags()[0], "module": "I9", "phase": "CONCLUSION"}

    for code in load_catalogue().reasons:
        sentence = reason_sentence(code=code, parameters=parameters, language=language)
        assert sentence.endswith(".")
        assert "{" not in sentence
