"""Scores against plain references, and what must always hold of them."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.measure import Bank, Item, score, score_many
from bilan.engine.measure.errors import ImpossibleAnswer, ImpossibleBank, UnknownItem
from bilan.engine.measure.estimates import TOO_SMALL, single_moments
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank, an_item, answered, one_factor_scores, plain_scores, uneven_bank
from tests.shared import examples

ONE = a_bank(sizes={"D": 6})
THREE = a_bank(sizes={"A": 4, "B": 4, "C": 4})
JOINED = a_bank(sizes={"A": 5, "B": 5}, correlation=0.5)
TRIPLE = a_bank(sizes={"A": 3, "B": 3, "C": 3}, correlation=0.5)
UNEVEN = uneven_bank(size=3, correlations=(0.6, 0.3, 0.1, 0.45, -0.2, 0.25))
SHORT_SIX = a_bank(sizes=dict.fromkeys("RIASEC", 3), correlation=0.5)
LONG_SIX = a_bank(sizes=dict.fromkeys("RIASEC", 8), correlation=0.3)
SIX = a_bank(sizes=dict.fromkeys("RIASEC", 4), correlation=0.4)


def some(bank: Bank) -> st.SearchStrategy[list[int | None]]:
    size = len(bank.items)
    return st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=size, max_size=size)


@settings(deadline=None)
@given(some(ONE))
def test_agrees_with_plain_quadrature_in_one_dimension(given_answers: list[int | None]) -> None:
    answers = answered(ONE, given_answers)

    estimate = score(bank=ONE, answers=answers)

    means, covariance = plain_scores(ONE, answers)
    np.testing.assert_allclose(estimate.means, means, atol=1e-6)
    np.testing.assert_allclose(estimate.errors**2, np.diag(covariance), atol=1e-6)


@settings(deadline=None)
@given(some(THREE))
def test_dimensions_apart_are_scored_as_if_alone(given_answers: list[int | None]) -> None:
    answers = answered(THREE, given_answers)

    estimate = score(bank=THREE, answers=answers)

    for dimension in "ABC":
        alone = Bank.of(items=[item for item in THREE.items if item.dimension == dimension])
        own = {code: answers[code] for code in alone.codes}
        means, covariance = plain_scores(alone, own)
        assert estimate.mean_of(dimension) == pytest.approx(means[0], abs=1e-6)
        assert estimate.error_of(dimension) ** 2 == pytest.approx(covariance[0, 0], abs=1e-6)


@settings(max_examples=examples(40), deadline=None)
@given(some(JOINED))
def test_correlated_dimensions_are_the_dense_grid(given_answers: list[int | None]) -> None:
    answers = answered(JOINED, given_answers)

    estimate = score(bank=JOINED, answers=answers)

    means, covariance = plain_scores(JOINED, answers, step=0.1)
    np.testing.assert_allclose(estimate.means, means, atol=1e-6)
    np.testing.assert_allclose(estimate.covariance, covariance, atol=1e-6)


@settings(max_examples=4, deadline=None)
@given(some(TRIPLE))
def test_three_correlated_dimensions_are_the_dense_grid(given_answers: list[int | None]) -> None:
    answers = answered(TRIPLE, given_answers)

    estimate = score(bank=TRIPLE, answers=answers)

    means, covariance = plain_scores(TRIPLE, answers, step=0.2)
    np.testing.assert_allclose(estimate.means, means, atol=1e-6)
    np.testing.assert_allclose(estimate.covariance, covariance, atol=1e-6)


@settings(max_examples=max(1, settings().max_examples // 50), deadline=None)  # seconds of plain sums each
@given(some(UNEVEN))
def test_four_dimensions_correlated_each_in_its_way_are_the_dense_grid(
    given_answers: list[int | None],
) -> None:
    answers = answered(UNEVEN, given_answers)

    estimate = score(bank=UNEVEN, answers=answers)

    means, covariance = plain_scores(UNEVEN, answers, step=0.4)
    np.testing.assert_allclose(estimate.means, means, atol=1e-6)
    np.testing.assert_allclose(estimate.covariance, covariance, atol=1e-6)


@pytest.mark.parametrize("bank", [LONG_SIX, SHORT_SIX], ids=["long scales", "short scales"])
@settings(max_examples=examples(30), deadline=None)
@given(data=st.data())
def test_six_correlated_dimensions_are_the_plain_sums(bank: Bank, data: st.DataObject) -> None:
    answers = answered(bank, data.draw(some(bank)))

    estimate = score(bank=bank, answers=answers)

    means, covariance = one_factor_scores(bank, answers, correlation=float(bank.correlations[0, 1]))
    np.testing.assert_allclose(estimate.means, means, atol=1e-6)
    np.testing.assert_allclose(estimate.covariance, covariance, atol=1e-6)


def test_correlations_that_no_factors_leave_apart_stay_near_the_dense_grid() -> None:
    bank = a_bank(sizes={"A": 4, "B": 4}, correlation=0.985)
    answers = answered(bank, [0, 1, 3, None, 4, 2, None, 1])

    estimate = score(bank=bank, answers=answers)

    assert bank.factors is None
    means, covariance = plain_scores(bank, answers)
    np.testing.assert_allclose(estimate.means, means, atol=2e-2)
    np.testing.assert_allclose(estimate.covariance, covariance, atol=2e-2)


def test_many_people_are_scored_near_what_one_is() -> None:
    rng = np.random.default_rng(8)
    answers = rng.integers(0, 5, (30, len(TRIPLE.items)))

    together = score_many(bank=TRIPLE, answers=answers)

    for person, row in enumerate(answers):
        alone = score(bank=TRIPLE, answers=answered(TRIPLE, row.tolist()))
        np.testing.assert_allclose(together.means[person], alone.means, atol=1e-3)
        np.testing.assert_allclose(together.covariances[person], alone.covariance, atol=1e-3)


@settings(max_examples=examples(60), deadline=None)
@given(some(SIX), st.randoms())
def test_the_order_of_answers_changes_nothing_to_the_bit(
    given_answers: list[int | None], chance: Random
) -> None:
    answers = answered(SIX, given_answers)
    mixed = list(answers.items())
    chance.shuffle(mixed)

    plain, other = score(bank=SIX, answers=answers), score(bank=SIX, answers=dict(mixed))

    assert plain.means.tolist() == other.means.tolist()
    assert plain.covariance.tolist() == other.covariance.tolist()


def test_one_area_tells_of_its_neighbors() -> None:
    answers = dict.fromkeys(JOINED.codes[:5], 4)

    estimate = score(bank=JOINED, answers=answers)

    assert estimate.mean_of("B") > 0.5
    assert estimate.error_of("B") < 1.0
    assert math.isnan(estimate.free_means[1])
    assert estimate.answered.tolist() == [5, 0]


def test_a_skipped_question_tells_nothing() -> None:
    assert score(bank=ONE, answers={"D0": None}).errors.tolist() == pytest.approx([1.0])


def test_many_people_are_scored_as_one_by_one() -> None:
    rng = np.random.default_rng(3)
    answers = rng.integers(-1, 5, (20, len(SIX.items)))

    together = score_many(bank=SIX, answers=answers, tolerance=1e-10)

    for person, row in enumerate(answers.tolist()):
        alone = score(bank=SIX, answers=answered(SIX, [None if value < 0 else value for value in row]))
        np.testing.assert_allclose(together.means[person], alone.means, atol=1e-3)
        np.testing.assert_allclose(together.errors[person], alone.errors, atol=1e-3)


def test_more_answers_never_raise_the_error_in_expectation() -> None:
    rng = np.random.default_rng(11)
    traits = rng.multivariate_normal(np.zeros(6), SIX.correlations, 400)
    answers = simulated_answers(bank=SIX, traits=traits, rng=rng)

    errors = []
    for count in range(0, len(SIX.items) + 1, 4):
        shown = np.where(np.arange(len(SIX.items)) < count, answers, -1)
        errors.append((score_many(bank=SIX, answers=shown).errors ** 2).mean(axis=0))

    assert (np.diff(errors, axis=0) <= 1e-6).all()


def test_a_long_questionnaire_does_not_lose_its_digits() -> None:
    bank = Bank.of(items=[an_item(f"i{place}", slope=3.0) for place in range(900)])
    answers: dict[str, int | None] = {code: 4 * (place % 2) for place, code in enumerate(bank.codes)}

    mean, variance = single_moments(bank, bank.rows_of(answers))

    assert TOO_SMALL > 0
    assert mean == pytest.approx(score(bank=bank, answers=answers).means[0])
    assert variance > 0


@pytest.mark.parametrize("answer", [-1, 5, 2.5])
def test_refuses_an_impossible_answer(answer: int) -> None:
    with pytest.raises(ImpossibleAnswer, match=r"D1.*0 to 4"):
        score(bank=ONE, answers={"D0": 1, "D1": answer})


def test_refuses_an_item_of_elsewhere() -> None:
    with pytest.raises(UnknownItem, match="Z9"):
        score(bank=ONE, answers={"Z9": 1})


@pytest.mark.parametrize("wrong", [5, -2])
def test_refuses_an_impossible_table(wrong: int) -> None:
    answers = np.zeros((3, 6), dtype=np.int64)
    answers[2, 4] = wrong

    with pytest.raises(ImpossibleAnswer, match=r"D4.*person 2"):
        score_many(bank=ONE, answers=answers)


def test_refuses_a_table_of_another_width() -> None:
    with pytest.raises(ImpossibleAnswer, match="6 items"):
        score_many(bank=ONE, answers=np.zeros((3, 5), dtype=np.int64))


def test_refuses_a_code_twice() -> None:
    with pytest.raises(ImpossibleBank, match="each code once"):
        Bank.of(items=[an_item("a"), an_item("a")])


@pytest.mark.parametrize(("pair", "value"), [(("A", "Z"), 0.5), (("A", "A"), 0.5), (("A", "B"), 1.0)])
def test_refuses_correlations_of_no_population(pair: tuple[str, str], value: float) -> None:
    items: list[Item] = [an_item("a", dimension="A"), an_item("b", dimension="B")]

    with pytest.raises(ImpossibleBank):
        Bank.of(items=items, correlations={pair: value})
