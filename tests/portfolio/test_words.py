"""A whole sentence around what was found."""

import pytest

from bilan.portfolio.words import words_around

LONG = (
    "Entre l’infirmière, le kiné et l’hôpital, c’est moi qui tenais le fil pendant deux ans, "
    "avec un cahier où chacun écrivait ce qu’il avait fait, ce qui restait à faire et qui appeler la nuit."
)


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("Je tenais les comptes. J’accueillais.", "les comptes", "Je tenais les comptes."),
        ("Je tenais les comptes\nJ’accueillais", "J’accueillais", "J’accueillais"),
        ("Je tenais les comptes ; j’accueillais.", "comptes", "Je tenais les comptes"),
        (LONG, "tenais le fil", "c’est moi qui tenais le fil pendant deux ans"),
        (LONG, "kiné et l’hôpital, c’est", "kiné et l’hôpital, c’est"),
        ("Je tenais. Les comptes.", "tenais. Les", "tenais. Les"),
        ("Je tenais les comptes.", "ailleurs", "ailleurs"),
        ("Je tenais les comptes.", "", "Je tenais les comptes."),
    ],
)
def test_gives_the_sentence_or_its_clause(text: str, found: str, words: str) -> None:
    assert words_around(text=text, found=found) == words
