"""Reads of shares: a person's own, with each opening; and what the holder of a link is told."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.sharing.errors import ShareHidden
from bilan.sharing.links import hash_of
from bilan.sharing.models import Share
from bilan.sharing.permissions import is_open, may_share
from bilan.sharing.pieces import OfferedPaper, Recipient, ToldShare
from bilan.vault.operations import open_key
from bilan.vault.sealing import ContentKey


def shares_of(*, owner: Person, reader: Person, today: date) -> tuple[ToldShare, ...]:
    """Return a person's shares with each opening, latest first; a constant number of queries.

    Raises:
        ShareHidden: the reader is not the person.
    """
    if not may_share(person=reader, owner=owner):
        raise ShareHidden
    rows = Share.objects.filter(person=owner).prefetch_related("key", "visits")
    return tuple(_told_all(rows.order_by("-shared_at", "pk"), today=today))


def shared_pdf(*, reader: Person, share_id: UUID) -> bytes:
    """Return to its owner the very document that was shared (one query).

    Raises:
        ShareHidden: someone else's share, or none.
    """
    row = Share.objects.select_related("key").filter(pk=share_id, person=reader).first()
    if row is None:
        raise ShareHidden
    return open_key(row.key).open_bytes(row, "paper_sealed", bytes(row.paper_sealed))


def offered_paper(*, token: str, today: date) -> OfferedPaper:
    """Return what is offered behind a link; reading it opens nothing (one query).

    Raises:
        ShareHidden: unknown, over or taken back, told alike.
    """
    row = open_share_of(token=token, today=today)
    recipient, words = told_of(row, open_key(row.key))
    return OfferedPaper(
        owner=str(row.person),
        recipient=recipient.name,
        document=Share.Document(row.document),
        purpose=Share.Purpose(row.purpose),
        words=words,
        until=row.until,
        asks_code=row.asks_code,
    )


def open_share_of(*, token: str, today: date, rows: QuerySet[Share] | None = None) -> Share:
    """Return the open share of a link, its key and its owner loaded (one query).

    Raises:
        ShareHidden: unknown, over or taken back, told alike.
    """
    found = Share.objects.all() if rows is None else rows
    row = found.select_related("key", "person").filter(token_sha256=hash_of(token)).first()
    if row is None or not is_open(row, today=today):
        raise ShareHidden
    return row


def told_of(row: Share, key: ContentKey) -> tuple[Recipient, str]:
    """Return to whom a share goes, and the word for them."""
    read = key.read(row, "told_sealed")
    told = read if isinstance(read, dict) else {}
    recipient = Recipient(name=str(told.get("name", "")), email=str(told.get("email", "")))
    return recipient, str(told.get("words", ""))


def _told_all(rows: Iterable[Share], *, today: date) -> Iterable[ToldShare]:
    opened = cache(open_key)
    for row in rows:
        recipient, words = told_of(row, opened(row.key))
        yield ToldShare(
            id=row.pk,
            document=Share.Document(row.document),
            version=row.version,
            recipient=recipient,
            purpose=Share.Purpose(row.purpose),
            words=words,
            asks_code=row.asks_code,
            until=row.until,
            shared_at=row.shared_at,
            revoked_at=row.revoked_at,
            is_open=is_open(row, today=today),
            paper_sha256=row.paper_sha256,
            visits=tuple(sorted((visit.at for visit in row.visits.all()), reverse=True)),
        )
