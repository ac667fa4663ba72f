"""Data keys, wrapped by a master key, the fields that hold what they seal, and the sealed files."""

import uuid

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Ciphertext of what someone told; read and written through `vault` alone."""


class DataKey(models.Model):
    """A key for one case's content, or for what belongs to one person."""

    class Purpose(models.TextChoices):
        """What the key seals."""

        CASE = "CASE"
        PERSON = "PERSON"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    owner = models.UUIDField(help_text="Key of the person whose content it is")
    wrapped = models.BinaryField(null=True)
    master = models.CharField(max_length=20, blank=True, help_text="Name of the master key that wrapped it")
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped__isnull=True, destroyed_at__isnull=False),
                name="key_is_held_or_destroyed",
            ),
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=True) | ~models.Q(master=""),
                name="held_key_names_its_master",
            ),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(purpose="PERSON", destroyed_at__isnull=True),
                name="one_living_key_per_person",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "purpose"], name="key_owner"),
            models.Index(fields=["master", "id"], name="key_master"),
        ]


class SealedFile(models.Model):
    """A file kept outside the web root, sealed under a data key and bound to this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="files")
    size = models.PositiveIntegerField(help_text="Bytes, before sealing")
    created_at = models.DateTimeField()
