"""An item's curves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.measure import Item
from bilan.engine.measure.errors import ImpossibleItem
from bilan.engine.measure.items import expected_answer, information, log_probabilities
from tests.engine.measure.banks import an_item, plain_probability

TRAITS = np.linspace(-4, 4, 17)


@given(st.floats(0.3, 4), st.lists(st.floats(-3, 3), min_size=1, max_size=5, unique=True))
def test_agrees_with_the_definition(slope: float, cuts: list[float]) -> None:
    cuts = sorted({round(cut, 2) for cut in cuts})
    item = Item("a", "D", slope, tuple(cuts))

    found = np.exp(log_probabilities(item=item, traits=TRAITS))

    plain = [[plain_probability(item, trait, k) for trait in TRAITS] for k in range(item.categories)]
    np.testing.assert_allclose(found, plain, atol=1e-9)


def test_keeps_its_digits_far_from_the_thresholds() -> None:
    item = an_item("a", slope=3.0)

    found = log_probabilities(item=item, traits=np.array([40.0]))

    assert np.isfinite(found).all()
    assert found[0, 0] == pytest.approx(-3.0 * 41.5)


def test_information_is_the_expected_curvature() -> None:
    item, step = an_item("a", slope=1.7), 1e-4

    lower, here, upper = (log_probabilities(item=item, traits=TRAITS + shift) for shift in (-step, 0.0, step))

    curvature = -(np.exp(here) * (lower - 2 * here + upper) / step**2).sum(axis=0)
    np.testing.assert_allclose(information(item=item, traits=TRAITS), curvature, rtol=1e-4, atol=1e-5)


def test_two_categories_are_the_two_parameter_model() -> None:
    item = Item("a", "D", 1.4, (0.3,))

    found = information(item=item, traits=TRAITS)

    chance = 1 / (1 + np.exp(-1.4 * (TRAITS - 0.3)))
    np.testing.assert_allclose(found, 1.4**2 * chance * (1 - chance))


def test_expects_the_mean_of_the_answers() -> None:
    items = [an_item("a"), an_item("b", middle=1.0)]

    found = expected_answer(items=items, traits=TRAITS)

    means = [np.arange(5) @ np.exp(log_probabilities(item=item, traits=TRAITS)) for item in items]
    np.testing.assert_allclose(found, sum(means))


@pytest.mark.parametrize(
    ("slope", "cuts"),
    [(0.0, (0.0,)), (-1.0, (0.0,)), (np.nan, (0.0,)), (1.0, ()), (1.0, (0.0, 0.0)), (1.0, (np.inf,))],
)
def test_refuses_numbers_that_make_no_curve(slope: float, cuts: tuple[float, ...]) -> None:
    with pytest.raises(ImpossibleItem, match="a:"):
        Item("a", "D", slope, cuts)
