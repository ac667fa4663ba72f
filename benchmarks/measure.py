"""How short, how right and how quick adaptive questionnaires are, beside other libraries.

Run: python -m benchmarks measure. BILAN_BENCHMARKS names the folder of the shared answers. The other
libraries (mirt, catsim, adaptivetesting) are no dependency of ours: install them apart, and put that folder
on PYTHONPATH. On a busy machine OPENBLAS_NUM_THREADS=1 keeps threads from waiting for each other.
"""

import csv
import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks._measure_peers import PEOPLE, timed_peer, two_categories
from bilan.engine.measure import (
    Bank,
    Item,
    Rules,
    next_item,
    play,
    score,
    score_many,
    simulate,
    simulation_table,
)
from bilan.engine.measure.calibrating import Calibration, calibrate
from bilan.engine.measure.items import Floats, Integers
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank, one_factor_scores, plain_scores

SIZES = (60, 200, 500)
ERROR = 0.30
ONE_BY_ONE = 400
FOLDER = "item-responses"


def main() -> None:
    """Print the tables."""
    _report_speed()
    _report_agreement()
    _report_exactness()
    _report_simulation()
    folder = Path(os.environ.get("BILAN_BENCHMARKS", "")) / FOLDER
    if folder.is_dir():
        _report_shared(folder)
    else:
        print("\nLeft out: BILAN_BENCHMARKS must name the folder of the shared answers.")


def random_bank(size: int) -> tuple[Bank, Floats, Floats]:
    """Return a bank of one dimension with its slopes and thresholds, always the same."""
    rng = np.random.default_rng(7)
    slopes = np.clip(rng.lognormal(0.45, 0.30, size), 0.8, 3.2)
    spread = np.linspace(-1.4, 1.4, 4)[None, :] * rng.uniform(0.8, 1.2, (size, 1))
    cuts = rng.normal(0, 0.9, size)[:, None] + spread
    items = [Item(f"i{k}", "D", float(slopes[k]), tuple(cuts[k].tolist())) for k in range(size)]
    return Bank.of(items=items), slopes, cuts


def _report_speed() -> None:
    print(
        f"One dimension, until the error is under {ERROR}: items asked, microseconds to choose and score one."
    )
    print("| bank | " + " | ".join(f"{size}" for size in SIZES) + " |\n|---|---|---|---|")
    rows: dict[str, list[str]] = {}
    for size in SIZES:
        bank, slopes, cuts = random_bank(size)
        rng = np.random.default_rng(9)
        traits = rng.standard_normal((2000, 1))
        graded = simulated_answers(bank=bank, traits=traits, rng=rng)
        two = two_categories(slopes, cuts, traits[:, 0], rng)
        rows.setdefault("ours, one person at a time", []).append(_cell(partial(_one_by_one, bank, graded)))
        rows.setdefault("ours, 2,000 people together", []).append(_cell(partial(_together, bank, graded)))
        for name in PEOPLE:
            answers = graded if name == "mirt" else two
            rows.setdefault(name, []).append(_peer_cell(name, slopes, cuts, answers))
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def _cell(run: Callable[[], tuple[float, float]]) -> str:
    """Return the best of three runs: the machine may be busy with something else."""
    runs = [run() for _ in range(3)]
    return f"{runs[0][0]:.1f} items, {min(spent for _, spent in runs):,.1f} µs"


def _peer_cell(name: str, slopes: Floats, cuts: Floats, answers: Integers) -> str:
    try:
        items, spent = timed_peer(name, slopes=slopes, cuts=cuts, answers=answers, error=ERROR)
    except ImportError:
        return "not installed"
    return f"{items:.1f} items, {spent:,.0f} µs"


def _one_by_one(bank: Bank, answers: Integers) -> tuple[float, float]:
    rules, rng, places = Rules(target_error=ERROR, among=1), np.random.default_rng(1), bank.places
    next_item(bank=bank, answers={}, rules=rules, rng=rng)
    rows, asked, start = answers[:ONE_BY_ONE].tolist(), 0, process_time()
    for row in rows:
        given: dict[str, int | None] = {}
        while code := next_item(bank=bank, answers=given, rules=rules, rng=rng):
            given[code] = row[places[code]]
        asked += len(given)
    return asked / len(rows), (process_time() - start) / asked * 1e6


def _together(bank: Bank, answers: Integers) -> tuple[float, float]:
    start = process_time()
    rules = Rules(target_error=ERROR, among=1)
    played = play(bank=bank, answers=answers, rules=rules, rng=np.random.default_rng(1))
    return float(played.lengths.mean()), (process_time() - start) / played.lengths.sum() * 1e6


def _report_agreement() -> None:
    print("\nLargest difference from sums over a dense grid (40 random records): mean, variance.")
    for name, bank, step in (
        ("one dimension", a_bank(sizes={"A": 10}), 0.02),
        ("two, correlated .5", a_bank(sizes={"A": 6, "B": 6}, correlation=0.5), 0.1),
        ("three, correlated .5", a_bank(sizes=dict.fromkeys("ABC", 4), correlation=0.5), 0.2),
    ):
        rng, gaps = np.random.default_rng(3), []
        for _ in range(40):
            answers = {code: int(rng.integers(5)) for code in bank.codes if rng.random() < 0.8}
            estimate = score(bank=bank, answers=answers)
            means, covariance = plain_scores(bank, answers, step=step)
            gaps.append(
                [np.abs(estimate.means - means).max(), np.abs(estimate.covariance - covariance).max()]
            )
        print("  {:<22}{:10.1e}{:10.1e}".format(name, *np.max(gaps, axis=0)))


def _report_exactness() -> None:
    print("\nThe same beside exact sums, all dimensions correlating alike:")
    for count, size, correlation in ((5, 10, 0.3), (6, 10, 0.3), (6, 3, 0.5)):
        bank = a_bank(sizes=dict.fromkeys("ABCDEF"[:count], size), correlation=correlation)
        rng, gaps = np.random.default_rng(3), []
        for _ in range(40):
            answers = {code: int(rng.integers(5)) for code in bank.codes if rng.random() < 0.8}
            estimate = score(bank=bank, answers=answers)
            means, covariance = one_factor_scores(bank, answers, correlation=correlation)
            gaps.append(
                [np.abs(estimate.means - means).max(), np.abs(estimate.covariance - covariance).max()]
            )
        name = f"{count} of {size} items, {correlation}"
        print("  {:<22}{:10.1e}{:10.1e}".format(name, *np.max(gaps, axis=0)))


def _report_simulation() -> None:
    bank = a_bank(sizes=dict.fromkeys("RIASEC", 10), correlation=0.3)
    start = perf_counter()
    found = simulate(bank=bank, people=2000, rules=Rules(), rng=np.random.default_rng(4))
    print(f"\nSix dimensions of ten items, correlated .3, simulated in {perf_counter() - start:.1f} s:")
    print(simulation_table(found))


def _report_shared(folder: Path) -> None:
    items, keyed = shared_items(folder)
    answers = shared_answers(folder, items, keyed)
    start = perf_counter()
    calibration = calibrate(
        answers=answers, codes=[item.code for item in items], dimensions=[item.dimension for item in items]
    )
    spent = perf_counter() - start
    print(f"\nShared answers, {len(answers)} people: all five scales calibrated in {spent:.1f} s.")
    _report_recovery(calibration, items)
    _report_post_hoc(Bank.of(items=items, correlations=calibration.correlations), answers, "correlated")
    _report_post_hoc(Bank.of(items=items), answers, "apart")


def shared_items(folder: Path) -> tuple[list[Item], list[bool]]:
    """Return the shared items, and whether each is keyed upwards."""
    scales = json.loads((folder / "ipip50_grm_parameters.json").read_text())["scales"]
    rows = [(name, item) for name, scale in scales.items() for item in scale["items"]]
    items = [Item(row["id"], name, row["a"], tuple(row["b"])) for name, row in rows]
    return items, [row["key"] == "+" for _, row in rows]


def shared_answers(folder: Path, items: list[Item], keyed: list[bool]) -> Integers:
    """Return the shared answers (person, item) from 0 to 4, all keyed upwards."""
    with (folder / "ipip50_responses.csv").open() as file:
        rows = [[int(row[item.code]) - 1 for item in items] for row in csv.DictReader(file)]
    answers = np.array(rows, dtype=np.int64)
    return np.where(np.array(keyed), answers, np.where(answers < 0, -1, 4 - answers))


def _report_recovery(calibration: Calibration, items: list[Item]) -> None:
    truth = {item.code: item for item in items}
    print(f"{'scale':<8}{'RMSE':>8}{'alpha':>8}{'omega':>8}{'marginal':>10}")
    for scale in calibration.scales:
        gaps = [
            np.subtract(
                (one.discrimination, *one.thresholds),
                (truth[one.code].discrimination, *truth[one.code].thresholds),
            )
            for one in scale.items
        ]
        kept = scale.reliability
        print(
            f"{scale.dimension:<8}{np.sqrt(np.mean(np.square(gaps))):8.3f}"
            f"{kept.alpha:8.3f}{kept.omega:8.3f}{kept.marginal:10.3f}"
        )


def _report_post_hoc(bank: Bank, answers: Integers, name: str) -> None:
    full = score_many(bank=bank, answers=answers)
    print(f"\nPost hoc, dimensions {name}: until every error is under .45.")
    for label, rules in (
        ("our rules", Rules()),
        ("best item, to the last", Rules(among=1, minimum_per_dimension=1, least_gain=1e-9)),
    ):
        played = play(bank=bank, answers=answers, rules=rules, rng=np.random.default_rng(1))
        pairs = zip(played.means.T, full.means.T, bank.dimensions, strict=True)
        likeness = ", ".join(f"{scale} {np.corrcoef(one, other)[0, 1]:.4f}" for one, other, scale in pairs)
        reached = (played.errors <= 0.45).all(axis=1).mean()
        length = f"{played.lengths.mean():.2f} of {len(bank.items)} items"
        print(f"  {label}: {length}; r with the full score {likeness};")
        print(f"    all errors reached by {reached:.0%}, mean error {played.errors.mean():.3f}")


if __name__ == "__main__":
    main()
