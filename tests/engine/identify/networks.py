"""A small network of the encoder's shape, with weights drawn at random."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.network import CHUNKS, ORDERS, WIDTH, Network

DIMENSION, FEATURES = 8, 8 + 3 * WIDTH
SHAPES = {
    "narrow": (DIMENSION, 3 * WIDTH),
    "narrow_shift": (3 * WIDTH,),
    "narrow_gain": (3 * WIDTH,),
    "narrow_base": (3 * WIDTH,),
    "join_gain": (FEATURES,),
    "join_base": (FEATURES,),
    "pool": (FEATURES, 6),
    "pool_shift": (6,),
    "deep0": (6, 7),
    "deep1": (7, 5),
    "deep2": (5, 9),
    "deep3": (9, 4),
    "skip1": (6, 5),
    "skip3": (5, 4),
} | {
    name: shape
    for order, _ in ORDERS
    for layer in ("first", "second")
    for name, shape in (
        (f"{layer}{order}", (order * WIDTH, WIDTH)),
        (f"{layer}{order}_shift", (WIDTH,)),
    )
}


def a_network(*, pieces: int = 40, exact: bool = False) -> Network:
    """Return a network; an exact one counts in double precision, as its plain readings need."""
    chance = np.random.default_rng(4)
    kind: type[np.floating] = np.float64 if exact else np.float32
    weights = {name: array.astype(kind) for name, array in _weights().items()}
    return Network(
        table=chance.integers(0, 255, size=(pieces, DIMENSION), dtype=np.uint8),
        scale=np.full(CHUNKS, 0.01, kind),
        low=np.full(CHUNKS, -1.2, kind),
        weights=weights,
        epsilon=1e-9,
    )


@lru_cache(maxsize=1)
def _weights() -> dict[str, NDArray[np.float64]]:
    """Draw weights once; each network takes copies."""
    chance = np.random.default_rng(5)
    return {name: chance.normal(size=shape) / np.sqrt(shape[0]) for name, shape in SHAPES.items()}
