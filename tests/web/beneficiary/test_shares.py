"""Give a document to someone from the pages, see each opening, stop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bilan.messages.models import Message
from bilan.sharing.models import Share
from bilan.sharing.operations import open_share
from tests.builders import a_person
from tests.cases.builders import a_case, a_diagnosis
from tests.portfolio.builders import a_card
from tests.projects.builders import an_option
from tests.sharing.builders import a_share
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def a_form(**told: object) -> dict[str, object]:
    """Return what someone types to share for a month."""
    until = timezone.localdate() + timedelta(days=30)
    usual = {"name": "Nadia Benali", "email": "nadia@example.org", "purpose": "TRAINING", "until": until}
    return {**usual, **told}


def a_visitor_with_a_card() -> Visitor:
    """Return someone signed in who has a portfolio of one card."""
    visitor = a_visitor()
    a_card(person=visitor.person, at=visitor.now)
    return visitor


def test_a_document_is_given_in_one_form() -> None:
    visitor = a_visitor_with_a_card()

    page = visitor.said("/shares/new/skills/", **a_form())

    assert "C’est partagé" in page
    assert "nadia@example.org" in page
    assert Message.objects.get(kind="share.made").to == "nadia@example.org"


def test_the_pages_are_well_made() -> None:
    visitor = a_visitor_with_a_card()
    a_share(person=visitor.person, at=visitor.now)

    for url in ("/shares/", "/shares/new/skills/", "/shares/new/synthesis/"):
        assert is_well_made(visitor.get(url)), url


def test_a_refusal_keeps_what_was_typed() -> None:
    visitor = a_visitor_with_a_card()

    answer = visitor.post(
        "/shares/new/skills/", **a_form(name="Nadia B.", until=timezone.localdate() + timedelta(days=400))
    )

    assert 'value="Nadia B."' in answer.content.decode()
    assert "au plus un an" in answer.content.decode()
    assert not Share.objects.exists()


def test_another_purpose_is_said_in_a_word() -> None:
    visitor = a_visitor_with_a_card()

    page = visitor.post("/shares/new/skills/", **a_form(purpose="OTHER", words="")).content.decode()

    assert "pour quoi faire" in page
    assert not Share.objects.exists()


def test_sharing_asks_again_who_is_there() -> None:
    visitor = a_visitor_with_a_card()
    session = visitor.client.session
    session["proved_at"] = 0
    session.save()

    visitor.post("/shares/new/skills/", **a_form())

    assert not Share.objects.exists()


def test_sharing_detailed_results_warns() -> None:
    case = a_case(at=timezone.now())
    a_diagnosis(case, at=timezone.now())

    assert "disent beaucoup de vous" in a_visitor(case.beneficiary).get("/shares/new/results/")


def test_what_does_not_exist_yet_is_said_kindly() -> None:
    page = a_visitor().get("/shares/new/synthesis/")

    assert "n’existe pas encore" in page
    assert 'name="email"' not in page


def test_the_document_may_be_read_before_it_goes() -> None:
    visitor = a_visitor_with_a_card()

    answer = visitor.client.get("/shares/new/skills/document.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert visitor.client.get("/shares/new/synthesis/document.pdf").status_code == 404
    assert visitor.client.get("/shares/new/notes/document.pdf").status_code == 404


def test_each_opening_shows_and_stopping_is_one_button() -> None:
    visitor = a_visitor()
    sent = a_share(person=visitor.person, at=visitor.now)
    open_share(token=sent.token, at=visitor.now)
    assert "Ouvert une fois" in visitor.get("/shares/")

    page = visitor.said(f"/shares/{sent.share.pk}/revoke/")

    assert "Arrêté le" in page
    assert "Arrêter ce partage" not in page


def test_someone_elses_share_is_not_there() -> None:
    sent, other = a_share(person=a_person(), at=timezone.now()), a_visitor()
    a_share(person=other.person, at=other.now)

    assert other.client.get(f"/shares/{sent.share.pk}/document.pdf").status_code == 404
    assert other.post(f"/shares/{sent.share.pk}/revoke/").status_code == 404
    assert Share.objects.get(pk=sent.share.pk).revoked_at is None


def test_the_list_costs_the_same_for_three_and_for_fifteen() -> None:
    visitor = a_visitor()
    for _ in range(3):
        a_share(person=visitor.person, at=visitor.now)
    few = visitor.queries("/shares/")
    for _ in range(12):
        open_share(token=a_share(person=visitor.person, at=visitor.now).token, at=visitor.now)

    assert visitor.queries("/shares/") == few


def test_an_option_is_marked_for_oneself_and_back() -> None:
    visitor = a_visitor()
    option = an_option(person=visitor.person, at=visitor.now)

    assert "Pour moi seulement</span>" in visitor.said(f"/options/{option.pk}/private/", is_private="on")
    assert "Pour moi seulement</span>" not in visitor.said(f"/options/{option.pk}/private/")
