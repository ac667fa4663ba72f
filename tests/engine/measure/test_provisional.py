"""Declared parameters for items nobody has calibrated."""

import numpy as np
import pytest

from bilan.engine.measure import Bank, provisional_items, score
from bilan.engine.measure.errors import ImpossibleItem
from bilan.engine.measure.provisional import discrimination_for, expected_shares
from bilan.engine.measure.simulating import simulated_answers

CODES = [f"q{place}" for place in range(10)]


@pytest.mark.parametrize("reliability", [0.6, 0.8, 0.9])
def test_simulated_answers_have_the_declared_reliability(reliability: float) -> None:
    bank = Bank.of(items=provisional_items(codes=CODES, dimension="D", categories=5, reliability=reliability))
    rng = np.random.default_rng(1)

    answers = simulated_answers(bank=bank, traits=rng.standard_normal((4000, 1)), rng=rng)

    covariance = np.cov(answers.T)
    alpha = 10 / 9 * (1 - np.trace(covariance) / covariance.sum())
    assert alpha == pytest.approx(reliability, abs=0.04)


def test_simulated_answers_have_the_declared_shares() -> None:
    shares = [0.05, 0.15, 0.3, 0.5]
    items = provisional_items(codes=CODES, dimension="D", categories=4, shares=shares)
    rng = np.random.default_rng(1)

    answers = simulated_answers(bank=Bank.of(items=items), traits=rng.standard_normal((4000, 1)), rng=rng)

    np.testing.assert_allclose(np.bincount(answers.ravel()) / answers.size, shares, atol=0.015)


def test_expected_shares_are_even_handed() -> None:
    shares = expected_shares(categories=5)

    assert sum(shares) == pytest.approx(1)
    assert shares == pytest.approx(shares[::-1])
    assert expected_shares(categories=2) == pytest.approx((0.5, 0.5))


def test_more_reliable_scales_have_steeper_items() -> None:
    assert discrimination_for(reliability=0.9, count=10) > discrimination_for(reliability=0.8, count=10)
    assert discrimination_for(reliability=0.8, count=1) == pytest.approx(1.702)


def test_the_estimate_says_that_it_is_provisional() -> None:
    items = provisional_items(codes=CODES, dimension="D", categories=5, facets=["x", "y"] * 5)

    assert score(bank=Bank.of(items=items, is_provisional=True), answers={"q1": 2}).is_provisional
    assert not score(bank=Bank.of(items=items), answers={"q1": 2}).is_provisional
    assert [item.facet for item in items] == ["x", "y"] * 5


@pytest.mark.parametrize("shares", [[0.5, 0.5], [0.2, 0.3, 0.5, 0.0]])
def test_refuses_shares_that_are_none(shares: list[float]) -> None:
    with pytest.raises(ImpossibleItem, match="4 shares"):
        provisional_items(codes=CODES, dimension="D", categories=4, shares=shares)


@pytest.mark.parametrize("reliability", [0.0, 1.0])
def test_refuses_a_reliability_that_is_none(reliability: float) -> None:
    with pytest.raises(ImpossibleItem, match="between zero and one"):
        provisional_items(codes=CODES, dimension="D", categories=4, reliability=reliability)
