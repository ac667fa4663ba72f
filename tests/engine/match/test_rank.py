"""Ranking eliminates first, adds terms as its plain reference does, and keeps a short diverse list."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.match import (
    DEFAULT_WEIGHTS,
    GROUND,
    HeldItem,
    Limits,
    Market,
    OccupationTable,
    PersonVector,
    Wishes,
    rank,
)
from bilan.engine.match.ranking import MOST_OF_A_DOMAIN, TO_COMPARE
from tests.engine.match.tables import Job, a_table, plain_terms
from tests.shared import examples

SKILLS = st.sampled_from(["sell", "bake", "drive", "count", "teach"])
CREDITS = st.floats(0.1, 0.9).map(lambda credit: round(credit, 3))
ASKED = st.dictionaries(SKILLS, st.sampled_from([0.4, 1.0]), min_size=1, max_size=4)
NEAR = st.dictionaries(SKILLS, st.dictionaries(SKILLS, CREDITS, max_size=2), max_size=3)
JOBS = st.lists(
    st.builds(
        Job,
        code=st.just(""),
        asks=st.tuples(ASKED, ASKED),
        letters=st.sampled_from(["", "R", "SE", "ICA"]),
        values=st.dictionaries(st.sampled_from(["team", "calm"]), st.floats(0, 1), max_size=2),
        months=st.sampled_from([math.nan, 0.0, 9.0, 36.0]),
        level=st.sampled_from([math.nan, 1.0, 3.0, 7.0]),
        is_regulated=st.booleans(),
        contexts=st.lists(st.sampled_from(["night", "noise"]), unique=True).map(tuple),
        likeness=st.sampled_from([(1.0, 0.0), (0.0, 1.0), (0.6, 0.8)]),
    ),
    min_size=1,
    max_size=4,
)
PEOPLE = st.builds(
    PersonVector,
    held=st.lists(
        st.builds(HeldItem, uri=SKILLS, proof=st.integers(1, 4), liking=st.integers(-1, 1)),
        max_size=4,
        unique_by=lambda item: item.uri,
    ).map(tuple),
    interests=st.dictionaries(
        st.sampled_from("RIASEC"), st.tuples(st.floats(0, 1), st.floats(0, 0.5)), max_size=6
    ),
    values=st.lists(st.sampled_from(["team", "calm", "glory"]), unique=True, max_size=3).map(tuple),
    diploma=st.none() | st.integers(1, 8),
    lived=st.lists(st.sampled_from(["J0", "J1", "gone"]), unique=True, max_size=2).map(tuple),
    wishes=st.builds(
        Wishes,
        unwanted_contexts=st.frozensets(st.sampled_from(["night", "noise", "unknown"])),
        pay=st.sampled_from([None, 1500.0, 2500.0]),
    ),
)
PAYS = np.array([1200, math.nan, 1800, 2600, math.nan], np.float32)


def coded(jobs: list[Job]) -> list[Job]:
    return [
        Job(
            **{
                **{name: getattr(job, name) for name in job.__dataclass_fields__},
                "code": f"J{place}",
                "domain": place,
            }
        )
        for place, job in enumerate(jobs)
    ]


@settings(max_examples=examples(150), deadline=None)
@given(JOBS, NEAR, PEOPLE, st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=4, max_size=4))
def test_terms_equal_those_of_the_plain_reference(
    jobs: list[Job], near: dict[str, dict[str, float]], person: PersonVector, tensions: list[float]
) -> None:
    jobs = coded(jobs)
    near = {
        held: {skill: credit for skill, credit in given.items() if skill != held}
        for held, given in near.items()
    }
    reached = {skill for given in near.values() for skill in given}
    jobs.append(Job("Z", asks=(dict.fromkeys(reached | {"sell"}, 1.0), {}), domain=99))
    table = a_table(jobs, near, skills=tuple(near))
    market = Market(np.array([*tensions, 1.0][: len(jobs)], np.float32), PAYS[: len(jobs)])

    ranked = rank(table, person, market, limit=len(jobs))

    assert len(ranked) == len(jobs)
    for match in ranked:
        job = jobs[match.occupation]
        tension, pay = (float(figures[match.occupation]) for figures in (market.tension, market.pay))
        expected = plain_terms(job, jobs, near, person, tension, pay)
        for name, value in expected.items():
            assert match.values[name] == pytest.approx(value, abs=1e-4, nan_ok=True), name
        assert match.score == pytest.approx(sum(match.shares.values()), abs=1e-5)
        assert sum(match.weights.values()) == pytest.approx(1)


@pytest.fixture
def table() -> OccupationTable:
    return a_table(
        [
            Job(
                "A1",
                asks=({"sell": 1.0, "count": 0.4},),
                letters="E",
                months=0,
                contexts=("night",),
                domain=1,
            ),
            Job("B1", asks=({"bake": 1.0},), letters="R", months=12, domain=2, likeness=(0.0, 1.0)),
            Job("C1", asks=({"teach": 1.0},), letters="S", level=7, domain=3, likeness=(0.6, 0.8)),
        ]
    )


def codes(
    table: OccupationTable, person: PersonVector, market: Market | None = None, limit: int = 6
) -> list[str]:
    found = rank(table, person, market or Market.unknown(len(table.codes)), limit=limit)
    return [table.codes[match.occupation] for match in found]


def test_what_is_known_comes_first(table: OccupationTable) -> None:
    assert codes(table, PersonVector(held=(HeldItem("bake"),)))[0] == "B1"


def test_nothing_known_still_answers(table: OccupationTable) -> None:
    assert sorted(codes(table, PersonVector())) == ["A1", "B1", "C1"]


def test_a_refused_context_eliminates(table: OccupationTable) -> None:
    person = PersonVector(held=(HeldItem("sell"),), limits=Limits(refused_contexts=frozenset({"night"})))

    assert "A1" not in codes(table, person)


@pytest.mark.parametrize(("months", "kept"), [(12, True), (11.9, False)])
def test_training_eliminates_beyond_the_maximum(table: OccupationTable, months: float, kept: bool) -> None:
    person = PersonVector(limits=Limits(maximum_training_months=months))

    assert ("B1" in codes(table, person)) is kept


def test_what_is_known_shortens_training(table: OccupationTable) -> None:
    person = PersonVector(held=(HeldItem("bake", proof=4),), limits=Limits(maximum_training_months=1))

    assert "B1" in codes(table, person)


@pytest.mark.parametrize(("pay", "kept"), [(2000.0, True), (1999.0, False), (math.nan, True)])
def test_pay_eliminates_below_the_minimum_but_never_when_unknown(
    table: OccupationTable, pay: float, kept: bool
) -> None:
    market = Market(np.full(3, np.nan, np.float32), np.array([pay, 9000, 9000], np.float32))

    assert ("A1" in codes(table, PersonVector(limits=Limits(minimum_pay=2000)), market)) is kept


def test_excluded_occupations_never_come_back(table: OccupationTable) -> None:
    person = PersonVector(held=(HeldItem("bake"),), limits=Limits(excluded=frozenset({"B1", "unknown"})))

    assert sorted(codes(table, person)) == ["A1", "C1"]


def test_an_uncertain_interest_weighs_less(table: OccupationTable) -> None:
    sure = PersonVector(interests={"R": (0.9, 0.01), "S": (0.1, 0.01)})
    unsure = PersonVector(interests={"R": (0.9, 0.5), "S": (0.1, 0.5)})

    terms = [
        {
            table.codes[match.occupation]: match.values["interests"]
            for match in rank(table, person, Market.unknown(3), limit=3)
        }
        for person in (sure, unsure)
    ]

    assert terms[0]["B1"] > terms[1]["B1"] > 0.5
    assert terms[0]["C1"] < terms[1]["C1"] < 0.5


def test_a_flat_profile_is_neutral(table: OccupationTable) -> None:
    flat = PersonVector(interests=dict.fromkeys("RIASEC", (0.6, 0.1)))

    found = rank(table, flat, Market.unknown(3), limit=3)

    assert all(match.values["interests"] == pytest.approx(0.5) for match in found)


def test_weights_are_sliders(table: OccupationTable) -> None:
    person = PersonVector(held=(HeldItem("sell"),), interests={"R": (0.9, 0.05), "E": (0.1, 0.05)})
    only = dict.fromkeys(DEFAULT_WEIGHTS, 0.0)

    by_skill = rank(table, person, Market.unknown(3), limit=1, weights={**only, "skills": 1})
    by_interest = rank(table, person, Market.unknown(3), limit=1, weights={**only, "interests": 1})

    assert table.codes[by_skill[0].occupation] == "A1"
    assert table.codes[by_interest[0].occupation] == "B1"
    assert sum(by_skill[0].weights.values()) == pytest.approx(1)


def test_all_sliders_at_zero_weigh_the_same(table: OccupationTable) -> None:
    found = rank(
        table, PersonVector(), Market.unknown(3), limit=1, weights=dict.fromkeys(DEFAULT_WEIGHTS, 0.0)
    )

    assert list(found[0].weights.values()) == pytest.approx([1 / 6] * 6 + [0])


def test_a_wish_moves_an_occupation_down_and_eliminates_none(table: OccupationTable) -> None:
    seller = PersonVector(held=(HeldItem("sell"), HeldItem("bake")))
    calm = replace(seller, wishes=Wishes(frozenset({"night"})))

    before, after = codes(table, seller), codes(table, calm)

    assert set(before) == set(after)
    assert before.index("A1") < after.index("A1")


@pytest.mark.parametrize(
    ("pay", "expected"), [(2000, 1), (2400, 1), (1600, 0.5), (1000, 0), (math.nan, None)]
)
def test_a_hoped_pay_is_granted_less_the_further_it_lies_below(
    table: OccupationTable, pay: float, expected: float | None
) -> None:
    market = Market(np.full(3, np.nan, np.float32), np.array([pay] * 3, np.float32))

    found = rank(table, PersonVector(wishes=Wishes(pay=2000)), market, limit=1)[0].values["wishes"]

    assert found == pytest.approx(math.nan if expected is None else expected, nan_ok=True)


def test_wishes_nobody_told_take_no_room(table: OccupationTable) -> None:
    """The weight of wishes moves nothing, neither scores nor other weights, for those who have none."""
    one, other = (
        rank(
            table,
            PersonVector(held=(HeldItem("bake"),)),
            Market.unknown(3),
            limit=3,
            weights={"wishes": much},
        )
        for much in (0.0, 5.0)
    )

    assert [match.score for match in one] == [match.score for match in other]
    assert other[0].weights["wishes"] == 0


def test_at_most_two_of_a_domain() -> None:
    jobs = [Job(f"J{place}", asks=({"sell": 1.0},), domain=place // 5) for place in range(10)]
    table = a_table(jobs)

    found = rank(table, PersonVector(held=(HeldItem("sell"),)), Market.unknown(10), limit=6)

    domains = [int(table.domains[match.occupation]) for match in found]
    assert sorted(domains) == [0, 0, 1, 1]
    assert max(map(domains.count, domains)) <= MOST_OF_A_DOMAIN


def test_a_like_job_gives_way_to_a_different_one_nearly_as_good() -> None:
    jobs = [
        Job("A", asks=({"sell": 1.0},), domain=1, likeness=(1.0, 0.0)),
        Job("B", asks=({"sell": 1.0},), domain=2, likeness=(1.0, 0.0)),
        Job("C", asks=({"sell": 1.0},), domain=3, months=3, likeness=(0.0, 1.0)),
    ]
    table = a_table(jobs)

    assert codes(table, PersonVector(held=(HeldItem("sell"),)), limit=2) == ["C", "A"]


def test_gaps_name_essential_skills_first(table: OccupationTable) -> None:
    found = rank(table, PersonVector(held=(HeldItem("count", proof=4),)), Market.unknown(3), limit=6)

    shop = next(match for match in found if table.codes[match.occupation] == "A1")
    assert [(table.skills[skill], essential) for skill, essential in shop.missing] == [("sell", True)]
    assert [(table.skills[skill], giver) for skill, giver in shop.held] == [("count", 0)]


def test_codes_asked_for_are_explained_whatever_the_limits(table: OccupationTable) -> None:
    person = PersonVector(limits=Limits(excluded=frozenset({"A1"}), maximum_training_months=0))

    found = rank(table, person, Market.unknown(3), limit=6, only=[0, 2])

    assert sorted(match.occupation for match in found) == [0, 2]


def test_unknown_skills_bring_nothing(table: OccupationTable) -> None:
    found = rank(table, PersonVector(held=(HeldItem("nobody:knows"),)), Market.unknown(3), limit=3)

    assert all(math.isnan(match.values["skills"]) for match in found)


GROUNDED = Limits(is_grounded=True)
SELLER = PersonVector(
    held=(HeldItem("sell", 4),), interests={"S": (0.9, 0.1), "R": (0.1, 0.1)}, limits=GROUNDED
)


def jobs_of_taste(*, drawing: int, within_reach: int) -> list[Job]:
    """Return occupations that draw the seller and ask nothing they can do, then some that they can do."""
    asked = [("teach", "S", 0.0)] * drawing + [("sell", "R", 36.0)] * within_reach
    return [
        Job(f"J{place}", asks=({skill: 1.0}, {}), letters=letters, months=months, domain=place)
        for place, (skill, letters, months) in enumerate(asked)
    ]


@pytest.mark.parametrize(
    ("within_reach", "limit", "codes"),
    [(4, 3, ["J3", "J4", "J0"]), (2, 6, ["J3", "J4", "J0"]), (1, 6, ["J3", "J0", "J1"]), (2, 1, ["J3"])],
)
def test_what_rests_on_tastes_alone_is_rare_and_comes_last(
    within_reach: int, limit: int, codes: list[str]
) -> None:
    table = a_table(jobs_of_taste(drawing=3, within_reach=within_reach))

    listed = rank(
        table,
        SELLER,
        Market.unknown(len(table.codes)),
        limit=limit,
        weights={"skills": 0.05, "interests": 0.6},
    )

    assert [table.codes[match.occupation] for match in listed] == codes
    assert listed[-1].score > listed[0].score or limit == 1


def test_nothing_is_held_against_tastes_while_no_skill_is_confirmed() -> None:
    curious = replace(SELLER, held=())
    table = a_table(jobs_of_taste(drawing=4, within_reach=1))

    listed = rank(table, curious, Market.unknown(5), limit=3)

    assert {table.codes[match.occupation] for match in listed} <= {"J0", "J1", "J2", "J3"}


@settings(max_examples=examples(60), deadline=None)
@given(JOBS, PEOPLE, st.integers(1, 4))
def test_a_grounded_list_holds_the_firm_ones_first(jobs: list[Job], person: PersonVector, limit: int) -> None:
    table = a_table(coded([*jobs, Job("", asks=({"sell": 1.0}, {}))]))
    market = Market.unknown(len(table.codes))

    everything = rank(table, person, market, limit=len(table.codes))
    listed = rank(table, replace(person, limits=GROUNDED), market, limit=limit)

    terms = {match.occupation: match.values["skills"] for match in everything}
    is_firm = {place: math.isnan(term) or term >= GROUND for place, term in terms.items()}
    firm = [is_firm[match.occupation] for match in listed]
    assert firm == sorted(firm, reverse=True)
    assert sum(firm) >= min(limit - 1, sum(is_firm.values()))
    assert firm.count(False) <= max(1, TO_COMPARE - sum(firm))
