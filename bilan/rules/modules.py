"""The catalogue of modules: what a bilan is made of, read from `modules.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from bilan.rules.errors import ModuleUnknown
from bilan.rules.reading import Place, Table

FILE = "modules.toml"
Equipment = Literal["NONE", "PHONE", "COMPUTER"]  # each can do what those before it can
PHASES = ("PRELIMINARY", "INVESTIGATION", "CONCLUSION", "FOLLOW_UP")
MODES = ("FACE", "VIDEO", "GUIDED", "FIELD")
MODULE_KEYS = {
    *("code", "phase", "title_fr", "title_en", "purpose_fr", "purpose_en", "output_fr", "output_en"),
    *("core", "counted", "prerequisites", "completed_by", "mode"),
}
MODE_KEYS = {"mode", "equipment", "minutes", "accompanied", "feedback", "counsellor", "cost", "gains"}
EQUIPMENT: tuple[Equipment, ...] = ("NONE", "PHONE", "COMPUTER")
USUAL_EQUIPMENT: Mapping[str, Equipment] = {"VIDEO": "PHONE", "GUIDED": "PHONE"}


@dataclass(frozen=True, slots=True)
class ModuleMode:
    """One way to live a module. `feedback_minutes` are accompanied only where `feedback_counts` says so."""

    mode: str
    minutes: int
    accompanied_minutes: int
    feedback_minutes: int
    counsellor_minutes: int
    cost_cents: int
    gains: Mapping[str, float]
    equipment: Equipment = "NONE"  # the least it takes at home


@dataclass(frozen=True, slots=True)
class Module:
    """A step of the bilan: what for, what comes of it, how it can be lived (art. R6313-4)."""

    code: str
    phase: str
    title_fr: str
    title_en: str
    purpose_fr: str
    purpose_en: str
    output_fr: str
    output_en: str
    is_core: bool
    is_counted: bool
    prerequisites: tuple[str, ...]
    completed_by: tuple[str, ...]
    modes: tuple[ModuleMode, ...]

    def title(self, language: str) -> str:
        """Return the name people read."""
        return self.title_fr if language == "fr" else self.title_en

    def purpose(self, language: str) -> str:
        """Return what it is for."""
        return self.purpose_fr if language == "fr" else self.purpose_en

    def output(self, language: str) -> str:
        """Return what comes of it."""
        return self.output_fr if language == "fr" else self.output_en


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in both languages."""

    fr: str
    en: str

    def text(self, language: str) -> str:
        """Return the text in a language, English when it is not French."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class ModuleCatalogue:
    """The modules, the needs they serve, and the sentences that say why one is in a plan."""

    modules: tuple[Module, ...]
    needs: Mapping[str, Wording]
    reasons: Mapping[str, Wording]

    def module(self, code: str) -> Module:
        """Return a module by its code.

        Raises:
            ModuleUnknown: no module bears that code.
        """
        for module in self.modules:
            if module.code == code:
                return module
        raise ModuleUnknown(code, (module.code for module in self.modules))


@cache
def load_catalogue() -> ModuleCatalogue:
    """Return the catalogue that ships with the product."""
    text = (files("bilan.rules") / FILE).read_text(encoding="utf-8")
    return read_catalogue(text=text, file=FILE)


def load_modules() -> tuple[Module, ...]:
    """Return the modules of the catalogue, in their order."""
    return load_catalogue().modules


def module(code: str) -> Module:
    """Return one module of the catalogue."""
    return load_catalogue().module(code)


def read_catalogue(*, text: str, file: str) -> ModuleCatalogue:
    """Read a catalogue from TOML, refusing what does not hold together.

    Raises:
        ProfileMalformed: a field is wrong, or a module asks for one that does not exist.
    """
    table = Table(tomllib.loads(text), Place(file, "top"))
    needs = _wordings(table.table("needs"))
    modules = tuple(_module(row, needs) for row in table.rows("module"))
    _check_links(modules, table.place)
    return ModuleCatalogue(modules, needs, _wordings(table.table("reasons")))


def _wordings(table: Table) -> Mapping[str, Wording]:
    """Read texts in both languages."""
    rows = {key: table.table(key) for key in table.data}
    return {key: Wording(row.text("fr"), row.text("en")) for key, row in rows.items()}


def _module(row: Table, needs: Mapping[str, Wording]) -> Module:
    """Read one module."""
    row.refuse_others(MODULE_KEYS)
    return Module(
        code=row.text("code"),
        phase=row.choice("phase", PHASES),
        title_fr=row.text("title_fr"),
        title_en=row.text("title_en"),
        purpose_fr=row.text("purpose_fr"),
        purpose_en=row.text("purpose_en"),
        output_fr=row.text("output_fr"),
        output_en=row.text("output_en"),
        is_core=row.flag("core", default=False),
        is_counted=row.flag("counted", default=True),
        prerequisites=row.texts("prerequisites"),
        completed_by=row.texts("completed_by"),
        modes=tuple(_mode(mode, needs) for mode in row.rows("mode")),
    )


def _mode(row: Table, needs: Mapping[str, Wording]) -> ModuleMode:
    """Read one way to live a module."""
    row.refuse_others(MODE_KEYS)
    minutes, accompanied = row.number("minutes"), row.number("accompanied", default=0)
    if accompanied > minutes:
        raise row.place.error(f"{accompanied} accompanied minutes do not fit in {minutes}.")
    gains = row.table("gains")
    gains.refuse_others(set(needs))
    mode = row.choice("mode", MODES)
    return ModuleMode(
        mode=mode,
        minutes=minutes,
        accompanied_minutes=accompanied,
        feedback_minutes=row.number("feedback", default=0),
        counsellor_minutes=row.number("counsellor"),
        cost_cents=row.number("cost"),
        gains={need: gains.decimal(need) for need in gains.data},
        equipment=_equipment(row, USUAL_EQUIPMENT.get(mode, "NONE")),
    )


def _equipment(row: Table, usual: Equipment) -> Equipment:
    """Read what a mode takes at home, else what its kind usually takes."""
    if "equipment" not in row.data:
        return usual
    return cast("Equipment", row.choice("equipment", EQUIPMENT))


def _check_links(modules: tuple[Module, ...], place: Place) -> None:
    """Refuse a code borne twice, and a module that asks for an unknown one."""
    codes = [module.code for module in modules]
    for module in modules:
        here = place.inside(module.code)
        if codes.count(module.code) > 1:
            raise here.error("this code is borne by two modules.")
        if not module.modes:
            raise here.error("a module needs at least one mode.")
        for asked in (*module.prerequisites, *module.completed_by):
            if asked not in codes:
                raise here.error(f"it asks for {asked!r}, which does not exist.")
