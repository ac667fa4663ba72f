"""Application configuration of `bilan.cases`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.cases"
    label = "cases"
