"""Open the site's settings and database from the command line."""

import os


def open_site() -> None:
    """Set Django up once; cheap when it is set up already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bilan.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def bring_database_up() -> None:
    """Bring the database to the current schema; a glance when it is there already."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
