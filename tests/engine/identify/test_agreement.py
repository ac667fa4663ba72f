"""Words that agree with who speaks read in one form, and every place in the text stays the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.agreement import agreed, end_of_word


@pytest.mark.parametrize(
    ("feminine", "masculine"),
    [
        ("J’ai été employée dans un magasin", "J’ai été employé dans un magasin"),
        ("Je suis apprentie", "Je suis apprenti"),
        ("J’étais vendeuse au marché", "J’étais vendeur au marché"),
        ("Je suis une ancienne", "Je suis un ancien"),
        ("Je suis infirmière", "Je suis infirmier"),
        ("J’ai travaillé comme conductrice", "J’ai travaillé comme conducteur"),
        ("en tant qu’aide-soignante de nuit", "en tant qu’aide-soignant de nuit"),
        ("Je suis née à Lille", "Je suis né à Lille"),
        ("J’ai été bien formée", "J’ai été bien formé"),
    ],
)
def test_both_forms_read_alike(feminine: str, masculine: str) -> None:
    assert agreed(feminine).split() == agreed(masculine).split() == masculine.split()


@pytest.mark.parametrize(
    "text",
    ["la matinée au marché", "Je réparais une tondeuse", "comment commencer", "je suis là", "I was here"],
)
def test_words_that_agree_with_nobody_stay(text: str) -> None:
    assert agreed(text) == text


@given(st.text(max_size=80) | st.sampled_from(["je suis", "été une", "née", "comme"]).map(" ".join))
def test_places_stay_the_same(text: str) -> None:
    assert len(agreed(text)) == len(text)


def test_a_quoted_word_is_quoted_whole() -> None:
    text = "J’étais vendeuse"
    end = len(agreed(text).rstrip())

    assert text[: end_of_word(text, end)] == text


def test_a_whole_word_is_not_prolonged() -> None:
    assert end_of_word("vendre, puis", 6) == 6
    assert end_of_word("vendre", 6) == 6
