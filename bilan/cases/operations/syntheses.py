"""Draft the synthesis from validated pieces, edit it, observe, acknowledge, lock."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils import translation

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.errors import ChangedMeanwhile, SynthesisIncomplete, SynthesisLocked, SynthesisMissing
from bilan.cases.models import Case, Phase, Synthesis, SynthesisVersion
from bilan.cases.operations.locks import case_to_act_in, case_to_lead, own_case
from bilan.cases.operations.phases import check_order, move_to
from bilan.cases.permissions import is_beneficiary
from bilan.cases.pieces import PART_LABELS, PARTS, SynthesisPiece, ToldSynthesis
from bilan.cases.queries.contents import opened_synthesis
from bilan.cases.queries.drafting import drafted_parts
from bilan.cases.queries.readings import Reading
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json

Pieces = Mapping[str, Sequence[SynthesisPiece]]
OWN = "COUNSELLOR"
ALIKE = 0.5  # share of common text from which a sentence is the same one, reworded


@transaction.atomic
def draft_synthesis(*, case: Case, by: Person, at: datetime) -> Synthesis:
    """Draft the four parts from validated pieces; drafting again brings what is new and keeps rewordings.

    Raises:
        NotPermitted, CaseClosed, SynthesisLocked.
        PhaseUnfinished: the investigation still asks for something.
    """
    held = case_to_lead(case, by=by)
    check_order(held, Phase.CONCLUSION)
    move_to(held, Phase.CONCLUSION, by=by, at=at)
    row = Synthesis.objects.select_related("key").filter(case=held).first()
    _check_unlocked(row)
    with translation.override(held.beneficiary.language):
        fresh = drafted_parts(Reading(held, by, at))
    before = opened_synthesis(row).parts if row else {}
    parts = {part: _merged(before.get(part, ()), fresh[part]) for part in PARTS}
    row = row or Synthesis(case=held, key=held.key, revision=0, drafted_at=at)
    _write(row, parts, by=by, at=at)
    facts: dict[str, Fact] = {"revision": row.revision, "pieces": sum(map(len, parts.values()))}
    record(act="synthesis.drafted", by=by, subject=held.beneficiary, object_=row, at=at, facts=facts)
    return row


@transaction.atomic
def edit_synthesis(
    *, case: Case, part: str, texts: Sequence[str], revision: int, by: Person, at: datetime
) -> Synthesis:
    """Reword a part, sentence by sentence: each keeps where it came from, or is marked as one's own.

    Args:
        case: the bilan.
        part: circumstances, skills, project or steps.
        texts: the sentences as they should stand; empty ones go.
        revision: the revision that was before the practitioner's eyes.
        by: the practitioner.
        at: when.

    Raises:
        NotPermitted, CaseClosed, SynthesisMissing, SynthesisLocked.
        ChangedMeanwhile: it changed since that revision.
    """
    held = case_to_lead(case, by=by)
    row = _standing(held, revision=revision)
    parts = {name: tuple(pieces) for name, pieces in opened_synthesis(row).parts.items()}
    if part not in parts:
        raise SynthesisMissing
    parts[part] = reworded(before=parts[part], texts=texts)
    _write(row, parts, by=by, at=at)
    facts: dict[str, Fact] = {"revision": row.revision, "part": part}
    record(act="synthesis.edited", by=by, subject=held.beneficiary, object_=row, at=at, facts=facts)
    return row


@transaction.atomic
def write_observations(
    *, case: Case, text: str, by: Person, at: datetime, seen: str | None = None
) -> Synthesis:
    """Keep the person's own observations beside the draft; the practitioner acknowledges them anew.

    `seen` is the version of the observations that was read before, so that two tabs lose nothing.

    Raises:
        NotPermitted, CaseClosed, SynthesisMissing, SynthesisLocked.
        ChangedMeanwhile: they were written since; both texts stay.
    """
    held = own_case(case, by=by)
    row = _standing(held, revision=None)
    if seen is not None and seen != opened_synthesis(row).observations_version:
        raise ChangedMeanwhile
    row.observations_sealed = open_key(row.key).seal(row, "observations_sealed", text.strip())
    row.acknowledged_by_practitioner_at = None
    row.save(update_fields=["observations_sealed", "acknowledged_by_practitioner_at"])
    record(act="synthesis.observed", by=by, subject=held.beneficiary, object_=row, at=at)
    return row


@transaction.atomic
def acknowledge_synthesis(*, case: Case, by: Person, at: datetime, revision: int | None = None) -> Synthesis:
    """Acknowledge the synthesis; once both did it is locked, hashed and sealed under the person's own key.

    Acknowledging twice keeps the first.

    Raises:
        NotPermitted, CaseClosed, SynthesisMissing.
        SynthesisIncomplete: a mandatory part is empty.
        ChangedMeanwhile: it changed since that revision.
    """
    held = case_to_act_in(case, by=by)
    name = "acknowledged_by_beneficiary_at" if is_beneficiary(by, held) else "acknowledged_by_practitioner_at"
    row = Synthesis.objects.select_for_update(of=("self",)).select_related("key").filter(case=held).first()
    if row is None:
        raise SynthesisMissing
    if getattr(row, name) is not None:
        return row
    _check_revision(row, revision)
    _check_complete(opened_synthesis(row))
    setattr(row, name, at)
    row.save(update_fields=[name])
    facts: dict[str, Fact] = {"revision": row.revision, "role": name.split("_")[2].upper()}
    record(act="synthesis.acknowledged", by=by, subject=held.beneficiary, object_=row, at=at, facts=facts)
    if row.acknowledged_by_beneficiary_at and row.acknowledged_by_practitioner_at:
        _lock(row, held, by=by, at=at)
    return row


def reworded(*, before: Sequence[SynthesisPiece], texts: Sequence[str]) -> tuple[SynthesisPiece, ...]:
    """Return the sentences with where each came from: unchanged, reworded, or the practitioner's own."""
    left = list(before)
    pieces = []
    for text in (stripped for raw in texts if (stripped := raw.strip())):
        source = _closest(text, left)
        if source is None:
            pieces.append(SynthesisPiece(text, OWN))
            continue
        left.remove(source)
        is_edited = source.is_edited or text != source.text
        pieces.append(SynthesisPiece(text, source.kind, source.key, is_edited))
    return tuple(pieces)


def content_digest(told: ToldSynthesis) -> str:
    """Return the hash of what both read and acknowledged: the words of the parts and of the observations."""
    words = {part: [piece.text for piece in pieces] for part, pieces in told.parts.items()}
    content = {"parts": words, "observations": told.observations}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _closest(text: str, pieces: Sequence[SynthesisPiece]) -> SynthesisPiece | None:
    """Return the piece that a sentence is, or was reworded from."""
    ranked = sorted(((_likeness(text, piece.text), -rank) for rank, piece in enumerate(pieces)), reverse=True)
    if not ranked or ranked[0][0] < ALIKE:
        return None
    return pieces[-ranked[0][1]]


def _likeness(text: str, other: str) -> float:
    return 1.0 if text == other else SequenceMatcher(None, text, other, autojunk=False).ratio() * 0.999


def _merged(before: Sequence[SynthesisPiece], fresh: Sequence[SynthesisPiece]) -> tuple[SynthesisPiece, ...]:
    """Keep rewordings and the practitioner's own sentences; take the rest as it is today."""
    edited = {(piece.kind, piece.key): piece for piece in before if piece.is_edited}
    own = [piece for piece in before if piece.kind == OWN]
    return (*(edited.get((piece.kind, piece.key), piece) for piece in fresh), *own)


def _write(row: Synthesis, parts: Pieces, *, by: Person, at: datetime) -> None:
    """Write the parts as a new revision, which both have yet to acknowledge; every revision is kept."""
    key = open_key(row.key)
    row.parts_sealed = key.seal(row, "parts_sealed", _plain(parts))
    row.revision += 1
    row.acknowledged_by_beneficiary_at = row.acknowledged_by_practitioner_at = None
    row.save()
    version = SynthesisVersion(synthesis=row, revision=row.revision, by=by, written_at=at)
    version.parts_sealed = key.seal(version, "parts_sealed", _plain(parts))
    version.save(force_insert=True)


def _plain(parts: Pieces) -> dict[str, Json]:
    return {part: [_plain_piece(piece) for piece in pieces] for part, pieces in parts.items()}


def _plain_piece(piece: SynthesisPiece) -> Json:
    source: dict[str, Json] = {"kind": piece.kind, "key": piece.key, "is_edited": piece.is_edited}
    return {"text": piece.text, "from": source}


def _standing(case: Case, *, revision: int | None) -> Synthesis:
    row = Synthesis.objects.select_for_update(of=("self",)).select_related("key").filter(case=case).first()
    if row is None:
        raise SynthesisMissing
    _check_unlocked(row)
    _check_revision(row, revision)
    return row


def _check_unlocked(row: Synthesis | None) -> None:
    if row is not None and row.locked_at is not None:
        raise SynthesisLocked


def _check_revision(row: Synthesis, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise ChangedMeanwhile


def _check_complete(told: ToldSynthesis) -> None:
    if told.missing_parts:
        raise SynthesisIncomplete(parts=[(part, str(PART_LABELS[part])) for part in told.missing_parts])


def _lock(row: Synthesis, case: Case, *, by: Person, at: datetime) -> None:
    """Lock the text, hash it, and seal it under the key of the person, whose it is from now on."""
    told = opened_synthesis(row)
    SynthesisVersion.objects.filter(synthesis=row).delete()  # working papers of the text that now stands
    row.key = person_key(owner=case.beneficiary_id, at=at)
    key = open_key(row.key)
    row.parts_sealed = key.seal(row, "parts_sealed", _plain(told.parts))
    row.observations_sealed = key.seal(row, "observations_sealed", told.observations)
    row.locked_at, row.content_sha256 = at, content_digest(told)
    row.save()
    facts: dict[str, Fact] = {"revision": row.revision, "sha256": row.content_sha256}
    record(act="synthesis.locked", by=by, subject=case.beneficiary, object_=row, at=at, facts=facts)
