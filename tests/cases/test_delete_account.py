"""Deleting one's account: all that was told goes at once, proof stays nameless until its term."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as SignedIn
from django.test import Client

from bilan.accounts.ending import has_ended
from bilan.accounts.models import Consent, Person
from bilan.audit.models import Event
from bilan.cases.errors import AccountHeld, NotPermitted
from bilan.cases.models import Agreement, Case, Destruction, DetailedResults, Synthesis
from bilan.cases.operations import delete_account, hand_over, run_retention
from bilan.cases.queries.belongings import sealed_rows
from bilan.messages.models import Message
from bilan.portfolio.models import Card, Experience
from bilan.projects.models import Option, Step
from bilan.vault.models import DataKey
from bilan.vault.operations import destroy_key, person_key
from tests.builders import a_person
from tests.cases.builders import a_case, a_concluding_case, a_demand, the_counsellor
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import a_plan_option, a_step

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_someone_without_a_bilan_leaves_no_row(now: datetime) -> None:
    person = a_person(email="claire@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    an_experience(person=person, at=now)
    a_card(person=person, at=now)
    a_plan_option(person=person, at=now)
    a_step(person=person, at=now)
    key = person_key(owner=person.pk, at=now)

    certificate = delete_account(person=person, by=person, at=now)

    assert not Person.objects.filter(pk=person.pk).exists()
    for model in (Experience, Card, Option, Step, EmailAddress):
        assert not model.objects.exists()
    key.refresh_from_db()
    assert key.wrapped is None
    assert certificate.counts["card"] == certificate.counts["experience"] == 1
    assert len(certificate.hashes) == sum(certificate.counts.values())


def test_an_open_bilan_ends_as_if_the_person_had_left_it(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)

    delete_account(person=case.beneficiary, by=case.beneficiary, at=now)

    case.refresh_from_db()
    assert case.state == Case.State.LEFT
    assert case.content_destroyed_at == now
    assert Event.objects.filter(act="case.left").exists()
    assert not Consent.objects.exists()
    for _name, rows in sealed_rows(keys=DataKey.objects.filter(owner=case.beneficiary_id)):
        assert not rows.exists()


def test_proof_stays_without_name_or_address_and_goes_with_the_row_at_its_term() -> None:
    case = a_concluding_case(at=THEN)
    name, email = case.beneficiary.name, case.beneficiary.email
    hand_over(case=case, by=the_counsellor(case), at=THEN)
    delete_account(person=case.beneficiary, by=case.beneficiary, at=THEN)

    left = Person.objects.get(pk=case.beneficiary_id)
    assert has_ended(left)
    assert name not in str(vars(left))
    assert email not in str(vars(left))
    assert Agreement.objects.get().is_signed
    assert not Synthesis.objects.exists()
    assert not DetailedResults.objects.exists()

    run_retention(at=datetime(2029, 12, 31, 12, tzinfo=UTC))
    assert Agreement.objects.exists()
    run_retention(at=datetime(2030, 1, 1, 12, tzinfo=UTC))
    assert not Agreement.objects.exists()
    assert not Case.objects.exists()
    assert not Person.objects.filter(pk=left.pk).exists()
    assert Destruction.objects.filter(subject=left.pk).count() == 3


def test_the_last_mail_is_the_only_one_left(now: datetime) -> None:
    case = a_case(at=now)

    delete_account(person=case.beneficiary, by=case.beneficiary, at=now)

    assert [mail.kind for mail in Message.objects.filter(to=case.beneficiary.email)] == ["account.deleted"]


def test_every_session_is_dead_at_once(now: datetime) -> None:
    case = a_case(at=now)
    phone, laptop = Client(), Client()
    for client in (phone, laptop):
        client.force_login(case.beneficiary)
        client.get("/my-data/")

    told = {"ip": "127.0.0.1", "user_agent": "t", "session_key": laptop.session.session_key}
    UserSession.objects.create(user=case.beneficiary, **told)
    key = laptop.session.session_key

    delete_account(person=case.beneficiary, by=case.beneficiary, at=now)

    assert phone.get("/my-data/").status_code == 302
    assert laptop.get("/my-data/").status_code == 302
    assert not SignedIn.objects.filter(session_key=key).exists()
    assert not UserSession.objects.exists()


def test_nobody_deletes_somebody_elses_account(now: datetime) -> None:
    case = a_case(at=now)

    for other in (the_counsellor(case), a_person()):
        with pytest.raises(NotPermitted):
            delete_account(person=case.beneficiary, by=other, at=now)

    case.beneficiary.refresh_from_db()
    assert case.beneficiary.is_active


def test_someone_who_leads_bilans_asks_their_provider_first(now: datetime) -> None:
    case = a_case(at=now)

    with pytest.raises(AccountHeld):
        delete_account(person=the_counsellor(case), by=the_counsellor(case), at=now)


def test_a_departure_that_a_restored_backup_forgot_is_finished_by_the_daily_job(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)
    a_card(person=case.beneficiary, at=now)
    for key in DataKey.objects.filter(owner=case.beneficiary_id):
        destroy_key(key=key, at=now)

    run_retention(at=now)

    case.refresh_from_db()
    assert case.content_destroyed_at == now
    assert has_ended(Person.objects.get(pk=case.beneficiary_id))
    assert not Card.objects.exists()
    assert run_retention(at=now).total == 0
