"""Texts are cut into clauses, windows and sentences, always as quotations of the text."""

from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.spans import MAXIMUM_SPANS, MAXIMUM_WORDS, cut_sentences, cut_spans, whole


def test_a_short_text_is_one_piece() -> None:
    assert cut_spans("tenir une caisse").spans == ()


def test_clauses_are_cut_at_stops_and_links() -> None:
    text = "je tenais la caisse, je rangeais les rayons et je conseillais les clients"

    clauses = [span.of(text) for span in cut_spans(text).clauses]

    assert clauses == ["je tenais la caisse", "je rangeais les rayons", "je conseillais les clients"]


def test_long_stretches_are_read_by_windows_that_reach_the_end() -> None:
    text = "un deux trois quatre cinq six sept"

    assert [span.of(text) for span in cut_spans(text).windows] == [
        "un deux trois quatre",
        "trois quatre cinq six",
        "quatre cinq six sept",
    ]


def test_the_last_point_is_not_part_of_a_clause() -> None:
    text = "Je lisais des plans et je montais des murs."

    assert cut_spans(text).clauses[1].of(text) == "je montais des murs"


def test_sentences_end_at_points_and_lines_but_not_inside_numbers() -> None:
    text = "J’ai géré 2.5 millions.\nPuis une équipe ! Et après"

    assert [span.of(text) for span in cut_sentences(text)] == [
        "J’ai géré 2.5 millions",
        "Puis une équipe",
        "Et après",
    ]


def test_a_sentence_without_end_is_cut_by_words() -> None:
    text = "mot " * 250

    assert [len(span.of(text).split()) for span in cut_sentences(text)] == [MAXIMUM_WORDS, MAXIMUM_WORDS, 70]


def test_the_whole_leaves_blanks_out() -> None:
    assert whole("  bonjour \n").of("  bonjour \n") == "bonjour"


@given(st.text(max_size=300))
def test_spans_are_stretches_of_any_text(text: str) -> None:
    spans = [*cut_spans(text).spans, *cut_sentences(text), whole(text)]

    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(span.of(text) == span.of(text).strip() for span in cut_spans(text).spans)
    assert len(cut_spans(text).spans) <= MAXIMUM_SPANS
