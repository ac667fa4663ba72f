"""Other libraries' adaptive questionnaires, timed on the same banks; whichever is not installed says so."""

import importlib
from collections.abc import Callable
from time import process_time
from types import ModuleType
from typing import Any

import numpy as np
from scipy.special import expit

from bilan.engine.measure.items import Floats, Integers

PEOPLE = {"mirt": 20, "catsim": 20, "adaptivetesting": 2}


def timed_peer(
    name: str, *, slopes: Floats, cuts: Floats, answers: Integers, error: float
) -> tuple[float, float]:
    """Return the items asked on average and the microseconds an item, choosing and scoring.

    Graded answers (person, item) for mirt; the two others know two categories only.
    """
    module = importlib.import_module(name)
    run: Callable[..., tuple[int, float]] = {
        "mirt": _mirt,
        "catsim": _catsim,
        "adaptivetesting": _adaptivetesting,
    }[name]
    asked, people = 0, PEOPLE[name]
    spent = 0.0
    for row in answers[:people]:
        count, seconds = run(module, slopes, cuts, row, error)
        asked, spent = asked + count, spent + seconds
    return asked / people, spent / asked * 1e6


def two_categories(slopes: Floats, cuts: Floats, traits: Floats, rng: np.random.Generator) -> Integers:
    """Return answers (person, item) of two categories around each item's mean threshold."""
    chances = expit(slopes * (traits[:, None] - cuts.mean(axis=1)))
    return np.asarray(rng.random(chances.shape) < chances, dtype=np.int64)


def _mirt(module: Any, slopes: Floats, cuts: Floats, row: Integers, error: float) -> tuple[int, float]:
    model = module.GradedResponseModel(len(slopes), cuts.shape[1] + 1)
    model.set_parameters(discrimination=slopes, thresholds=cuts)
    model._is_fitted = True
    engine = module.CATEngine(
        model,
        item_selection="MFI",
        scoring_method="EAP",
        se_threshold=error,
        max_items=len(slopes),
        n_quadpts=61,
    )
    start = process_time()
    state = engine.get_current_state()
    count = 0
    while not state.is_complete:
        state = engine.administer_item(int(row[state.next_item]))
        count += 1
    return count, process_time() - start


def _catsim(_: ModuleType, slopes: Floats, cuts: Floats, row: Integers, error: float) -> tuple[int, float]:
    bank_of = importlib.import_module("catsim.item_bank").ItemBank
    select = importlib.import_module("catsim.selection").MaxInfoSelector()
    estimate = importlib.import_module("catsim.estimation").NumericalSearchEstimator()
    irt = importlib.import_module("catsim.irt")
    ones = np.ones(len(slopes))
    bank = bank_of(np.column_stack([slopes, cuts.mean(axis=1), 0 * ones, ones]))
    asked: list[int] = []
    said: list[bool] = []
    trait, spent, left = 0.0, 0.0, np.inf
    while left >= error and len(asked) < len(slopes):
        start = process_time()
        item = int(select.select(item_bank=bank, administered_items=asked, est_theta=trait))
        asked.append(item)
        said.append(bool(row[item]))
        trait = estimate.estimate(
            item_bank=bank, administered_items=asked, response_vector=said, est_theta=trait
        )
        spent += process_time() - start
        left = irt.see(trait, bank.get_items(asked) if hasattr(bank, "get_items") else bank.items[asked])
    return len(asked), spent


def _adaptivetesting(
    _: ModuleType, slopes: Floats, cuts: Floats, row: Integers, error: float
) -> tuple[int, float]:
    models = importlib.import_module("adaptivetesting.models")
    implementations = importlib.import_module("adaptivetesting.implementations")
    estimators = importlib.import_module("adaptivetesting.math.estimators")
    items = []
    for place, (slope, middle) in enumerate(zip(slopes, cuts.mean(axis=1), strict=True)):
        item = models.TestItem()
        item.id, item.a, item.b, item.c, item.d = place, float(slope), float(middle), 0.0, 1.0
        items.append(item)
    test = implementations.TestAssembler(
        models.ItemPool(items, simulated_responses=row.tolist()),
        "bench",
        "one",
        estimators.ExpectedAPosteriori,
        {"prior": estimators.NormalPrior(0, 1), "optimization_interval": (-10, 10)},
        simulation=True,
    )
    start, count = process_time(), 0
    while count < len(slopes):
        test.run_test_once()
        count += 1
        if test.standard_error < error:
            break
    return count, process_time() - start
