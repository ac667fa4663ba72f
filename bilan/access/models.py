"""Places where anyone may ask about a bilan before deciding anything."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class InformationPoint(models.Model):
    """A place that informs and guides for free (conseil en évolution professionnelle, art. L6111-6)."""

    class Kind(models.TextChoices):
        """Who keeps the place."""

        CEP = "CEP", _("Conseil en évolution professionnelle")
        PUBLIC_EMPLOYMENT = "PUBLIC_EMPLOYMENT", _("Service public de l’emploi")
        DISABILITY = "DISABILITY", _("Emploi et handicap")
        YOUNG_PEOPLE = "YOUNG_PEOPLE", _("Accueil des jeunes")
        MANAGERS = "MANAGERS", _("Emploi des cadres")
        CAREERS_HOUSE = "CAREERS_HOUSE", _("Maison ou cité des métiers")
        OTHER = "OTHER", _("Autre lieu d’information")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=17, choices=Kind.choices)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=5)
    town = models.CharField(max_length=80)
    latitude = models.FloatField()
    longitude = models.FloatField()
    phone = models.CharField(max_length=20, blank=True)
    url = models.URLField(blank=True)
    languages = models.CharField(max_length=60, default="fr", help_text="ISO codes, with commas between")
    wheelchair = models.BooleanField(default=False, help_text="Step-free from the street to the desk")
    is_demo = models.BooleanField(default=False, help_text="Invented place of the demonstration program")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "postcode"], name="information_point_once"),
            models.CheckConstraint(
                condition=models.Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
                ),
                name="information_point_on_earth",
            ),
        ]
        indexes = [models.Index(fields=["latitude", "longitude"], name="information_point_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages spoken there."""
        return tuple(code for code in self.languages.split(",") if code)
