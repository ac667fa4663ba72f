"""How well neighbors agree with the official mobility of visible ROME origins, never read for themselves.

The moves of an origin serve to score other origins only (folds of a tenth); the content alone is shown too.
"""

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from bilan.cli.site import open_site
from bilan.engine.match import Surroundings, neighbors

COLUMNS = "{:<26}{:>8}{:>8}{:>8}{:>12}"


def main() -> None:
    """Print the table."""
    open_site()
    from bilan.occupations.indexes import occupation_index
    from bilan.occupations.models import Catalogue

    rome = Catalogue.objects.filter(code="rome").first()
    if rome is None:
        print("Left out: ROME is not loaded (bilan reference import PATH…).")
        return
    index = occupation_index(rome)
    gold = _official(index.rows)
    print(COLUMNS.format("method", "origins", "R@10", "MRR", "ms an origin"))
    _report("content alone", replace(index.surroundings, learnt=None), gold)
    _report("content and other origins", index.surroundings, gold)


def _official(rows: Mapping[str, int]) -> dict[int, set[int]]:
    from bilan.occupations.models import Mobility

    found: dict[int, set[int]] = {}
    moves = Mobility.objects.filter(origin__catalogue__code="rome", target__catalogue__code="rome")
    for origin, target in moves.order_by("pk").values_list("origin__code", "target__code"):
        if origin != target:
            found.setdefault(rows[origin], set()).add(rows[target])
    return found


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
