"""What happens to a mail when the server is down, a worker dies, or the clock is moved."""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from bilan.messages.models import Message
from bilan.messages.operations import cancel_mails, queue_mail, send_due
from bilan.messages.sending import CLAIM_LASTS, MOST_TRIES, message_id

pytestmark = pytest.mark.django_db
STEP = timedelta(seconds=1)


class FaultyBackend(BaseEmailBackend):
    """A mail server that fails as it is told, and counts what it is asked."""

    fault: ClassVar[Exception | None] = None
    asked: ClassVar[list[str]] = []

    def send_messages(self, email_messages: list[EmailMessage]) -> int:  # type: ignore[override]
        """Fail, or accept."""
        for one in email_messages:
            FaultyBackend.asked.append(str(one.message()["Message-ID"]))
            if FaultyBackend.fault is not None:
                raise FaultyBackend.fault
        return len(email_messages)


@pytest.fixture
def faulty(settings: Settings) -> type[FaultyBackend]:
    """A mail server in the test's hands."""
    settings.EMAIL_BACKEND = f"{__name__}.FaultyBackend"
    FaultyBackend.asked.clear()
    FaultyBackend.fault = None
    return FaultyBackend


def a_mail(*, at: datetime, about: str = "", useless_after: datetime | None = None) -> Message:
    """Queue a mail that is due."""
    return queue_mail(
        kind="reminder",
        to="claire@example.org",
        subject="Demain",
        body="À demain.",
        due_at=at,
        at=at,
        about=about,
        useless_after=useless_after,
    )


def claim(message: Message, *, by: str, at: datetime) -> None:
    """Leave a mail as a worker that died would."""
    Message.objects.filter(pk=message.pk).update(state=Message.State.CLAIMED, claimed_by=by, claimed_at=at)


def test_each_try_goes_out_under_the_same_name(now: datetime, faulty: type[FaultyBackend]) -> None:
    message = a_mail(at=now)
    faulty.fault = ConnectionRefusedError()
    send_due(now=now)
    faulty.fault = None
    send_due(now=now + timedelta(hours=1))

    assert faulty.asked == [message_id(message)] * 2


def test_two_mails_have_two_names(now: datetime) -> None:
    assert message_id(a_mail(at=now)) != message_id(a_mail(at=now))


def test_a_server_that_is_down_is_asked_once_a_round(now: datetime, faulty: type[FaultyBackend]) -> None:
    for _ in range(5):
        a_mail(at=now)
    faulty.fault = TimeoutError()

    assert send_due(now=now) == 0
    assert len(faulty.asked) == 1


def test_a_refused_address_does_not_hold_up_the_others(now: datetime, faulty: type[FaultyBackend]) -> None:
    for _ in range(3):
        a_mail(at=now)
    faulty.fault = SMTPRecipientsRefused({"claire@example.org": (550, b"unknown")})

    send_due(now=now)

    assert len(faulty.asked) == 3


def test_an_address_no_mail_can_carry_does_not_hold_up_the_others(now: datetime) -> None:
    wrong = a_mail(at=now)
    Message.objects.filter(pk=wrong.pk).update(to="claire@example.org\nBcc: all@example.org")
    a_mail(at=now)

    assert send_due(now=now) == 1


def test_a_server_down_for_a_day_forgets_nobody(now: datetime, faulty: type[FaultyBackend]) -> None:
    a_mail(at=now)
    faulty.fault = ConnectionRefusedError()
    for hours in range(24):
        send_due(now=now + timedelta(hours=hours))
    faulty.fault = None

    assert send_due(now=now + timedelta(hours=31)) == 1


def test_gives_up_in_the_end_and_says_so(
    now: datetime, faulty: type[FaultyBackend], caplog: pytest.LogCaptureFixture
) -> None:
    message = a_mail(at=now)
    faulty.fault = ConnectionRefusedError()
    for tries in range(MOST_TRIES):
        send_due(now=now + tries * timedelta(days=1))

    message.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert str(message.pk) in caplog.text
    assert "claire" not in caplog.text


def test_a_worker_takes_up_at_once_what_it_left(now: datetime) -> None:
    claim(a_mail(at=now), by="one", at=now)

    assert send_due(now=now + STEP, worker="one") == 1


def test_another_worker_waits_until_the_claim_is_old(now: datetime) -> None:
    claim(a_mail(at=now), by="one", at=now)

    assert send_due(now=now + CLAIM_LASTS, worker="two") == 0
    assert send_due(now=now + CLAIM_LASTS + STEP, worker="two") == 1


def test_a_claim_of_the_future_does_not_last_for_ever(now: datetime) -> None:
    claim(a_mail(at=now), by="one", at=now + timedelta(days=365))

    assert send_due(now=now, worker="two") == 1


def test_a_clock_that_moves_back_sends_nothing_twice(now: datetime) -> None:
    a_mail(at=now - timedelta(hours=3))
    for hours in (0, -2, 0, 1):
        send_due(now=now + timedelta(hours=hours), worker="one")

    assert len(mail.outbox) == 1


def test_a_mail_that_came_too_late_is_not_sent(now: datetime) -> None:
    message = a_mail(at=now, useless_after=now + timedelta(hours=2))

    assert send_due(now=now + timedelta(hours=2)) == 0
    message.refresh_from_db()
    assert message.state == Message.State.CANCELLED


def test_a_mail_still_useful_is_sent(now: datetime) -> None:
    a_mail(at=now, useless_after=now + timedelta(hours=2))

    assert send_due(now=now + timedelta(hours=2) - STEP) == 1


def test_what_is_cancelled_while_a_worker_holds_it_does_not_wait_again(
    now: datetime, faulty: type[FaultyBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = a_mail(at=now, about="session-1")

    def cancel_then_fail(self: FaultyBackend, messages: list[EmailMessage]) -> int:
        assert cancel_mails(about="session-1") == 1
        raise ConnectionRefusedError

    monkeypatch.setattr(faulty, "send_messages", cancel_then_fail)
    send_due(now=now)

    message.refresh_from_db()
    assert message.state == Message.State.CANCELLED


def test_a_newer_mail_takes_the_place_of_one_that_failed(
    now: datetime, faulty: type[FaultyBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_mail(at=now, about="session-1")

    def queue_then_fail(self: FaultyBackend, messages: list[EmailMessage]) -> int:
        a_mail(at=now, about="session-1")
        raise ConnectionRefusedError

    monkeypatch.setattr(faulty, "send_messages", queue_then_fail)
    send_due(now=now)

    states = sorted(Message.objects.values_list("state", flat=True))
    assert states == [Message.State.CANCELLED, Message.State.WAITING]
