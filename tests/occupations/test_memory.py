"""Pages share what they read of the catalogues, and never what another file replaced."""

from collections.abc import Collection
from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from bilan.occupations.memory import forget, remembered, remembering
from bilan.occupations.models import Catalogue, Occupation, OccupationLabel, SourceFile
from bilan.occupations.operations import load_starter
from bilan.occupations.queries import (
    is_starter_only,
    market,
    occupation_cards,
    occupation_catalogue,
    official_moves,
    skill_labels,
    titles,
)

pytestmark = pytest.mark.django_db
CODES = ("D1102", "G1609", "N0000", "D1102")


def a_title(code: str) -> str:
    return titles([code], "fr")[code]


def rename(code: str, text: str) -> None:
    OccupationLabel.objects.filter(occupation__code=code, kind="PREFERRED", language="fr").update(text=text)


def test_a_second_page_asks_one_question_and_reads_nothing(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_starter(at=now)
    with remembering():
        first = occupation_cards(CODES, "fr")

    with django_assert_num_queries(1), remembering():
        again = occupation_cards(CODES, "fr")

    assert again == first
    assert [card.code for card in again] == ["D1102", "G1609"]


def test_what_is_remembered_is_what_would_be_read(now: datetime) -> None:
    load_starter(at=now)
    codes = list(Occupation.objects.order_by("code").values_list("code", flat=True))

    def told() -> tuple[object, ...]:
        uris = [f"none-{number}" for number in range(3)]
        return (
            occupation_catalogue(),
            is_starter_only(),
            occupation_cards(codes, "en"),
            titles(codes, "fr"),
            skill_labels(uris, "fr"),
            market(codes, "49"),
            [official_moves(code) for code in codes[:5]],
        )

    plain = told()
    with remembering():
        first = told()
    with remembering():
        second = told()

    assert plain == first == second


def test_another_file_makes_the_next_page_read_again(now: datetime) -> None:
    load_starter(at=now)
    with remembering():
        before = a_title("D1102")
        rename("D1102", "Boulangère d’après")
        SourceFile.objects.update(sha256="0" * 64)
        assert a_title("D1102") == before  # one page tells one story

    with remembering():
        assert a_title("D1102") == "Boulangère d’après"


def test_outside_a_page_everything_is_read_anew(now: datetime) -> None:
    load_starter(at=now)
    a_title("D1102")
    rename("D1102", "Boulangère d’après")

    assert a_title("D1102") == "Boulangère d’après"


def test_a_catalogue_that_no_file_brought_is_never_kept() -> None:
    catalogue = Catalogue.objects.create(code="starter", name="Hand-made", version="1", licence="none")
    occupation = Occupation.objects.create(catalogue=catalogue, code="D1102")
    OccupationLabel.objects.create(occupation=occupation, language="fr", kind="PREFERRED", text="Avant")
    with remembering():
        assert a_title("D1102") == "Avant"
        rename("D1102", "Après")
        assert a_title("D1102") == "Après"


def test_only_keys_not_known_yet_are_read_and_unknown_ones_are_read_once(now: datetime) -> None:
    load_starter(at=now)
    read: list[list[str]] = []

    def reader(wanted: Collection[str]) -> dict[str, str]:
        read.append(list(wanted))
        return {key: key.upper() for key in wanted if key != "x"}

    with remembering():
        assert remembered("kind", ["b", "a", "x", "b"], reader) == {"b": "B", "a": "A"}
        assert remembered("kind", ["x", "a", "c"], reader) == {"a": "A", "c": "C"}
        assert remembered("other kind", ["a"], reader) == {"a": "A"}
    forget()
    with remembering():
        remembered("kind", ["a"], reader)

    assert read == [["b", "a", "x"], ["c"], ["a"], ["a"]]
