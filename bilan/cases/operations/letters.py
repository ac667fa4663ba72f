"""Write to each other within a bilan, and say what was read; mails tell only that a message awaits."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import WordsMissing, WordsTooLong
from bilan.cases.models import Case
from bilan.cases.operations.locks import case_to_act_in
from bilan.messages.models import Letter
from bilan.messages.operations import queue_mail
from bilan.vault.operations import open_key

MOST = 4_000


@transaction.atomic
def write_letter(
    *, case: Case, words: str, by: Person, at: datetime, letter_id: UUID | None = None
) -> Letter:
    """Write to the other person of an open bilan; the same form sent twice writes once.

    Writing says that what the other wrote before was read. Nothing can be written once the bilan is handed
    over: its papers are closed then.

    Raises:
        NotPermitted, CaseClosed, WordsMissing, WordsTooLong.
    """
    held = case_to_act_in(case, by=by)
    told = checked(words)
    key = letter_id or uuid4()
    before = Letter.objects.select_related("key").filter(pk=key).first()
    if before is not None and _is_same(before, held, told, by=by):
        return before
    row = Letter(id=uuid4() if before else key, key=held.key, author=by, written_at=at)
    row.words_sealed = open_key(held.key).seal(row, "words_sealed", told)
    row.save(force_insert=True)
    _mark_read(held, by=by, at=at, up_to=at)
    other = held.practitioner.person if by.pk == held.beneficiary_id else held.beneficiary
    tell_message_awaits(held, to=other, at=at)
    record(act="letter.written", by=by, subject=held.beneficiary, object_=row, at=at)
    return row


@transaction.atomic
def read_letters(*, case: Case, by: Person, at: datetime, up_to: datetime | None = None) -> int:
    """Say that what the other wrote was read, up to the last message the page showed; return how many.

    Raises:
        NotPermitted, CaseClosed.
    """
    held = case_to_act_in(case, by=by)
    count = _mark_read(held, by=by, at=at, up_to=up_to or at)
    if count:
        facts = {"count": count}
        record(act="letter.read", by=by, subject=held.beneficiary, object_=held, at=at, facts=facts)
    return count


def tell_message_awaits(case: Case, *, to: Person, at: datetime) -> None:
    """Mail that a message awaits: neither who wrote nor a word of it; several wait as one mail."""
    with translation.override(to.language):
        subject = _("Un message vous attend")
        body = _(
            "Un message vous attend dans Bilan. Par discrétion, ce courriel n’en dit pas plus : "
            "connectez-vous pour le lire et y répondre."
        )
        queue_mail(
            kind="letter.awaits",
            to=to.email,
            subject=subject,
            body=body,
            due_at=at,
            at=at,
            about=str(case.pk),
        )


def checked(words: str) -> str:
    """Return what was written, without the blanks around it.

    Raises:
        WordsMissing, WordsTooLong.
    """
    told = words.strip()
    if not told:
        raise WordsMissing
    if len(told) > MOST:
        raise WordsTooLong(most=MOST)
    return told


def _is_same(row: Letter, case: Case, told: str, *, by: Person) -> bool:
    is_theirs = row.key_id == case.key_id and row.author_id == by.pk
    return is_theirs and open_key(case.key).read_text(row, "words_sealed") == told


def _mark_read(case: Case, *, by: Person, at: datetime, up_to: datetime) -> int:
    theirs = Letter.objects.filter(key=case.key, read_at=None, written_at__lte=up_to).exclude(author=by)
    return theirs.update(read_at=at)
