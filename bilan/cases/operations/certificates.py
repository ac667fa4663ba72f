"""Certify a destruction: class, count, when, rule, source and fingerprints; never any content."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.models import Case, Destruction
from bilan.cases.retention import HOUSE, class_of, source_of
from bilan.vault.models import SealedField


@dataclass(slots=True)
class Tally:
    """What goes: how many of each class, and the fingerprint of each row as it was stored."""

    counts: Counter[str] = field(default_factory=Counter)
    hashes: list[str] = field(default_factory=list)

    def add(self, name: str, rows: Iterable[Model]) -> None:
        """Count rows under a name; a class without any is told as zero."""
        self.counts.setdefault(name, 0)
        for row in rows:
            self.counts[name] += 1
            self.hashes.append(fingerprint(row))


def fingerprint(row: Model) -> str:
    """Return the SHA-256 of a row's ciphertexts, else of all its fields (its random key keeps it opaque)."""
    fields = [each for each in row._meta.concrete_fields if isinstance(each, SealedField)]
    told = hashlib.sha256(f"{row._meta.label}:{row.pk}".encode())
    for each in fields or row._meta.concrete_fields:
        value = getattr(row, each.attname)
        told.update(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
    return told.hexdigest()


def certify(
    *,
    kind: Destruction.Kind,
    tally: Tally,
    at: datetime,
    by: Person | None = None,
    case: Case | None = None,
    subject: UUID | None = None,
) -> Destruction:
    """Write the certificate and its event, inside the act that destroys; `by=None` is the daily job."""
    profile = case.rule_profile if case else HOUSE
    rule = class_of(kind).rule
    row = Destruction(
        kind=kind,
        case=case,
        provider=case.practitioner.provider if case else None,
        subject=subject,
        counts=dict(tally.counts),
        hashes=sorted(tally.hashes),
        rule=rule,
        source=source_of(kind, on=localdate(at), profile_id=profile),
        destroyed_at=at,
    )
    row.save(force_insert=True)
    _tell(row, by=by, at=at)
    return row


def _tell(row: Destruction, *, by: Person | None, at: datetime) -> None:
    act = f"{row.kind.lower()}.destroyed"
    whom = None if row.subject is None else Person(pk=row.subject)
    facts = {"count": sum(row.counts.values()), "rule": row.rule}
    record(act=act, by=by, subject=whom, object_=row, at=at, facts=facts)
