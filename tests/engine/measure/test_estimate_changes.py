"""Whether estimates of two or three moments tell a change."""

import numpy as np
import pytest

from bilan.engine.measure import (
    Verdict,
    changes_over,
    estimate_changes,
    overall_change,
    score,
    score_many,
)
from bilan.engine.measure.errors import CannotCompare
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank

BANK = a_bank(sizes={"A": 12, "B": 12}, correlation=0.5)
OTHER = a_bank(sizes={"A": 12})
LOW: dict[str, int | None] = dict.fromkeys(BANK.codes, 1)
HIGH: dict[str, int | None] = {code: 3 if code[0] == "A" else 1 for code in BANK.codes}


def test_a_large_rise_is_better_and_a_large_fall_worse() -> None:
    low, high = (score(bank=BANK, answers=answers) for answers in (LOW, HIGH))

    up = estimate_changes(before=low, after=high, meaningful=0.5)
    down = estimate_changes(before=high, after=low, meaningful=0.5)

    assert (up["A"].verdict, down["A"].verdict) == (Verdict.BETTER, Verdict.WORSE)
    assert up["A"].low == pytest.approx(-down["A"].high)


def test_an_area_does_not_change_because_its_neighbor_did() -> None:
    low, high = (score(bank=BANK, answers=answers) for answers in (LOW, HIGH))

    change = estimate_changes(before=low, after=high, meaningful=0.5)["B"]

    assert abs(change.difference) < 0.05
    assert high.mean_of("B") - low.mean_of("B") > 0.05


def test_what_was_not_answered_cannot_be_told() -> None:
    low = score(bank=BANK, answers=LOW)
    bare = score(bank=BANK, answers={"A0": 4})

    assert estimate_changes(before=low, after=bare, meaningful=5)["B"].verdict == Verdict.CANNOT_TELL


def test_people_who_did_not_change_are_seldom_said_to_have() -> None:
    rng = np.random.default_rng(8)
    traits = rng.multivariate_normal(np.zeros(2), BANK.correlations, 1500)
    first, last = (
        score_many(bank=BANK, answers=simulated_answers(bank=BANK, traits=traits, rng=rng)) for _ in "ab"
    )

    gaps = last.pulls / last.precisions - first.pulls / first.precisions
    errors = np.sqrt(1 / last.precisions + 1 / first.precisions)

    assert (np.abs(gaps) > 1.96 * errors).mean() == pytest.approx(0.05, abs=0.015)


def test_three_moments_make_three_comparisons() -> None:
    moments = [score(bank=BANK, answers=answers) for answers in (LOW, HIGH, HIGH)]

    found = changes_over(moments=moments, meaningful=0.5)

    assert list(found) == [(0, 1), (0, 2), (1, 2)]
    assert found[0, 2]["A"].verdict == Verdict.BETTER
    assert found[1, 2]["A"].difference == 0


def test_a_sum_of_areas_carries_their_covariance() -> None:
    low, high = (score(bank=BANK, answers=answers) for answers in (LOW, HIGH))

    found = overall_change(before=low, after=high, weights={"A": 0.5, "B": 0.5}, meaningful=0.5)

    weights = np.array([0.5, 0.5])
    error = np.sqrt(weights @ (low.covariance + high.covariance) @ weights)
    assert found.difference == pytest.approx((high.means - low.means).mean())
    assert found.high - found.difference == pytest.approx(1.959964 * error, rel=1e-5)


def test_refuses_to_compare_other_dimensions() -> None:
    low, other = score(bank=BANK, answers=LOW), score(bank=OTHER, answers={"A0": 1})

    with pytest.raises(CannotCompare):
        estimate_changes(before=low, after=other, meaningful=0.5)
    with pytest.raises(CannotCompare):
        overall_change(before=other, after=low, weights={"A": 1}, meaningful=0.5)
