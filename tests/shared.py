"""Rows made once for all tests of a file: each test undoes its own, the last undoes these."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


def made_once(make: Callable[[], Made]) -> Callable[..., Iterator[Made]]:
    """Return a fixture of what every test of a file may read, and change in the database alone."""

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
        with django_db_blocker.unblock(), _lasting():
            yield make()
            transaction.set_rollback(True)

    return made


def _lasting() -> transaction.Atomic:
    """Return a transaction in which durable ones may begin, as in that of a test."""
    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined]  # what Django gives its own
    return outer
