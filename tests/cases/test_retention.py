"""Each class goes when its term comes, by which rule and source, and survives being killed anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session as SignedIn
from django.db import connection
from django.utils.timezone import localdate
from hypothesis import settings

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.cases.models import Agreement, Case, Demand, Destruction, Note, Receipt, Session
from bilan.cases.operations import agree_to_keep, hand_over, leave_case, place_hold, run_retention
from bilan.cases.operations.certificates import fingerprint
from bilan.cases.permissions import may_see_proof
from bilan.cases.queries import case_led_by, destructions_of, provider_cases
from bilan.cases.queries.belongings import path_to_key, sealed_models, sealed_rows
from bilan.cases.retention import CLASSES, proof_kept_until, source_of
from bilan.messages.models import Message
from bilan.messages.operations import queue_mail
from bilan.rules import RULES
from bilan.vault.errors import KeyDestroyed
from bilan.vault.models import DataKey
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.cases.builders import a_case, a_concluding_case, a_demand, the_counsellor
from tests.portfolio.builders import a_card
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def a_delivered_case(*, at: datetime) -> Case:
    case = a_concluding_case(at=at)
    hand_over(case=case, by=the_counsellor(case), at=at)
    case.refresh_from_db()
    return case


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def a_sign_in(*, ends_at: datetime, key: str = "k") -> None:
    SignedIn.objects.create(session_key=key, session_data="", expire_date=ends_at)


@contextmanager
def killed_at(statement: int) -> Iterator[None]:
    """Stop at the n-th statement, as a killed process would: what is not committed is lost."""
    seen = 0

    def stop(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal seen
        seen += 1
        if seen == statement:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop):
        yield


@pytest.mark.parametrize("each", CLASSES, ids=lambda each: each.kind)
def test_each_class_names_a_rule_of_the_profile_with_its_source(each) -> None:  # type: ignore[no-untyped-def]
    assert each.rule in RULES
    assert source_of(each.kind, on=date(2026, 11, 23))


def test_proof_stays_to_the_last_day_of_its_third_year_and_no_longer() -> None:
    case = a_delivered_case(at=noon(2026, 3, 2))
    assert proof_kept_until(case, today=date(2026, 3, 2)) == date(2029, 12, 31)

    assert run_retention(at=noon(2029, 12, 31)).proof == 0
    assert Agreement.objects.exists()
    assert run_retention(at=noon(2030, 1, 1)).proof == 1

    case.refresh_from_db()
    assert case.proof_destroyed_at == noon(2030, 1, 1)
    for model in (Agreement, Session, Receipt):
        assert not model.objects.exists()
    certificate = Destruction.objects.get(kind="PROOF")
    assert certificate.counts["receipts"] == certificate.counts["agreements"] == 1
    assert certificate.counts["sessions"] > 5
    assert certificate.rule == "proof_retention_years"
    assert Event.objects.get(act="proof.destroyed").actor == "system"


def test_after_its_proof_is_gone_the_provider_sees_nothing_and_the_person_their_own() -> None:
    case = a_delivered_case(at=noon(2026, 3, 2))
    provider = case.practitioner.provider
    run_retention(at=noon(2030, 1, 1))
    case.refresh_from_db()

    assert provider_cases(provider, today=date(2030, 1, 1)) == ()
    assert case_led_by(reader=the_counsellor(case), case_id=case.pk) is None
    assert not may_see_proof(the_counsellor(case), case)
    assert may_see_proof(case.beneficiary, case)
    assert case.synthesis.locked_at is not None


def test_a_hold_keeps_proof_until_its_day_and_never_content() -> None:
    case = a_concluding_case(at=noon(2026, 3, 2))
    manager = a_practitioner(provider=case.practitioner.provider, person=a_person(), role=MANAGER).person
    agree_to_keep(
        case=case, until=date(2026, 6, 1), reason="TRAINING", by=case.beneficiary, at=noon(2026, 3, 2)
    )
    hand_over(case=case, by=the_counsellor(case), at=noon(2026, 3, 2))
    place_hold(case=case, reason="CONTROL", until=date(2030, 2, 1), by=manager, at=noon(2026, 3, 3))

    assert run_retention(at=noon(2026, 6, 2)).content == 1
    assert not Demand.objects.exists()
    assert run_retention(at=noon(2030, 2, 1)).proof == 0
    assert run_retention(at=noon(2030, 2, 2)).proof == 1


def test_a_bilan_left_early_keeps_its_proof_from_the_year_it_was_left() -> None:
    case = a_case(at=noon(2026, 3, 2))
    leave_case(case=case, by=case.beneficiary, at=noon(2027, 1, 2))

    assert run_retention(at=noon(2030, 12, 31)).proof == 0
    assert run_retention(at=noon(2031, 1, 1)).proof == 1


def test_an_open_bilan_is_never_due(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)

    assert run_retention(at=now + 4000 * DAY).total == 0
    assert Demand.objects.exists()


def test_a_mail_that_left_goes_after_a_month_and_one_that_waits_stays(now: datetime) -> None:
    for kind in ("left", "waits"):
        queue_mail(kind=kind, to="a@example.org", subject="s", body="b", due_at=now, at=now)
    Message.objects.filter(kind="left").update(state="SENT", sent_at=now)

    assert run_retention(at=now + 30 * DAY).mails == 0
    assert run_retention(at=now + 31 * DAY).mails == 1
    assert Message.objects.get().kind == "waits"
    certificate = Destruction.objects.get(kind="MAILS")
    assert (certificate.counts, len(certificate.hashes)) == ({"mails": 1}, 1)
    assert "RGPD" in certificate.source


def test_an_ended_session_goes_the_same_day_and_a_living_one_stays(now: datetime) -> None:
    a_sign_in(ends_at=now - timedelta(minutes=1), key="ended")
    a_sign_in(ends_at=now + timedelta(minutes=1), key="living")

    assert run_retention(at=now).sign_in == 1
    assert SignedIn.objects.get().session_key == "living"


def test_an_account_where_nothing_was_written_goes_after_two_years(now: datetime) -> None:
    unused, used, told = a_person(), a_person(), a_person()
    a_card(person=told, at=now)
    Person.objects.update(joined_at=now, last_login=now)
    Person.objects.filter(pk=used.pk).update(last_login=now + 600 * DAY)

    assert run_retention(at=now + 700 * DAY).unused == 0
    assert run_retention(at=now + 735 * DAY).unused == 1
    assert set(Person.objects.values_list("pk", flat=True)) == {used.pk, told.pk}
    assert unused.email not in str(Destruction.objects.get(kind="UNUSED").__dict__)


def test_a_second_run_finds_nothing_and_writes_nothing(now: datetime) -> None:
    a_delivered_case(at=noon(2026, 3, 2))
    a_sign_in(ends_at=noon(2026, 3, 2))
    run_retention(at=noon(2030, 1, 1))
    certificates, events = Destruction.objects.count(), Event.objects.count()

    assert run_retention(at=noon(2030, 1, 1)).total == 0
    assert (Destruction.objects.count(), Event.objects.count()) == (certificates, events)


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_statement_the_next_run_finishes_with_one_certificate_each() -> None:
    # Each step holds some ten statements; where more examples are asked for, all of it is met more finely.
    stride = 4 if settings().max_examples >= 100 else 9
    statement, was_killed = 1, True
    while was_killed:
        Destruction.objects.all().delete()
        case = a_concluding_case(at=noon(2026, 3, 2))
        until = localdate(noon(2026, 6, 1))
        agree_to_keep(case=case, until=until, reason="TRAINING", by=case.beneficiary, at=noon(2026, 3, 2))
        hand_over(case=case, by=the_counsellor(case), at=noon(2026, 3, 2))
        try:
            with killed_at(statement):
                run_retention(at=noon(2030, 1, 1))
            was_killed = False
        except KeyboardInterrupt:
            case.refresh_from_db()
            told = Destruction.objects.filter(kind="CONTENT").count()
            assert told == int(case.content_destroyed_at is not None)
            assert told == int(DataKey.objects.get(pk=case.key_id).wrapped is None)
            run_retention(at=noon(2030, 1, 1))
        case.refresh_from_db()
        assert case.proof_destroyed_at
        assert not Agreement.objects.exists()
        kinds = Destruction.objects.exclude(kind="MAILS").values_list("kind", flat=True)
        assert sorted(kinds) == ["CONTENT", "PROOF"]
        statement += stride

    assert statement > 30


def test_nothing_under_the_key_of_a_destroyed_bilan_can_be_read_in_any_room(now: datetime) -> None:
    case = a_case(at=now)
    a_demand(case, at=now)
    session = Session.objects.create(
        case=case,
        practitioner=case.practitioner,
        phase="PRELIMINARY",
        mode="FACE",
        starts_at=now,
        planned_minutes=60,
        booked_at=now,
    )
    key = open_key(case.key)
    note = Note(session=session, written_at=now)
    note.text_sealed = key.seal(note, "text_sealed", "Un secret.")
    note.save()
    before = {name: rows.count() for name, rows in sealed_rows(keys=DataKey.objects.filter(pk=case.key_id))}
    leave_case(case=case, by=case.beneficiary, at=now)
    case.refresh_from_db()

    assert before["demand"] == before["note"] == 1
    with pytest.raises(KeyDestroyed):
        open_key(DataKey.objects.get(pk=case.key_id))
    assert DataKey.objects.get(pk=case.key_id).wrapped is None
    for _name, rows in sealed_rows(keys=DataKey.objects.filter(pk=case.key_id)):
        assert not rows.exists()
    assert fingerprint(note) in destructions_of(case.beneficiary).get().hashes


def test_every_sealed_field_of_the_product_hangs_from_a_key_that_can_be_destroyed() -> None:
    found = {model._meta.label: path_to_key(model) for model in sealed_models()}

    assert found["cases.Note"] == "session__case__key"
    assert found["instruments.Answer"] == "administration__key"
    assert len(found) > 15


def test_a_certificate_holds_no_word_of_what_it_destroyed(now: datetime) -> None:
    case = a_delivered_case(at=now)

    told = str(Destruction.objects.values().get(case=case))

    for word in (case.beneficiary.name, case.beneficiary.email, "farine", "Quitter"):
        assert word not in told
