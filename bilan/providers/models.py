"""Providers, their practitioners, and the slots they open."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Provider(models.Model):
    """A provider of bilans (organisme prestataire, art. L6351-1 du code du travail); often one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=5)
    town = models.CharField(max_length=80)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    registration = models.CharField(max_length=11, blank=True, help_text="Numéro de déclaration d’activité")
    is_certified = models.BooleanField(default=False, help_text="Qualiopi, bilan category")
    by_video = models.BooleanField(default=True)
    step_free = models.BooleanField(default=False)
    rule_profile = models.SlugField(max_length=40, default="fr-law")
    price_cents = models.PositiveIntegerField(default=160_000)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Practitioner(models.Model):
    """Someone who leads bilans for a provider (conseiller, conseillère)."""

    class Role(models.TextChoices):
        """What the membership allows."""

        COUNSELLOR = "COUNSELLOR", _("Conseil")
        MANAGER = "MANAGER", _("Direction")
        BOTH = "BOTH", _("Conseil et direction")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="practitioners")
    role = models.CharField(max_length=10, choices=Role.choices)
    presentation = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    weekly_until = models.DateField(null=True, blank=True, help_text="Last day that the weekly hours opened")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "provider"], name="practitioner_once_per_provider")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Slot(models.Model):
    """A time that a practitioner keeps open for an interview."""

    class Mode(models.TextChoices):
        """How one meets."""

        FACE = "FACE", _("au bureau")
        VIDEO = "VIDEO", _("en visio")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=5, choices=Mode.choices)
    taken_by = models.CharField(max_length=40, blank=True, help_text="Key of the session that took it")
    is_weekly = models.BooleanField(default=False, help_text="Opened by the weekly hours")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "starts_at"], name="one_slot_at_a_time"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="slot_lasts"),
        ]
        indexes = [models.Index(fields=["practitioner", "starts_at"], name="slot_calendar")]


class WeeklyTime(models.Model):
    """An hour of each week at which a practitioner receives (plage hebdomadaire)."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="weekly_times")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    starts = models.TimeField(help_text="By the clock of the wall")
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=5, choices=Slot.Mode.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "weekday", "starts"], name="weekly_time_once"),
            models.CheckConstraint(condition=models.Q(weekday__lt=7), name="weekday_of_a_week"),
        ]


class Absence(models.Model):
    """Days on which a practitioner does not receive (absence); why is nobody's business."""

    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField(help_text="The last day")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practitioner", "from_on"], name="one_absence_a_day"),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="absence_goes_forward"
            ),
        ]
