"""Administrations played on tables of answers, and simulated people."""

import numpy as np
import pytest

from bilan.engine.measure import Bank, Rules, Stop, next_item, play, score, simulate, simulation_table
from bilan.engine.measure.errors import ImpossibleAnswer
from bilan.engine.measure.simulating import simulated_answers
from tests.engine.measure.banks import a_bank

SIX = a_bank(sizes=dict.fromkeys("RIASEC", 8), correlation=0.4)
ONE = a_bank(sizes={"D": 30})


@pytest.mark.parametrize("bank", [SIX, ONE])
def test_plays_as_one_question_at_a_time_would(bank: Bank) -> None:
    rules, rng = Rules(among=1), np.random.default_rng(1)
    traits = rng.standard_normal((6, len(bank.dimensions)))
    answers = simulated_answers(bank=bank, traits=traits, rng=rng)

    played = play(bank=bank, answers=answers, rules=rules, rng=rng)

    for person, row in enumerate(answers):
        given: dict[str, int | None] = {}
        while code := next_item(bank=bank, answers=given, rules=rules, rng=rng):
            given[code] = int(row[bank.places[code]])
        path = [bank.codes[place] for place in played.path[person] if place >= 0]
        assert path == list(given)
        np.testing.assert_allclose(played.means[person], score(bank=bank, answers=given).means, atol=1e-5)


def test_simulated_people_are_measured_as_well_as_claimed() -> None:
    found = simulate(bank=SIX, people=800, rules=Rules(), rng=np.random.default_rng(2))

    assert np.abs(found.bias).max() < 0.05
    assert (np.abs(found.coverage - 0.95) < 0.025).all()
    np.testing.assert_allclose(found.rmse, found.mean_error, atol=0.03)
    assert found.mean_length == pytest.approx(found.exposure.sum())
    assert sum(found.reasons.values()) == 800


def test_the_same_seed_plays_the_same_game() -> None:
    one, other = (
        simulate(bank=ONE, people=50, rules=Rules(), rng=np.random.default_rng(5)) for _ in range(2)
    )

    assert one.exposure.tolist() == other.exposure.tolist()
    assert simulation_table(one) == simulation_table(other)


def test_more_chance_spreads_the_items() -> None:
    narrow, wide = (
        simulate(bank=ONE, people=400, rules=Rules(among=among, near_best=0.1), rng=np.random.default_rng(5))
        for among in (1, 8)
    )

    assert wide.exposure.max() < narrow.exposure.max()


@pytest.mark.parametrize(("cap", "reason"), [(2, Stop.CAP), (None, Stop.NONE_LEFT)])
def test_says_why_it_stopped(cap: int | None, reason: Stop) -> None:
    rules = Rules(target_error=0.01, maximum_items=cap, least_gain=1e-9)

    found = simulate(bank=ONE, people=20, rules=rules, rng=np.random.default_rng(5))

    assert found.reasons == {reason: 20}


def test_asks_only_what_was_answered() -> None:
    answers = np.full((4, 30), -1, dtype=np.int64)
    answers[:, :3] = 2

    played = play(bank=ONE, answers=answers, rules=Rules(target_error=0.1), rng=np.random.default_rng(1))

    assert played.lengths.tolist() == [3, 3, 3, 3]
    assert set(played.reasons) == {Stop.NONE_LEFT}


def test_refuses_impossible_answers() -> None:
    with pytest.raises(ImpossibleAnswer):
        play(bank=ONE, answers=np.full((4, 30), 9), rules=Rules(), rng=np.random.default_rng(1))
