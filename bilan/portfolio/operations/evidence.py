"""Add a file that shows a skill, and take it away."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.portfolio.errors import EvidenceDisguised, EvidenceRefused, PieceHidden, TooMuchEvidence
from bilan.portfolio.models import Card, EvidenceFile
from bilan.portfolio.permissions import may_change
from bilan.vault.errors import UploadRefused
from bilan.vault.operations import keep_file, open_key, remove_file
from bilan.vault.uploads import Kind, Upload, accept

MOST_FILES = 5
IMAGES, WRITINGS = {Kind.JPEG, Kind.PNG, Kind.WEBP}, {Kind.DOCX, Kind.ODT}
# What the end of a name announces; one image under another's name is what phones do, and does no harm.
ANNOUNCED = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "gif", "heic"), IMAGES),
    **dict.fromkeys(("doc", "docx", "odt"), WRITINGS),
    "pdf": {Kind.PDF},
    "txt": {Kind.TEXT},
}


def add_evidence(
    *, card_id: UUID, content: bytes, name: str, words: str = "", by: Person, at: datetime
) -> EvidenceFile:
    """Keep a file on a card, sealed under its owner's key; its kind is read in its bytes.

    It is looked at before the transaction: unpacking and scanning take a while and hold no lock.

    Raises:
        PieceHidden: someone else's card, or none.
        EvidenceRefused: the file is not taken in.
        EvidenceDisguised: its name announces another sort than its bytes.
        TooMuchEvidence: the card holds five already.
    """
    if not Card.objects.filter(pk=card_id, person=by).exists():
        raise PieceHidden
    try:
        upload = accept(content=content, name=name)
    except UploadRefused as refusal:
        raise EvidenceRefused(str(refusal)) from refusal
    if not _is_what_it_says(name, upload.kind):
        raise EvidenceDisguised(kind=upload.kind.extension)
    return _keep(card_id=card_id, upload=upload, words=words, by=by, at=at)


@transaction.atomic
def remove_evidence(*, evidence_id: UUID, by: Person, at: datetime) -> None:
    """Take a file away for good; its card stays.

    Raises:
        PieceHidden: someone else's, or none.
    """
    rows = EvidenceFile.objects.select_for_update(of=("self",)).select_related("card__person", "file")
    row = rows.filter(pk=evidence_id).first()
    if row is None or not may_change(person=by, owner=row.card.person):
        raise PieceHidden
    record(act="evidence.removed", by=by, subject=by, object_=row, at=at)
    file = row.file
    row.delete()
    remove_file(file=file)


@transaction.atomic
def _keep(*, card_id: UUID, upload: Upload, words: str, by: Person, at: datetime) -> EvidenceFile:
    cards = Card.objects.select_for_update(of=("self",)).select_related("key", "person")
    card = cards.filter(pk=card_id).first()
    if card is None or not may_change(person=by, owner=card.person):
        raise PieceHidden
    if EvidenceFile.objects.filter(card=card).count() >= MOST_FILES:
        raise TooMuchEvidence
    row = EvidenceFile(card=card, key=card.key, created_at=at)
    told = {"name": upload.name, "kind": upload.kind.name, "words": words.strip()}
    row.told_sealed = open_key(row.key).seal(row, "told_sealed", {**told})
    row.file = keep_file(key=card.key, content=upload.content, at=at)
    row.save(force_insert=True)
    record(act="evidence.added", by=by, subject=by, object_=row, at=at, facts={"kind": upload.kind.name})
    return row


def _is_what_it_says(name: str, kind: Kind) -> bool:
    """Tell whether the bytes are of the sort that the name announces; a name may announce none."""
    ending = name.rpartition(".")[2].strip().lower()
    return kind in ANNOUNCED.get(ending, {kind})
