"""A question costs the same whatever its format, and whether it is the first or the last."""

from datetime import datetime
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from bilan.instruments.library import instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import import_instruments, record_answer
from bilan.instruments.schema import BestWorst, CardSort, FreeText, Instrument, Item, TradeOff
from tests.instruments import files
from tests.instruments.builders import an_administration
from tests.web.beneficiary.story import Visitor, a_visitor

pytestmark = pytest.mark.django_db
MOST_BYTES = 100_000
FORMATS = (
    "cms-diagnosis",
    "riasec",
    "work-values",
    "decision-state",
    "frequency",
    "best-worst",
    "trade-off",
    "free-text",
)


@pytest.fixture(autouse=True)
def _every_format(settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"
    texts = (files.frequency(), files.best_worst(), files.trade_off(), files.free_text())
    for rank, text in enumerate(texts):
        files.put(tmp_path / "in", text, f"{rank}.toml")
    import_instruments(folder=tmp_path / "in")


def good_answer(asked: Instrument, item: Item) -> int | str:
    """Return an answer that the format takes."""
    response = asked.response
    if isinstance(response, CardSort):
        return response.piles[-1].id
    if isinstance(response, TradeOff):
        return item.options[0].id
    if isinstance(response, BestWorst):
        return f"{item.options[0].id}>{item.options[1].id}"
    return "Avoir tenu." if isinstance(response, FreeText) else 1


def answered_but_the_last(held: Administration, asked: Instrument, *, at: datetime) -> None:
    """Answer everything but the last question."""
    for item in asked.items[:-1]:
        value = good_answer(asked, item)
        record_answer(administration=held, item_id=item.id, value=value, by=held.person, at=at)


def almost_done(visitor: Visitor, asked: Instrument) -> Administration:
    """Begin, and answer everything but the last question."""
    held = an_administration(person=visitor.person, instrument_id=asked.id, at=visitor.now)
    answered_but_the_last(held, asked, at=visitor.now)
    return held


@pytest.mark.parametrize("name", FORMATS)
def test_the_last_question_costs_what_the_first_did(name: str) -> None:
    asked, visitor = instrument(name), a_visitor()
    begun = an_administration(person=visitor.person, instrument_id=name, at=visitor.now)
    first = visitor.queries(reverse("question", args=[begun.pk, asked.items[0].id]))

    held = almost_done(visitor, asked)
    last = visitor.queries(reverse("question", args=[held.pk, asked.items[-1].id]))
    review = visitor.queries(reverse("question-review", args=[held.pk]))

    assert first == last <= 12
    assert review <= 12


@pytest.mark.parametrize("name", FORMATS)
def test_a_question_is_a_small_page(name: str) -> None:
    asked, visitor = instrument(name), a_visitor()
    held = almost_done(visitor, asked)

    assert len(visitor.get(reverse("question", args=[held.pk, asked.items[-1].id]))) < MOST_BYTES
    assert len(visitor.get(reverse("question-review", args=[held.pk]))) < MOST_BYTES
