"""Fit the trees that order neighbors of an occupation, and write them where the product reads them.

Trees are fitted by LightGBM (dependency group `train`) on the visible official moves of ROME 4.0: for each
group of origins, on the moves of the other groups alone. `python -m benchmarks neighbours` then judges what
is shipped: each visible origin is scored by trees, and told by moves, that never saw its own.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks._forests import forest_of
from bilan.cli.site import open_site
from bilan.engine.match.content import CONTENT, RARE
from bilan.engine.match.near_order import GROUPS, Moves, NearOrder, group_of, known_of
from bilan.engine.match.pairs import Likeness, Pairs, Square
from bilan.engine.trees import Forest, forest_arrays

Known = tuple[Pairs, Square]  # pairs and what is known of them: (pair, column)

ROUNDS = 250
SEEDS = (0, 1)
COURSE = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 24,
    "min_data_in_leaf": 90,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 20.0,
    "max_bin": 63,
    "num_threads": 2,
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
    content = known_of(like, codes, None)
    order = NearOrder(
        content=tuple(_fitted(codes, moves, group, content) for group in range(GROUPS)),
        bare=tuple(_fitted(codes, moves, group, _without_rare(content)) for group in range(GROUPS)),
        taught=tuple(_taught(codes, like, moves, group) for group in range(GROUPS)),
    )
    np.savez_compressed(SHIPPED, **dict(_arrays(order)))  # type: ignore[arg-type]  # arrays by name
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size / 1024:.0f} kB")


def _without_rare(known: Known) -> Known:
    """Blot out what few catalogues tell."""
    pairs, rows = known
    return pairs, np.where([name in RARE for name in CONTENT], np.float32(0), rows)


def _taught(codes: Sequence[str], like: Likeness, moves: Moves, group: int) -> Forest:
    """Fit on what moves tell too; those of the group teach nothing, not even of others."""
    visible = _visible(codes, moves, group)
    return _fitted(codes, visible, group, known_of(like, codes, visible))


def _visible(codes: Sequence[str], moves: Moves, group: int) -> Moves:
    """Return the moves of the other groups."""
    left = moves.official.copy()
    left[np.array([group_of(code) for code in codes]) == group] = 0
    return Moves(left, moves.older_near, moves.older_progress)


def _fitted(codes: Sequence[str], moves: Moves, group: int, known: Known) -> Forest:
    """Fit on the origins of the other groups."""
    import lightgbm

    pairs, rows = known
    visible = _visible(codes, moves, group)
    taken = visible.known[pairs.origins]
    right = visible.official[pairs.origins, pairs.targets][taken].astype(np.int64)
    held = lightgbm.Dataset(rows[taken], right, free_raw_data=False)
    models = [lightgbm.train(COURSE | {"seed": seed}, held, ROUNDS) for seed in SEEDS]
    print(f"group {group}: {int(taken.sum())} pairs, {rows.shape[1]} columns")
    return forest_of([model.dump_model() for model in models], share=1 / len(SEEDS))


def _arrays(order: NearOrder) -> Iterator[tuple[str, Square]]:
    for kind, forests in (("content", order.content), ("bare", order.bare), ("taught", order.taught)):
        for group, forest in enumerate(forests):
            for name, array in forest_arrays(forest).items():
                yield f"{kind}{group}_{name}", array  # type: ignore[misc]  # of any kind of number


if __name__ == "__main__":
    main()
