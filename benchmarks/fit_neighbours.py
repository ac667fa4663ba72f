"""Fit the trees that order neighbors of an occupation, and write them where the product reads them.

Trees are fitted by LightGBM (dependency group `train`) on the visible official moves of ROME 4.0: for each
group of origins, on the moves of the other groups alone. `python -m benchmarks neighbours` then judges what
is shipped: each visible origin is scored by trees, and told by moves, that never saw its own.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks._forests import forest_of
from bilan.cli.site import open_site
from bilan.engine.match.near_order import GROUPS, Moves, NearOrder, group_of, known_of
from bilan.engine.match.pairs import Likeness, Square
from bilan.engine.trees import Forest, forest_arrays

ROUNDS = 150
SEEDS = (0, 1)
COURSE = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 16,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.35,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


def main() -> None:
    """Fit one forest a group, twice."""
    open_site()
    from bilan.occupations.indexes.surroundings import SHIPPED, compared
    from bilan.occupations.models import Catalogue

    rome = Catalogue.objects.filter(code="rome").first()
    if rome is None:
        print("Left out: ROME is not loaded (bilan reference import PATH…).")
        return
    codes, like, moves = compared(rome)
    order = NearOrder(
        content=tuple(_fitted(codes, like, moves, group, False) for group in range(GROUPS)),
        taught=tuple(_fitted(codes, like, moves, group, True) for group in range(GROUPS)),
    )
    np.savez_compressed(SHIPPED, **dict(_arrays(order)))  # type: ignore[arg-type]  # arrays by name
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size / 1024:.0f} kB")


def _fitted(codes: Sequence[str], like: Likeness, moves: Moves, group: int, is_taught: bool) -> Forest:
    """Fit on the origins of the other groups; the moves of this one teach nothing, not even of others."""
    import lightgbm

    groups = np.array([group_of(code) for code in codes])
    left = moves.official.copy()
    left[groups == group] = 0
    visible = Moves(left, moves.older_near, moves.older_progress)
    pairs, rows = known_of(like, codes, visible if is_taught else None)
    taken = visible.known[pairs.origins]
    right = left[pairs.origins, pairs.targets].astype(np.int64)
    held = lightgbm.Dataset(rows[taken], right[taken], free_raw_data=False)
    models = [lightgbm.train(COURSE | {"seed": seed}, held, ROUNDS) for seed in SEEDS]
    print(f"group {group}, {'moves' if is_taught else 'content'}: {int(taken.sum())} pairs")
    return forest_of([model.dump_model() for model in models], share=1 / len(SEEDS))


def _arrays(order: NearOrder) -> Iterator[tuple[str, Square]]:
    for kind, forests in (("content", order.content), ("taught", order.taught)):
        for group, forest in enumerate(forests):
            for name, array in forest_arrays(forest).items():
                yield f"{kind}{group}_{name}", array  # type: ignore[misc]  # of any kind of number


if __name__ == "__main__":
    main()
