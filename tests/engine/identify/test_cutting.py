"""A curriculum vitae is cut where a short line names a year."""

from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.cutting import cut_experiences

TEXT = """Claire, 42 ans. J’aime le contact.
2014 – 2019 : caissière, Lyon
Je tenais la caisse. Je formais les nouveaux.
Depuis 03/2020 aide à domicile
Je prépare les repas
"""


def test_each_dated_line_opens_an_experience() -> None:
    found = cut_experiences(TEXT)

    assert [one.heading.of(TEXT) if one.heading else "" for one in found] == [
        "",
        "2014 – 2019 : caissière, Lyon",
        "Depuis 03/2020 aide à domicile",
    ]
    assert [span.of(TEXT) for span in found[1].sentences] == [
        "Je tenais la caisse",
        "Je formais les nouveaux",
    ]


def test_a_long_line_with_a_year_is_a_sentence() -> None:
    text = "J’ai commencé en 2004 " + "et j’ai continué " * 20

    assert [one.heading for one in cut_experiences(text)] == [None]


def test_a_sum_or_a_code_is_no_year() -> None:
    assert [one.heading for one in cut_experiences("12014 pièces, code 120199")] == [None]


def test_nothing_said_is_no_experience() -> None:
    assert cut_experiences("") == cut_experiences("…\n 12 \n") == ()


@given(st.text(max_size=300))
def test_sentences_are_stretches_of_any_text(text: str) -> None:
    for one in cut_experiences(text):
        assert all(span.of(text).strip() for span in one.sentences)
