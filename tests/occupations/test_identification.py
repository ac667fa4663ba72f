"""Words lead to skills and titles of the loaded catalogue, with the words that led there."""

import pytest
from django.test.utils import CaptureQueriesContext

from bilan.occupations.errors import CatalogueMissing, UnknownOccupation
from bilan.occupations.identification import (
    neighbours_of,
    skills_in,
    suggest_skills,
    suggest_titles,
    usual_skills,
)
from tests.occupations.catalogues import a_catalogue, a_skill, a_village

pytestmark = pytest.mark.django_db


def test_own_words_lead_to_skills_with_the_words_quoted() -> None:
    a_village()

    found = suggest_skills(
        "Le matin je façonnais le pain, et l’après-midi je tenais la caisse", language="fr", limit=2
    )

    assert {skill.uri for skill in found} == {"starter:bread", "starter:till"}
    because = {skill.uri: skill.because for skill in found}
    assert "pain" in because["starter:bread"]
    assert "caisse" in because["starter:till"]
    assert found[0].score >= found[1].score


def test_labels_are_in_the_language_asked() -> None:
    a_village()

    (found,) = suggest_skills("conduire un autobus", language="en", limit=1)

    assert found.label == "Drive a bus"


def test_settled_skills_are_left_out() -> None:
    a_village()

    found = suggest_skills("tenir une caisse", language="fr", excluding=("starter:till",))

    assert "starter:till" not in {skill.uri for skill in found}


def test_working_contexts_are_no_skills() -> None:
    a_village()

    assert "starter:night-work" not in {
        skill.uri for skill in suggest_skills("Travail de nuit", language="fr")
    }


@pytest.mark.parametrize("text", ["", "🙂🙂", "asdkj qsdlkj qsd", "1234 5678"])
def test_nothing_said_suggests_nothing(text: str) -> None:
    a_village()

    assert suggest_skills(text, language="fr") == []


def test_the_title_told_makes_its_skills_likelier() -> None:
    a_village()

    plain, titled = (
        {skill.uri: skill.score for skill in suggest_skills("Tenir la caisse", language="fr", title=title)}
        for title in ("", "Boulangère")
    )

    assert titled["starter:till"] > plain["starter:till"]


def test_the_skills_of_an_occupation_are_usual_under_its_title() -> None:
    catalogue = a_village()

    baker, unknown, untold = usual_skills(["Boulanger (h/f)", "zzz", ""], catalogue)

    assert baker["starter:bread"] == 1
    assert unknown == untold == {}


def test_no_occupation_makes_no_skill_usual() -> None:
    catalogue = a_catalogue()
    a_skill(catalogue, "starter:x", "Vendre")

    assert usual_skills(["Vendeuse"], catalogue) == [{}]
    assert suggest_skills("Vendre", language="fr", title="Vendeuse")[0].uri == "starter:x"


def test_the_same_words_give_way_to_others() -> None:
    catalogue = a_catalogue()
    for name in ("un camion", "un gros camion", "un petit camion"):
        a_skill(catalogue, f"starter:{name}", f"Conduire {name}")
    a_skill(catalogue, "starter:count", "Compter les stocks")

    found = suggest_skills("je conduisais un camion, puis je comptais parfois des stocks", language="fr")

    because = [skill.because for skill in found[:3]]
    assert "je comptais parfois des stocks" in because


def test_a_long_text_is_read_sentence_by_sentence() -> None:
    a_village()
    text = "J’aimais la campagne. " * 60 + "Je conduisais un autobus. " + "Le dimanche on se reposait. " * 60

    found = suggest_skills(text, language="fr", limit=3)

    assert found[0].uri == "starter:bus"
    assert found[0].because == "Je conduisais un autobus"


def test_titles_lead_to_occupations_whatever_the_gender_written() -> None:
    a_village()

    for written in ("boulangère", "Boulanger (h/f/x)", "BOULANGER / BOULANGÈRE"):
        assert suggest_titles(written, language="fr", limit=1)[0].code == "D1102"


def test_neighbours_share_skills_and_tell_their_terms() -> None:
    a_village()

    near = neighbours_of("D1102", limit=3, language="fr")

    assert near[0].code == "D1106"
    assert near[0].label == "Vendeur / Vendeuse en boulangerie"
    assert near[0].score == pytest.approx(sum(near[0].terms.values()), abs=1e-4)


def test_an_unknown_code_is_refused() -> None:
    a_village()

    with pytest.raises(UnknownOccupation, match="Z9999"):
        neighbours_of("Z9999", limit=3, language="fr")


def test_without_catalogue_nothing_can_be_suggested() -> None:
    with pytest.raises(CatalogueMissing):
        suggest_skills("tenir une caisse", language="fr")


def test_a_changed_catalogue_changes_what_is_found() -> None:
    catalogue = a_catalogue()
    a_skill(catalogue, "starter:one", "Conduire un autobus")
    before = suggest_skills("réparer des vélos", language="fr")

    a_skill(catalogue, "starter:two", "Réparer des vélos")
    after = suggest_skills("réparer des vélos", language="fr")

    assert "starter:two" not in {skill.uri for skill in before}
    assert after[0].uri == "starter:two"


def test_a_suggestion_costs_the_same_queries_for_one_and_for_many(
    django_assert_max_num_queries: object,
) -> None:
    from django.db import connection

    a_village()
    suggest_skills("caisse", language="fr", limit=1)

    with CaptureQueriesContext(connection) as few:
        suggest_skills("tenir une caisse", language="fr", limit=1)
    with CaptureQueriesContext(connection) as many:
        suggest_skills("tenir une caisse, conduire un autobus, pétrir le pain", language="fr", limit=5)

    assert len(few) == len(many)


NOTHING_SAID = [
    "bonjour",
    "asdf",
    "a",
    "12",
    "06 12 34 56 78",
    "claire@example.org",
    "Bonjour, comment allez-vous ?",
    "merci",
    "ok",
    "oui",
    "non",
    "qsdfghjk",
    "azerty",
    "xxxxxx",
    "lol",
    "...",
    "n/a",
    "rien",
    "Bonne journée à vous",
    "Cordialement",
    "À bientôt",
    "Salut",
    "Hello",
    "hi there",
    "Thank you very much",
    "good morning",
    "I don't know",
    "nothing",
    "Best regards",
    "What is this?",
    "fghjkl fghjkl",
    "1984",
    "12/03/2019",
    "75011",
    "https://example.org",
    "Madame, Monsieur",
    "s’il vous plaît",
    "pfff",
    "hmm",
    "euh",
    "zzz",
    "Je m’appelle Claire",
    "J’ai 42 ans",
    "My name is John",
    "blablabla",
    "mardi prochain",
    "je suis fatigué",
    "www.example.org",
    "€ 1 200",
    "x y z",
    "!!!",
    "lorem ipsum dolor sit amet",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "See you soon!",
    "À demain",
    "test",
    "Test test",
    "Ceci est un test.",
    "this is just a test",
]


def test_greetings_keys_struck_at_random_and_numbers_are_no_skills() -> None:
    a_village()

    found = skills_in(NOTHING_SAID, language="fr")

    assert {text for text, skills in zip(NOTHING_SAID, found, strict=True) if skills} == set()


STORY = "J’ai été {employed} dans un magasin : je tenais la caisse, puis je façonnais le pain."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Je m’appelle Marie. ", "Je m’appelle Mohamed Benali. "),
        ("J’ai 24 ans. ", "J’ai 58 ans. "),
        ("Je suis une femme de 45 ans, née à Oran. ", "Je suis un homme. "),
        ("Bonjour, je m’appelle Fatima, j’ai 52 ans et ", "Je suis français, "),
        ("Fille de harkis kabyles, ", "Fils de vignerons champenois, "),
    ],
)
def test_who_tells_a_story_changes_nothing_in_what_is_found(one: str, other: str) -> None:
    a_village()
    women, men = STORY.format(employed="employée"), STORY.format(employed="employé")

    hers, his, plain = skills_in([one + women, other + men, men], language="fr")

    assert plain
    told = [(skill.uri, skill.score) for skill in plain]
    assert [(skill.uri, skill.score) for skill in hers] == told
    assert [(skill.uri, skill.score) for skill in his] == told


def test_the_words_quoted_are_those_written() -> None:
    a_village()

    (found,) = suggest_skills("Je m’appelle Ines et je suis conductrice d’autobus", language="fr", limit=1)

    assert found.because == "je suis conductrice d’autobus"
