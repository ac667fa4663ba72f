"""Open the site's settings and database from the command line."""

import os


def open_site() -> None:
    """Set Django up once; cheap when it is set up already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
