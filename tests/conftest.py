"""Fixtures of the whole suite."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from bilan.audit.guards import lower_guards
from bilan.occupations.memory import forget
from tests.faults.migrated import memory_filled

# Thousands of tests over one large heap: looking for cycles seldom, and never among what is there from the
# start, saves a tenth of the time.
gc.disable()
gc.set_threshold(200_000, 50, 100)

# A dozen drawn examples a property in everyday runs, or BILAN_EXAMPLES. No stopwatch: machines differ.
settings.register_profile("bilan", max_examples=int(os.environ.get("BILAN_EXAMPLES", "12")), deadline=None)
settings.load_profile("bilan")


@pytest.fixture(scope="session", autouse=True)
def _state_of_its_own(worker_id: str) -> None:
    """Keep sealed files apart from other workers’: a sweep takes away what its own database ignores."""
    django_settings.STATE = django_settings.STATE / worker_id
    django_settings.STATE.mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Speak French unless a test says otherwise."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """Forget catalogues that the end of a test took back."""
    forget()


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning in Paris."""
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Start from a migrated database where there is one in memory: migrating it takes seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    with closing(memory_filled()):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Lower the trail's guards: a test that commits empties every table behind it."""
    with django_db_blocker.unblock():
        lower_guards(connection)


def pytest_collection_finish() -> None:
    """Leave every module and test collected out of the search for cycles, then search."""
    gc.freeze()
    gc.enable()
