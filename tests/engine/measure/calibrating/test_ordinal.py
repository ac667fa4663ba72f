"""The ordinal regression against a general optimizer."""

import numpy as np
import pytest
from scipy.optimize import minimize

from bilan.engine.measure.calibrating.ordinal import Ordinal, fit_ordinal, log_likelihood
from bilan.engine.measure.errors import CannotCalibrate
from bilan.engine.measure.items import Floats


def drawn(rows: int) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(6)
    design = rng.standard_normal((rows, 2))
    latent = design @ np.array([1.2, -0.5]) + rng.logistic(size=rows)
    answers = np.digitize(latent, [-1.5, 0.0, 1.0])
    return design, (answers[:, None] == np.arange(4)).astype(np.float64)


def test_reaches_the_same_top_as_a_general_optimizer() -> None:
    design, counts = drawn(400)

    found = fit_ordinal(design=design, counts=counts)

    def loss(numbers: Floats) -> float:
        value = log_likelihood(design=design, counts=counts, slopes=numbers[:2], intercepts=numbers[2:])
        return -value if np.isfinite(value) else 1e9

    plain = minimize(
        loss, np.array([0.0, 0, 1, 0, -1]), method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-8}
    )
    assert found.log_likelihood == pytest.approx(-plain.fun, abs=1e-4)
    np.testing.assert_allclose([*found.slopes, *found.intercepts], plain.x, atol=1e-2)


def test_weights_count_as_repeated_rows() -> None:
    design, counts = drawn(60)

    weighted = fit_ordinal(design=design, counts=counts * 3)
    repeated = fit_ordinal(design=np.tile(design, (3, 1)), counts=np.tile(counts, (3, 1)))

    np.testing.assert_allclose(weighted.slopes, repeated.slopes, atol=1e-8)


def test_refuses_a_category_never_answered() -> None:
    design, counts = drawn(60)
    counts[:, 2] = 0

    with pytest.raises(CannotCalibrate, match="never answered"):
        fit_ordinal(design=design, counts=counts)


def test_finds_the_same_top_from_far_away() -> None:
    design, counts = drawn(400)
    far = Ordinal(np.array([4.0, 4.0]), np.array([4.0, 0.0, -4.0]), -np.inf)

    found = fit_ordinal(design=design, counts=counts, start=far)

    best = fit_ordinal(design=design, counts=counts)
    np.testing.assert_allclose(found.slopes, best.slopes, atol=1e-3)


def test_stops_on_the_way_when_told() -> None:
    design, counts = drawn(400)

    one, all_the_way = (fit_ordinal(design=design, counts=counts, steps=steps) for steps in (1, 60))

    assert one.log_likelihood < all_the_way.log_likelihood


def test_thresholds_out_of_order_are_impossible() -> None:
    design, counts = drawn(60)

    found = log_likelihood(
        design=design, counts=counts, slopes=np.zeros(2), intercepts=np.array([0.0, 1.0, -1.0])
    )

    assert found == -np.inf
