"""The agreement of both, and the interviews they hold."""

import uuid
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.cases.models.bilans import Case, Phase
from bilan.providers.models import Practitioner, Slot
from bilan.vault.models import SealedField

AT_ONCE = timedelta(minutes=1)


class Agreement(models.Model):
    """The agreement of the parties, proof without content (convention, art. R6313-8 du code du travail)."""

    class Refusal(models.TextChoices):
        """How the person refused: in so many words, or by silence (art. R6313-8)."""

        SAID = "SAID", _("Refusée")
        SILENCE = "SILENCE", _("Sans réponse dans le délai")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="agreement")
    version = models.CharField(max_length=20)
    terms = models.JSONField(help_text="Parties, hours by phase, price, dates, rule sources: no content")
    terms_sha256 = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    needs_employer = models.BooleanField(default=False, help_text="Signed by three (art. R6313-8)")
    reply_until = models.DateField(null=True, blank=True, help_text="After it, silence is a refusal")
    signed_by_beneficiary_at = models.DateTimeField(null=True, blank=True)
    signed_by_practitioner_at = models.DateTimeField(null=True, blank=True)
    signed_by_employer_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=7, choices=Refusal.choices, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refusal="", refused_at__isnull=True)
                | (~models.Q(refusal="") & models.Q(refused_at__isnull=False)),
                name="refused_agreement_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(refused_at__isnull=True) | models.Q(signed_by_beneficiary_at__isnull=True),
                name="refused_agreement_is_not_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(needs_employer=True) | models.Q(signed_by_employer_at__isnull=True),
                name="employer_signs_where_three_sign",
            ),
        ]

    @property
    def signatures(self) -> tuple[datetime | None, ...]:
        """When each party signed, the employer where three sign."""
        both = (self.signed_by_beneficiary_at, self.signed_by_practitioner_at)
        return (*both, self.signed_by_employer_at) if self.needs_employer else both

    @property
    def is_signed(self) -> bool:
        """Whether it stands: signed by every party and not withdrawn."""
        return all(self.signatures) and self.withdrawn_at is None

    @property
    def signed_at(self) -> datetime | None:
        """When the last of the parties signed."""
        signed = [at for at in self.signatures if at is not None]
        return max(signed) if len(signed) == len(self.signatures) else None

    def is_silence(self, *, today: date) -> bool:
        """Tell whether the person let the time to answer go by, which the law reads as a refusal."""
        is_late = self.reply_until is not None and today > self.reply_until
        return is_late and self.signed_by_beneficiary_at is None


class Session(models.Model):
    """An interview: booked, held, signed by both (entretien; feuille d’émargement)."""

    class State(models.TextChoices):
        """Where the session stands."""

        BOOKED = "BOOKED", _("Prévu")
        HELD = "HELD", _("Fait")
        CANCELLED = "CANCELLED", _("Annulé")
        MISSED = "MISSED", _("Manqué")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="sessions")
    slot = models.ForeignKey(Slot, null=True, on_delete=models.SET_NULL, related_name="+")
    phase = models.CharField(max_length=13, choices=Phase.choices)
    mode = models.CharField(max_length=5, choices=Slot.Mode.choices)
    starts_at = models.DateTimeField()
    planned_minutes = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=0, help_text="Minutes really given, once held")
    is_free = models.BooleanField(
        default=False, help_text="First interview before the agreement: not counted"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.BOOKED)
    booked_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, blank=True)
    signed_by_beneficiary_at = models.DateTimeField(null=True, blank=True)
    signed_by_practitioner_at = models.DateTimeField(null=True, blank=True)
    beneficiary_device = models.CharField(max_length=16, blank=True, help_text="Digest: what signed")
    practitioner_device = models.CharField(max_length=16, blank=True, help_text="Digest: what signed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "starts_at"],
                condition=models.Q(state="BOOKED"),
                name="one_session_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["slot"], condition=models.Q(state="BOOKED"), name="one_session_per_slot"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(is_free=True, state__in=["BOOKED", "HELD"]),
                name="one_free_session_per_case",
            ),
            models.CheckConstraint(condition=models.Q(planned_minutes__gt=0), name="session_lasts"),
            models.CheckConstraint(
                condition=models.Q(state="HELD") | models.Q(minutes=0), name="only_held_sessions_count"
            ),
            models.CheckConstraint(
                condition=models.Q(state="HELD")
                | models.Q(signed_by_beneficiary_at__isnull=True, signed_by_practitioner_at__isnull=True),
                name="only_held_sessions_are_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "starts_at"], name="session_calendar"),
            models.Index(fields=["practitioner", "state", "starts_at"], name="session_agenda"),
        ]

    @property
    def ends_at(self) -> datetime:
        """When the booked time is over."""
        return self.starts_at + timedelta(minutes=self.planned_minutes)

    @property
    def is_counted(self) -> bool:
        """Whether its minutes belong to the legal hours of the three phases."""
        return not self.is_free and self.phase != Phase.FOLLOW_UP

    @property
    def is_signed(self) -> bool:
        """Whether both signed."""
        return bool(self.signed_by_beneficiary_at and self.signed_by_practitioner_at)

    @property
    def is_signed_as_one(self) -> bool:
        """Whether one device signed for both within a minute: a fact to look at, never a refusal."""
        mine, theirs = self.signed_by_beneficiary_at, self.signed_by_practitioner_at
        if mine is None or theirs is None or not self.beneficiary_device:
            return False
        return self.beneficiary_device == self.practitioner_device and abs(mine - theirs) < AT_ONCE


class Note(models.Model):
    """The practitioner's note and next step of a session; a working paper, destroyed at hand-over."""

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="note")
    text_sealed = SealedField()
    next_step_sealed = SealedField(null=True)
    written_at = models.DateTimeField()
