"""Application configuration of `bilan.instruments`."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.instruments"
    label = "instruments"
