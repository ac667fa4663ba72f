"""The gradient of each weight equals what a small push on it does to the loss."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bilan.engine.identify.learning.contrast import contrast
from bilan.engine.identify.learning.gradient import gradients
from bilan.engine.identify.network import Network, read_stretches, read_tokens
from tests.engine.identify.networks import SHAPES, a_network

TOKENS = np.array([3, 9, 27, 1, 5, 11, 2, 38], np.int64)
LENGTHS = np.array([5, 3], np.int64)
STRETCHES = np.array([[0, 5], [1, 3], [2, 4], [5, 8], [6, 8]], np.int64)
FIRSTS = np.array([0, 3])
SPOKEN = [[0, 2], [1]]
PUSH = 1e-6


def loss_of(network: Network, targets: NDArray[np.float64]) -> float:
    features = read_tokens(network, TOKENS, LENGTHS).features
    vectors = read_stretches(network, features, STRETCHES).vectors
    return contrast(vectors @ targets.T, FIRSTS, SPOKEN).loss


@pytest.mark.parametrize("name", SHAPES)
def test_each_weight_moves_the_loss_as_its_gradient_says(name: str) -> None:
    network = a_network(exact=True)
    targets = np.random.default_rng(2).normal(size=(5, 4)) / 2
    tokens = read_tokens(network, TOKENS, LENGTHS)
    head = read_stretches(network, tokens.features, STRETCHES)
    seen = contrast(head.vectors @ targets.T, FIRSTS, SPOKEN)

    found = gradients(network, tokens, head, STRETCHES, seen.likeness @ targets)[name]

    weight = network.weights[name]
    place = np.unravel_index(int(np.argmax(np.abs(found))), weight.shape)
    weight[place] += PUSH
    above = loss_of(network, targets)
    weight[place] -= 2 * PUSH
    below = loss_of(network, targets)
    assert found.shape == weight.shape
    assert found[place] == pytest.approx((above - below) / (2 * PUSH), rel=1e-3, abs=1e-6)


def test_every_weight_has_a_gradient() -> None:
    network = a_network()
    tokens = read_tokens(network, TOKENS, LENGTHS)
    head = read_stretches(network, tokens.features, STRETCHES)

    found = gradients(network, tokens, head, STRETCHES, np.ones_like(head.vectors))

    assert set(found) == set(SHAPES)
