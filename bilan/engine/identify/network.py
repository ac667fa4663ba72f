"""The network of the sentence encoder, in plain arrays: tokens to features, stretches to unit vectors.

It is the network of the Universal Sentence Encoder, multilingual (Yang et al. 2020), as its package lays it
out. Reading the tokens of a text once and pooling each stretch costs a tenth of reading each stretch alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

# Single precision in use; plain readings of the arithmetic may ask for double.
Floats = NDArray[np.floating]
Places = NDArray[np.int64]

CHUNKS = 17  # the table of pieces is quantized in 17 interleaved chunks
WIDTH = 256  # of each branch
ORDERS = ((2, 0), (3, 1), (5, 2))  # words seen together by each branch, and how many stand before
BEFORE, AFTER = 2, 2  # the widest window around a token
SMALL = 1e-12


@dataclass(frozen=True, slots=True)
class Network:
    """What the encoder has learnt; `weights` may be tuned, the table of pieces stays as it is."""

    table: NDArray[np.uint8]  # (piece, dimension)
    scale: Floats  # (chunk,)
    low: Floats  # (chunk,)
    weights: Mapping[str, Floats]
    epsilon: float


@dataclass(frozen=True, slots=True)
class Branch:
    """What one branch computed: its inputs by window, and what came out of each of its two layers."""

    first_input: Floats  # (token, order × width)
    first_active: NDArray[np.bool_]  # (token, width)
    second_input: Floats
    second_active: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Normal:
    """Rows brought to mean 0 and variance 1, and by how much."""

    rows: Floats
    inverse: Floats  # (row, 1)


@dataclass(frozen=True, slots=True)
class TokenTrace:
    """All that was computed for the tokens of a batch, which learning reads backwards."""

    embedded: Floats  # (token, dimension)
    windows: Places  # (token, 5) places seen by each token; the count of tokens means none
    narrowed: Normal
    branches: tuple[Branch, ...]
    joined: Normal
    features: Floats  # (token, feature)


@dataclass(frozen=True, slots=True)
class HeadTrace:
    """All that was computed for the stretches of a batch."""

    sums: Floats  # (stretch, feature)
    sizes: Floats  # (stretch,) how many tokens
    mean: Floats
    layers: tuple[Floats, Floats, Floats]  # after each rectifier
    bounded: Floats  # after the hyperbolic tangent
    vectors: Floats  # (stretch, dimension) unit vectors


def vectors_of(network: Network, tokens: Places, lengths: Places, stretches: Places) -> NDArray[np.float32]:
    """Return the unit vector of each stretch of tokens.

    Args:
        network: the encoder.
        tokens: of all texts, end to end.
        lengths: of each text.
        stretches: (stretch, 2) first token and one past the last, counted over all texts.
    """
    features = read_tokens(network, tokens, lengths).features
    return read_stretches(network, features, stretches).vectors.astype(np.float32, copy=False)


def read_tokens(network: Network, tokens: Places, lengths: Places) -> TokenTrace:
    """Return the features of tokens, each seen with its neighbours in the same text."""
    weights = network.weights
    chunk = tokens % CHUNKS
    embedded = network.table[tokens] * network.scale[chunk, None] + network.low[chunk, None]
    windows = windows_of(lengths)
    narrowed = normal(embedded @ weights["narrow"] + weights["narrow_shift"], network.epsilon)
    branches: list[Branch] = []
    parts: list[Floats] = [embedded]
    x = narrowed.rows * weights["narrow_gain"] + weights["narrow_base"]
    for place, (order, before) in enumerate(ORDERS):
        seen = windows[:, BEFORE - before : BEFORE - before + order]
        branch, output = _branch(weights, order, x[:, place * WIDTH : (place + 1) * WIDTH], seen)
        branches.append(branch)
        parts.append(output)
    joined = normal(np.concatenate(parts, axis=1), network.epsilon)
    features = joined.rows * weights["join_gain"] + weights["join_base"]
    return TokenTrace(embedded, windows, narrowed, tuple(branches), joined, features)


def read_stretches(network: Network, features: Floats, stretches: Places) -> HeadTrace:
    """Return the unit vectors of stretches of tokens."""
    weights = network.weights
    running = np.zeros((len(features) + 1, features.shape[1]))
    running[1:] = features
    for before, row in pairwise(running):  # a fifth of the time of `cumsum` down the columns, the same bits
        np.add(before, row, out=row)
    sums = (running[stretches[:, 1]] - running[stretches[:, 0]]).astype(features.dtype)
    sizes = (stretches[:, 1] - stretches[:, 0]).astype(features.dtype)
    mean = (sums @ weights["pool"] + sizes[:, None] * weights["pool_shift"]) / np.sqrt(sizes)[:, None]
    one = np.maximum(mean @ weights["deep0"], 0)
    two = np.maximum(mean @ weights["skip1"] + one @ weights["deep1"], 0)
    three = np.maximum(two @ weights["deep2"], 0)
    bounded = np.tanh(two @ weights["skip3"] + three @ weights["deep3"])
    length = np.sqrt(np.maximum((bounded**2).sum(axis=1, keepdims=True), SMALL))
    return HeadTrace(sums, sizes, mean, (one, two, three), bounded, bounded / length)


def windows_of(lengths: Places) -> Places:
    """Return the places each token sees, those of other texts replaced by the count of tokens."""
    total = int(lengths.sum())
    ends = np.cumsum(lengths)
    seen = np.arange(total)[:, None] + np.arange(-BEFORE, AFTER + 1)
    first, last = np.repeat(ends - lengths, lengths), np.repeat(ends, lengths)
    inside = (seen >= first[:, None]) & (seen < last[:, None])
    places: Places = np.where(inside, seen, total)
    return places


def seen_through(windows: Places, values: Floats) -> Floats:
    """Return what each token sees of values around it, nothing outside its text: (token, order × width)."""
    padded = np.concatenate([values, np.zeros((1, values.shape[1]), values.dtype)])
    return padded[windows].reshape(len(values), -1)


def normal(rows: Floats, epsilon: float) -> Normal:
    """Bring each row to mean 0 and variance 1."""
    centered = rows - rows.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt((centered**2).mean(axis=1, keepdims=True) + epsilon)
    return Normal(centered * inverse, inverse)


def _branch(weights: Mapping[str, Floats], order: int, x: Floats, windows: Places) -> tuple[Branch, Floats]:
    """Run two layers, each added to what it read."""
    first_input = seen_through(windows, x)
    first = first_input @ weights[f"first{order}"] + weights[f"first{order}_shift"]
    middle = np.maximum(first, 0) + x
    second_input = seen_through(windows, middle)
    second = second_input @ weights[f"second{order}"] + weights[f"second{order}_shift"]
    return Branch(first_input, first > 0, second_input, second > 0), np.maximum(second, 0) + middle
