"""Application configuration of `bilan.audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.audit"
    label = "audit"
