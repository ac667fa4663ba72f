"""The encoder tuned on ESCO: built by one command, kept by content, used by indexes of skills once there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

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

Report = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class TunedEncoder:
    """The encoder in use for skills, and where the skills it learnt from came to lie."""

    name: str  # of its folder; empty for the encoder as published
    encoder: Encoder
    prototypes: Mapping[str, NDArray[np.float16]]  # by uri


def tuned_encoder() -> TunedEncoder:
    """Return the tuned encoder if it was built, else the published one."""
    folders = sorted(Path(settings.BILAN_INDEX_DIR).glob(f"{KIND}-*/{TEXTS}"))
    return _opened(folders[0].parent) if folders else TunedEncoder("", published(), {})


def train_encoder(*, course: Course = COURSE, report: Report | None = None) -> TunedEncoder:
    """Tune the encoder on the loaded ESCO, unless that was done for this very content.

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
        made_with=lambda: repr(course),
    )
    kept(recipe, catalogue)
    return tuned_encoder()


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
