"""A clock that the walk moves: the server alone lives in its time, through libfaketime."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

READ_EVERY = 1  # seconds between two looks of the server at the file
SEEN_AFTER = READ_EVERY + 1.3  # the library counts whole seconds, and more than that many of them
ADVICE = "The walk needs libfaketime to move the server's clock: install the package faketime."


@dataclass(slots=True)
class Clock:
    """How far ahead of the machine the server lives, kept in a file that it reads every second."""

    file: Path
    ahead: timedelta = field(default_factory=timedelta)

    def __post_init__(self) -> None:
        self._write()

    @property
    def now(self) -> datetime:
        """What time it is at the server."""
        return datetime.now(UTC) + self.ahead

    def forward(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Let time go by."""
        self.reach(self.now + timedelta(days=days, hours=hours, minutes=minutes))

    def reach(self, moment: datetime) -> None:
        """Let time go by until a moment; one that is past changes nothing."""
        self.ahead += max(moment - self.now, timedelta(0))
        self._write()
        time.sleep(SEEN_AFTER)

    def environment(self) -> dict[str, str]:
        """Return what a process needs to live in this time; its pauses keep their true length."""
        return {
            "LD_PRELOAD": str(_library()),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": str(READ_EVERY),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def _write(self) -> None:
        draft = self.file.with_suffix(".new")
        draft.write_text(f"+{int(self.ahead.total_seconds())}\n")
        draft.replace(self.file)


def _library() -> Path:
    for name in ("libfaketimeMT.so.1", "libfaketime.so.1"):
        if found := sorted(Path("/usr/lib").glob(f"*/faketime/{name}")):
            return found[0]
    raise AssertionError(ADVICE)
