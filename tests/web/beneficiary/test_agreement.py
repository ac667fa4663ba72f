"""The agreement is read, signed by each for themselves, and may be taken back."""

import pytest
from django.urls import reverse

from bilan.cases.models import Agreement, Case
from bilan.cases.operations import sign_agreement
from tests.cases.builders import a_case, a_planned_case, the_counsellor
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

AGREEMENT, SIGN, WITHDRAW = reverse("agreement"), reverse("agreement-sign"), reverse("agreement-withdraw")


def drafted(profile: str = "fr-law") -> tuple[Visitor, Case, Agreement]:
    visitor = a_visitor()
    case = a_planned_case(at=visitor.now, profile=profile)
    return a_visitor(case.beneficiary), case, Agreement.objects.get(case=case)


def test_tells_the_terms_with_their_sources() -> None:
    visitor, _case, _agreement = drafted()

    page = visitor.get(AGREEMENT)

    assert is_well_made(page)
    assert "1\u00a0600\u00a0€" in page
    assert "Code du travail, art. R6313-4" in page
    assert page.count("pas encore signé") == 2


def test_says_what_comes_before() -> None:
    visitor = a_visitor()
    a_case(at=visitor.now, person=visitor.person)

    page = visitor.get(AGREEMENT)

    assert is_well_made(page)
    assert "Ce qui manque encore" in page


def test_signs_what_was_read() -> None:
    visitor, _case, agreement = drafted()

    page = visitor.said(SIGN, has_read="yes", sha256=agreement.terms_sha256)

    agreement.refresh_from_db()
    assert agreement.signed_by_beneficiary_at is not None
    assert agreement.signed_by_practitioner_at is None
    assert "Il manque la signature de Hélène" in page


def test_a_text_that_changed_meanwhile_is_not_signed() -> None:
    visitor, _case, agreement = drafted()

    page = visitor.said(SIGN, has_read="yes", sha256="0" * 64)

    agreement.refresh_from_db()
    assert "Cela n’a pas été fait" in page
    assert agreement.signed_by_beneficiary_at is None


def test_signs_nothing_unread() -> None:
    visitor, _case, agreement = drafted()

    visitor.post(SIGN, sha256=agreement.terms_sha256)

    agreement.refresh_from_db()
    assert agreement.signed_by_beneficiary_at is None


def test_shows_both_signatures() -> None:
    visitor, case, _agreement = drafted()
    sign_agreement(case=case, by=case.beneficiary, at=visitor.now)
    sign_agreement(case=case, by=the_counsellor(case), at=visitor.now)

    page = visitor.get(AGREEMENT)

    assert page.count("signé le") == 2
    assert "J’ai lu la convention" not in page


def test_goes_back_on_a_signature_where_the_rules_give_time() -> None:
    visitor, case, agreement = drafted(profile="fr-cpf")
    sign_agreement(case=case, by=case.beneficiary, at=visitor.now)
    offered = "Revenir sur ma signature" in visitor.get(AGREEMENT)

    visitor.post(WITHDRAW)
    kept = Agreement.objects.get(pk=agreement.pk).withdrawn_at
    visitor.post(WITHDRAW, is_sure="yes")

    assert kept is None
    assert (Agreement.objects.get(pk=agreement.pk).withdrawn_at is not None) is offered


def test_says_that_the_fourteen_days_are_to_be_confirmed() -> None:
    visitor, _case, _agreement = drafted(profile="fr-cpf")

    page = visitor.get(AGREEMENT)

    assert "Vous aurez 14 jours pour revenir dessus. Ce délai est à confirmer" in page
    assert "à confirmer</small>" in page


def test_promises_no_days_where_no_text_gives_any() -> None:
    visitor, case, _agreement = drafted()
    sign_agreement(case=case, by=case.beneficiary, at=visitor.now)

    assert "Revenir sur ma signature" not in visitor.get(AGREEMENT)
    assert "Aucun texte lu ne donne ici" in visitor.said(WITHDRAW, is_sure="yes")


def test_gives_the_agreement_as_a_document() -> None:
    visitor, _case, _agreement = drafted()

    answer = visitor.client.get(reverse("agreement-pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_there_is_no_document_before_the_agreement() -> None:
    visitor = a_visitor()
    a_case(at=visitor.now, person=visitor.person)

    assert visitor.client.get(reverse("agreement-pdf")).status_code == 404


@pytest.mark.parametrize("url", [SIGN, WITHDRAW])
def test_signing_is_never_a_get(url: str) -> None:
    visitor, _case, _agreement = drafted()

    assert visitor.client.get(url).status_code == 405


def test_one_signs_one_s_own_agreement_alone() -> None:
    _visitor, _case, theirs = drafted()
    mine, _mine, _own = drafted()

    mine.post(SIGN, has_read="yes", sha256=theirs.terms_sha256)

    theirs.refresh_from_db()
    assert theirs.signed_by_beneficiary_at is None
