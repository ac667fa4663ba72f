"""Calibration on simulated answers whose truth is known."""

import numpy as np
import pytest

from bilan.engine.measure import Bank, Item
from bilan.engine.measure.calibrating import Calibration, calibrate, calibration_table
from bilan.engine.measure.errors import CannotCalibrate
from bilan.engine.measure.items import Integers
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank

TRUTH = a_bank(sizes={"A": 8, "B": 8}, correlation=0.5)
PEOPLE = 3000


@pytest.fixture(scope="module")
def collected() -> Integers:
    rng = np.random.default_rng(4)
    traits = rng.multivariate_normal(np.zeros(2), TRUTH.correlations, PEOPLE)
    return simulated_answers(bank=TRUTH, traits=traits, rng=rng)


@pytest.fixture(scope="module")
def found(collected: Integers) -> Calibration:
    """Return what all answers gave, with two groups that nothing tells apart and two too small or unnamed."""
    language = ["fr"] * 1500 + [""] * 1460 + ["en"] * 40
    return of(collected, half=["a", "b"] * (PEOPLE // 2), language=language)


def of(answers: Integers, bank: Bank = TRUTH, **more: list[str]) -> Calibration:
    groups = dict(more) or None
    return calibrate(
        answers=answers, codes=bank.codes, dimensions=[item.dimension for item in bank.items], groups=groups
    )


def distance(found: tuple[Item, ...], truth: tuple[Item, ...]) -> float:
    """Return the root mean square difference of all parameters."""
    numbers = [
        np.array([[item.discrimination, *item.thresholds] for item in items]) for items in (found, truth)
    ]
    return float(np.sqrt(((numbers[0] - numbers[1]) ** 2).mean()))


def test_finds_the_parameters_again(found: Calibration) -> None:
    assert distance(found.items, TRUTH.items) < 0.1
    assert found.correlations["A", "B"] == pytest.approx(0.5, abs=0.04)
    assert found.bank().codes == TRUTH.codes


def test_finds_them_when_half_is_missing_by_design(collected: Integers) -> None:
    answers = collected.copy()
    answers[: PEOPLE // 2, 0:3] = -1
    answers[PEOPLE // 2 :, 5:8] = -1

    found = of(answers)

    assert distance(found.items, TRUTH.items) < 0.13
    assert all(np.isnan(fit.p) for fit in found.scales[0].fits)
    assert "nan" in calibration_table(found)


def test_reliability_agrees_with_the_covariance(collected: Integers, found: Calibration) -> None:
    scale = found.scales[0]

    covariance = np.cov(collected[:, :8].T)
    assert scale.reliability.alpha == pytest.approx(8 / 7 * (1 - np.trace(covariance) / covariance.sum()))
    assert scale.reliability.alpha <= scale.reliability.omega < 1
    assert 0.7 < scale.reliability.marginal < 0.95


def test_items_of_the_model_fit_and_a_foreign_one_does_not(collected: Integers, found: Calibration) -> None:
    answers = collected.copy()
    answers[answers[:, :7].sum(axis=1) > 20, 7] = 1

    right, wrong = found.scales[0].fits, of(answers).scales[0].fits

    assert sum(fit.p < 0.01 for fit in right) <= 1
    assert max(fit.rmsd for fit in right) < 0.03
    assert wrong[7].p < 1e-6
    assert wrong[7].rmsd == max(fit.rmsd for fit in wrong)


def test_tells_the_item_that_favors_a_group(collected: Integers) -> None:
    answers = collected.copy()
    women = np.arange(PEOPLE) % 2 == 0
    answers[women, 2] = np.minimum(answers[women, 2] + 1, 4)
    sex = np.where(women, "w", "m").tolist()

    found = of(answers, sex=sex)

    by_code = {one.code: one for scale in found.scales for one in scale.functioning}
    assert max(by_code.values(), key=lambda one: one.effect).code == "A2"
    assert by_code["A2"].effect > 0.035
    assert by_code["A2"].uniform > by_code["A2"].uneven
    assert max(one.effect for code, one in by_code.items() if code[0] == "B") < 0.01
    assert "A2 by sex" in calibration_table(found)


def test_leaves_out_groups_too_small_and_unknown_ones(collected: Integers, found: Calibration) -> None:
    alone = of(collected[:500], language=["fr"] * 480 + ["en"] * 20)

    assert {one.grouping for one in found.scales[0].functioning} == {"half"}
    assert not alone.scales[0].functioning
    assert "no groups large enough" in calibration_table(alone)


def test_the_report_names_every_item(found: Calibration) -> None:
    text = calibration_table(found)

    assert all(code in text for code in TRUTH.codes)
    assert "none that matters" in text


def test_people_who_skipped_a_whole_scale_do_not_count_in_it(collected: Integers) -> None:
    answers = collected[:500].copy()
    answers[:100, 8:] = -1

    found = of(answers)

    assert [scale.reliability.people for scale in found.scales] == [500, 400]


def test_one_scale_needs_no_correlation(collected: Integers) -> None:
    found = calibrate(answers=collected[:500, :8], codes=TRUTH.codes[:8], dimensions=["A"] * 8)

    assert found.correlations == {}


def test_refuses_a_category_nobody_chose(collected: Integers) -> None:
    answers = collected[:500].copy()
    answers[answers[:, 3] == 2, 3] = 1

    with pytest.raises(CannotCalibrate, match=r"A3.*\[2\]"):
        of(answers)


def test_refuses_an_item_keyed_the_other_way(collected: Integers) -> None:
    answers = collected[:800].copy()
    answers[:, 1] = 4 - answers[:, 1]

    with pytest.raises(CannotCalibrate, match="A1"):
        of(answers)


def test_refuses_too_few_people(collected: Integers) -> None:
    with pytest.raises(CannotCalibrate, match="at least 50"):
        of(collected[:49])


def test_refuses_columns_without_names(collected: Integers) -> None:
    with pytest.raises(CannotCalibrate, match="3 items are named"):
        calibrate(answers=collected, codes=["a", "b", "c"], dimensions=["A"] * 3)
