"""The outbox: what waits to be sent, written in the transaction of the act that asks for it."""

import uuid

from django.db import models

from bilan.vault.models import SealedField


class Message(models.Model):
    """A mail to send once, known by its key in `Message-ID`; its text is sealed under the vault's own key."""

    class State(models.TextChoices):
        """Where the message stands."""

        WAITING = "WAITING"
        CLAIMED = "CLAIMED"
        SENT = "SENT"
        FAILED = "FAILED"
        CANCELLED = "CANCELLED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="+")
    subject_sealed = SealedField()
    body_sealed = SealedField()
    about = models.CharField(max_length=60, blank=True, help_text="Key of the row it speaks of")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(db_index=True)
    useless_after = models.DateTimeField(null=True, blank=True, help_text="Not sent once this has passed")
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True, help_text="Name of the worker")
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "to"],
                condition=models.Q(state="WAITING") & ~models.Q(about=""),
                name="message_waits_once",
            )
        ]
