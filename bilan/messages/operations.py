"""Queue mails in the act's transaction; a worker claims each with one conditional update and sends it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from bilan.messages.models import Message
from bilan.vault.operations import open_key, person_key

OUTBOX_OWNER = UUID(int=0)
MOST_TRIES = 5
CLAIM_LASTS = timedelta(minutes=10)


@transaction.atomic
def queue_mail(
    *, kind: str, to: str, subject: str, body: str, due_at: datetime, at: datetime, about: str = ""
) -> Message:
    """Write a mail to send at `due_at`; the same kind about the same row waits once only."""
    key = person_key(owner=OUTBOX_OWNER, at=at)
    waiting = Message.objects.filter(kind=kind, about=about, to=to, state=Message.State.WAITING).first()
    message = waiting if waiting is not None and about else Message(kind=kind, to=to, about=about, key=key)
    opened = open_key(message.key)
    message.subject_sealed = opened.seal(message, "subject_sealed", subject)
    message.body_sealed = opened.seal(message, "body_sealed", body)
    message.due_at = due_at
    message.save()
    return message


def cancel_mails(*, about: str) -> int:
    """Cancel what waits about a row; return how many."""
    return Message.objects.filter(about=about, state=Message.State.WAITING).update(
        state=Message.State.CANCELLED
    )


def send_due(*, now: datetime, limit: int = 50) -> int:
    """Send what is due, each message claimed by one worker alone; return how many went out."""
    due = Q(state=Message.State.WAITING, due_at__lte=now)
    stale = Q(state=Message.State.CLAIMED, claimed_at__lt=now - CLAIM_LASTS)
    keys = list(
        Message.objects.filter(due | stale).order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    )
    return sum(_claim_and_send(key=key, now=now) for key in keys)


def _claim_and_send(*, key: UUID, now: datetime) -> bool:
    free = Q(state=Message.State.WAITING) | Q(state=Message.State.CLAIMED, claimed_at__lt=now - CLAIM_LASTS)
    claimed = Message.objects.filter(free, pk=key).update(state=Message.State.CLAIMED, claimed_at=now)
    return bool(claimed) and _send(message=Message.objects.select_related("key").get(pk=key), now=now)


def _send(*, message: Message, now: datetime) -> bool:
    opened = open_key(message.key)
    mail = EmailMessage(
        subject=opened.read_text(message, "subject_sealed"),
        body=opened.read_text(message, "body_sealed"),
        to=[message.to],
    )
    message.tries += 1
    try:
        mail.send()
    except OSError:
        gone = message.tries >= MOST_TRIES
        message.state = Message.State.FAILED if gone else Message.State.WAITING
        message.due_at = now + timedelta(minutes=2**message.tries)
    else:
        message.state, message.sent_at = Message.State.SENT, now
    message.save(update_fields=["state", "sent_at", "tries", "due_at"])
    return message.state == Message.State.SENT
