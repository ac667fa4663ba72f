"""What tests share: how many examples they draw, rows made once for a file and undone by its last test."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import pytest
from django.db import transaction
from hypothesis import settings
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")
One = TypeVar("One")
ALL = 100  # drawn examples a property in a thorough run
FEWEST = 5
EVERYDAY = 3  # one thing in that many is walked in an everyday run


def examples(thorough: int) -> int:
    """Return how many examples to draw, by how many a thorough run draws (BILAN_EXAMPLES=100)."""
    return max(min(FEWEST, thorough), thorough * settings().max_examples // ALL)


def some_of(things: Sequence[One], *, turn: int) -> list[One]:
    """Return all things in a thorough run, else the third of them whose turn it is, drawn anew each run."""
    if settings().max_examples >= ALL:
        return list(things)
    first = (turn + random.randrange(EVERYDAY)) % EVERYDAY
    return list(things[first::EVERYDAY])


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
