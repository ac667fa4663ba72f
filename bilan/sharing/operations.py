"""Give a document to someone, take it back, confirm who opens it, and open it."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.messages.operations import cancel_mails
from bilan.sharing.errors import (
    AddressImpossible,
    CodeWrong,
    ShareHidden,
    TooManyCodes,
    TooManyShares,
    UntilImpossible,
)
from bilan.sharing.links import hash_of, hmac_of, is_code, new_code, new_token
from bilan.sharing.mails import one_line, tell_code, tell_shared
from bilan.sharing.models import Confirmation, Share, Visit
from bilan.sharing.papers import set_paper
from bilan.sharing.permissions import may_share
from bilan.sharing.pieces import OpenedPaper, Recipient, SetPaper, ShareTerms
from bilan.sharing.queries import open_share_of, told_of
from bilan.vault.operations import open_key, person_key

MOST_OPEN = 20
LONGEST = timedelta(days=365)
CODE_LASTS = timedelta(minutes=15)
MOST_CODES, CODES_WITHIN = 3, timedelta(hours=1)
MOST_TRIES = 5
MOST_WORDS, MOST_NAME = 200, 80


def share_document(
    *,
    person: Person,
    document: str,
    recipient: Recipient,
    terms: ShareTerms,
    address_of: Callable[[str], str],
    by: Person,
    at: datetime,
) -> Share:
    """Seal a document as it is today and mail its link; the link itself is kept nowhere.

    It is set in type before the transaction begins, so that nobody waits for the typesetter.
    `address_of` makes the whole address of a link from its secret end.

    Raises:
        ShareHidden: somebody else's document.
        NothingToShare, AddressImpossible, UntilImpossible, TooManyShares.
    """
    if not may_share(person=by, owner=person):
        raise ShareHidden
    reader = _checked(recipient)
    _check_until(terms.until, today=localdate(at))
    paper, token = set_paper(person=person, document=document, at=at), new_token()
    return _write_share(
        person=person, paper=paper, reader=reader, terms=terms, token=token, address=address_of(token), at=at
    )


@transaction.atomic
def revoke_share(*, share_id: UUID, by: Person, at: datetime) -> Share:
    """Take a share back at once; taking it back twice keeps the first moment.

    Raises:
        ShareHidden: someone else's, or none.
    """
    row = Share.objects.select_for_update(of=("self",)).filter(pk=share_id, person=by).first()
    if row is None:
        raise ShareHidden
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        cancel_mails(about=str(row.pk))
        record(act="share.revoked", by=by, subject=by, object_=row, at=at)
    return row


@transaction.atomic
def ask_code(*, token: str, at: datetime) -> None:
    """Mail a code to the address the person gave, whoever asks for it.

    Raises:
        ShareHidden: the link opens nothing.
        TooManyCodes: three went out within the hour.
    """
    share = _lock_open(token, at=at)
    sent = Confirmation.objects.filter(share=share, asked_at__gt=at - CODES_WITHIN).count()
    if sent >= MOST_CODES:
        raise TooManyCodes
    code, row = new_code(), Confirmation(share=share, asked_at=at)
    row.code_hmac = hmac_of(code, confirmation=row)
    row.save(force_insert=True)
    recipient, _words = told_of(share, open_key(share.key))
    tell_code(row, owner=share.person, email=recipient.email, code=code, at=at)


def open_share(*, token: str, code: str = "", at: datetime) -> OpenedPaper:
    """Open a shared document; the opening is shown to the person it belongs to.

    Raises:
        ShareHidden: the link opens nothing.
        CodeWrong: a code is asked for, and this is not it. The try counts.
    """
    opened = _try_to_open(token=token, code=code, at=at)
    if opened is None:  # raised out here: inside, the count of tries would be rolled back with it
        raise CodeWrong
    return opened


@transaction.atomic
def _try_to_open(*, token: str, code: str, at: datetime) -> OpenedPaper | None:
    share = _lock_open(token, at=at)
    if share.asks_code and not _spend_code(share, code, at=at):
        return None
    pdf = open_key(share.key).open_bytes(share, "paper_sealed", bytes(share.paper_sealed))
    Visit.objects.create(share=share, at=at)
    facts = {"document": share.document}
    record(act="share.opened", by=None, subject=share.person, object_=share, at=at, facts=facts)
    return OpenedPaper(Share.Document(share.document), pdf)


def _spend_code(share: Share, typed: str, *, at: datetime) -> bool:
    """Try what was typed against the last code; a code serves once and bears five tries."""
    row = Confirmation.objects.filter(share=share).order_by("-asked_at", "-pk").first()
    if row is None or row.used_at or row.tries >= MOST_TRIES or at - row.asked_at > CODE_LASTS:
        return False
    row.tries += 1
    is_right = is_code(typed, confirmation=row)
    row.used_at = at if is_right else None
    row.save(update_fields=["tries", "used_at"])
    return is_right


def _lock_open(token: str, *, at: datetime) -> Share:
    rows = Share.objects.select_for_update(of=("self",))
    return open_share_of(token=token, today=localdate(at), rows=rows)


@transaction.atomic
def _write_share(
    *,
    person: Person,
    paper: SetPaper,
    reader: Recipient,
    terms: ShareTerms,
    token: str,
    address: str,
    at: datetime,
) -> Share:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_count(person, at=at)
    row = Share(person=person, key=person_key(owner=person.pk, at=at), token_sha256=hash_of(token))
    row.document, row.version = paper.document, _version(person, paper)
    row.purpose, row.until, row.asks_code = Share.Purpose(terms.purpose), terms.until, terms.asks_code
    row.paper_sha256, row.shared_at = hashlib.sha256(paper.pdf).hexdigest(), at
    key, told = open_key(row.key), {"name": reader.name, "email": reader.email}
    row.told_sealed = key.seal(row, "told_sealed", {**told, "words": terms.words.strip()[:MOST_WORDS]})
    row.paper_sealed = key.seal_bytes(row, "paper_sealed", paper.pdf)
    row.save(force_insert=True)
    tell_shared(row, owner=person, recipient=reader, address=address, at=at)
    facts: dict[str, str | int] = {"document": row.document, "version": row.version}
    record(act="share.made", by=person, subject=person, object_=row, at=at, facts=facts)
    return row


def _checked(recipient: Recipient) -> Recipient:
    name, email = one_line(recipient.name)[:MOST_NAME], recipient.email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AddressImpossible from error
    if not name:
        raise AddressImpossible
    return Recipient(name=name, email=email)


def _check_until(until: date, *, today: date) -> None:
    if not today <= until <= today + LONGEST:
        raise UntilImpossible(latest=today + LONGEST)


def _check_count(person: Person, *, at: datetime) -> None:
    """Bound what is open and what is sent in a day: the product is not a way to write to strangers."""
    rows = Share.objects.filter(person=person)
    still = rows.filter(revoked_at=None, until__gte=localdate(at)).count()
    today = rows.filter(shared_at__gt=at - timedelta(days=1)).count()
    if max(still, today) >= MOST_OPEN:
        raise TooManyShares(most=MOST_OPEN)


def _version(person: Person, paper: SetPaper) -> int:
    """Return the document's own revision, else how many different ones were shared, this one included."""
    if paper.revision is not None:
        return paper.revision
    former = Share.objects.filter(person=person, document=paper.document)
    others = former.exclude(paper_sha256=hashlib.sha256(paper.pdf).hexdigest())
    return others.values("paper_sha256").distinct().count() + 1
