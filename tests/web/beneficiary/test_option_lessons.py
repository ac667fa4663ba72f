"""A refusal asks what should count from now on; nothing counts without a tick, and a click undoes it."""

import pytest
from django.urls import reverse

from bilan.occupations.models import Area, Occupation
from bilan.occupations.operations.starter import load_starter
from bilan.projects.models import Leaning, Option
from bilan.projects.operations import keep_leanings, refuse_occupation
from bilan.projects.pieces import Lean, LeaningKind, Why
from tests.builders import a_person
from tests.portfolio.builders import a_card
from tests.shared import made_once
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
BAKER = "D1102"


def a_baker() -> Visitor:
    """Return somebody who can do what bakers do, in the starter catalogue."""
    Area.objects.create(kind="NATION", code="FR", name="France")
    someone = a_visitor()
    load_starter(at=someone.now)
    baker = Occupation.objects.get(catalogue__code="starter", code=BAKER)
    for uri in baker.requirements.order_by("pk").values_list("skill__uri", flat=True)[:5]:
        a_card(person=someone.person, at=someone.now, uri=uri)
    return someone


visitor = made_once(a_baker)


def refused(visitor: Visitor, *why: Why) -> str:
    """Refuse the baker's trade, and return the address of what that can teach."""
    row = refuse_occupation(
        person=visitor.person, code=BAKER, reason="Mon dos.", why=why, by=visitor.person, at=visitor.now
    )
    return reverse("option-lessons", args=[row.pk])


def test_a_refusal_with_reasons_leads_to_what_they_can_change(visitor: Visitor) -> None:
    page = visitor.said(reverse("option-refuse"), code=BAKER, reason="Mon dos.", why=["TOO_PHYSICAL", "PAY"])

    assert is_well_made(page)
    assert "Tenir compte de cela" in page
    assert 'value="CONTEXT:' in page
    assert 'value="PAY:"' in page
    assert "Mon dos." in page
    assert not Leaning.objects.exists()


def test_a_refusal_in_words_that_name_no_reason_goes_back_to_the_list(visitor: Visitor) -> None:
    sent = visitor.post(reverse("option-refuse"), code=BAKER, reason="C’est ainsi.", why=["NONSENSE"])

    assert sent.headers["Location"] == reverse("options")


def test_a_refusal_in_words_alone_is_read_and_changes_nothing_unasked(visitor: Visitor) -> None:
    page = visitor.said(reverse("option-refuse"), code=BAKER, reason="Les nuits, non, et c’est mal payé.")

    assert is_well_made(page)
    assert "ce que nous croyons lire dans vos mots" in page
    assert 'value="CONTEXT:night-work"' in page
    assert 'value="PAY:"' in page
    assert "checked" not in page
    assert not Leaning.objects.exists()


def test_only_what_is_ticked_counts_and_the_list_says_it(visitor: Visitor) -> None:
    address = refused(visitor, Why.HOURS, Why.SECTOR)

    page = visitor.said(address, lesson=[f"DOMAIN:{BAKER}"])

    assert is_well_made(page)
    assert Leaning.objects.count() == 1
    assert "Ce que vos refus ont changé" in page
    assert "Laisser de côté les métiers du même domaine" in page


def test_a_pay_is_the_one_the_person_writes(visitor: Visitor) -> None:
    visitor.post(refused(visitor, Why.PAY), lesson=["PAY:"], pay="1850")

    page = visitor.get(reverse("options"))

    assert "1\u202f850" in page or "1\u00a0850" in page


@pytest.mark.parametrize(
    "told", [{}, {"lesson": ["PAY:"], "pay": ""}, {"lesson": ["PAY:"], "pay": "beaucoup"}]
)
def test_nothing_ticked_or_no_pay_is_refused_and_what_was_typed_stays(
    visitor: Visitor, told: dict[str, object]
) -> None:
    page = visitor.said(refused(visitor, Why.PAY), **told)

    assert is_well_made(page)
    assert "Rien n’a changé" in page
    assert not Leaning.objects.exists()


def test_what_is_not_offered_cannot_be_slipped_in(visitor: Visitor) -> None:
    visitor.post(refused(visitor, Why.PAY), lesson=["CONTEXT:noise"])

    assert not Leaning.objects.exists()


def test_a_raised_weight_shows_on_its_slider_and_the_slider_may_still_say_otherwise(visitor: Visitor) -> None:
    visitor.post(refused(visitor, Why.FEW_JOBS), lesson=["WEIGHT:market"])

    assert 'name="market" value="more" checked' in visitor.get(reverse("options"))
    assert 'name="market" value="usual" checked' in visitor.get(reverse("options") + "?market=usual")


def test_a_click_takes_it_back(visitor: Visitor) -> None:
    visitor.post(refused(visitor, Why.SECTOR), lesson=[f"DOMAIN:{BAKER}"])
    row = Leaning.objects.get()

    page = visitor.said(reverse("leaning-forget", args=[row.pk]))

    assert is_well_made(page)
    assert "Ce que vos refus ont changé" not in page
    assert not Leaning.objects.exists()


def test_dropping_after_the_realism_test_teaches_too(visitor: Visitor) -> None:
    visitor.post(reverse("option-keep"), code=BAKER)
    row = Option.objects.get()

    page = visitor.said(reverse("option-decide", args=[row.pk]), decision="DROP", reason="", why=["HOURS"])

    assert "Tenir compte de cela" in page


def test_an_option_still_open_has_nothing_to_teach(visitor: Visitor) -> None:
    visitor.post(reverse("option-keep"), code=BAKER)

    sent = visitor.client.get(reverse("option-lessons", args=[Option.objects.get().pk]))

    assert sent.headers["Location"] == reverse("options")


def test_someone_elses_refusal_and_leaning_do_not_exist(visitor: Visitor) -> None:
    other = a_person(name="Nadia Other")
    theirs = refuse_occupation(person=other, code=BAKER, reason="", why=[Why.PAY], by=other, at=visitor.now)
    lean = Lean(LeaningKind.PAY, value=1700)
    (row,) = keep_leanings(option_id=theirs.pk, leans=[lean], by=other, at=visitor.now)
    refused(visitor, Why.HOURS)

    assert visitor.post(reverse("option-lessons", args=[theirs.pk])).status_code == 404
    assert visitor.post(reverse("leaning-forget", args=[row.pk])).status_code == 404
    assert Leaning.objects.count() == 1
