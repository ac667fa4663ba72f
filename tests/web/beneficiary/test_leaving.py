"""Deleting one's account, correcting what one gave, and the certificates, from the product itself."""

import pytest
from django.urls import reverse

from bilan.accounts.models import Person
from bilan.cases.operations import leave_case
from bilan.cases.queries import destructions_of
from bilan.web.beneficiary.corrections import CORRECTIONS
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_case, a_demand, the_counsellor
from tests.portfolio.builders import a_card
from tests.web.beneficiary.story import a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def test_the_page_says_what_goes_and_what_stays() -> None:
    case = a_case(at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)
    assert "trois ans après la fin de cette année" in visitor.get(reverse("account-leaving"))
    leave_case(case=case, by=case.beneficiary, at=visitor.now)

    page = visitor.get(reverse("account-leaving"))

    assert is_well_made(page)
    assert f"31 décembre {visitor.now.year + 3}" in page


def test_nothing_is_deleted_without_the_box() -> None:
    visitor = a_visitor()

    answer = visitor.post(reverse("account-leaving"))

    assert "Cochez la case" in answer.content.decode()
    assert Person.objects.filter(pk=visitor.person.pk).exists()


def test_the_account_goes_and_the_door_is_closed_behind() -> None:
    visitor = a_visitor()
    a_card(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("account-leaving"), is_sure="on")

    assert is_well_made(page)
    assert "Votre compte est supprimé" in page
    assert not Person.objects.filter(pk=visitor.person.pk).exists()
    assert visitor.client.get(reverse("my-data")).status_code == 302


def test_an_old_proof_of_identity_is_asked_again_first() -> None:
    visitor = a_visitor()
    session = visitor.client.session
    session["proved_at"] = 0
    session.save()

    visitor.post(reverse("account-leaving"), is_sure="on")

    assert Person.objects.filter(pk=visitor.person.pk).exists()


def test_someone_of_a_provider_is_told_why_not() -> None:
    case = a_case(at=a_visitor().now)
    visitor = a_visitor(the_counsellor(case))

    page = visitor.said(reverse("account-leaving"), is_sure="on")

    assert "Vous faites partie d’un organisme" in page
    assert Person.objects.filter(pk=visitor.person.pk).exists()


def test_each_correction_leads_to_a_page_that_opens() -> None:
    case = a_case(at=a_visitor().now)
    a_demand(case, at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)

    assert is_well_made(visitor.get(reverse("my-data-correct")))
    for line in CORRECTIONS:
        assert visitor.client.get(line.url).status_code in {200, 302}, line.code


def test_a_certificate_is_a_document_for_its_person_alone() -> None:
    case = a_case(at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)
    a_demand(case, at=visitor.now)
    leave_case(case=case, by=case.beneficiary, at=visitor.now)
    url = reverse("certificate", args=[destructions_of(case.beneficiary).get().pk])

    answer = visitor.client.get(url)

    assert answer.content.startswith(b"%PDF")
    assert WHY_NOW.encode() not in answer.content
    for stranger in (the_counsellor(case), a_person()):
        assert a_visitor(stranger).client.get(url).status_code == 404
