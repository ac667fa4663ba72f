"""What a person gives someone to read, the codes that confirm who opens it, and each opening."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.vault.models import SealedField


class Share(models.Model):
    """A version of a document, for someone, for a purpose, until a day (partage)."""

    class Document(models.TextChoices):
        """What may be shared."""

        SYNTHESIS = "SYNTHESIS", _("Document de synthèse")
        ACTION_PLAN = "ACTION_PLAN", _("Plan d’action")
        SKILLS = "SKILLS", _("Portefeuille de compétences")
        RESULTS = "RESULTS", _("Résultats détaillés")

    class Purpose(models.TextChoices):
        """What the reader is asked to use it for."""

        APPLICATION = "APPLICATION", _("Une candidature ou un poste")
        TRAINING = "TRAINING", _("Une formation ou une VAE")
        FUNDING = "FUNDING", _("Une demande de financement")
        ADVICE = "ADVICE", _("Un conseil, un accompagnement")
        OTHER = "OTHER", _("Autre chose, dit en un mot")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    document = models.CharField(max_length=11, choices=Document.choices)
    version = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=11, choices=Purpose.choices)
    told_sealed = SealedField(help_text="{name, email, words}: to whom, and a word for them")
    paper_sealed = SealedField(help_text="The PDF as it was that day")
    paper_sha256 = models.CharField(max_length=64)
    token_sha256 = models.CharField(max_length=64, unique=True, help_text="The link itself is not kept")
    asks_code = models.BooleanField(default=False, help_text="A code is mailed to the reader each time")
    until = models.DateField()
    shared_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(version__gte=1), name="share_version_from_one")
        ]
        indexes = [models.Index(fields=["person", "shared_at"], name="share_of_person")]


class Visit(models.Model):
    """One opening of a shared document: when, and nothing about the machine."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["share", "at"], name="visit_of_share")]


class Confirmation(models.Model):
    """A code mailed to the reader of a share, good once and for a quarter of an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="confirmations")
    code_hmac = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
