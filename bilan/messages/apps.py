"""Application configuration of `bilan.messages`."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.messages"
    label = "outbox"
