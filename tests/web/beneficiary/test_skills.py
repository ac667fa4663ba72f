"""Skills to confirm, and the cards that hold them."""

import pytest
from django.urls import reverse

from bilan.portfolio.models import Card, Suggestion
from bilan.portfolio.operations import retire_card
from bilan.portfolio.pieces import Claim
from bilan.portfolio.queries import cards_of
from tests.builders import a_person
from tests.portfolio.builders import a_card, a_skill, an_experience, an_offer
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
CLAIM = {"level": "3", "proof": "SHOWN", "liking": "LIKED"}
BECAUSE = "je tenais les comptes"


def an_offered_skill(visitor: Visitor) -> Suggestion:
    a_skill()
    experience = an_experience(person=visitor.person, at=visitor.now)
    return an_offer(experience=experience, at=visitor.now, because=BECAUSE)


def the_sentences(visitor: Visitor) -> list[str]:
    return [card.sentence for card in cards_of(owner=visitor.person, reader=visitor.person)]


def test_an_empty_page_teaches_the_first_step() -> None:
    page = a_visitor().get(reverse("skills"))

    assert is_well_made(page)
    assert reverse("experience-add") in page


def test_a_proposal_shows_the_words_that_led_to_it_with_three_equal_answers() -> None:
    visitor = a_visitor()
    an_offered_skill(visitor)

    page = visitor.get(reverse("skills"))

    assert is_well_made(page)
    assert f'<q class="mine">{BECAUSE}</q>' in page
    for words in ("C’est moi", "Dire autrement", "Pas moi"):
        assert f'btn-quiet btn-small" name="answer" value="yes">{words}' in page or words in page


def test_saying_that_is_me_keeps_a_card_and_the_surprise() -> None:
    visitor = a_visitor()
    offer = an_offered_skill(visitor)

    visitor.post(reverse("suggestion", args=[offer.pk]), answer="yes", was_unexpected="on")

    assert the_sentences(visitor) == [BECAUSE]
    assert Card.objects.get().was_unexpected


def test_saying_not_me_keeps_nothing_and_is_not_asked_again() -> None:
    visitor = a_visitor()
    offer = an_offered_skill(visitor)

    page = visitor.said(reverse("suggestion", args=[offer.pk]), answer="no")

    assert the_sentences(visitor) == []
    assert BECAUSE not in page


def test_saying_it_otherwise_keeps_ones_own_sentence() -> None:
    visitor = a_visitor()
    offer = an_offered_skill(visitor)

    assert is_well_made(visitor.get(reverse("suggestion", args=[offer.pk])))
    visitor.post(reverse("suggestion", args=[offer.pk]), sentence="Je tiens la caisse juste.", **CLAIM)

    assert the_sentences(visitor) == ["Je tiens la caisse juste."]


def test_someone_elses_proposal_does_not_exist() -> None:
    visitor = a_visitor()
    offer = an_offered_skill(a_visitor(a_person(name="Nadia Other")))

    for answer in ("yes", "no"):
        sent = visitor.post(reverse("suggestion", args=[offer.pk]), answer=answer)
        assert sent.status_code == 404
    assert Suggestion.objects.get().state == Suggestion.State.PROPOSED


def test_a_card_says_the_sentence_first_and_the_official_name_small() -> None:
    visitor = a_visitor()
    a_skill()
    a_card(person=visitor.person, at=visitor.now, uri="starter:accounts", claim=Claim(proof="SHOWN"))

    page = visitor.get(reverse("skills"))

    sentence = page.index("Je tiens des comptes qui tombent juste.")
    assert sentence < page.index("Tenir une comptabilité simple")
    assert "Montrée" in page


def test_a_card_can_be_reworded_and_weighed() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    assert is_well_made(visitor.get(reverse("skill", args=[card.pk])))
    visitor.post(reverse("skill", args=[card.pk]), sentence="Je tiens les comptes.", **CLAIM)
    card.refresh_from_db()

    assert the_sentences(visitor) == ["Je tiens les comptes."]
    assert (card.level, card.proof, card.liking) == (3, "SHOWN", "LIKED")


def test_liking_is_noted_in_one_tap_and_changes_nothing_else() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now, claim=Claim(level=4, was_unexpected=True))

    visitor.post(reverse("skill-liking", args=[card.pk]), liking="NO_MORE")
    card.refresh_from_db()

    assert (card.liking, card.level, card.was_unexpected) == ("NO_MORE", 4, True)


def test_a_liking_that_does_not_exist_is_refused() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    assert visitor.post(reverse("skill-liking", args=[card.pk]), liking="ADORED").status_code == 404


def test_nobody_confirms_their_own_card() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    told = CLAIM | {"sentence": "Je tiens les comptes.", "proof": "CONFIRMED"}
    visitor.post(reverse("skill", args=[card.pk]), **told)
    card.refresh_from_db()

    assert card.proof == Card.Proof.SAID


def test_a_card_put_away_is_found_again() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    visitor.post(reverse("skill-retire", args=[card.pk]))
    assert the_sentences(visitor) == []
    page = visitor.get(reverse("skills-retired"))
    assert is_well_made(page)
    assert reverse("skill-restore", args=[card.pk]) in page
    visitor.post(reverse("skill-restore", args=[card.pk]))

    assert len(the_sentences(visitor)) == 1


def test_cards_that_say_the_same_become_one() -> None:
    visitor = a_visitor()
    cards = [a_card(person=visitor.person, at=visitor.now, sentence=f"Je compte {each}.") for each in (1, 2)]

    assert is_well_made(visitor.get(reverse("skills-merge")))
    visitor.post(reverse("skills-merge"), cards=[card.pk for card in cards], sentence="Je compte juste.")

    assert the_sentences(visitor) == ["Je compte juste."]


def test_one_card_is_not_merged_with_itself() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)
    a_card(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("skills-merge"), cards=[card.pk], sentence="")

    assert "Choisissez au moins deux cartes" in page
    assert len(the_sentences(visitor)) == 2


@pytest.mark.parametrize("name", ["skill", "skill-liking", "skill-retire", "skill-restore"])
def test_someone_elses_card_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    other = a_person(name="Nadia Other")
    card = a_card(person=other, at=visitor.now)
    if name == "skill-restore":
        retire_card(card_id=card.pk, by=other, at=visitor.now)

    told = CLAIM | {"sentence": "À moi."}
    assert visitor.post(reverse(name, args=[card.pk]), **told).status_code == 404


def test_someone_elses_card_is_not_merged() -> None:
    visitor = a_visitor()
    mine = [a_card(person=visitor.person, at=visitor.now) for _each in range(2)]
    other = a_card(person=a_person(name="Nadia Other"), at=visitor.now)

    visitor.post(reverse("skills-merge"), cards=[mine[0].pk, other.pk], sentence="")
    other.refresh_from_db()

    assert other.retired_at is None
    assert len(the_sentences(visitor)) == 2


def test_thirty_cards_cost_the_queries_of_three() -> None:
    visitor = a_visitor()
    a_skill()
    for _each in range(3):
        a_card(person=visitor.person, at=visitor.now, uri="starter:accounts")
    few = [visitor.queries(reverse(name)) for name in ("skills", "skills-all")]
    for _each in range(27):
        a_card(person=visitor.person, at=visitor.now, uri="starter:accounts")

    assert [visitor.queries(reverse(name)) for name in ("skills", "skills-all")] == few


def test_many_cards_come_page_by_page() -> None:
    visitor = a_visitor()
    for each in range(25):
        a_card(person=visitor.person, at=visitor.now, sentence=f"Je sais {each}.")

    page = visitor.get(reverse("skills-all"))

    assert is_well_made(page)
    assert page.count('class="card skill"') == 24
    assert "Page 1 sur 2" in page
