"""The encoder tuned on ESCO: built by one command, kept by content, used by indexes of skills once there."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

import bilan
from bilan.engine.identify.concepts import prototypes_of
from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.learning import Course, train
from bilan.occupations.errors import CatalogueMissing
from bilan.occupations.indexes.encoding import published, tuned
from bilan.occupations.indexes.keeping import TEXTS, Parts, Recipe, kept, read_parts
from bilan.occupations.indexes.labels import concept_labels, files_of, skill_labels_of
from bilan.occupations.indexes.lessons import lessons_of
from bilan.occupations.models import Catalogue

SEED = 20
KIND = "encoder"
PROTOTYPES = "prototypes"
COURSE = Course()
# The code that tuning runs, and the sentences it reads: changed, they would teach otherwise, so what they
# taught before is stale.
TAUGHT_BY = (
    "engine/identify/learning",
    "engine/identify/concepts.py",
    "engine/identify/encoder.py",
    "engine/identify/network.py",
    "engine/identify/pieces.py",
    "engine/identify/spans.py",
    "occupations/indexes/encoding.py",
    "occupations/indexes/labels.py",
    "occupations/indexes/lessons.py",
    "occupations/sentences",
)

Report = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class TunedEncoder:
    """The encoder in use for skills, and where the skills it learnt from came to lie."""

    name: str  # of its folder; empty for the encoder as published
    encoder: Encoder
    prototypes: Mapping[str, NDArray[np.float16]]  # by uri


def tuned_encoder() -> TunedEncoder:
    """Return the tuned encoder if it was built, the last one if several are kept, else the published one."""
    told = Path(settings.BILAN_INDEX_DIR).glob(f"{KIND}-*/{TEXTS}")
    last = max(told, key=lambda path: (path.stat().st_mtime_ns, path.parent.name), default=None)
    return _opened(last.parent) if last else TunedEncoder("", published(), {})


def train_encoder(*, course: Course = COURSE, report: Report | None = None) -> TunedEncoder:
    """Tune the encoder on the loaded ESCO, unless this very code did that for this very content.

    Raises:
        CatalogueMissing: ESCO is not loaded.
    """
    catalogue = Catalogue.objects.filter(code="esco").first()
    if catalogue is None:
        raise CatalogueMissing
    recipe: Recipe[Parts] = Recipe(
        kind=KIND,
        source_kinds=files_of,
        build=lambda one: _learn(one, course, report),
        open=lambda parts: parts,
        made_with=lambda: f"{course!r} {teaching_code()}",
    )
    kept(recipe, catalogue)
    return tuned_encoder()


@lru_cache(maxsize=1)
def teaching_code() -> str:
    """Return what changes when the code that tunes the encoder changes, or the sentences it learns from."""
    root = Path(bilan.__file__).parent
    return digest_of(path for name in TAUGHT_BY for path in _sources(root / name))


def digest_of(sources: Iterable[Path]) -> str:
    """Return a digest of the names and the content of files, whatever their order and their folder."""
    told = sorted((path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sources)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _sources(place: Path) -> list[Path]:
    """Return a file, or the files of a package."""
    return [place] if place.suffix else [*place.rglob("*.py"), *place.rglob("*.csv")]


def _learn(catalogue: Catalogue, course: Course, report: Report | None) -> Parts:
    """Train, and keep half precision: less than 25 MB, and no figure moves."""
    labels = concept_labels(skill_labels_of(catalogue))
    encoder = published()
    learnt = train(
        lessons_of(catalogue, labels.uris),
        encoder,
        prototypes_of(labels, encoder),
        chance=np.random.default_rng(SEED),
        course=course,
        report=report,
    )
    arrays = {name: weight.astype(np.float16) for name, weight in learnt.weights.items()}
    return Parts(arrays | {PROTOTYPES: learnt.prototypes.astype(np.float16)}, {"uris": labels.uris})


@lru_cache(maxsize=1)
def _opened(folder: Path) -> TunedEncoder:
    """Read a folder once a process; its name tells its content."""
    parts = read_parts(folder)
    weights = {
        name: np.asarray(array, np.float32) for name, array in parts.arrays.items() if name != PROTOTYPES
    }
    prototypes = dict(zip(parts.texts["uris"], parts.arrays[PROTOTYPES], strict=True))
    return TunedEncoder(folder.name, tuned(weights), prototypes)
