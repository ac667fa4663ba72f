"""Words that agree with who speaks read in one form, and every place in the text stays the same."""

import re

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
        ("On m’a embauchée au café", "On m’a embauché au café"),
        ("J’avais un poste de serveuse", "J’avais un poste de serveur"),
        ("mon diplôme d’infirmière", "mon diplôme d’infirmier"),
        ("Je suis sérieuse, ponctuelle et très motivée", "Je suis sérieux, ponctuel et très motivé"),
        ("Je suis hôtesse d’accueil", "Je suis hôte d’accueil"),
        ("Je suis devenue coiffeuse", "Je suis devenu coiffeur"),
        ("On m’a nommée cheffe", "On m’a nommé chef"),
        ("Je suis discrète", "Je suis discret"),
    ],
)
def test_both_forms_read_alike(feminine: str, masculine: str) -> None:
    read, other = re.findall(r"\S+?\b", agreed(feminine)), re.findall(r"\S+?\b", agreed(masculine))

    assert read == other == re.findall(r"\S+?\b", masculine)


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ("Ma mère m’a appris à coudre", "Mon père m’a appris à coudre"),
        ("J’aidais mon mari à la ferme", "J’aidais ma femme à la ferme"),
        ("My husband and I ran a pub", "My wife and I ran a pub"),
        ("I taught my brothers", "I taught my sisters"),
    ],
)
def test_ones_own_people_read_alike(hers: str, his: str) -> None:
    read, other = agreed(hers), agreed(his)

    assert [word.lower() for word in read.split()] == [word.lower() for word in other.split()]
    assert (len(read), len(other)) == (len(hers), len(his))


@pytest.mark.parametrize("text", ["une femme de ménage", "la mère d’un élève", "ma femme-grenouille"])
def test_other_people_stay(text: str) -> None:
    assert agreed(text) == text


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
