"""Application configuration of `bilan.occupations`."""

from django.apps import AppConfig


class OccupationsConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.occupations"
    label = "occupations"
