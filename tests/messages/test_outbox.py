"""A mail waits, goes out once, and is tried again when the server sulks."""

from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import DjangoAssertNumQueries, Settings

from bilan.messages.models import Message
from bilan.messages.operations import cancel_mails, queue_mail, send_due

pytestmark = pytest.mark.django_db


class SulkingBackend(BaseEmailBackend):
    """A mail server that refuses a few times, then gives in."""

    refusals: ClassVar[int] = 0

    def send_messages(self, email_messages: list[EmailMessage]) -> int:  # type: ignore[override]
        """Refuse while refusals remain."""
        if SulkingBackend.refusals:
            SulkingBackend.refusals -= 1
            raise ConnectionRefusedError
        return len(email_messages)


def a_mail(*, at: datetime, about: str = "", due_in: timedelta = timedelta()) -> Message:
    """Queue a mail."""
    return queue_mail(
        kind="reminder",
        to="claire@example.org",
        subject="Demain",
        body="À demain, 18 h 30.",
        due_at=at + due_in,
        at=at,
        about=about,
    )


def test_sends_what_is_due_once(now: datetime) -> None:
    a_mail(at=now)

    assert send_due(now=now) == 1
    assert send_due(now=now) == 0
    assert [sent.body for sent in mail.outbox] == ["À demain, 18 h 30."]


def test_keeps_what_is_not_due_yet(now: datetime) -> None:
    a_mail(at=now, due_in=timedelta(hours=2))

    assert send_due(now=now) == 0
    assert send_due(now=now + timedelta(hours=2)) == 1


def test_the_text_is_sealed_at_rest(now: datetime) -> None:
    message = a_mail(at=now)

    assert b"demain" not in bytes(message.body_sealed)


def test_the_same_reminder_waits_once_and_takes_the_new_time(now: datetime) -> None:
    a_mail(at=now, about="session-1")
    a_mail(at=now, about="session-1", due_in=timedelta(days=1))

    assert Message.objects.get().due_at == now + timedelta(days=1)


def test_a_cancelled_reminder_is_not_sent(now: datetime) -> None:
    a_mail(at=now, about="session-1")

    assert cancel_mails(about="session-1") == 1
    assert send_due(now=now) == 0


def test_a_refused_mail_is_tried_again_later(now: datetime, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.SulkingBackend"
    SulkingBackend.refusals = 1
    a_mail(at=now)

    assert send_due(now=now) == 0
    assert send_due(now=now + timedelta(minutes=10)) == 1


def test_a_mail_claimed_by_a_worker_that_died_is_claimed_again(now: datetime) -> None:
    message = a_mail(at=now)
    Message.objects.filter(pk=message.pk).update(state=Message.State.CLAIMED, claimed_at=now)

    assert send_due(now=now + timedelta(minutes=1)) == 0
    assert send_due(now=now + timedelta(minutes=11)) == 1


def test_finding_nothing_costs_one_query(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        send_due(now=now)


def test_a_subject_stays_on_one_line(now: datetime) -> None:
    queue_mail(kind="k", to="claire@example.org", subject="Un\r\nBcc: all", body="…", due_at=now, at=now)

    assert send_due(now=now) == 1
    assert mail.outbox[0].subject == "Un Bcc: all"
