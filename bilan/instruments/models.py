"""Administrations of questionnaires and card sorts, their answers, opinions and corrections."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.vault.models import SealedField


class Administration(models.Model):
    """One person answering one instrument once (passation)."""

    class Moment(models.TextChoices):
        """When in the programme."""

        START = "START"
        INVESTIGATION = "INVESTIGATION"
        MIDWAY = "MIDWAY"
        END = "END"
        FOLLOW_UP = "FOLLOW_UP"

    class Opinion(models.TextChoices):
        """Whether the person recognizes themselves in the result."""

        YES = "YES", _("Oui")
        PARTLY = "PARTLY", _("En partie")
        NO = "NO", _("Non")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="administrations"
    )
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    instrument = models.SlugField(max_length=40)
    version = models.CharField(max_length=12)
    moment = models.CharField(max_length=14, choices=Moment.choices)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Chosen at the start when questions are picked one after the other; none when all are asked in order.
    seed_sealed = SealedField(null=True)
    opinion = models.CharField(max_length=6, choices=Opinion.choices, blank=True)
    # Whoever opened it for the person, where nobody opens it alone.
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When the result was gone through in an interview.
    feedback_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "instrument", "moment", "key"],
                condition=models.Q(finished_at__isnull=True),
                name="one_unfinished_administration",
            )
        ]
        indexes = [models.Index(fields=["person", "instrument"], name="administration_of")]

    @property
    def is_adaptive(self) -> bool:
        """Tell whether its questions are chosen one after the other."""
        return self.seed_sealed is not None


class Answer(models.Model):
    """One answer, sealed; skipped with a reason when the person wished."""

    class Skip(models.TextChoices):
        """Why a question was passed over."""

        UNCLEAR = "UNCLEAR", _("Elle n’est pas claire")
        PRIVATE = "PRIVATE", _("Elle ne me regarde pas")
        UNKNOWN = "UNKNOWN", _("Je ne sais pas répondre")
        NONE = "NONE", _("Sans raison")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administration = models.ForeignKey(Administration, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=40)
    # In which place it was first answered: going back and changing an answer does not move it.
    position = models.PositiveSmallIntegerField(default=0)
    value_sealed = SealedField(null=True)
    skip_reason = models.CharField(max_length=12, choices=Skip.choices, blank=True)
    answered_at = models.DateTimeField()
    # Kept from one's practitioner too; words alone can be.
    is_private = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["administration", "item"], name="one_answer_per_item")]


class LevelCorrection(models.Model):
    """A practitioner's correction of a level, beside the person's own, with its reason (sealed)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administration = models.ForeignKey(Administration, on_delete=models.CASCADE, related_name="corrections")
    area = models.CharField(max_length=4)
    level = models.PositiveSmallIntegerField()
    reason_sealed = SealedField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["administration", "area"], name="one_correction_per_area"),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="correction_level_range"
            ),
        ]


class LevelEvidence(models.Model):
    """What shows a level of three or four, in the person's words (sealed)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    administration = models.ForeignKey(Administration, on_delete=models.CASCADE, related_name="evidence")
    area = models.CharField(max_length=4)
    text_sealed = SealedField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["administration", "area"], name="one_evidence_per_area")
        ]
