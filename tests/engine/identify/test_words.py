"""Words are stemmed, empty words dropped, French told from English."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.titles import plain_title, title_forms
from bilan.engine.identify.words import content_words, fold, guess_language


def test_forms_of_a_word_share_a_stem() -> None:
    assert content_words("Préparer les commandes", "fr") == content_words("préparais une commande", "fr")


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert fold("L’Œuvre à Évry") == "l'oeuvre a evry"


@given(st.text(alphabet="aZé’œÇÎ 1'-"))
def test_folding_equals_the_plain_one_letter_by_letter(text: str) -> None:
    straight = text.lower().replace("’", "'").replace("œ", "oe")

    letters = [unicodedata.normalize("NFD", letter)[0] for letter in straight]

    assert fold(text) == "".join(letters)


def test_signs_of_computer_languages_are_kept() -> None:
    assert content_words("C++ and C#", "en") == ["c++", "c#"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Je tenais la caisse", "fr"),
        ("comptabilité", "fr"),
        ("I fixed bikes for the neighbours", "en"),
        ("javascript reactjs java", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Boucher (h/f/x)", "Boucher"),
        ("Infirmière H/F", "Infirmière"),
        ("Développeur web (m/w/d)", "Développeur web"),
        ("Chauffeur F-H poids lourd", "Chauffeur poids lourd"),
        ("Chef d’équipe", "Chef d’équipe"),
        ("(h/f)", "(h/f)"),
    ],
)
def test_marks_of_gender_are_taken_off_titles(written: str, plain: str) -> None:
    assert plain_title(written) == plain


def test_double_titles_give_both_forms() -> None:
    assert title_forms("Conducteur / Conductrice de bus") == ("Conducteur de bus", "Conductrice de bus")
    assert title_forms("Boulanger / Boulangère") == ("Boulanger", "Boulangère")
    assert title_forms("Fleuriste") == ("Fleuriste",)
