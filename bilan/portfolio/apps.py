"""Application configuration of `bilan.portfolio`."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.portfolio"
    label = "portfolio"
