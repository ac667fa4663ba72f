"""How a bilan ends: synthesis, results, receipt, kept papers, follow-up."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.cases.models.bilans import Case
from bilan.vault.models import SealedField


class Synthesis(models.Model):
    """The synthesis, from validated pieces (document de synthèse, art. L6313-4 du code du travail)."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="synthesis")
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="+")
    parts_sealed = SealedField(help_text="{circumstances, skills, project, steps}: lists of {text, from}")
    observations_sealed = SealedField(null=True)
    drafted_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=1)
    acknowledged_by_beneficiary_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by_practitioner_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)


class KeepAgreement(models.Model):
    """A written agreement to keep the working papers for a follow-up (art. R6313-7 2° du code du travail)."""

    class Reason(models.TextChoices):
        """What the follow-up needs the papers for, coded: it outlives them."""

        FOLLOW_UP = "FOLLOW_UP", _("Préparer l’entretien de suivi")
        TRAINING = "TRAINING", _("Monter un dossier de formation")
        PRIOR_LEARNING = "PRIOR_LEARNING", _("Préparer une validation des acquis")
        BUSINESS = "BUSINESS", _("Préparer une création d’activité")

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="keep_agreement"
    )
    reason = models.CharField(max_length=14, choices=Reason.choices, default=Reason.FOLLOW_UP)
    until = models.DateField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class DetailedResults(models.Model):
    """The person's own copy of the results (résultats détaillés, art. L6313-4 du code du travail)."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="detailed_results"
    )
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="+")
    results_sealed = SealedField(help_text="Instrument by instrument, under the person's own key")
    given_at = models.DateTimeField()


class Receipt(models.Model):
    """Proof that the synthesis was handed over, without a word of it (accusé de remise)."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="receipt")
    synthesis_sha256 = models.CharField(max_length=64)
    acknowledged_at = models.DateTimeField(help_text="When the person acknowledged the synthesis")
    handed_at = models.DateTimeField()


class FollowUp(models.Model):
    """A promised contact after the bilan, and what came of it (coded, for the figures)."""

    class Outcome(models.TextChoices):
        """Where the person stands."""

        NO_ANSWER = "NO_ANSWER", _("Pas de réponse")
        SAME_JOB = "SAME_JOB", _("Dans le même emploi, autrement")
        NEW_JOB = "NEW_JOB", _("Dans un nouvel emploi")
        TRAINING = "TRAINING", _("En formation")
        OWN_BUSINESS = "OWN_BUSINESS", _("À mon compte")
        SEARCHING = "SEARCHING", _("En recherche")
        OTHER = "OTHER", _("Autre chemin")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "months"], name="one_follow_up_each")]
