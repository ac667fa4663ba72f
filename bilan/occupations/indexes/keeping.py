"""Where built arrays are kept: a folder named by content, written whole or not at all, mapped in memory."""

import fcntl
import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from bilan.occupations.memory import remembered
from bilan.occupations.models import Catalogue, Occupation, Skill, SourceFile

FORMAT = "3"  # raise it when the arrays change, so that older folders are built again
SMALL = 300  # skills: below, a catalogue made by hand is read whole, cheaper than being wrong
TEXTS = "texts.json"

Built = TypeVar("Built")
Stored = NDArray[Any]  # the disk gives back the type that the builder wrote


@dataclass(frozen=True, slots=True)
class Parts:
    """Arrays and lists of texts by name: what a folder holds."""

    arrays: Mapping[str, Stored]
    texts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Recipe(Generic[Built]):
    """How one kind of index is made from a catalogue, taken apart, and put together again."""

    kind: str
    source_kinds: Callable[[Catalogue], tuple[str, ...]]  # files whose change makes it stale
    build: Callable[[Catalogue], Parts]
    open: Callable[[Parts], Built]
    made_with: Callable[[], str] = lambda: ""  # what else it depends on, by name


_opened: dict[tuple[str, str], tuple[str, object]] = {}
_opening = threading.RLock()  # building one index opens others


def kept(recipe: Recipe[Built], catalogue: Catalogue) -> Built:
    """Return the index of a catalogue as it is now: from memory, else from disk, else built."""
    kinds, made_with = recipe.source_kinds(catalogue), recipe.made_with()
    name = remembered(
        ("fingerprints", kinds, made_with),
        [catalogue.pk],
        lambda _wanted: {catalogue.pk: fingerprint(catalogue, kinds, made_with)},
    )[catalogue.pk]
    place = (recipe.kind, catalogue.code)
    with _opening:
        held = _opened.get(place)
        if held is None or held[0] != name:
            held = (name, recipe.open(_parts(recipe, catalogue, name)))
            _opened[place] = held
    index: Built = held[1]  # type: ignore[assignment]  # the place names the kind
    return index


def forget_indexes() -> None:
    """Drop what is held in memory; folders stay."""
    with _opening:
        _opened.clear()


def fingerprint(catalogue: Catalogue, source_kinds: Sequence[str], made_with: str = "") -> str:
    """Return what changes when the content of a catalogue changes: digests of its files, counts; 3 queries.

    A catalogue of a few skills is read whole: it may have been written by hand.
    """
    digests = SourceFile.objects.filter(kind__in=source_kinds).order_by("kind").values_list("kind", "sha256")
    skills = Skill.objects.filter(catalogue=catalogue).count()
    occupations = Occupation.objects.filter(catalogue=catalogue).count()
    told = [FORMAT, catalogue.code, catalogue.version, list(digests), skills, occupations]
    told += [made_with] if made_with else []
    if skills <= SMALL and occupations <= SMALL:
        told += _whole(catalogue)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _whole(catalogue: Catalogue) -> list[object]:
    """Return all that a small catalogue says, in an order of its own."""
    skills = Skill.objects.filter(catalogue=catalogue)
    occupations = Occupation.objects.filter(catalogue=catalogue)
    said = (
        skills.values_list("uri", "kind", "labels__language", "labels__kind", "labels__text"),
        occupations.values_list("code", "labels__language", "labels__kind", "labels__text"),
        occupations.values_list("code", "isco", "riasec", "level", "training_months", "is_regulated"),
        occupations.values_list("code", "requirements__skill__uri", "requirements__is_essential"),
        occupations.values_list("code", "moves__target__code"),
        occupations.values_list("code", "work_values__code", "work_values__value"),
    )
    return [sorted(map(list, rows), key=repr) for rows in said]


def _parts(recipe: Recipe[Built], catalogue: Catalogue, name: str) -> Parts:
    """Read a folder, after building it if nobody did."""
    root = Path(settings.BILAN_INDEX_DIR)
    folder = root / f"{recipe.kind}-{catalogue.code}-{name}"
    if not (folder / TEXTS).exists():
        with _turn(root, f"{recipe.kind}-{catalogue.code}"):
            if not (folder / TEXTS).exists():
                _write(folder, recipe.build(catalogue))
                _drop_older(folder, prefix=f"{recipe.kind}-{catalogue.code}-")
    return read_parts(folder)


@contextmanager
def _turn(root: Path, name: str) -> Iterator[None]:
    """Let one process build while the others wait for its result."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(folder: Path, parts: Parts) -> None:
    """Write beside, then rename: a folder that exists is whole."""
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        for name, array in parts.arrays.items():
            np.save(draft / f"{name}.npy", array, allow_pickle=False)
        texts = {name: list(lines) for name, lines in parts.texts.items()}
        (draft / TEXTS).write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # gone already when all went well


def _drop_older(folder: Path, *, prefix: str) -> None:
    """Remove folders of earlier contents; a process that still maps one keeps it until it lets go."""
    others = [other for other in folder.parent.glob(f"{prefix}*") if other != folder and other.is_dir()]
    others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[settings.BILAN_INDEXES_KEPT - 1 :]:
        shutil.rmtree(other, ignore_errors=True)


def read_parts(folder: Path) -> Parts:
    """Map the arrays of a folder in memory, so that processes share them."""
    mapped = {path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in folder.glob("*.npy")}
    # Plain arrays over the same pages: slicing mapped ones costs NumPy a third of an answer.
    arrays = {name: np.asarray(array) for name, array in mapped.items()}
    return Parts(arrays, json.loads((folder / TEXTS).read_text("utf-8")))
