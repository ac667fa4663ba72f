"""What happens to a bilan on its way: who pays for it, when it pauses, when it lasts longer."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.cases.models.bilans import Case
from bilan.cases.models.endings import Synthesis
from bilan.vault.models import SealedField


class Employer(models.Model):
    """The third party of an agreement (l’employeur, art. R6313-8), which signs by a mailed link."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="employer")
    organization = models.CharField(max_length=120)
    signatory = models.CharField(max_length=120, help_text="Who signs for it")
    email = models.EmailField()
    named_at = models.DateTimeField()


class Suspension(models.Model):
    """A pause of a bilan, at the person’s wish (suspension)."""

    class Reason(models.TextChoices):
        """Why, coded; a health reason is nobody’s business."""

        TIME = "TIME", _("Manque de temps")
        ABSENCE = "ABSENCE", _("Absence")
        WAITING = "WAITING", _("Attente d’une réponse, d’une enquête")
        OTHER = "OTHER", _("Autre raison")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="suspensions")
    reason = models.CharField(max_length=7, choices=Reason.choices)
    starts_on = models.DateField()
    until = models.DateField(help_text="The day on which the bilan goes on again")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(resumed_at__isnull=True), name="one_suspension_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("starts_on")), name="suspension_goes_forward"
            ),
        ]


class Prolongation(models.Model):
    """A later end than the agreement’s, asked by one and agreed by the other (avenant de durée)."""

    class Answer(models.TextChoices):
        """What became of it."""

        WAITING = "WAITING", _("En attente de réponse")
        AGREED = "AGREED", _("Acceptée")
        REFUSED = "REFUSED", _("Refusée")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="prolongations")
    before = models.DateField()
    until = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=7, choices=Answer.choices, default=Answer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answer="WAITING"), name="one_prolongation_asked"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("before")), name="prolongation_goes_forward"
            ),
        ]


class SynthesisVersion(models.Model):
    """An earlier version of the draft synthesis: a working paper, gone when the text is locked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveSmallIntegerField()
    parts_sealed = SealedField(help_text="As the parts of the synthesis")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["synthesis", "revision"], name="version_kept_once")]
