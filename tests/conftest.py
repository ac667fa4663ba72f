"""Fixtures of the whole suite."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Speak French unless a test says otherwise."""
    with translation.override("fr"):
        yield


@pytest.fixture
def now() -> datetime:
    """A Tuesday morning in Paris."""
    return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
