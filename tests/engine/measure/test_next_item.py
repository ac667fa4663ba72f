"""Which question comes next, and when there are enough."""

import json
from pathlib import Path

import numpy as np
import pytest

from bilan.engine.measure import Bank, Rules, Stop, is_done, items_left, next_item, score, stop_reason
from bilan.engine.measure.bank import NODES, Answers
from bilan.engine.measure.choosing import chosen, gains_of, standing_of
from bilan.engine.measure.errors import ImpossibleRules
from tests.engine.measure.banks import a_bank, an_item, answered

SIX = a_bank(sizes=dict.fromkeys("RIASEC", 8), correlation=0.4)
LONG = a_bank(sizes={"D": 60})
BEST = Rules(among=1)
PATHS = Path(__file__).parent / "paths"


def asked(bank: Bank, rules: Rules, *, seed: int, answer: int | None = None) -> list[str]:
    """Return the path of someone who answers by a fixed pattern, or always alike."""
    answers: dict[str, int | None] = {}
    while code := next_item(
        bank=bank, answers=answers, rules=rules, rng=np.random.default_rng([seed, len(answers)])
    ):
        answers[code] = answer if answer is not None else (len(answers) * 7) % 5
    return list(answers)


@pytest.mark.parametrize(("name", "bank"), [("six", SIX), ("long", LONG)])
def test_the_path_of_a_seed_does_not_change(name: str, bank: Bank) -> None:
    frozen = json.loads((PATHS / f"{name}.json").read_text())

    for seed, path in frozen.items():
        assert asked(bank, Rules(), seed=int(seed)) == path


def test_the_short_way_of_one_dimension_chooses_as_the_long_way() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        answers: Answers = {f"D{place}": int(rng.integers(5)) for place in rng.permutation(60)[: seed % 7]}
        rules = Rules(target_error=0.2)
        standing = standing_of(bank=LONG, answers=answers)
        gains = gains_of(bank=LONG, standing=standing, rules=rules)
        draw = np.random.default_rng(seed).random(1)

        code = next_item(bank=LONG, answers=answers, rules=rules, rng=np.random.default_rng(seed))

        place = chosen(bank=LONG, standing=standing, gains=gains, rules=rules, draws=draw)[0]
        assert code == LONG.codes[place]


def test_a_gain_is_the_fall_of_the_variance() -> None:
    bank = Bank.of(
        items=[an_item("a", dimension="A"), an_item("b", dimension="B")], correlations={("A", "B"): 0.6}
    )

    gains = gains_of(bank=bank, standing=standing_of(bank=bank, answers={}), rules=Rules())

    shares = np.exp(bank.log_likelihoods[:5]) @ np.exp(-0.5 * NODES**2)
    left = [np.trace(score(bank=bank, answers={"a": answer}).covariance) for answer in range(5)]
    assert gains[0, 0] == pytest.approx(2 - left @ shares / shares.sum(), rel=0.15)


def test_draws_among_the_best_few() -> None:
    first = {
        next_item(bank=LONG, answers={}, rules=Rules(), rng=np.random.default_rng(seed)) for seed in range(50)
    }

    assert len(first) == 3


def test_draws_no_item_much_worse_than_the_best() -> None:
    bank = Bank.of(items=[an_item("good", slope=2.5), an_item("poor", slope=0.5)])

    first = {
        next_item(bank=bank, answers={}, rules=Rules(), rng=np.random.default_rng(seed)) for seed in range(30)
    }

    assert first == {"good"}


def test_asks_every_facet_before_one_twice() -> None:
    items = [
        an_item(f"{facet}{place}", facet=facet, slope=1.0 + (facet == "x"))
        for facet in "xyz"
        for place in range(4)
    ]
    bank = Bank.of(items=items)

    path = asked(bank, Rules(target_error=0.1, least_gain=1e-6), seed=1)

    for start in range(0, len(path), 3):
        assert {code[0] for code in path[start : start + 3]} == set("xyz")


def test_turns_to_the_dimension_that_is_least_known() -> None:
    answers: Answers = {code: 2 for code in SIX.codes if code[0] != "S"}

    code = next_item(bank=SIX, answers=answers, rules=BEST, rng=np.random.default_rng(1))

    assert code is not None
    assert code.startswith("S")


def test_never_asks_what_was_skipped_or_is_kept_back() -> None:
    first = next_item(bank=LONG, answers={}, rules=BEST, rng=np.random.default_rng(1))
    assert first is not None

    after_skip = next_item(bank=LONG, answers={first: None}, rules=BEST, rng=np.random.default_rng(1))
    held = next_item(bank=LONG, answers={}, rules=BEST, rng=np.random.default_rng(1), kept_back=[first])

    assert after_skip not in (None, first)
    assert held == after_skip


def test_stops_at_the_precision_asked_for_and_not_before() -> None:
    rules = Rules(target_error=0.4)
    path = asked(LONG, rules, seed=2)
    answers: dict[str, int | None] = {code: (place * 7) % 5 for place, code in enumerate(path)}
    before = dict(list(answers.items())[:-1])

    assert stop_reason(bank=LONG, answers=answers, rules=rules) == Stop.PRECISE
    assert score(bank=LONG, answers=answers).errors[0] <= 0.4
    assert len(before) < 3 or score(bank=LONG, answers=before).errors[0] > 0.4
    assert not is_done(bank=LONG, answers=before, rules=rules)


@pytest.mark.parametrize(("cap", "reason"), [(4, None), (3, Stop.CAP), (2, Stop.CAP)])
def test_stops_at_the_cap_skipped_items_included(cap: int, reason: Stop | None) -> None:
    answers: Answers = {"D0": 1, "D1": None, "D2": 3}
    rules = Rules(target_error=0.1, maximum_items=cap)

    assert stop_reason(bank=LONG, answers=answers, rules=rules) == reason
    found = next_item(bank=LONG, answers=answers, rules=rules, rng=np.random.default_rng(1))
    assert (found is None) == (reason is not None)


def test_stops_when_no_item_would_tell_enough() -> None:
    bank = Bank.of(items=[an_item("far", middle=30.0), an_item("farther", middle=31.0)])
    rules = Rules(minimum_per_dimension=0)

    assert stop_reason(bank=bank, answers={}, rules=rules) == Stop.NO_GAIN
    assert next_item(bank=bank, answers={}, rules=rules, rng=np.random.default_rng(1)) is None


def test_asks_on_while_the_precision_is_within_reach_however_little_each_item_brings() -> None:
    bank = Bank.of(items=[an_item(f"i{place}", slope=0.8) for place in range(40)])
    rules = Rules(least_gain=0.9)

    path = asked(bank, rules, seed=3)

    answers: dict[str, int | None] = {code: (place * 7) % 5 for place, code in enumerate(path)}
    assert stop_reason(bank=bank, answers=answers, rules=rules) == Stop.PRECISE
    assert len(path) > 10


def test_leaves_a_dimension_out_of_reach_to_the_least_it_needs() -> None:
    poor = [an_item(f"p{place}", dimension="P", slope=0.4) for place in range(8)]
    good = [an_item(f"g{place}", dimension="G", slope=2.0) for place in range(8)]
    bank = Bank.of(items=[*poor, *good], correlations={("P", "G"): 0.3})

    path = asked(bank, Rules(), seed=3)

    assert sum(code.startswith("p") for code in path) == 3
    answers: dict[str, int | None] = {code: (place * 7) % 5 for place, code in enumerate(path)}
    found = score(bank=bank, answers=answers)
    assert found.error_of("G") <= 0.45 < found.error_of("P")


def test_asks_nothing_more_of_a_dimension_that_is_precise() -> None:
    rules = Rules(target_error=0.45)
    gains = gains_of(bank=SIX, standing=standing_of(bank=SIX, answers={"R0": 2}), rules=rules)
    assert np.isfinite(gains[0, 1])

    few: Answers = {f"R{place}": 2 for place in range(6)}
    gains = gains_of(bank=SIX, standing=standing_of(bank=SIX, answers=few), rules=rules)

    assert score(bank=SIX, answers=few).error_of("R") <= 0.45
    assert np.isneginf(gains[0, :8]).all()


def test_stops_when_none_is_left() -> None:
    bank = Bank.of(items=[an_item("a"), an_item("b")])
    answers: Answers = {"a": 1, "b": 2}

    assert stop_reason(bank=bank, answers=answers, rules=Rules()) == Stop.NONE_LEFT
    assert next_item(bank=bank, answers=answers, rules=Rules(), rng=np.random.default_rng(1)) is None


def test_each_dimension_gets_its_least_number_of_answers() -> None:
    rules = Rules(target_error=0.9, minimum_per_dimension=2)

    path = asked(SIX, rules, seed=4)

    assert all(sum(code.startswith(name) for code in path) >= 2 for name in "RIASEC")


def test_counts_what_is_left_down_to_nothing() -> None:
    path = asked(SIX, Rules(), seed=9)
    answers = [(place * 7) % 5 for place in range(len(path))]

    left = [
        items_left(bank=SIX, answers=dict(zip(path[:count], answers, strict=False)), rules=Rules())
        for count in range(len(path) + 1)
    ]

    assert left[-1] == 0
    assert abs(left[0] - len(path)) <= 8
    assert all(count > 0 for count in left[:-1])


def test_a_changed_answer_counts_as_if_it_had_been_the_first() -> None:
    first = answered(LONG, [1] * 60)
    changed = {**first, "D3": 4}
    straight = answered(LONG, [4 if place == 3 else 1 for place in range(60)])

    assert (
        score(bank=LONG, answers=changed).means.tolist() == score(bank=LONG, answers=straight).means.tolist()
    )


@pytest.mark.parametrize(
    "wrong",
    [{"target_error": 0.0}, {"among": 0}, {"near_best": 0.0}, {"near_best": 1.1}, {"maximum_items": 0}],
)
def test_refuses_rules_nobody_can_follow(wrong: dict[str, float]) -> None:
    with pytest.raises(ImpossibleRules):
        Rules(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_someone_far_beyond_the_table_is_still_asked_the_best_item_for_its_edge() -> None:
    hard = [an_item(f"h{place}", slope=2.5, middle=3.6 + place / 100) for place in range(8)]
    bank = Bank.of(items=[*hard, an_item("easy", slope=2.5, middle=-6.0)])
    answers: Answers = {item.code: 4 for item in hard[:-1]}
    rules = Rules(target_error=0.01, among=1, least_gain=1e-9)

    code = next_item(bank=bank, answers=answers, rules=rules, rng=np.random.default_rng(1))

    assert score(bank=bank, answers=answers).means[0] > 4.1
    assert code == "h7"
