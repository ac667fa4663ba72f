"""Whoever signs proves once more that it is them; what was typed is kept meanwhile."""

import re
from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse
from pytest_django.fixtures import Settings

from bilan.accounts.models import Person
from bilan.cases.models import Agreement
from bilan.messages.models import Message
from bilan.vault.operations import open_key
from bilan.web.accounts.fresh import PROVED_AT
from tests.architecture.test_audiences import our_patterns
from tests.cases.builders import a_planned_case
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

SIGN = reverse("agreement-sign")
ASKED = "Est-ce bien vous"
MUST_ASK = {
    "agreement-sign",
    "agreement-withdraw",
    "session-sign",
    "synthesis-acknowledge",
    "my-data-keep",
    "my-data-stop-keeping",
    "my-data-leave",
    "case-agreement-sign",
    "session-attendance",
    "case-synthesis-agree",
    "case-hand-over",
}


def about_to_sign() -> tuple[Visitor, Agreement]:
    """Return somebody who has an agreement to sign and signed in eleven minutes ago."""
    case = a_planned_case(at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)
    let_time_go_by(visitor, timedelta(minutes=10, seconds=1))
    return visitor, Agreement.objects.get(case=case)


def let_time_go_by(visitor: Visitor, span: timedelta) -> None:
    session = visitor.client.session
    session[PROVED_AT] -= span.total_seconds()
    session.save()


def signed(agreement: Agreement) -> bool:
    agreement.refresh_from_db()
    return agreement.signed_by_beneficiary_at is not None


def codes_of(person: Person) -> list[str]:
    mails = Message.objects.filter(to=person.email).select_related("key").order_by("due_at", "pk")
    texts = [open_key(mail.key).read_text(mail, "body_sealed") for mail in mails]
    return [found[0] for text in texts if (found := re.search(r"^[A-Z]{4}-[A-Z]{4}$", text, re.M))]


def sign(visitor: Visitor, agreement: Agreement, **proof: str) -> str:
    return visitor.said(SIGN, has_read="yes", sha256=agreement.terms_sha256, **proof)


def test_within_ten_minutes_of_signing_in_nothing_is_asked() -> None:
    visitor, agreement = about_to_sign()
    let_time_go_by(visitor, -timedelta(seconds=5))

    sign(visitor, agreement)

    assert signed(agreement)


def test_later_a_proof_is_asked_and_what_was_typed_is_kept() -> None:
    visitor, agreement = about_to_sign()

    page = sign(visitor, agreement)

    assert not signed(agreement)
    assert ASKED in page
    assert page.count("<h1") == page.count('class="btn"') == 1
    assert f'name="sha256" value="{agreement.terms_sha256}"' in page


def test_the_code_lets_the_act_go_on_and_counts_for_the_next_one() -> None:
    visitor, agreement = about_to_sign()
    sign(visitor, agreement)
    (code,) = codes_of(visitor.person)

    sign(visitor, agreement, proof_act="confirm", proof_code=code.lower().replace("-", " "))

    assert signed(agreement)
    assert ASKED not in visitor.said(reverse("agreement-withdraw"))


def test_a_code_works_once() -> None:
    visitor, agreement = about_to_sign()
    sign(visitor, agreement)
    (code,) = codes_of(visitor.person)
    visitor.said(reverse("agreement-withdraw"), proof_act="confirm", proof_code=code)
    let_time_go_by(visitor, timedelta(minutes=11))

    page = sign(visitor, agreement, proof_act="confirm", proof_code=code)

    assert "Cela n’a pas été fait" in page
    assert not signed(agreement)


def test_a_wrong_code_signs_nothing_and_five_of_them_spend_the_right_one() -> None:
    visitor, agreement = about_to_sign()
    sign(visitor, agreement)
    (code,) = codes_of(visitor.person)
    for _ in range(5):
        page = sign(visitor, agreement, proof_act="confirm", proof_code="BBBB-BBBB")
        assert "Ce code n’est pas le bon" in page

    sign(visitor, agreement, proof_act="confirm", proof_code=code)

    assert not signed(agreement)


def test_an_old_code_is_worth_nothing() -> None:
    visitor, agreement = about_to_sign()
    sign(visitor, agreement)
    session = visitor.client.session
    session["proof_waiting"] |= {"sent_at": session["proof_waiting"]["sent_at"] - 15 * 60}
    session.save()

    sign(visitor, agreement, proof_act="confirm", proof_code=codes_of(visitor.person)[0])

    assert not signed(agreement)


def test_the_code_of_somebody_else_is_worth_nothing() -> None:
    visitor, agreement = about_to_sign()
    other, theirs = about_to_sign()
    sign(visitor, agreement)
    sign(other, theirs)

    sign(visitor, agreement, proof_act="confirm", proof_code=codes_of(other.person)[0])

    assert not signed(agreement)


def test_another_code_replaces_the_first() -> None:
    visitor, agreement = about_to_sign()
    sign(visitor, agreement)
    sign(visitor, agreement, proof_act="renew")
    first, second = codes_of(visitor.person)

    sign(visitor, agreement, proof_act="confirm", proof_code=first)
    assert not signed(agreement)
    sign(visitor, agreement, proof_act="confirm", proof_code=second)
    assert signed(agreement)


def test_reading_the_page_asks_nothing() -> None:
    visitor, _agreement = about_to_sign()

    assert is_well_made(visitor.get(reverse("agreement")))


def test_an_invented_person_has_no_mailbox_and_is_not_asked(settings: Settings) -> None:
    visitor, agreement = about_to_sign()
    Person.objects.filter(pk=visitor.person.pk).update(is_demo=True)
    settings.BILAN_DEMO = True

    visitor.post(SIGN, has_read="yes", sha256=agreement.terms_sha256)

    assert signed(agreement)


def test_an_invented_person_is_asked_outside_the_demonstration(settings: Settings) -> None:
    visitor, agreement = about_to_sign()
    Person.objects.filter(pk=visitor.person.pk).update(is_demo=True)
    settings.BILAN_DEMO = False

    assert ASKED in sign(visitor, agreement)


def test_each_act_that_binds_asks() -> None:
    asking = {
        pattern.name
        for pattern in our_patterns(get_resolver())
        if getattr(pattern.callback, "needs_fresh_sign_in", False)
    }

    assert asking >= MUST_ASK
