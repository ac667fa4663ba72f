"""The trail: append-only rows of strings that outlive what they speak of, and the chain that seals them."""

import json
import uuid
from typing import Any

from django.db import models


class FactsField(models.JSONField):
    """Facts stored as one canonical text, the same to the byte on every database: it is hashed."""

    def get_internal_type(self) -> str:
        """Store as text: PostgreSQL's own JSON type rewrites what it is given."""
        return "TextField"

    def get_db_prep_value(self, value: Any, *_connection: object, **_prepared: object) -> str | None:
        """Write keys in order, without spaces."""
        return None if value is None else canonical_facts(value)


def canonical_facts(facts: Any) -> str:
    """Return facts as the text that is stored and hashed."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


class Event(models.Model):
    """Who did what to what, when; never any content."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=60, help_text="e.g. session.recorded")
    actor = models.CharField(max_length=40, help_text="Key of the person who acted, or 'system'")
    subject = models.CharField(max_length=40, blank=True, help_text="Key of the person concerned")
    object_kind = models.CharField(max_length=60)
    object_key = models.CharField(max_length=60)
    facts = FactsField(default=dict, help_text="Codes, counts and dates; no content")

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["object_kind", "object_key"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"


class Link(models.Model):
    """The place of an event in the chain: sha256(hash of the link before ‖ canonical bytes of the event)."""

    position = models.BigIntegerField(primary_key=True)
    event = models.BigIntegerField(unique=True, help_text="Number of the event; no foreign key")
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(position__gte=1), name="link_positions_start_at_one")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {bytes(self.hash).hex()[:12]}"
