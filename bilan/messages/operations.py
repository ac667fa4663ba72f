"""Queue mails in the act's transaction, and cancel them by what they speak of."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.messages.models import Message
from bilan.messages.sending import send_due
from bilan.vault.operations import open_key, person_key

__all__ = ["OUTBOX_OWNER", "cancel_mails", "queue_mail", "send_due"]

OUTBOX_OWNER = UUID(int=0)


@transaction.atomic
def queue_mail(
    *,
    kind: str,
    to: str,
    subject: str,
    body: str,
    due_at: datetime,
    at: datetime,
    about: str = "",
    useless_after: datetime | None = None,
) -> Message:
    """Write a mail to send at `due_at`; the same kind about the same row waits once only."""
    key = person_key(owner=OUTBOX_OWNER, at=at)
    waiting = Message.objects.filter(kind=kind, about=about, to=to, state=Message.State.WAITING).first()
    message = waiting if waiting is not None and about else Message(kind=kind, to=to, about=about, key=key)
    opened = open_key(message.key)
    message.subject_sealed = opened.seal(message, "subject_sealed", " ".join(subject.split()))
    message.body_sealed = opened.seal(message, "body_sealed", body)
    message.due_at, message.useless_after = due_at, useless_after
    message.save()
    return message


def cancel_mails(*, about: str) -> int:
    """Cancel what waits about a row, one that a worker holds included; return how many."""
    open_ = (Message.State.WAITING, Message.State.CLAIMED)
    return Message.objects.filter(about=about, state__in=open_).update(state=Message.State.CANCELLED)
