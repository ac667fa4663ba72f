"""The encoder's network read backwards: from what vectors should have been to each weight's share in it."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bilan.engine.identify.network import (
    BEFORE,
    ORDERS,
    SMALL,
    WIDTH,
    Branch,
    HeadTrace,
    Network,
    Normal,
    TokenTrace,
)

Floats = NDArray[np.floating]
Gradients = dict[str, Floats]


def gradients(
    network: Network, tokens: TokenTrace, head: HeadTrace, stretches: NDArray[np.int64], vectors: Floats
) -> Gradients:
    """Return the gradient of each weight.

    Args:
        network: the encoder as it was when the traces were made.
        tokens: trace of the tokens.
        head: trace of the stretches.
        stretches: (stretch, 2) first token and one past the last.
        vectors: (stretch, dimension) gradient of the unit vectors.
    """
    found, sums = _of_head(network.weights, head, vectors)
    steps = np.zeros((len(tokens.features) + 1, sums.shape[1]), sums.dtype)
    np.add.at(steps, stretches[:, 0], sums)
    np.subtract.at(steps, stretches[:, 1], sums)
    return found | _of_tokens(network.weights, tokens, np.cumsum(steps, axis=0)[:-1])


def _of_head(weights: Mapping[str, Floats], head: HeadTrace, vectors: Floats) -> tuple[Gradients, Floats]:
    """Return the gradients of the head's weights, and that of the sums it read."""
    one, two, three = head.layers
    length = np.sqrt(np.maximum((head.bounded**2).sum(axis=1, keepdims=True), SMALL))
    along = (head.vectors * vectors).sum(axis=1, keepdims=True)
    last = (vectors - head.vectors * along) / length * (1 - head.bounded**2)
    third = (last @ weights["deep3"].T) * (three > 0)
    second = (last @ weights["skip3"].T + third @ weights["deep2"].T) * (two > 0)
    first = (second @ weights["deep1"].T) * (one > 0)
    mean = second @ weights["skip1"].T + first @ weights["deep0"].T
    pooled = mean / np.sqrt(head.sizes)[:, None]
    found = {
        "skip3": two.T @ last,
        "deep3": three.T @ last,
        "deep2": two.T @ third,
        "skip1": head.mean.T @ second,
        "deep1": one.T @ second,
        "deep0": head.mean.T @ first,
        "pool": head.sums.T @ pooled,
        "pool_shift": head.sizes @ pooled,
    }
    return found, pooled @ weights["pool"].T


def _of_tokens(weights: Mapping[str, Floats], trace: TokenTrace, features: Floats) -> Gradients:
    """Return the gradients of the weights that tokens went through."""
    joined = through_normal(trace.joined, features * weights["join_gain"])
    found = {"join_gain": (features * trace.joined.rows).sum(axis=0), "join_base": features.sum(axis=0)}
    outputs = joined[:, trace.embedded.shape[1] :]
    narrowed: list[Floats] = []
    for place, ((order, before), branch) in enumerate(zip(ORDERS, trace.branches, strict=True)):
        seen = trace.windows[:, BEFORE - before : BEFORE - before + order]
        output = outputs[:, place * WIDTH : (place + 1) * WIDTH]
        learnt, read = _of_branch(weights, order, branch, seen, output)
        found |= learnt
        narrowed.append(read)
    read = np.concatenate(narrowed, axis=1)
    found |= {
        "narrow_gain": (read * trace.narrowed.rows).sum(axis=0),
        "narrow_base": read.sum(axis=0),
    }
    projected = through_normal(trace.narrowed, read * weights["narrow_gain"])
    return found | {"narrow": trace.embedded.T @ projected, "narrow_shift": projected.sum(axis=0)}


def _of_branch(
    weights: Mapping[str, Floats], order: int, branch: Branch, windows: NDArray[np.int64], output: Floats
) -> tuple[Gradients, Floats]:
    """Return the gradients of a branch's weights, and that of what it read."""
    second = output * branch.second_active
    middle = output + through_windows(windows, second @ weights[f"second{order}"].T)
    first = middle * branch.first_active
    found = {
        f"second{order}": branch.second_input.T @ second,
        f"second{order}_shift": second.sum(axis=0),
        f"first{order}": branch.first_input.T @ first,
        f"first{order}_shift": first.sum(axis=0),
    }
    return found, middle + through_windows(windows, first @ weights[f"first{order}"].T)


def through_windows(windows: NDArray[np.int64], seen: Floats) -> Floats:
    """Give what windows saw back to the places they saw it at."""
    count, order = windows.shape
    width = seen.shape[1] // order
    given = np.zeros((count + 1, width), seen.dtype)  # the last row takes what was seen outside of texts
    for column in range(order):
        given[windows[:, column]] += seen[:, column * width : (column + 1) * width]
    return given[:-1]


def through_normal(held: Normal, output: Floats) -> Floats:
    """Read the normalization of rows backwards."""
    mean = output.mean(axis=1, keepdims=True)
    along = (output * held.rows).mean(axis=1, keepdims=True)
    read: Floats = held.inverse * (output - mean - held.rows * along)
    return read
