"""One's skills from afar: the constellation with its list, certifications block by block, the paper."""

import pytest
from django.urls import reverse

from bilan.occupations.models import Certification, CertificationOccupation
from bilan.portfolio.pieces import Claim
from tests.builders import a_person
from tests.portfolio.builders import a_card, a_skill, an_experience
from tests.projects.builders import CODES, an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
SKY, CERTIFICATIONS, PAPER = (
    reverse(name) for name in ("skills-constellation", "certifications", "portfolio-paper")
)


def a_certification(
    *,
    code: str = "RNCP10",
    title: str = "Assistant de comptabilité",
    is_active: bool = True,
    by_experience: bool = True,
) -> Certification:
    row = Certification.objects.create(
        code=code, title=title, level=4, is_active=is_active, by_experience=by_experience
    )
    row.blocks.create(code=f"{code}BC01", title="Tenir la comptabilité courante", text="- Saisir les comptes")
    row.blocks.create(code=f"{code}BC02", title="Souder des tuyaux en acier", text="- Préparer les tubes")
    return row


def some_cards(visitor: Visitor, *, many: int = 3) -> None:
    source = an_experience(person=visitor.person, at=visitor.now, title="L’association")
    for at in range(many):
        experience = source if at % 2 else None
        a_card(person=visitor.person, at=visitor.now, sentence=f"Carte {at}", experience=experience)


@pytest.mark.parametrize("url", [SKY, CERTIFICATIONS, PAPER])
def test_empty_pages_teach_the_first_step(url: str) -> None:
    assert is_well_made(a_visitor().get(url))


def test_every_card_is_in_the_picture_and_in_its_twin_list() -> None:
    visitor = a_visitor()
    some_cards(visitor)
    a_card(person=a_person(), at=visitor.now, sentence="Carte d’une autre")

    page = visitor.get(SKY)

    assert is_well_made(page)
    assert page.count("text-anchor") == 3 + 2  # a number a star, a name a cluster
    assert all(f"Carte {at}<" in page for at in range(3))
    assert "Sans activité" in page
    assert "Carte d’une autre" not in page


def test_small_activities_share_the_last_cluster() -> None:
    visitor = a_visitor()
    for at in range(14):
        source = an_experience(person=visitor.person, at=visitor.now, title=f"Activité {at:02}")
        a_card(person=visitor.person, at=visitor.now, sentence=f"Carte {at:02}", experience=source)

    page = visitor.get(SKY)

    assert page.count("<h3") == 12
    assert "Autres activités" in page
    assert all(f"Carte {at:02}<" in page for at in range(14))


def test_says_plainly_that_no_register_is_loaded() -> None:
    visitor = a_visitor()
    some_cards(visitor)

    assert "n’a pas chargé le répertoire" in visitor.get(CERTIFICATIONS)


def test_certifications_that_lead_to_one_s_options_come_first() -> None:
    visitor = a_visitor()
    a_certification(code="RNCP1", title="Secrétariat médical")
    leading = a_certification(code="RNCP2", title="Vente")
    a_certification(code="RNCP3", title="Ancien titre", is_active=False)
    a_certification(code="RNCP4", title="Sans expérience", by_experience=False)
    an_option(person=visitor.person, at=visitor.now, code=CODES[0])
    CertificationOccupation.objects.create(certification=leading, code=CODES[0])

    page, searched = visitor.get(CERTIFICATIONS), visitor.get(f"{CERTIFICATIONS}?q=médical")

    assert is_well_made(page)
    assert page.index("Vente") < page.index("Secrétariat")
    assert "Ancien titre" not in page
    assert "Sans expérience" not in page
    assert "Vente" not in searched


def test_cards_are_set_beside_the_blocks_they_speak_of() -> None:
    visitor = a_visitor()
    a_skill()
    a_certification()
    a_card(person=visitor.person, at=visitor.now, sentence="La caisse tombe juste", uri="starter:accounts")
    a_card(person=visitor.person, at=visitor.now, sentence="Je soude des tuyaux en acier")
    a_card(person=visitor.person, at=visitor.now, sentence="Je chante le soir", claim=Claim(is_private=True))

    page = visitor.get(f"{CERTIFICATIONS}?code=RNCP10")

    assert is_well_made(page)
    first, second = page.split("<h3>Souder")
    assert "La caisse tombe juste" in first
    assert "La caisse tombe juste" not in second
    assert "Je soude des tuyaux en acier" in second
    assert "Je soude des tuyaux en acier" not in first
    assert "Je chante" not in page


def test_cards_that_speak_of_no_block_are_told_so_kindly() -> None:
    visitor = a_visitor()
    a_skill()
    a_certification()
    a_card(person=visitor.person, at=visitor.now, sentence="Je chante le soir")

    page = visitor.get(f"{CERTIFICATIONS}?code=RNCP10")

    assert is_well_made(page)
    assert "ne parlent pas encore nettement d’un de ses 2 blocs" in page


def test_without_cards_nothing_is_compared() -> None:
    visitor = a_visitor()
    a_certification()

    page = visitor.get(f"{CERTIFICATIONS}?code=RNCP10")

    assert is_well_made(page)
    assert "Il faut au moins une carte" in page
    assert visitor.client.get(f"{CERTIFICATIONS}?code=RNCP11").status_code == 404


def test_the_paper_leaves_private_pieces_out_until_they_are_asked_for() -> None:
    visitor = a_visitor()
    some_cards(visitor)
    hidden = an_experience(person=visitor.person, at=visitor.now, title="Une maladie", is_private=True)
    a_card(person=visitor.person, at=visitor.now, sentence="Carte secrète", experience=hidden)

    cards, stories = visitor.get(PAPER), visitor.get(f"{PAPER}?part=stories")

    for page in (cards, stories):
        assert is_well_made(page)
        assert "L’association" in page
        assert "Une maladie" not in page
        assert "Carte secrète" not in page
    assert "Carte secrète" in visitor.get(f"{PAPER}?all=1")
    assert "Une maladie" in visitor.get(f"{PAPER}?part=stories&all=1")


@pytest.mark.parametrize("url", [SKY, PAPER])
def test_thirty_cards_cost_the_queries_of_three(url: str) -> None:
    few, many = a_visitor(), a_visitor()
    some_cards(few)
    some_cards(many, many=30)

    assert few.queries(url) == many.queries(url)
