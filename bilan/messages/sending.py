"""Send what is due: each mail claimed by one conditional update, tried again while the mail server sulks.

A worker that dies between the mail server's yes and its own note sends that mail again under the same
`Message-ID`: at least once, and the second recognisable as the first.
"""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from bilan.messages.models import Message
from bilan.vault.operations import open_key

MOST_TRIES = 14  # with the pauses below, more than two days
LONGEST_PAUSE = timedelta(hours=6)
CLAIM_LASTS = timedelta(minutes=10)
OF_ONE_MAIL = (SMTPRecipientsRefused, SMTPDataError, ValueError)
log = logging.getLogger("bilan.outbox")


def send_due(*, now: datetime, worker: str = "", limit: int = 50) -> int:
    """Send what is due; return how many went out.

    `worker` names who sends: it has one living process, so that what it had claimed, a dead one left.
    A mail server that does not answer ends the round: the others would wait as long for nothing.
    """
    keys = list(_free(now, worker).order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
    server, sent = get_connection(), 0
    try:
        for key in keys:
            state = _claim_and_send(key=key, now=now, worker=worker, server=server)
            sent += state == Message.State.SENT
            if state is None:
                break
    finally:
        server.close()
    return sent


def _free(now: datetime, worker: str) -> QuerySet[Message]:
    """Return what may be claimed: what is due, and what a worker left behind."""
    left = Q(claimed_at__lt=now - CLAIM_LASTS) | Q(claimed_at__gt=now + CLAIM_LASTS)
    if worker:
        left |= Q(claimed_by=worker)
    due = Q(state=Message.State.WAITING, due_at__lte=now)
    return Message.objects.filter(due | (Q(state=Message.State.CLAIMED) & left))


def _claim_and_send(*, key: UUID, now: datetime, worker: str, server: BaseEmailBackend) -> str | None:
    """Return the state reached; None when the mail server does not serve anyone."""
    claim = {"state": Message.State.CLAIMED, "claimed_at": now, "claimed_by": worker}
    if not _free(now, worker).filter(pk=key).update(**claim):
        return Message.State.CLAIMED
    message = Message.objects.select_related("key").get(pk=key)
    if message.useless_after is not None and message.useless_after <= now:
        return _close(message, Message.State.CANCELLED)
    try:
        server.open()  # and closed after the last mail: its farewell would come before our note
        server.send_messages([_mail(message)])
    except (OSError, ValueError) as error:  # an address no mail can carry is a ValueError
        return _try_later(message, error, now)
    message.sent_at, message.tries = now, message.tries + 1
    return _close(message, Message.State.SENT)


def _mail(message: Message) -> EmailMessage:
    opened = open_key(message.key)
    return EmailMessage(
        subject=opened.read_text(message, "subject_sealed"),
        body=opened.read_text(message, "body_sealed"),
        to=[message.to],
        headers={"Message-ID": message_id(message)},
    )


def message_id(message: Message) -> str:
    """Return the name under which each try of this mail goes out."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{message.pk}@{domain}>"


def _try_later(message: Message, error: OSError | ValueError, now: datetime) -> str | None:
    message.tries += 1
    message.due_at = now + min(timedelta(minutes=2**message.tries), LONGEST_PAUSE)
    is_last = message.tries >= MOST_TRIES
    if is_last:
        log.error("Mail %s was refused %s times and is given up.", message.pk, message.tries)
    state = _give_back(message, Message.State.FAILED if is_last else Message.State.WAITING)
    return state if isinstance(error, OF_ONE_MAIL) else None


def _give_back(message: Message, state: str) -> str:
    """Let a mail wait again, unless it was cancelled meanwhile or a newer one took its place."""
    held = Message.objects.filter(pk=message.pk, state=Message.State.CLAIMED)
    try:
        with transaction.atomic():
            held.update(state=state, tries=message.tries, due_at=message.due_at)
    except IntegrityError:
        held.update(state=Message.State.CANCELLED)
    return state


def _close(message: Message, state: str) -> str:
    message.state = state
    message.save(update_fields=["state", "sent_at", "tries"])
    return state
