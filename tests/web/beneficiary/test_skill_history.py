"""Cards split and brought back, two tabs that lose nothing, remarks beside, reasons for a no."""

import re

import pytest
from django.urls import reverse

from bilan.portfolio.models import Suggestion
from bilan.portfolio.operations import comment_card, comment_experience, edit_card
from bilan.portfolio.pieces import Claim
from bilan.portfolio.queries import card_for, cards_of, experience_for, offered_skills
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_experience, an_offer
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
CLAIM = {"level": "3", "proof": "SHOWN", "liking": "LIKED"}


def seen_in(page: str) -> str:
    """Return the version that a form carries."""
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def sentences(visitor: Visitor) -> set[str]:
    return {card.sentence for card in cards_of(owner=visitor.person, reader=visitor.person)}


def test_the_second_tab_sees_both_texts_and_keeping_again_is_a_choice() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now, sentence="Au départ")
    url = reverse("skill", args=[card.pk])
    first, second = seen_in(visitor.get(url)), seen_in(visitor.get(url))
    visitor.post(url, sentence="Premier onglet", seen=first, **CLAIM)

    page = visitor.said(url, sentence="Second onglet", seen=second, **CLAIM)

    assert "Premier onglet" in page
    assert "Second onglet" in page
    assert "Gardé entre-temps" in page
    assert is_well_made(page)
    assert sentences(visitor) == {"Premier onglet"}
    visitor.post(url, sentence="Les deux", seen=seen_in(page), **CLAIM)
    assert sentences(visitor) == {"Les deux"}
    assert "Premier onglet" in visitor.get(reverse("skill-history", args=[card.pk]))


def test_a_story_changed_in_two_tabs_loses_nothing() -> None:
    visitor = a_visitor()
    row = an_experience(person=visitor.person, at=visitor.now, narrative="Au départ")
    url = reverse("experience", args=[row.pk])
    told = {"kind": "UNPAID", "title": "Trésorière", "from_year": "2010"}
    visitor.post(url, narrative="Premier onglet", seen="1", **told)

    page = visitor.said(url, narrative="Second onglet", seen="1", **told)

    assert "Premier onglet" in page
    assert "Second onglet" in page
    assert experience_for(reader=visitor.person, experience_id=row.pk).narrative == "Premier onglet"
    visitor.post(url, narrative="Les deux", seen=seen_in(page), **told)
    assert experience_for(reader=visitor.person, experience_id=row.pk).narrative == "Les deux"


def test_one_card_becomes_two() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now, sentence="J’accueille et je classe")
    url = reverse("skill-split", args=[card.pk])

    page = visitor.get(url)
    visitor.post(url, **{"seen": "1", "sentence-1": "J’accueille", "sentence-2": "Je classe"})

    assert is_well_made(page)
    assert "J’accueille et je classe" in page
    assert sentences(visitor) == {"J’accueille", "Je classe"}


def test_a_split_into_one_is_refused_and_keeps_what_was_typed() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    page = visitor.said(
        reverse("skill-split", args=[card.pk]), **{"seen": "1", "sentence-1": "Seule au monde"}
    )

    assert "deux phrases" in page
    assert "Seule au monde" in page


def test_what_a_card_said_before_is_shown_and_comes_back() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now, sentence="Hier")
    edit_card(card_id=card.pk, sentence="Demain", claim=Claim(), by=visitor.person, at=visitor.now)
    url = reverse("skill-history", args=[card.pk])

    page = visitor.get(url)
    visitor.post(url, version="1")

    assert is_well_made(page)
    assert "Hier" in page
    assert card_for(reader=visitor.person, card_id=card.pk).sentence == "Hier"
    assert visitor.post(url, version="un").status_code == 404


@pytest.mark.parametrize("name", ["skill-split", "skill-history"])
def test_someone_elses_card_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    a_card(person=visitor.person, at=visitor.now)
    theirs = a_card(person=a_person(), at=visitor.now)

    assert visitor.client.get(reverse(name, args=[theirs.pk])).status_code == 404


def test_remarks_stand_beside_and_their_reader_may_take_them_away() -> None:
    visitor, counselor = a_visitor(), a_person(name="Hélène Aubry")
    told = an_experience(person=visitor.person, at=visitor.now)
    card = a_card(person=visitor.person, at=visitor.now)
    on_card = comment_card(
        card_id=card.pk, words="Et l’équipe ?", by=counselor, is_practitioner=True, at=visitor.now
    )
    on_told = comment_experience(
        experience_id=told.pk, words="Combien ?", by=counselor, is_practitioner=True, at=visitor.now
    )

    for url, remark in ((reverse("skill", args=[card.pk]), on_card), (told_url(told.pk), on_told)):
        page = visitor.get(url)
        assert "Hélène Aubry" in page
        assert is_well_made(page)
        answer = visitor.post(reverse("remark-remove", args=[remark.pk]))
        assert answer["Location"] == url
        assert "Hélène Aubry" not in visitor.get(url)


def told_url(key: object) -> str:
    return reverse("experience", args=[key])


def test_nobody_takes_away_a_remark_on_someone_elses_card() -> None:
    visitor = a_visitor()
    card = a_card(person=a_person(), at=visitor.now)
    remark = comment_card(card_id=card.pk, words="x", by=a_person(), is_practitioner=True, at=visitor.now)

    assert visitor.post(reverse("remark-remove", args=[remark.pk])).status_code == 404


def test_a_no_with_a_reason_changes_what_comes_next() -> None:
    visitor = a_visitor()
    told = an_experience(person=visitor.person, at=visitor.now)
    first, *_ = (
        an_offer(experience=told, at=visitor.now, uri=uri, because=words)
        for uri, words in (("a", "mes mots"), ("b", "mes mots"), ("c", "d’autres mots"))
    )
    url = reverse("suggestion", args=[first.pk])

    assert "Mes mots ne disent pas cela" in visitor.get(reverse("skills"))
    page = visitor.said(url, reason="MISREAD")

    assert "en tiennent compte" in page
    offers = offered_skills(owner=visitor.person, reader=visitor.person)
    assert [offer.uri for offer in offers] == ["c", "b"]
    assert Suggestion.objects.get(pk=first.pk).reason == "MISREAD"


def test_an_invented_reason_answers_nothing() -> None:
    visitor = a_visitor()
    offer = an_offer(experience=an_experience(person=visitor.person, at=visitor.now), at=visitor.now)

    visitor.post(reverse("suggestion", args=[offer.pk]), reason="BECAUSE")

    assert Suggestion.objects.get().state == Suggestion.State.PROPOSED
