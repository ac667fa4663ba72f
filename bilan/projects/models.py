"""A person's options, criteria, field enquiries, and the action plan; all of it belongs to the person."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.vault.models import SealedField

MOST_KEPT = 6
MOST_COMPARED = 3


class Option(models.Model):
    """An occupation the person looks at: kept, compared, chosen or set aside."""

    class State(models.TextChoices):
        """How far it came."""

        KEPT = "KEPT", _("Gardée")
        COMPARED = "COMPARED", _("Comparée")
        PLAN_A = "PLAN_A", _("Projet A")
        PLAN_B = "PLAN_B", _("Projet B")
        SET_ASIDE = "SET_ASIDE", _("Écartée")

    class Decision(models.TextChoices):
        """What reality said."""

        GO = "GO", _("J’y vais")
        ADAPT = "ADAPT", _("J’adapte")
        DROP = "DROP", _("Je laisse")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="options")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    code_sealed = SealedField(help_text="{catalogue, code}: what one thinks of doing is content")
    note_sealed = SealedField(
        null=True, help_text="{feeling, energy 0–10, doubt 0–10, reason set aside or decided, why: codes}"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.KEPT)
    decision = models.CharField(max_length=5, choices=Decision.choices, blank=True)
    is_private = models.BooleanField(default=False, help_text="Hidden from the practitioner too")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "state"],
                condition=models.Q(state__in=["PLAN_A", "PLAN_B"]),
                name="one_plan_a_one_plan_b",
            ),
            models.CheckConstraint(
                condition=models.Q(is_private=False) | ~models.Q(state__in=["PLAN_A", "PLAN_B"]),
                name="no_plan_is_private",
            ),
        ]
        indexes = [models.Index(fields=["person", "created_at"], name="option_of_person")]


class Leaning(models.Model):
    """What a refusal taught and the person lets count in the next suggestions, until they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leanings")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="leanings")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    told_sealed = SealedField(help_text="{kind, name, value, reason}: a limit or a weight, and its reason")
    agreed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "agreed_at"], name="leaning_of_person")]


class Criterion(models.Model):
    """What counts for the person when they compare, and how much."""

    class Kind(models.TextChoices):
        """Where its marks come from: the person's ratings, or how they feel about the option."""

        OWN = "OWN"
        ENERGY = "ENERGY", _("L’envie que j’en ai")
        DOUBT = "DOUBT", _("Les doutes qui restent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="criteria")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.OWN)
    name_sealed = SealedField(null=True)
    weight = models.PositiveSmallIntegerField(default=2)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__gte=0, weight__lte=4), name="weight_range"),
            models.UniqueConstraint(fields=["person", "position"], name="criterion_position"),
        ]


class Rating(models.Model):
    """How far an option meets a criterion, in the person's eyes (0–3)."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "criterion"], name="one_rating"),
            models.CheckConstraint(condition=models.Q(value__lte=3), name="rating_range"),
        ]


class Evidence(models.Model):
    """A fact that tries an option against reality: an enquiry, a figure, a visit (enquête métier)."""

    class Side(models.TextChoices):
        """Which part of reality."""

        PERSON = "PERSON", _("Moi")
        MARKET = "MARKET", _("L’emploi")
        PLACE = "PLACE", _("Le lieu")
        TIME = "TIME", _("Le temps")
        MONEY = "MONEY", _("L’argent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="evidence")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side.choices)
    told_sealed = SealedField(help_text="{who, asked, learnt, changes, source, vintage}")
    verdict = models.CharField(max_length=5, choices=Option.Decision.choices)
    on = models.DateField()


class Step(models.Model):
    """A dated step toward an option, with its obstacle as “if … then …” (plan d’action)."""

    class Progress(models.TextChoices):
        """What the person tells of it."""

        TODO = "TODO", _("À faire")
        UNDERWAY = "UNDERWAY", _("En cours")
        DONE = "DONE", _("Fait")
        NOT_NOW = "NOT_NOW", _("Pas maintenant")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steps")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="steps")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    told_sealed = SealedField(
        help_text="{what, minutes, cost_cents, means, funding, if, then, certification, kind, stage…}"
    )
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    progress = models.CharField(max_length=8, choices=Progress.choices, default=Progress.TODO)
    is_private = models.BooleanField(default=False, help_text="Hidden from the practitioner too")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress="DONE", done_on__isnull=False)
                | (~models.Q(progress="DONE") & models.Q(done_on__isnull=True)),
                name="done_steps_have_their_day",
            )
        ]
        indexes = [models.Index(fields=["person", "due_on"], name="step_of_person")]


class PlanSwitch(models.Model):
    """The day when plan B took the place of plan A, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    why_sealed = SealedField(help_text="{why: a code, words}")
    switched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "switched_at"], name="switch_of_person")]


class ReminderStop(models.Model):
    """Somebody who wants no mail about the steps of their plan."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    stopped_at = models.DateTimeField()


class Remark(models.Model):
    """What the practitioner writes beside an option or a step, never over it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, null=True, on_delete=models.CASCADE, related_name="remarks")
    step = models.ForeignKey(Step, null=True, on_delete=models.CASCADE, related_name="remarks")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    words_sealed = SealedField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(option__isnull=True) ^ models.Q(step__isnull=True),
                name="remark_beside_one_project",
            )
        ]
