"""Application configuration of `bilan.sharing`."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.sharing"
    label = "sharing"
