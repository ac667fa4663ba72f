"""How well neighbors agree with the official mobility of visible ROME origins, never read for themselves.

The moves of an origin serve to score other origins only (folds of a tenth), and the trees that order its
neighbors never saw them (groups of two folds); the content alone is shown too, as a sum and as learnt.
"""

import time
from dataclasses import replace

import numpy as np

from bilan.cli.site import open_site
from bilan.engine.match import Surroundings, neighbors
from bilan.engine.match.near_order import near_chances

COLUMNS = "{:<26}{:>8}{:>8}{:>8}{:>12}"


def main() -> None:
    """Print the table."""
    open_site()
    from bilan.occupations.indexes import occupation_index
    from bilan.occupations.indexes.surroundings import compared, shipped_order
    from bilan.occupations.models import Catalogue

    rome = Catalogue.objects.filter(code="rome").first()
    if rome is None:
        print("Left out: ROME is not loaded (bilan reference import PATH…).")
        return
    codes, like, moves = compared(rome)
    index = occupation_index(rome)
    gold = {
        int(row): set(np.flatnonzero(moves.official[row]).tolist()) for row in np.flatnonzero(moves.known)
    }
    print(COLUMNS.format("method", "origins", "R@10", "MRR", "ms an origin"))
    _report("content, plain sum", replace(index.surroundings, learnt=None), gold)
    chances = near_chances(like, codes, shipped_order(), moves, by_content=True)
    _report("content, learnt order", Surroundings((), chances, 1.0), gold)
    bare = near_chances(like, codes, shipped_order(), moves, by_what_any_tells=True)
    _report("content any catalogue has", Surroundings((), bare, 1.0), gold)
    _report("content and other origins", index.surroundings, gold)


def _report(name: str, surroundings: Surroundings, gold: dict[int, set[int]]) -> None:
    recalls, ranks = [], []
    started = time.perf_counter()
    for origin, targets in gold.items():
        near = [one.occupation for one in neighbors(surroundings, origin, limit=100)]
        recalls.append(len(set(near[:10]) & targets) / len(targets))
        ranks.append(next((1 / (1 + rank) for rank, row in enumerate(near) if row in targets), 0.0))
    spent = 1000 * (time.perf_counter() - started) / len(gold)
    print(COLUMNS.format(name, len(gold), f"{np.mean(recalls):.3f}", f"{np.mean(ranks):.3f}", f"{spent:.1f}"))


if __name__ == "__main__":
    main()
