"""What a page reads of the catalogues, kept in memory until another file is loaded.

Catalogues change by imports alone, which leave a row for each file; so one query tells a page whether what
was kept still holds. Outside `remembering()` every read goes to the database.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bilan.occupations.models import SourceFile

Key = TypeVar("Key", bound=Hashable)
Told = TypeVar("Told")
Kept = dict[Hashable, dict[Any, Any]]


@dataclass(slots=True)
class _Visit:
    """One page: what it may use, once it asked whether that still holds."""

    kept: Kept | None = None
    has_asked: bool = False


@dataclass(slots=True)
class _Memory:
    """What was read of the files loaded at one moment."""

    files: tuple[tuple[Any, ...], ...] = ()
    kept: Kept = field(default_factory=dict)


_visit: ContextVar[_Visit | None] = ContextVar("bilan_catalogue_visit", default=None)
_memory = _Memory()


@contextmanager
def remembering() -> Iterator[None]:
    """Let the reads made inside share what was read before, by them or by earlier pages."""
    token = _visit.set(_Visit())
    try:
        yield
    finally:
        _visit.reset(token)


def forget() -> None:
    """Drop what is kept in memory."""
    global _memory  # noqa: PLW0603  # one for the process, replaced whole
    _memory = _Memory()


def remembered(
    kind: Hashable, keys: Collection[Key], read: Callable[[list[Key]], Mapping[Key, Told]]
) -> dict[Key, Told]:
    """Return what is told of each key, in the order asked; only keys not known yet are read.

    Args:
        kind: what is read, with everything it depends on but the key.
        keys: asked for; one of which nothing is told is left out.
        read: reads many keys at once. What it tells is shared: it must never change.
    """
    kept = _kept()
    known = {} if kept is None else kept.setdefault(kind, {})
    missing = [key for key in dict.fromkeys(keys) if key not in known]
    if missing:
        found = read(missing)
        known.update({key: found.get(key) for key in missing})
    return {key: known[key] for key in keys if known[key] is not None}


def _kept() -> Kept | None:
    """Return what this page may use: nothing outside a page, nor where no file was ever loaded."""
    visit = _visit.get()
    if visit is None:
        return None
    if not visit.has_asked:
        visit.kept, visit.has_asked = _as_loaded(), True
    return visit.kept


def _as_loaded() -> Kept | None:
    """Return the memory of the files loaded now, an empty one when they changed."""
    global _memory  # noqa: PLW0603  # a page under way keeps the one it began with
    files = tuple(SourceFile.objects.order_by("pk").values_list("pk", "sha256", "imported_at"))
    if files != _memory.files:
        _memory = _Memory(files)
    return _memory.kept if files else None
