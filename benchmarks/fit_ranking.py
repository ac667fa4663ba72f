"""Fit the order in which skills found are put, and say how well it orders sentences it never saw.

Trees are fitted by LightGBM (dependency group `train`) on labelled sentences and written where the product
reads them. BILAN_BENCHMARKS names the folder of labelled sets; ESCO is loaded, its encoder tuned. Our own
sentences teach the encoder too: each set of them is searched here by one that never learnt from it.

Judged by folds: neighbouring sentences of a set stand together, as those of one advertisement must never be
learnt from and asked at once; then by leaving out all of a set, which stands in for sets of another kind.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks._blind import Search, blind_search, shipped_search
from benchmarks._forests import forest_of
from benchmarks.identify import COLUMNS, DEPTH, OWN, Question, labelled, report, validation
from bilan.cli.site import open_site
from bilan.engine.identify import identify
from bilan.engine.identify.agreement import agreed
from bilan.engine.identify.ranking import Ranker
from bilan.engine.identify.reranking import FUSED, LearntOrder
from bilan.engine.identify.teller import without_teller
from bilan.engine.identify.teller.apart import pieces_of
from bilan.engine.trees import Forest, forest_arrays

FOLDS = 5
SEEDS = (0, 1)
ROUNDS = 100
CANDIDATES = 60  # what the product looks at
COURSE = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 15,
    "learning_rate": 0.06,
    "num_leaves": 7,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as the product searches it: its candidates, what is known of them, and which are right."""

    uris: tuple[str, ...]
    features: NDArray[np.float32]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asked:
    """A labelled text and the sentences it is searched by."""

    pieces: tuple[Piece, ...]
    question: Question


def main() -> None:
    """Judge, then fit on everything and write the trees."""
    folder = Path(os.environ.get("BILAN_BENCHMARKS", ""))
    if not (folder / "skill-identification").is_dir():
        print("Left out: BILAN_BENCHMARKS must name the folder of the labelled sets.")
        return
    open_site()
    from bilan.occupations.indexes.ordering import SHIPPED

    sets = {name: gathered(questions, _search(name)) for name, questions in _sets(folder).items()}
    print(COLUMNS.format("set", "texts", "MRR", "RP@5", "R@10"))
    for name, asked in sets.items():
        _tell(f"{name}, fusion", asked, [None] * FOLDS)
        _tell(f"{name}, folds", asked, [fitted(_others(sets, name, fold)) for fold in range(FOLDS)])
        _tell(f"{name}, left out", asked, [fitted(_but(sets, name))] * FOLDS)
    forest = fitted([one for asked in sets.values() for one in asked]).forest
    np.savez_compressed(SHIPPED, **forest_arrays(forest))  # type: ignore[arg-type]  # arrays by name
    print(f"{SHIPPED.name}: {len(forest.leaves)} trees, {SHIPPED.stat().st_size / 1024:.0f} kB")


def _sets(folder: Path) -> dict[str, list[Question]]:
    """Return the labelled sets: two of job advertisements, and our own."""
    own = sorted(OWN.glob("*.csv"))
    return {name: validation(folder, name) for name in ("house", "tech")} | {
        path.stem: labelled(path) for path in own
    }


def _search(name: str) -> Search:
    """Return a search whose encoder never learnt from the set asked."""
    return blind_search(name) if (OWN / f"{name}.csv").exists() else shipped_search()


def gathered(questions: Iterable[Question], search: Search) -> list[Asked]:
    """Search texts as the product does, and keep what it knows of each candidate."""
    return [Asked(tuple(_pieces(text, gold, search)), (text, gold)) for text, gold in questions]


def _pieces(text: str, gold: frozenset[str], search: Search) -> Iterator[Piece]:
    """Yield the pieces of a text in which something is found."""
    from bilan.occupations.indexes import teller_sense

    told = agreed(without_teller(text))
    for piece in pieces_of(told, teller_sense()):
        seen: list[NDArray[np.float32]] = []
        (hits,) = identify(
            search.index, [piece.span.of(told)], search.encoder, limit=CANDIDATES, ranker=_keeping(seen)
        )
        uris = tuple(search.index.uris[hit.concept] for hit in hits)
        if seen:
            yield Piece(uris, seen[0], np.array([uri in gold for uri in uris], np.bool_))


def _keeping(seen: list[NDArray[np.float32]]) -> Ranker:
    """Return a ranker that leaves candidates in their order and keeps what it was told of them."""

    def leave(features: NDArray[np.float32]) -> NDArray[np.float64]:
        seen.append(features)
        return -np.arange(len(features), dtype=np.float64)

    return leave


def fitted(asked: Sequence[Asked]) -> LearntOrder:
    """Fit trees on sentences of which one candidate at least is right."""
    import lightgbm

    known = [piece for one in asked for piece in one.pieces if piece.right.any()]
    rows = np.concatenate([one.features for one in known])
    right = np.concatenate([one.right for one in known]).astype(np.int64)
    held = lightgbm.Dataset(rows, right, group=[len(one.right) for one in known], free_raw_data=False)
    models = [lightgbm.train(COURSE | {"seed": seed}, held, ROUNDS) for seed in SEEDS]
    forest: Forest = forest_of([model.dump_model() for model in models], share=1 / len(SEEDS))
    return LearntOrder(forest)


def fold_of(place: int, count: int) -> int:
    """Return the fold of a sentence: neighbours stand together."""
    return place * FOLDS // count


def _others(sets: Mapping[str, list[Asked]], name: str, fold: int) -> list[Asked]:
    """Return all sentences but those of one fold of a set."""
    kept = [one for place, one in enumerate(sets[name]) if fold_of(place, len(sets[name])) != fold]
    return kept + _but(sets, name)


def _but(sets: Mapping[str, list[Asked]], name: str) -> list[Asked]:
    """Return all sentences of the other sets."""
    return [one for other, asked in sets.items() if other != name for one in asked]


def _tell(name: str, asked: Sequence[Asked], orders: Sequence[LearntOrder | None]) -> None:
    """Print how well each fold's order ranks the texts of this fold; none is the fusion's own."""
    ranked = [_ranked(one, orders[fold_of(place, len(asked))]) for place, one in enumerate(asked)]
    report(name, ranked, [one.question for one in asked])


def _ranked(asked: Asked, order: LearntOrder | None) -> list[str]:
    """Join the sentences of a text as the product does: scores stay the fusion's, places are the order's."""
    best: dict[str, float] = {}
    for piece in asked.pieces:
        scores = piece.features[:, FUSED]
        fit = scores if order is None else order(piece.features)
        places = np.argsort(-fit, kind="stable")
        for row, score in zip(places, np.sort(scores)[::-1], strict=True):
            best[piece.uris[row]] = max(best.get(piece.uris[row], -1.0), float(score))
    return sorted(best, key=lambda uri: (-best[uri], uri))[:DEPTH]


if __name__ == "__main__":
    main()
