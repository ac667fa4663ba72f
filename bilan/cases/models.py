"""The bilan itself: demand, plan, agreement, sessions, synthesis, follow-up, destruction."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.providers.models import Practitioner, Slot
from bilan.vault.models import SealedField


class Phase(models.TextChoices):
    """The three legal phases, and what follows (art. R6313-4 du code du travail)."""

    PRELIMINARY = "PRELIMINARY", _("Préliminaire")
    INVESTIGATION = "INVESTIGATION", _("Investigation")
    CONCLUSION = "CONCLUSION", _("Conclusion")
    FOLLOW_UP = "FOLLOW_UP", _("Suivi")


class Mode(models.TextChoices):
    """How a module is lived."""

    FACE = "FACE", _("au bureau")
    VIDEO = "VIDEO", _("en visio")
    GUIDED = "GUIDED", _("seul, guidé")
    FIELD = "FIELD", _("sur le terrain")


class Case(models.Model):
    """One person's bilan de compétences with one practitioner (art. L6313-4 du code du travail)."""

    class State(models.TextChoices):
        """Whether the bilan goes on."""

        OPEN = "OPEN", _("En cours")
        DELIVERED = "DELIVERED", _("Remis")
        LEFT = "LEFT", _("Interrompu par la personne")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    beneficiary = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="cases")
    key = models.ForeignKey("vault.DataKey", on_delete=models.PROTECT, related_name="+")
    rule_profile = models.SlugField(max_length=40)
    phase = models.CharField(max_length=13, choices=Phase.choices, default=Phase.PRELIMINARY)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    expected_end_on = models.DateField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    content_destroyed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True, help_text="Written agreement to keep (art. R6313-7)")
    plan_style = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary"], condition=models.Q(state="OPEN"), name="one_open_case_per_person"
            ),
            models.CheckConstraint(
                condition=models.Q(state="DELIVERED", delivered_at__isnull=False)
                | (~models.Q(state="DELIVERED") & models.Q(delivered_at__isnull=True)),
                name="delivered_case_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "state"], name="caseload")]


class Demand(models.Model):
    """Why now, and what would make it worth it (analyse de la demande, art. R6313-4 1° a)."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="demand")
    why_now_sealed = SealedField()
    worth_it_sealed = SealedField()
    constraints_sealed = SealedField(
        null=True, help_text="{remote, hours_a_week, contexts, pay, training, place}"
    )
    recorded_at = models.DateTimeField()


class Objective(models.Model):
    """One of one to three objectives, in the person's words, with a tag the plan understands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=14)
    text_sealed = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="objective_position"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=3), name="one_to_three_objectives"
            ),
        ]


class PlanItem(models.Model):
    """A module of the plan: how, how long, when, and why (programme personnalisé)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_items")
    module = models.CharField(max_length=4)
    phase = models.CharField(max_length=13, choices=Phase.choices)
    mode = models.CharField(max_length=6, choices=Mode.choices)
    minutes = models.PositiveSmallIntegerField()
    accompanied_minutes = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField()
    is_counted = models.BooleanField(default=True, help_text="Whether its time belongs to the legal hours")
    reason = models.JSONField(default=dict, help_text="{code, parameters} of the sentence that says why")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "module"], name="module_once_per_plan"),
            models.CheckConstraint(
                condition=models.Q(accompanied_minutes__lte=models.F("minutes")),
                name="accompanied_time_is_part_of_the_time",
            ),
        ]


class PlanChange(models.Model):
    """A change of the plan, kept with its reason (individualisation, indicateur Qualiopi 10)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.JSONField(default=dict)
    reason_sealed = SealedField(null=True)


class Agreement(models.Model):
    """The agreement of both, proof without content (convention, art. R6313-8 du code du travail)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="agreement")
    version = models.CharField(max_length=20)
    terms = models.JSONField(help_text="Parties, hours by phase, price, dates, rule sources: no content")
    terms_sha256 = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    signed_by_beneficiary_at = models.DateTimeField(null=True, blank=True)
    signed_by_practitioner_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_signed(self) -> bool:
        """Whether it stands: signed by both and not withdrawn."""
        both = self.signed_by_beneficiary_at and self.signed_by_practitioner_at
        return bool(both) and self.withdrawn_at is None

    @property
    def signed_at(self) -> datetime | None:
        """When the second of the two signed."""
        if self.signed_by_beneficiary_at is None or self.signed_by_practitioner_at is None:
            return None
        return max(self.signed_by_beneficiary_at, self.signed_by_practitioner_at)


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


class Note(models.Model):
    """The practitioner's note and next step of a session; a working paper, destroyed at hand-over."""

    session = models.OneToOneField(Session, primary_key=True, on_delete=models.CASCADE, related_name="note")
    text_sealed = SealedField()
    next_step_sealed = SealedField(null=True)
    written_at = models.DateTimeField()


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


class Destruction(models.Model):
    """What was destroyed, how many, when and by which rule; never any content (art. R6313-7)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="destructions")
    counts = models.JSONField(help_text="Class → number of rows")
    rule = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    destroyed_at = models.DateTimeField()
