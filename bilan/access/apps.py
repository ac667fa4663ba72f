"""Application configuration of `bilan.access`."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.access"
    label = "access"
