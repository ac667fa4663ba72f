"""A new version's items on the old scale."""

import numpy as np
import pytest

from bilan.engine.measure import Item
from bilan.engine.measure.calibrating import Link, Method, calibrate, link, rescaled
from bilan.engine.measure.errors import CannotLink
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank, drawn_items

OLD = drawn_items(dimension="D", count=8, rng=np.random.default_rng(3))


@pytest.mark.parametrize("method", list(Method))
def test_undoes_a_known_shift_and_stretch(method: Method) -> None:
    truth = Link(slope=1.3, intercept=-0.4)
    new = rescaled(items=OLD, link=Link(1 / truth.slope, -truth.intercept / truth.slope))

    found = link(old=OLD, new=new, method=method)

    assert (found.slope, found.intercept) == pytest.approx((truth.slope, truth.intercept), abs=1e-4)


def test_brings_another_population_back_to_the_old_scale() -> None:
    bank = a_bank(sizes={"D": 12})
    rng = np.random.default_rng(5)
    traits = 0.8 * rng.standard_normal((3000, 1)) + 0.5
    answers = simulated_answers(bank=bank, traits=traits, rng=rng)
    fresh = calibrate(answers=answers, codes=bank.codes, dimensions=["D"] * 12).items

    found = link(old=bank.items[:8], new=fresh)

    assert (found.slope, found.intercept) == pytest.approx((0.8, 0.5), abs=0.06)
    back = rescaled(items=fresh, link=found)
    gaps = [
        np.subtract(one.thresholds, other.thresholds) for one, other in zip(back, bank.items, strict=True)
    ]
    assert np.sqrt(np.mean(np.square(gaps))) < 0.15


def test_items_of_one_threshold_alike_keep_the_unit() -> None:
    items = [Item(code, "D", 1.0, (0.5,)) for code in "ab"]

    assert link(old=items, new=items, method=Method.MEAN_SIGMA) == Link(1.0, 0.0)


def test_refuses_versions_with_one_item_in_common() -> None:
    with pytest.raises(CannotLink, match="1 items"):
        link(old=OLD[:1], new=OLD)


def test_refuses_an_item_whose_answers_changed() -> None:
    changed = [Item(item.code, "D", item.discrimination, item.thresholds[:3]) for item in OLD]

    with pytest.raises(CannotLink, match="not the same answers"):
        link(old=OLD, new=changed)
