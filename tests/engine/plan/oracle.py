"""HiGHS as the oracle, built from the modules themselves, and builders of small catalogues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from hypothesis import strategies as st

from bilan.engine.plan.bounds import Bounds
from bilan.engine.plan.inputs import Envelope, PlannedMode, PlannedModule
from bilan.engine.plan.options import POINT, accompanied_minutes
from bilan.engine.plan.styles import Style
from bilan.rules.modules import Module, ModuleMode

NEEDS = ("A", "B", "PROJECT")


def a_mode(
    *,
    mode: str = "FACE",
    minutes: int = 60,
    accompanied: int = 60,
    cost: int = 7000,
    gain: float = 5.0,
    feedback: int = 0,
) -> ModuleMode:
    return ModuleMode(mode, minutes, accompanied, feedback, accompanied + feedback, cost, {"A": gain})


def a_module(
    code: str,
    *modes: ModuleMode,
    is_core: bool = False,
    is_counted: bool = True,
    prerequisites: tuple[str, ...] = (),
    completed_by: tuple[str, ...] = (),
    phase: str = "INVESTIGATION",
) -> Module:
    texts = ("t",) * 6
    ways = modes or (a_mode(),)
    return Module(code, phase, *texts, is_core, is_counted, prerequisites, completed_by, ways)


@dataclass(frozen=True)
class Row:
    """A constraint: its coefficients by variable, and its bounds."""

    coefficients: Mapping[int, float]
    low: float
    high: float


class Program:
    """The choice of modules and modes as an integer program."""

    def __init__(
        self, modules: Sequence[PlannedModule], envelope: Envelope, needs: Mapping[str, float], style: Style
    ) -> None:
        self.modules, self.envelope, self.needs, self.style = modules, envelope, needs, style
        self.ways = [(module, mode) for module in modules for mode in self._modes(module)]
        self.rows: list[Row] = []

    def _modes(self, module: PlannedModule) -> list[PlannedMode]:
        others = {mode.mode for mode in module.modes} & {"VIDEO", "GUIDED"}
        skips_face = not self.style.uses_face and others
        return [mode for mode in module.modes if not (skips_face and mode.mode == "FACE")]

    def value(self, module: PlannedModule, mode: PlannedMode) -> float:
        gain = round(POINT * sum(self.needs.get(need, 0.0) * points for need, points in mode.gains.items()))
        trip = self.style.trip_price if mode.mode == "FACE" else 0
        time = mode.minutes * self.style.minute_price
        if module.is_counted:
            time += accompanied_minutes(mode, self.envelope) * self.style.accompanied_price
        return float(gain - trip - time)

    def of(self, code: str) -> list[int]:
        return [place for place, (module, _) in enumerate(self.ways) if module.code == code]

    def total(self, amounts: Sequence[float], low: float, high: float) -> None:
        self.rows.append(Row(dict(enumerate(amounts)), low, high))

    def state(self, bounds: Bounds) -> None:
        counted = [float(module.is_counted) for module, _ in self.ways]
        minutes = [count * mode.minutes for count, (_, mode) in zip(counted, self.ways, strict=True)]
        live = [
            count * accompanied_minutes(mode, self.envelope)
            for count, (_, mode) in zip(counted, self.ways, strict=True)
        ]
        self.total(minutes, bounds.minimum_minutes, bounds.maximum_minutes)
        self.total(live, bounds.minimum_accompanied, bounds.maximum_accompanied)
        if bounds.maximum_cost is not None:
            self.total([float(mode.cost_cents) for _, mode in self.ways], 0, bounds.maximum_cost)
        for module in self.modules:
            self._state_module(module)

    def _state_module(self, module: PlannedModule) -> None:
        own = self.of(module.code)
        self.rows.append(Row(dict.fromkeys(own, 1.0), 1.0 if module.is_core else 0.0, 1.0))
        for asked in (*module.prerequisites, *module.completed_by):
            link = dict.fromkeys(self.of(asked), 1.0) | dict.fromkeys(own, -1.0)
            self.rows.append(Row(link, 0.0, highspy.kHighsInf))

    def best(self, bounds: Bounds) -> float | None:
        """Return the greatest objective, or nothing when no plan fits."""
        self.state(bounds)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.0)
        for module, mode in self.ways:
            solver.addVariable(0, 1, -self.value(module, mode))
        count = len(self.ways)
        kinds = [highspy.HighsVarType.kInteger] * count
        solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.array(kinds))
        for row in self.rows:
            places = np.array(sorted(row.coefficients), dtype=np.int32)
            amounts = np.array([row.coefficients[place] for place in sorted(row.coefficients)])
            solver.addRow(row.low, row.high, len(places), places, amounts)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return -float(solver.getInfo().objective_function_value)


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[Module, ...]:
    """Draw a small catalogue: a few core modules, prerequisites, what must follow, several modes."""
    count = draw(st.integers(2, 9))
    codes = [f"M{rank}" for rank in range(count)]
    modules = []
    for rank, code in enumerate(codes):
        earlier = draw(_at_most_one(codes[:rank]))
        follow = draw(_at_most_one(codes[rank + 1 :]))
        ways = [draw(_modes(name)) for name in draw(_mode_names())]
        modules.append(
            a_module(
                code,
                *ways,
                is_core=draw(st.integers(0, 3)) == 0,
                is_counted=draw(st.integers(0, 5)) > 0,
                prerequisites=tuple(earlier),
                completed_by=tuple(follow),
            )
        )
    return tuple(modules)


def _at_most_one(codes: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), max_size=1) if codes else st.just([])


def _mode_names() -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(["FACE", "VIDEO", "GUIDED"]), min_size=1, max_size=3, unique=True)


@st.composite
def _modes(draw: st.DrawFn, name: str) -> ModuleMode:
    minutes = 15 * draw(st.integers(1, 8))
    live = 0 if name == "GUIDED" else 15 * draw(st.integers(0, minutes // 15))
    feedback = 15 if name == "GUIDED" else 0
    cost = 100 * draw(st.integers(0, 150))
    gains = {need: draw(st.integers(0, 120)) / 10 for need in NEEDS}
    return ModuleMode(name, minutes, live, feedback, live + feedback, cost, gains)
