"""Profiles: dated values, inheritance, clear errors, no contradiction."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.rules import RULES, load_profile, profile_ids
from bilan.rules.checking import check_all, contradictions
from bilan.rules.comparing import differences
from bilan.rules.errors import DateTooEarly, ProfileMalformed, ProfileUnknown, RuleUnknown
from bilan.rules.examples import Example, load_examples, read_examples
from bilan.rules.loading import SILENT, read_profile
from bilan.rules.profile import Limits, Profile

TODAY = date(2026, 11, 22)
HEADER = 'title_fr = "T"\ntitle_en = "T"\ncountry = "XX"\ncurrency = "EUR"\nsince = 2020-01-01\n'
SOURCES = '[sources]\nlaw = "The law"\n'


def a_profile(folder: Path, name: str, rules: str, header: str = HEADER) -> Profile:
    (folder / f"{name}.toml").write_text(header + SOURCES + rules, encoding="utf-8")
    return read_profile(profile_id=name, folder=folder)


def a_rule(name: str, *values: str) -> str:
    return "".join(f'[[rules.{name}]]\n{value}\nsource = "law"\n' for value in values)


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.situation)
def test_each_worked_example_comes_out_as_written(example: Example) -> None:
    assert example.outcome() == example.wanted


def test_an_example_must_say_what_it_expects() -> None:
    text = "[[example]]\nsituation = 's'\nprofile = 'p'\nrule = 'r'\non = 2026-01-01\nsource = 's'\n"

    with pytest.raises(ProfileMalformed, match="none = true"):
        list(read_examples(name="x.toml", text=text))


def test_each_rule_has_a_worked_example() -> None:
    assert {example.rule for example in load_examples()} >= set(RULES)


def test_each_profile_has_a_worked_example() -> None:
    assert {example.profile_id for example in load_examples()} >= set(profile_ids())


def test_no_profile_contradicts_itself_or_the_one_it_extends() -> None:
    assert check_all() == ()


@pytest.mark.parametrize("profile_id", profile_ids())
def test_each_value_has_a_source_and_both_notes_or_none(profile_id: str) -> None:
    for rule in load_profile(profile_id).rules.values():
        for value in rule.values:
            assert value.source
            assert bool(value.note_fr) == bool(value.note_en)


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_the_value_of_a_day_is_the_last_one_that_began(day: date) -> None:
    rule = load_profile("fr-cpf").copayment_cents

    value = rule.on(day)

    assert value.since <= day
    assert not any(value.since < other.since <= day for other in rule.values)


def test_the_day_before_the_first_value_is_refused_and_the_day_itself_is_not() -> None:
    rule = load_profile("fr-law").maximum_hours

    assert rule.on(date(2019, 1, 1)).value == 24
    with pytest.raises(DateTooEarly, match="2019-01-01"):
        rule.on(date(2018, 12, 31))


def test_an_heir_inherits_with_the_source_and_says_where_from() -> None:
    value = load_profile("fr-cpf").maximum_hours.on(TODAY)

    assert (value.value, value.profile_id) == (24, "fr-law")
    assert "L6313-4" in value.source


def test_a_rule_left_out_is_silent_and_unconfirmed() -> None:
    value = load_profile("ch-viamia").maximum_hours.on(TODAY)

    assert (value.value, value.source, value.is_confirmed) == (None, SILENT, False)


def test_limits_are_minutes_and_keep_silence() -> None:
    limits = load_profile("fr-law").limits_on(TODAY)

    assert isinstance(limits, Limits)
    assert (limits.minimum_accompanied_minutes, limits.maximum_minutes) == (780, 1440)
    assert limits.maximum_weeks is None


def test_a_rule_bears_a_title_in_both_languages() -> None:
    assert Profile.maximum_hours.title("fr") == "Heures au plus"
    assert Profile.maximum_hours.title("en") == "Hours at most"
    assert load_profile("fr-law").title == "France, code du travail"


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(ProfileUnknown, match="fr-cpf"):
        load_profile("fr-cfp")


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(RuleUnknown, match="maximum_hours"):
        load_profile("fr-law").rule("maximum_hour")


def test_the_difference_of_two_days_is_what_the_decree_changed() -> None:
    law = load_profile("fr-law")

    found = differences(before=law, before_on=date(2026, 2, 25), after=law, after_on=date(2026, 2, 26))

    assert [each.rule for each in found] == ["minimum_hours", "minimum_accompanied_hours"]
    assert [each.after.value for each in found] == [13, 13]


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        (a_rule("maximum_hour", "since = 2020-01-01\nvalue = 1"), "maximum_hour"),
        (a_rule("maximum_hours", "since = 2020-01-01\nvalue = '24'"), "hours"),
        (a_rule("maximum_hours", "since = 2020-01-01\nvalue = true"), "hours"),
        (a_rule("maximum_hours", "since = 2020-01-01"), "none = true"),
        (a_rule("maximum_hours", "value = 24"), "a day"),
        (a_rule("maximum_hours", "since = 2021-01-01\nvalue = 1", "since = 2020-01-01\nvalue = 2"), "after"),
        ("[[rules.maximum_hours]]\nsince = 2020-01-01\nvalue = 1\nsource = 'book'\n", "book"),
        ("[[rules.maximum_hours]\n", "not TOML"),
        ("[[rules]]\n", "a table"),
        ("[rules]\nmaximum_hours = 3\n", "array of tables"),
        (a_rule("maximum_hours", "since = 2020-01-01\nvalue = 1\nconfirmed = 'no'"), "true or false"),
    ],
)
def test_a_wrong_file_says_which_and_where(tmp_path: Path, rules: str, problem: str) -> None:
    with pytest.raises(ProfileMalformed, match=problem) as refusal:
        a_profile(tmp_path, "xx", rules)

    assert refusal.value.file == "xx.toml"


def test_a_profile_that_inherits_from_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(HEADER + 'extends = "a"\n' + SOURCES, encoding="utf-8")

    with pytest.raises(ProfileMalformed, match="a → b → a"):
        a_profile(tmp_path, "a", "", HEADER + 'extends = "b"\n')


def test_a_parent_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileMalformed, match="does not exist"):
        a_profile(tmp_path, "a", "", HEADER + 'extends = "nobody"\n')


def test_an_heir_that_loosens_a_bound_contradicts_its_parent(tmp_path: Path) -> None:
    parent = a_profile(tmp_path, "parent", a_rule("maximum_hours", "since = 2020-01-01\nvalue = 24"))
    rules = a_rule("maximum_hours", "since = 2020-01-01\nvalue = 24", "since = 2022-01-01\nvalue = 25")
    heir = a_profile(tmp_path, "heir", rules, HEADER + 'extends = "parent"\n')

    found = contradictions(heir, parent)

    assert [(each.rule, each.since) for each in found] == [("maximum_hours", date(2022, 1, 1))]


def test_an_heir_that_falls_silent_contradicts_its_parent(tmp_path: Path) -> None:
    parent = a_profile(tmp_path, "parent", a_rule("minimum_hours", "since = 2020-01-01\nvalue = 13"))
    rules = a_rule("minimum_hours", "since = 2020-01-01\nnone = true")
    heir = a_profile(tmp_path, "heir", rules, HEADER + 'extends = "parent"\n')

    assert [each.rule for each in contradictions(heir, parent)] == ["minimum_hours"]


def test_a_least_above_a_most_is_a_contradiction_from_the_day_it_begins(tmp_path: Path) -> None:
    rules = a_rule("maximum_hours", "since = 2020-01-01\nvalue = 24") + a_rule(
        "minimum_hours", "since = 2020-01-01\nvalue = 24", "since = 2021-01-01\nvalue = 25"
    )

    found = contradictions(a_profile(tmp_path, "xx", rules), None)

    assert [each.since for each in found] == [date(2021, 1, 1)]


def test_a_rule_that_begins_after_its_profile_leaves_a_gap(tmp_path: Path) -> None:
    profile = a_profile(tmp_path, "xx", a_rule("maximum_hours", "since = 2021-01-01\nvalue = 24"))

    assert "nothing is known before" in contradictions(profile, None)[0].problem


def test_a_required_module_must_exist(tmp_path: Path) -> None:
    profile = a_profile(tmp_path, "xx", a_rule("required_modules", "since = 2020-01-01\nvalue = ['Z9']"))

    assert contradictions(profile, None)[0].problem == "there is no module Z9."
