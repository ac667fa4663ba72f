"""What tells who speaks is hidden, what was done is not, and every other word stays where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.engine.identify.teller import without_teller


@pytest.mark.parametrize(
    "turn",
    [
        "Je m’appelle Marie.",
        "je m'appelle claire,",
        "Moi, c’est Jean-Pierre Diallo.",
        "Mon prénom est Aïcha.",
        "J’ai 24 ans,",
        "J’ai cinquante et un ans et",
        "Je suis âgée de 55 ans.",
        "Je suis une jeune femme de 30 ans.",
        "Je suis une femme de 45 ans, née à Oran.",
        "Né en 1970 à Marseille,",
        "Je viens du Sénégal et",
        "Je suis d’origine portugaise,",
        "Je suis algérienne,",
        "J’habite à Saint-Denis.",
        "Je suis mère de trois enfants et",
        "Mariée et deux enfants,",
        "Bonjour à tous, je m’appelle Fatima, j’ai 52 ans.",
        "Voici mon histoire.",
        "Je vous raconte mon travail :",
        "My name is Ahmed Khan and",
        "I am 44, born in Rabat,",
        "I’m a young woman.",
        "I come from Nigeria,",
    ],
)
def test_who_speaks_is_hidden(turn: str) -> None:
    story = "je tenais la caisse d’un magasin"

    read = without_teller(f"{turn} {story}")

    assert read == " " * (len(turn) + 1) + story


@pytest.mark.parametrize(
    "deed",
    [
        "J’ai dix ans d’expérience de la vente",
        "J’ai conduit des camions pendant dix ans",
        "Je gardais des personnes âgées de 80 ans",
        "Je coiffais une femme, puis un homme",
        "Je vendais des produits d’origine locale",
        "Je suis mère au foyer",
        "Je suis née pour vendre",
        "Je viens de finir un chantier",
        "Je vis de mon jardin",
        "Moi c’est le contact que j’aime",
        "Je suis mécanicienne",
        "I am a nurse",
        "Je raconte des histoires aux enfants",
        "Helping children aged 3 to read",
    ],
)
def test_what_was_done_is_left_as_it_is(deed: str) -> None:
    assert without_teller(deed) == deed


@given(st.text(alphabet="jeJ’' aisuné24,.\nMàtmplX", max_size=60))
def test_every_word_left_stays_where_it_was(text: str) -> None:
    read = without_teller(text)

    assert len(read) == len(text)
    assert all(left in (was, " ") for was, left in zip(text, read, strict=True))
