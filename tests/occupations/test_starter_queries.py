"""Reads of the starter catalogue alone, loaded once."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bilan.occupations.models import Occupation
from bilan.occupations.operations import load_starter
from bilan.occupations.queries import (
    loaded_catalogues,
    market,
    occupation_cards,
    official_moves,
    skill_labels,
    starter_notice,
    titles,
)
from tests.shared import made_once

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
starter = made_once(lambda: load_starter(at=NOW))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]


def test_gives_titles_in_a_language_else_in_the_other() -> None:
    assert titles(["D1102"], "en") == {"D1102": "Baker"}
    assert titles(["D1102", "unknown"], "fr").keys() == {"D1102"}


def test_reads_cost_the_same_for_three_and_for_thirty() -> None:
    codes = list(Occupation.objects.order_by("code").values_list("code", flat=True)[:30])
    counts = []
    for asked in (codes[:3], codes):
        with CaptureQueriesContext(connection) as queries:
            occupation_cards(asked, "en")
            market(asked, "69")
            skill_labels([f"starter:{number}" for number in range(len(asked))], "fr")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_moves_come_in_the_publishers_order() -> None:
    moves = official_moves("D1102")

    assert moves
    assert "D1102" not in moves
    assert official_moves("nothing") == []


def test_says_that_it_is_a_starter_in_both_languages() -> None:
    assert starter_notice("fr").startswith("Catalogue de départ")
    assert starter_notice("en").startswith("Starter catalogue")
    assert loaded_catalogues()[0].attribution == starter_notice("fr")
    with translation.override("en"):
        assert loaded_catalogues()[0].attribution == starter_notice("en")
