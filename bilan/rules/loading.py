"""Read profiles from their TOML files, with what they inherit."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

from bilan.rules.errors import ProfileMalformed, ProfileUnknown
from bilan.rules.profile import RULES, Profile
from bilan.rules.reading import Place, Table
from bilan.rules.values import DatedValue, Rule, RuleOf, Value

FOLDER = files("bilan.rules") / "profiles"
SILENT = "No text read sets this rule."
KEYS = {"title_fr", "title_en", "country", "currency", "since", "extends", "sources", "rules"}
VALUE_KEYS = {"since", "value", "none", "source", "confirmed", "note_fr", "note_en"}
Values = tuple[DatedValue[Value], ...]


@cache
def profile_ids() -> tuple[str, ...]:
    """Return the names of all profiles."""
    names = (file.name for file in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_profile(profile_id: str) -> Profile:
    """Return a profile with what it inherits.

    Raises:
        ProfileUnknown: no profile bears this name.
        ProfileMalformed: a file is wrong.
    """
    if profile_id not in profile_ids():
        raise ProfileUnknown(profile_id, profile_ids())
    return read_profile(profile_id=profile_id, folder=FOLDER)


def read_profile(*, profile_id: str, folder: Traversable, heirs: tuple[str, ...] = ()) -> Profile:
    """Read a profile of a folder and, before it, the one it extends.

    Raises:
        ProfileMalformed: a file is wrong, missing, or inherits from itself.
    """
    table = _parsed(profile_id, folder)
    table.refuse_others(KEYS)
    line = (*heirs, profile_id)
    parent_id = table.text("extends") if "extends" in table.data else None
    if parent_id in line:
        raise table.place.error(
            f"a profile cannot inherit from itself: {' → '.join((*line, str(parent_id)))}."
        )
    parent = read_profile(profile_id=parent_id, folder=folder, heirs=line) if parent_id else None
    since = table.day("since")
    return Profile(
        profile_id=profile_id,
        title_fr=table.text("title_fr"),
        title_en=table.text("title_en"),
        country=table.text("country"),
        currency=table.text("currency"),
        since=since,
        extends=parent_id,
        rules=_rules(profile_id, since, _own_values(profile_id, table), parent),
    )


def _parsed(profile_id: str, folder: Traversable) -> Table:
    """Parse the file of a profile."""
    name = f"{profile_id}.toml"
    try:
        data = tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ProfileMalformed(file=name, place="file", problem="it does not exist.") from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileMalformed(file=name, place="file", problem=f"it is not TOML: {error}.") from error
    return Table(data, Place(name, "top"))


def _rules(
    profile_id: str, since: date, own: Mapping[str, Values], parent: Profile | None
) -> Mapping[str, Rule[Value]]:
    """Give each declared rule its own values, else the parent's, else a silence that says so."""
    inherited = {name: rule.values for name, rule in parent.rules.items()} if parent else {}
    silence: Values = (DatedValue(None, since, SILENT, is_confirmed=False, profile_id=profile_id),)
    return {name: Rule(name, profile_id, own.get(name) or inherited.get(name) or silence) for name in RULES}


def _own_values(profile_id: str, table: Table) -> Mapping[str, Values]:
    """Return the values a file states itself, by rule."""
    sources = table.table("sources")
    rules = table.table("rules")
    rules.refuse_others(set(RULES))
    return {
        name: tuple(
            _dated_value(profile_id, RULES[name], row, sources) for row in _in_order(rules.rows(name))
        )
        for name in rules.data
    }


def _in_order(rows: tuple[Table, ...]) -> tuple[Table, ...]:
    """Refuse rows that do not go forward in time."""
    for before, after in pairwise(rows):
        if after.day("since") <= before.day("since"):
            raise after.place.error(f"{after.day('since')} does not come after {before.day('since')}.")
    return rows


def _dated_value(profile_id: str, rule: RuleOf[Value], row: Table, sources: Table) -> DatedValue[Value]:
    """Build one dated value from its row."""
    row.refuse_others(VALUE_KEYS)
    return DatedValue(
        value=_value(rule, row),
        since=row.day("since"),
        source=sources.text(row.text("source")),
        is_confirmed=row.flag("confirmed", default=True),
        note_fr=row.text("note_fr", default=""),
        note_en=row.text("note_en", default=""),
        profile_id=profile_id,
    )


def _value(rule: RuleOf[Value], row: Table) -> Value | None:
    """Return the value, checked against the kind the rule declares; `none = true` is silence of the text."""
    if row.flag("none", default=False):
        return None
    value = row.data.get("value")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = tuple(value)
    if type(value) is not rule.kind:
        wanted = f"{rule.unit} ({rule.kind.__name__})"
        raise row.place.error(f"value must be {wanted}, or none = true; got {value!r}.")
    return value
