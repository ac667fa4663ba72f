"""What is destroyed when its term comes, with a certificate, and what must wait."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.cases.models.bilans import Case
from bilan.providers.models import Provider


class Destruction(models.Model):
    """What was destroyed, how many, when and by which rule; never any content (art. R6313-7).

    A certificate outlives what it speaks of: the person's key stands in it without a link.
    """

    class Kind(models.TextChoices):
        """The class of what was destroyed."""

        CONTENT = "CONTENT", _("Documents de travail d’un bilan")
        PROOF = "PROOF", _("Preuves d’un bilan")
        VAULT = "VAULT", _("Ce qui était à la personne")
        MAILS = "MAILS", _("Messages partis")
        SIGN_IN = "SIGN_IN", _("Connexions finies")
        UNUSED = "UNUSED", _("Compte jamais utilisé")
        VISITS = "VISITS", _("Visites de partages")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="destructions")
    provider = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField(null=True, help_text="Key of the person concerned; empty for a batch")
    counts = models.JSONField(help_text="Class → number of rows")
    hashes = models.JSONField(default=list, help_text="SHA-256 of each ciphertext or row, as it was stored")
    rule = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    destroyed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "destroyed_at"], name="certificate_of_person")]


class LegalHold(models.Model):
    """Proof kept past its term for a stated need; content can never be held (obligation de conservation)."""

    class Reason(models.TextChoices):
        """Why proof must wait, coded."""

        CONTROL = "CONTROL", _("Contrôle en cours")
        DISPUTE = "DISPUTE", _("Litige ou réclamation en cours")
        COURT = "COURT", _("Demande d’une autorité judiciaire")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=7, choices=Reason.choices)
    until = models.DateField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(lifted_at__isnull=True), name="one_hold_at_a_time"
            )
        ]
