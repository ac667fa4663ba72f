"""What tells who speaks is hidden, what was done is not, and every other word stays where it was."""

from time import perf_counter

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
        "En tant que femme,",
        "Mes parents sont maliens et",
        "Ma mère est née au Maroc,",
        "À 52 ans passés,",
        "J’ai quitté le Tchad à dix-huit ans.",
        "Comme tous les garçons du village,",
        "Arrivée d’Abidjan en 2009,",
        "Mon nom est Diallo,",
        "Mon prénom est aïcha,",
        "Je suis madame Benali.",
        "Sans nom,",
        "Moi et ma famille,",
        "Mes parents,",
        "On me surnomme Momo,",
        "They call me Sue.",
        "Fille d’immigrés portugais,",
        "Fils d’immigrés portugais,",
        "Je suis franco-marocaine,",
        "J’ai eu trois enfants et",
        "J’ai des frères et",
        "J’ai une fille et",
        "Mes deux grands frères sont couvreurs,",
        "Nous les femmes,",
        "Mon mari travaille,",
        "My family is Dutch,",
        "As a mother of two,",
        "I moved to the UK in 2002.",
        "C’était une belle époque.",
        "Personne n’y croyait,",
        "La vie m’a malmené.",
        "Mamadou Traoré, enchanté.",
        "Mon mari est devenu couvreur.",
        "My father came over to mine coal.",
        "J’ai été élevé par ma tante.",
        "On doit toujours en faire plus.",
        "Je suis arrivé sans rien.",
        "Mère d’un petit garçon,",
        "Ce matin-là,",
        "Call me Sam,",
        "Bonjour, je suis Awa Diop.",
        "Hi, I’m Oliver.",
        "Let me explain:",
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
        "J’étais avec les enfants toute la journée",
        "J’étais avec une dame",
        "J’étais auprès des réfugiés",
        "I was with people",
        "I call people",
        "J’appelle qui il faut",
        "Je suis homme à tout faire",
        "J’étais femme de chambre",
        "Je parle arabe et anglais",
        "Je suis venu en aide aux familles",
        "J’ai été famille d’accueil",
        "J’ai élevé seule mes trois enfants",
        "Je m’occupe de ma mère",
        "Je viens de la menuiserie",
        "I come from retail",
        "I polish",
        "Je suis Infirmière",
        "Bonsoir la salle était pleine, je suis Cariste",
        "Call back customers",
        "Enfants, personnes âgées : je m’occupe de tous",
        "Je guide les touristes, en espagnol",
        "You must have",
        "Le temps de préparer les commandes",
        "Mon fils est autiste, j’apprends à communiquer avec lui",
        "Mes enfants et leurs devoirs",
        "Mon jardin donne des légumes",
        "Des enfants de 3 à 6 ans jouaient",
        "Conduire pendant 10 ans",
        "À 20 ans de métier près, je dirigeais",
        "Microsoft Office, Excel",
        "Sort and scan",
        "I teach, in Spanish",
        "Je sais faire des ourlets",
        "Vous avez 25 ans",
        "À 14",
    ],
)
def test_what_was_done_is_left_as_it_is(deed: str) -> None:
    assert without_teller(deed) == deed


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ("J’étais la seule femme de l’atelier", "J’étais le seul homme de l’atelier"),
        ("La seule fille dans le garage, je réparais", "Le seul garçon dans le garage, je réparais"),
        ("I was the only girl in the workshop", "I was the only boy in the workshop"),
        ("Quand on est une maman on jongle", "Quand on est un papa on jongle"),
        ("Speaking as a mother of four who knits", "Speaking as a father of four who knits"),
    ],
)
def test_who_one_is_among_others_is_hidden_beside_a_deed(hers: str, his: str) -> None:
    assert without_teller(hers).split() == without_teller(his).split() != hers.split()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bonjour, je suis Infirmière", "je suis Infirmière"),
        ("Hello, I am Head of sales", "I am Head of sales"),
        ("Je soudais, née au Mali.", "Je soudais,"),
        ("Je soudais et mes parents étaient maliens.", "Je soudais"),
        ("En tant que femme j’ai dirigé une équipe", "j’ai dirigé une équipe"),
        ("Je suis née à Oran quand je gérais un café", "quand je gérais un café"),
        ("Je coupais les cheveux, mère de deux enfants", "Je coupais les cheveux,"),
        ("Je vendais des fruits, comme mon père", "Je vendais des fruits,"),
        ("Je vendais des glaces, à Nice", "Je vendais des glaces,"),
        ("Je vendais des glaces, mariée", "Je vendais des glaces,"),
        ("Je soudais, j’avais trois enfants", "Je soudais,"),
        ("Pompier depuis mes dix-huit ans", "Pompier depuis"),
        ("Soudeur à l’âge de 16 ans", "Soudeur"),
        ("I welded at age 16", "I welded"),
        ("Je soudais encore à 60 balais", "Je soudais encore"),
        ("Venu de Conakry comme soudeur", "Venu            comme soudeur"),
        ("De nationalité yougoslave, soudeur", "De nationalité yougoslave, soudeur"),
        ("Soudeur de nationalité turque", "Soudeur de nationalité"),
    ],
)
def test_only_the_clause_that_tells_a_deed_is_left(text: str, left: str) -> None:
    assert without_teller(text).strip() == left


def test_what_stands_on_other_lines_stays_on_its_line() -> None:
    assert without_teller("Je m’appelle Marie\nJe soude").endswith("\nJe soude")


def test_a_long_text_without_a_stop_is_soon_read() -> None:
    started = perf_counter()

    read = without_teller("maman " * 30_000)

    assert len(read) == 180_000
    assert perf_counter() - started < 10  # seconds: it grows with the length, not with its square


@given(st.text(alphabet="jeJ’' aisuné24,.\nMàtmplX", max_size=60))
def test_every_word_left_stays_where_it_was(text: str) -> None:
    read = without_teller(text)

    assert len(read) == len(text)
    assert all(left in (was, " ") for was, left in zip(text, read, strict=True))
