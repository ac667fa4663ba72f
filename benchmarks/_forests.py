"""Trees that LightGBM fitted, laid out as the product evaluates them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bilan.engine.trees import MOST_LEAVES, Forest

Node = Mapping[str, Any]  # as `Booster.dump_model` writes it


@dataclass(slots=True)
class _Laid:
    """A tree being laid out: its questions, and the values of its leaves from left to right."""

    features: list[int] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    ruled_out: list[int] = field(default_factory=list)
    leaves: list[float] = field(default_factory=list)

    def add(self, node: Node) -> None:
        """Lay out a node and what is under it."""
        if "leaf_value" in node:
            self.leaves.append(float(node["leaf_value"]))
            return
        if node["decision_type"] != "<=":
            raise ValueError(f"Only questions of more or less are known, not {node['decision_type']!r}.")
        first = len(self.leaves)
        self.add(node["left_child"])
        marks = (1 << len(self.leaves)) - (1 << first)
        self.features.append(int(node["split_feature"]))
        self.thresholds.append(float(node["threshold"]))
        self.ruled_out.append(marks)
        self.add(node["right_child"])


def forest_of(dumps: Sequence[Mapping[str, Any]], *, share: float = 1.0) -> Forest:
    """Lay out all trees of some dumped models, each leaf counting for a share."""
    trees = [_laid(tree["tree_structure"]) for dump in dumps for tree in dump["tree_info"]]
    questions = max(len(tree.features) for tree in trees)
    most = max(len(tree.leaves) for tree in trees)
    if most > MOST_LEAVES:
        raise ValueError(f"A tree has {most} leaves; {MOST_LEAVES} at most can be laid out.")
    return Forest(
        features=np.array([_filled(tree.features, questions, 0) for tree in trees], np.int16),
        thresholds=np.array([_filled(tree.thresholds, questions, np.inf) for tree in trees], np.float64),
        ruled_out=np.array([_filled(tree.ruled_out, questions, 0) for tree in trees], np.uint64),
        leaves=(share * np.array([_filled(tree.leaves, most, 0.0) for tree in trees])).astype(np.float32),
    )


def _laid(root: Node) -> _Laid:
    tree = _Laid()
    tree.add(root)
    return tree


def _filled(values: Sequence[float], length: int, filling: float) -> list[float]:
    """Lengthen a list."""
    return [*values, *[filling] * (length - len(values))]
