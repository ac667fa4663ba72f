"""Application configuration of `bilan.providers`."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.providers"
    label = "providers"
