"""Filling holds as many hours as any way could, and takes none from anybody."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from bilan.engine.plan.team.filling import Integers, filled

WEEKS = 4


def most_of(wanted: Integers, may: Integers, room: Integers) -> int:
    """Return the most hours that fit, by linear programming: the corners of a transport are whole."""
    people, weeks = may.shape
    cells = np.arange(people * weeks).reshape(people, weeks)
    rows = np.zeros((people + weeks, people * weeks))
    for place in range(people):
        rows[place, cells[place]] = 1
    for week in range(weeks):
        rows[people + week, cells[:, week]] = 1
    bounds = [(0, most) for most in may.ravel()]
    found = linprog(-np.ones(people * weeks), A_ub=rows, b_ub=np.concatenate([wanted, room]), bounds=bounds)
    return round(-float(found.fun or 0))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Integers, Integers, Integers, Integers]:
    """Draw what people ask for, and some hours laid already that fit."""
    people = draw(st.integers(1, 4))
    wanted = np.array(draw(st.lists(st.integers(0, 8), min_size=people, max_size=people)))
    room = np.array(draw(st.lists(st.integers(0, 5), min_size=WEEKS, max_size=WEEKS)))
    ways = draw(st.lists(st.integers(0, 2), min_size=people * WEEKS, max_size=people * WEEKS))
    may = np.array(ways).reshape(people, WEEKS)
    laid = np.zeros_like(may)
    for place, week in draw(st.permutations([(p, w) for p in range(people) for w in range(WEEKS)])):
        left = min(wanted[place] - laid[place].sum(), room[week] - laid[:, week].sum(), may[place, week])
        laid[place, week] = draw(st.integers(0, int(left)))
    return laid, wanted, may, room


@given(situations())
def test_holds_the_most_within_every_limit_and_takes_from_nobody(
    drawn: tuple[Integers, Integers, Integers, Integers],
) -> None:
    laid, wanted, may, room = drawn

    found = filled(laid=laid, wanted=wanted, may=may, room=room)

    assert found.sum() == most_of(wanted, may, room)
    assert (found >= 0).all()
    assert (found <= may).all()
    assert (found.sum(axis=1) <= wanted).all()
    assert (found.sum(axis=0) <= room).all()
    assert (found.sum(axis=1) >= laid.sum(axis=1)).all()


def test_moves_an_hour_to_another_week_to_make_room() -> None:
    laid = np.array([[1, 0], [0, 0]])

    found = filled(laid=laid, wanted=np.array([1, 1]), may=np.array([[1, 1], [1, 0]]), room=np.array([1, 1]))

    assert found.tolist() == [[0, 1], [1, 0]]
