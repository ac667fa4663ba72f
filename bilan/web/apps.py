"""Application configuration of `bilan.web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Register the pages with Django."""

    name = "bilan.web"
    label = "web"
