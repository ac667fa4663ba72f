"""The bilan itself: who, which rules, the demand, the plan, and whoever leads it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.providers.models import Practitioner
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

    class Nudge(models.TextChoices):
        """How far silence was heeded (relances): two reminders, then ending is proposed."""

        FIRST = "FIRST", _("Premier rappel")
        SECOND = "SECOND", _("Second rappel")
        DROP_OUT = "DROP_OUT", _("Arrêt proposé")

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
    proof_destroyed_at = models.DateTimeField(null=True, blank=True)
    plan_style = models.CharField(max_length=12, blank=True)
    nudge = models.CharField(max_length=8, choices=Nudge.choices, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)

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


class CounsellorChange(models.Model):
    """Another counsellor proposed for an open bilan; nothing changes without the person’s consent."""

    class Reason(models.TextChoices):
        """Why, coded; a health reason is nobody’s business."""

        ASKED = "ASKED", _("Vous l’avez demandé")
        ABSENCE = "ABSENCE", _("Absence prolongée")
        DEPARTURE = "DEPARTURE", _("Départ de l’organisme")
        WORKLOAD = "WORKLOAD", _("Organisation des rendez-vous")

    class Answer(models.TextChoices):
        """What became of it."""

        WAITING = "WAITING", _("En attente de votre réponse")
        ACCEPTED = "ACCEPTED", _("Acceptée")
        REFUSED = "REFUSED", _("Refusée")
        WITHDRAWN = "WITHDRAWN", _("Retirée")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="counsellor_changes")
    before = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=9, choices=Reason.choices)
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answer="WAITING"), name="one_change_proposed"
            ),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="another_counsellor_indeed"
            ),
        ]
