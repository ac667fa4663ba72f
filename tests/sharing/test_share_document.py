"""A person gives a version of a document: what is kept, what is mailed, what is refused."""

import hashlib
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from pypdf import PdfReader

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.portfolio.pieces import Claim
from bilan.sharing.errors import (
    AddressImpossible,
    NothingToShare,
    ShareHidden,
    TooManyShares,
    UntilImpossible,
)
from bilan.sharing.models import Share
from bilan.sharing.operations import MOST_OPEN, share_document
from bilan.sharing.pieces import Recipient, ShareTerms
from bilan.sharing.queries import shared_pdf, shares_of
from tests.builders import a_person
from tests.cases.builders import a_case, a_concluding_case, a_diagnosis, the_counsellor
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import a_plan_option, a_step
from tests.sharing.builders import NADIA, a_share, last_mail

pytestmark = pytest.mark.django_db

PRIVATE = Claim(is_private=True)


def give(
    document: str, *, person: Person, at: datetime, by: Person | None = None, until_in: int = 30
) -> Share:
    """Share a document with Nadia."""
    return share_document(
        person=person,
        document=document,
        recipient=NADIA,
        terms=ShareTerms(purpose="FUNDING", until=localdate(at) + timedelta(days=until_in)),
        address_of="https://bilan.example/shared/{}/".format,
        by=by or person,
        at=at,
    )


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_seals_the_very_document_of_that_day_and_its_hash(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    pdf = shared_pdf(reader=sent.share.person, share_id=sent.share.pk)

    assert hashlib.sha256(pdf).hexdigest() == sent.share.paper_sha256
    assert "Je tiens des comptes qui tombent juste." in words_of(pdf)
    assert b"%PDF" not in bytes(sent.share.paper_sealed)


def test_what_is_written_later_does_not_enter_what_was_shared(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)
    a_card(person=sent.share.person, at=now, sentence="Je soude à l’arc.")

    assert "soude" not in words_of(shared_pdf(reader=sent.share.person, share_id=sent.share.pk))


def test_neither_the_link_nor_the_reader_is_kept_in_clear(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, words="Comme convenu au téléphone")
    row = Share.objects.get()

    kept = repr(vars(row)) + repr(bytes(row.told_sealed))

    for secret in (sent.token, "Nadia", "nadia@example.org", "convenu"):
        assert secret not in kept
    assert len(sent.token) >= 43


def test_the_mail_carries_the_link_and_no_content(now: datetime) -> None:
    sent = a_share(person=a_person(name="Claire Morel"), at=now, words="Le mot pour elle")

    message, text = last_mail("share.made")

    assert message.to == NADIA.email
    assert f"https://bilan.example/shared/{sent.token}/" in text
    assert "Claire Morel" in text
    assert "comptes" not in text
    assert "Le mot pour elle" not in text


def test_enters_the_trail_by_codes_alone(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    event = Event.objects.get(act="share.made")

    assert event.facts == {"document": "SKILLS", "version": 1}
    assert event.subject == str(sent.share.person_id)


def test_the_version_rises_when_the_document_changed(now: datetime) -> None:
    person = a_person()
    first, again = a_share(person=person, at=now), a_share(person=person, at=now)
    a_card(person=person, at=now, sentence="Je soude à l’arc.")

    later = a_share(person=person, at=now)

    assert (first.share.version, again.share.version, later.share.version) == (1, 2, 3)


def test_the_locked_synthesis_is_shared_with_its_own_revision(now: datetime) -> None:
    case = a_concluding_case(at=now)

    sent = a_share(person=case.beneficiary, at=now, document="SYNTHESIS")

    assert sent.share.version == case.synthesis.revision
    assert "Document de synthèse" in words_of(shared_pdf(reader=case.beneficiary, share_id=sent.share.pk))


def test_results_are_shared_with_their_margins(now: datetime) -> None:
    case = a_case(at=now)
    a_diagnosis(case, at=now)

    sent = a_share(person=case.beneficiary, at=now, document="RESULTS")

    assert "hypothèse" in words_of(shared_pdf(reader=case.beneficiary, share_id=sent.share.pk))


@pytest.mark.parametrize("document", ["SYNTHESIS", "ACTION_PLAN", "SKILLS", "RESULTS", "NOTES"])
def test_what_does_not_exist_is_not_shared(now: datetime, document: str) -> None:
    person = a_case(at=now).beneficiary

    with pytest.raises(NothingToShare):
        give(document, person=person, at=now)

    assert not Share.objects.exists()


def test_private_pieces_never_enter_a_shared_portfolio(now: datetime) -> None:
    person = a_person()
    hidden = an_experience(person=person, at=now, title="Soigner mon père", is_private=True)
    a_card(person=person, at=now, experience=hidden, sentence="Je veille la nuit.")
    a_card(person=person, at=now, sentence="Je boite.", claim=PRIVATE)

    sent = a_share(person=person, at=now)

    text = words_of(shared_pdf(reader=person, share_id=sent.share.pk))
    assert "Je tiens des comptes" in text
    assert "Je veille la nuit." not in text
    assert "Soigner mon père" not in text
    assert "Je boite" not in text


def test_a_private_step_never_enters_a_shared_plan(now: datetime) -> None:
    person = a_person()
    a_plan_option(person=person, at=now)
    a_step(person=person, at=now, what="Appeler Karim")
    a_step(person=person, at=now, what="Quitter Paul", is_private=True)

    sent = a_share(person=person, at=now, document="ACTION_PLAN")

    text = words_of(shared_pdf(reader=person, share_id=sent.share.pk))
    assert "Appeler Karim" in text
    assert "Paul" not in text


def test_the_practitioner_shares_nothing_of_the_person(now: datetime) -> None:
    case = a_concluding_case(at=now)

    for other in (the_counsellor(case), a_concluding_case(at=now).beneficiary):
        with pytest.raises(ShareHidden):
            give("SYNTHESIS", person=case.beneficiary, by=other, at=now)


def test_a_share_lasts_from_tonight_to_a_year(now: datetime) -> None:
    person, today = a_person(), localdate(now)
    a_card(person=person, at=now)

    for days in (0, 365):
        give("SKILLS", person=person, at=now, until_in=days)
    for days in (-1, 366):
        with pytest.raises(UntilImpossible):
            give("SKILLS", person=person, at=now, until_in=days)

    assert set(Share.objects.values_list("until", flat=True)) == {today, today + timedelta(days=365)}


@pytest.mark.parametrize(
    "recipient",
    [
        Recipient("", "nadia@example.org"),
        Recipient(" \r\n ", "nadia@example.org"),
        Recipient("Nadia", "nadia"),
        Recipient("Nadia", "nadia@example.org\nBcc: all@example.org"),
        Recipient("Nadia", "nadia@example.org, other@example.org"),
    ],
)
def test_an_address_that_is_none_is_refused(now: datetime, recipient: Recipient) -> None:
    person = a_person()

    with pytest.raises(AddressImpossible):
        a_share(person=person, at=now, recipient=recipient)


def test_strangers_are_not_flooded(now: datetime) -> None:
    person = a_person()
    sent = a_share(person=person, at=now)
    for number in range(MOST_OPEN - 1):
        Share.objects.create(
            person=person,
            key=sent.share.key,
            document="SKILLS",
            version=1,
            purpose="OTHER",
            told_sealed=b"",
            paper_sealed=b"",
            paper_sha256="0" * 64,
            token_sha256=str(number),
            until=localdate(now),
            shared_at=now,
        )

    with pytest.raises(TooManyShares):
        give("SKILLS", person=person, at=now)


def test_only_the_person_lists_their_shares(now: datetime) -> None:
    case = a_concluding_case(at=now)
    sent = a_share(person=case.beneficiary, at=now, document="SYNTHESIS")
    today = localdate(now)

    assert [one.id for one in shares_of(owner=case.beneficiary, reader=case.beneficiary, today=today)] == [
        sent.share.pk
    ]
    for other in (the_counsellor(case), a_share(person=a_person(), at=now).share.person):
        with pytest.raises(ShareHidden):
            shares_of(owner=case.beneficiary, reader=other, today=today)
        with pytest.raises(ShareHidden):
            shared_pdf(reader=other, share_id=sent.share.pk)
