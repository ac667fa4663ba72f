"""Whether a change is more than error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.measure.change import Verdict, reliable_change

SCORES = st.floats(0, 3)
ERRORS = st.floats(0.01, 1)


@pytest.mark.parametrize(
    ("before", "after", "error", "verdict"),
    [
        (1.0, 2.5, 0.3, Verdict.BETTER),
        (2.5, 1.0, 0.3, Verdict.WORSE),
        (1.0, 1.1, 0.1, Verdict.SAME),
        (1.0, 1.5, 0.3, Verdict.CANNOT_TELL),
    ],
)
def test_says_no_more_than_the_errors_allow(
    before: float, after: float, error: float, verdict: Verdict
) -> None:
    change = reliable_change(before=before, after=after, errors=(error, error), meaningful=0.75)

    assert change.verdict == verdict


@given(SCORES, SCORES, ERRORS, ERRORS)
def test_looks_the_same_backward(before: float, after: float, first: float, last: float) -> None:
    forward = reliable_change(before=before, after=after, errors=(first, last), meaningful=0.75)
    backward = reliable_change(before=after, after=before, errors=(last, first), meaningful=0.75)

    mirror = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    assert backward.verdict == mirror.get(forward.verdict, forward.verdict)
    assert backward.low == pytest.approx(-forward.high)


@given(SCORES, SCORES, ERRORS)
def test_holds_the_difference_in_its_interval(before: float, after: float, error: float) -> None:
    change = reliable_change(before=before, after=after, errors=(error, error), meaningful=0.75)

    assert change.low < change.difference < change.high
