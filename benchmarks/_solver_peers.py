"""Other solvers on binary programs read as JSON: run by the Python of an environment that has them.

In: {"solver", "seconds", "programs": [{"gains", "rows": [[places, amounts, low, high]]}]}, low or high null
for none. Out: a line a program, [gain, bound, seconds]; building the model counts, starting Python does not.
One thread each. Knows nothing of the product, so that any environment can run it.
"""

import json
import sys
from time import perf_counter
from typing import Any

SCALE = 1000  # CP-SAT counts in whole numbers
FAR = 10**12
Program = dict[str, Any]


def highs(program: Program, seconds: float) -> tuple[float, float]:
    """Solve with HiGHS."""
    import highspy  # type: ignore[import-not-found, import-untyped, unused-ignore]

    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("time_limit", seconds),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, value)
    for gain in program["gains"]:
        solver.addVar(0, 1)
        place = solver.getNumCol() - 1
        solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        solver.changeColCost(place, gain)
    for places, amounts, low, high in program["rows"]:
        least = -highspy.kHighsInf if low is None else low
        most = highspy.kHighsInf if high is None else high
        solver.addRow(least, most, len(places), places, amounts)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    told = solver.getInfo()
    return told.objective_function_value, told.mip_dual_bound


def cbc(program: Program, seconds: float) -> tuple[float, float]:
    """Solve with CBC, as OR-Tools carries it: in the process, without a file between."""
    from ortools.linear_solver import pywraplp  # type: ignore[import-not-found, unused-ignore]

    solver = pywraplp.Solver.CreateSolver("CBC")
    solver.SetTimeLimit(int(seconds * 1000))
    held = [solver.BoolVar("") for _gain in program["gains"]]
    for places, amounts, low, high in program["rows"]:
        least = -solver.infinity() if low is None else low
        most = solver.infinity() if high is None else high
        row = solver.Constraint(least, most)
        for place, amount in zip(places, amounts, strict=True):
            row.SetCoefficient(held[place], amount)
    objective = solver.Objective()
    for place, gain in enumerate(program["gains"]):
        objective.SetCoefficient(held[place], gain)
    objective.SetMaximization()
    asked = pywraplp.MPSolverParameters()
    asked.SetDoubleParam(pywraplp.MPSolverParameters.RELATIVE_MIP_GAP, 0.0)
    found = solver.Solve(asked)
    if found not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return float("nan"), float("nan")
    return objective.Value(), objective.BestBound()


def cp_sat(program: Program, seconds: float) -> tuple[float, float]:
    """Solve with CP-SAT of OR-Tools; gains are rounded to thousandths."""
    from ortools.sat.python import cp_model  # type: ignore[import-not-found, unused-ignore]

    model = cp_model.CpModel()
    held = [model.new_bool_var("") for _gain in program["gains"]]
    for places, amounts, low, high in program["rows"]:
        terms = [held[place] for place in places]
        total = cp_model.LinearExpr.weighted_sum(terms, [int(amount) for amount in amounts])
        model.add_linear_constraint(
            total, -FAR if low is None else int(low), FAR if high is None else int(high)
        )
    gains = [round(gain * SCALE) for gain in program["gains"]]
    model.maximize(cp_model.LinearExpr.weighted_sum(held, gains))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 1
    found = solver.solve(model)
    if found not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return float("nan"), float("nan")
    return solver.objective_value / SCALE, solver.best_objective_bound / SCALE


def main() -> None:
    """Solve what stands on the standard input."""
    asked = json.load(sys.stdin)
    solve = {"HiGHS": highs, "CBC": cbc, "CP-SAT": cp_sat}[asked["solver"]]
    if asked["programs"]:
        solve({"gains": [1.0], "rows": [[[0], [1.0], None, 1.0]]}, 1.0)  # what loads late loads now
    for program in asked["programs"]:
        start = perf_counter()
        gain, bound = solve(program, asked["seconds"])
        print(json.dumps([gain, bound, perf_counter() - start]), flush=True)


if __name__ == "__main__":
    try:
        main()
    except ImportError as error:
        sys.exit(f"not installed: {error.name}")
