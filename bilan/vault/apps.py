"""Application configuration of `bilan.vault`."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.vault"
    label = "vault"
