"""What was told in a bilan, opened through a reading."""

from collections.abc import Mapping
from typing import cast

from bilan.cases.models import Demand, Note, Objective, Session, Synthesis
from bilan.cases.pieces import (
    PARTS,
    Aim,
    Constraints,
    Equipment,
    Remote,
    SynthesisPiece,
    ToldDemand,
    ToldNote,
    ToldSynthesis,
)
from bilan.cases.queries.readings import Reading
from bilan.vault.operations import open_key
from bilan.vault.sealing import ContentKey, Json

Told = Mapping[str, Json]


def demand_of(reading: Reading) -> ToldDemand | None:
    """Return why now, what would make it worth it, and the objectives; None before (two queries)."""
    row = Demand.objects.filter(case=reading.case).first()
    return None if row is None else _demand(reading, row)


def constraints_of(reading: Reading) -> Constraints:
    """Return what must be respected; the usual ones before the person said anything (one query)."""
    return _respected(reading, Demand.objects.filter(case=reading.case).first())


def demand_and_constraints(reading: Reading) -> tuple[ToldDemand | None, Constraints]:
    """Return both at the price of one (two queries)."""
    row = Demand.objects.filter(case=reading.case).first()
    return (None if row is None else _demand(reading, row), _respected(reading, row))


def _demand(reading: Reading, row: Demand) -> ToldDemand:
    key = reading.key
    aims = Objective.objects.filter(case=reading.case).order_by("position", "pk")
    return ToldDemand(
        why_now=key.read_text(row, "why_now_sealed"),
        worth_it=key.read_text(row, "worth_it_sealed"),
        aims=tuple(Aim(aim.tag, key.read_text(aim, "text_sealed")) for aim in aims),
        recorded_at=row.recorded_at,
    )


def _respected(reading: Reading, row: Demand | None) -> Constraints:
    told = reading.key.read(row, "constraints_sealed") if row else None
    return _constraints(told) if isinstance(told, dict) else Constraints()


def notes_of(reading: Reading) -> tuple[ToldNote, ...]:
    """Return the practitioner's notes, latest first (one query)."""
    rows = Note.objects.select_related("session").filter(session__case=reading.case)
    key = reading.key
    return tuple(_note(key, row) for row in rows.order_by("-session__starts_at", "pk"))


def note_of(reading: Reading, *, session: Session) -> ToldNote | None:
    """Return the note of one interview of this bilan, or None (one query)."""
    row = Note.objects.select_related("session").filter(session=session, session__case=reading.case).first()
    return None if row is None else _note(reading.key, row)


def synthesis_of(reading: Reading) -> ToldSynthesis | None:
    """Return the synthesis, its pieces and where each comes from, or None (one query).

    Raises:
        KeyDestroyed: the person destroyed their copy.
    """
    row = Synthesis.objects.select_related("key").filter(case=reading.case).first()
    return None if row is None else opened_synthesis(row)


def opened_synthesis(row: Synthesis) -> ToldSynthesis:
    """Open a synthesis whose key is loaded (no query)."""
    key = open_key(row.key)
    return ToldSynthesis(
        parts=opened_parts(key.read(row, "parts_sealed")),
        observations=key.read_text(row, "observations_sealed"),
        revision=row.revision,
        drafted_at=row.drafted_at,
        acknowledged_by_beneficiary_at=row.acknowledged_by_beneficiary_at,
        acknowledged_by_practitioner_at=row.acknowledged_by_practitioner_at,
        locked_at=row.locked_at,
        content_sha256=row.content_sha256,
    )


def opened_parts(parts: Json) -> dict[str, tuple[SynthesisPiece, ...]]:
    """Return the four parts as pieces (no query)."""
    told = parts if isinstance(parts, dict) else {}
    return {part: _pieces(told.get(part)) for part in PARTS}


def _note(key: ContentKey, row: Note) -> ToldNote:
    return ToldNote(
        session_id=row.session_id,
        held_at=row.session.starts_at,
        text=key.read_text(row, "text_sealed"),
        next_step=key.read_text(row, "next_step_sealed"),
        version=note_version(row),
    )


def note_version(row: Note | None) -> str:
    """Return what tells one version of a note from another; empty where there is none."""
    return "" if row is None else row.written_at.isoformat()


def _constraints(told: Told) -> Constraints:
    usual = Constraints()
    return Constraints(
        remote=cast("Remote", told.get("remote", usual.remote)),
        hours_a_week=_number(told.get("hours_a_week")) or usual.hours_a_week,
        weeks=_number(told.get("weeks")),
        refused_contexts=_codes(told.get("contexts")),
        unwanted_contexts=_codes(told.get("unwanted")),
        minimum_pay=_number(told.get("pay")),
        hoped_pay=_number(told.get("hoped_pay")),
        maximum_training_months=_number(told.get("training")),
        diploma=_number(told.get("diploma")),
        place=str(told.get("place") or ""),
        digital_ease=float(cast("float", told.get("digital_ease", usual.digital_ease))),
        equipment=cast("Equipment", told.get("equipment", usual.equipment)),
        meetings_a_week=_number(told.get("meetings_a_week")),
    )


def _codes(value: Json | None) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) else None


def _pieces(told: Json) -> tuple[SynthesisPiece, ...]:
    rows = told if isinstance(told, list) else []
    return tuple(_piece(row) for row in rows if isinstance(row, dict))


def _piece(row: Told) -> SynthesisPiece:
    source = row.get("from")
    origin = source if isinstance(source, dict) else {}
    return SynthesisPiece(
        text=str(row.get("text", "")),
        kind=str(origin.get("kind", "")),
        key=str(origin.get("key", "")),
        is_edited=bool(origin.get("is_edited", False)),
    )
