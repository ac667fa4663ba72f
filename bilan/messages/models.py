"""What two people of a bilan write each other, and the outbox of mails that wait to be sent."""

import uuid

from django.conf import settings
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


class Letter(models.Model):
    """A message between the two people of a bilan, sealed and destroyed with it (fil de messages).

    Its key comes with the form that sends it, so that sending twice writes once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="letters")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words_sealed = SealedField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the other said it was read")

    class Meta:
        indexes = [models.Index(fields=["key", "written_at"], name="letter_thread")]


class GuidedWork(models.Model):
    """Work done alone on a module, and the written feedback on it (travail guidé, retour écrit)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="guided_works")
    module = models.CharField(max_length=4)
    words_sealed = SealedField()
    written_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    feedback_sealed = SealedField(null=True)
    feedback_minutes = models.PositiveSmallIntegerField(default=0)
    feedback_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    feedback_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "module"], name="one_work_per_module"),
            models.CheckConstraint(
                condition=models.Q(feedback_at__isnull=True) | models.Q(handed_in_at__isnull=False),
                name="feedback_follows_handing_in",
            ),
        ]


class VideoRoom(models.Model):
    """Where a counsellor meets people by video: an address of their own choice, opened by a click alone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.URLField()
    set_at = models.DateTimeField()
