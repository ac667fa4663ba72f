"""What the trail refuses."""


class AuditError(Exception):
    """Anything the trail refuses."""


class ContentInTrail(AuditError):
    """A fact is not a code, a count or a date; the value is not repeated here, since it may be content."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            f"The fact '{name}' is not a code, a count or a date: the trail holds no content. "
            "Nothing was written; give a code instead."
        )
