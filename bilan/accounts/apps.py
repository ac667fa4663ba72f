"""Application configuration of `bilan.accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.accounts"
    label = "accounts"
