"""What the trail asks of those it names: a key."""

from typing import Protocol


class HasKey(Protocol):
    """Anything with a primary key."""

    @property
    def pk(self) -> object:
        """The primary key."""
