"""Application configuration of `bilan.projects`."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Register the package with Django."""

    name = "bilan.projects"
    label = "projects"
