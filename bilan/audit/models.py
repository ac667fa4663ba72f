"""The trail: append-only rows of strings that outlive what they speak of."""

import uuid

from django.db import models


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
    facts = models.JSONField(default=dict, help_text="Codes, counts and dates; no content")

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="audit_subject"),
            models.Index(fields=["object_kind", "object_key"], name="audit_object"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"
