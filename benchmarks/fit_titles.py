"""Fit what each reason is worth in ranking occupations for a job title; prints the weights to write down.

National titles that the official table links to ESCO are asked, one in five, after they were kept out of
the index; the weights make the linked occupation as likely as can be. Half of them is left out of the fit
and judged. Other classifications' titles are never read. Needs ESCO, ROME and their table loaded.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bilan.cli.site import open_site
from bilan.engine.identify.title_ranking import TERMS, WEIGHTS, TitleIndex, candidates_of, title_terms
from bilan.engine.identify.titles import title_forms

ONE_IN = 5
MOST_ASKED = 2000
SHARPNESS = 8.0  # of the product's titles: scores are in the unit in which it tells chances
RESTRAINT = 0.003  # what large weights cost, in standard units
LINE = "{:<44}{:>8}{:>8}"


def main() -> None:
    """Print the figures and the weights."""
    open_site()
    from bilan.occupations.indexes import encode
    from bilan.occupations.indexes.labels import occupation_labels_of
    from bilan.occupations.indexes.titling import index_titles, labels_of_titles, linked_titles
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.filter(code="esco").first()
    linked = list(linked_titles(esco)) if esco else []
    if esco is None or not linked:
        print("Left out: ESCO, ROME and their official table must be loaded (bilan reference import PATH…).")
        return
    drawn = _drawn(linked)
    own = list(occupation_labels_of(esco))
    left = labels_of_titles(row for row in linked if row[1] not in drawn)
    asked = {title_forms(title)[0]: gold for title, gold in drawn.items()}
    told = [
        _laid_out(index_titles(own, left, encode), asked),
        _laid_out(index_titles(own, [], encode), asked),
    ]
    fitted = _fitted([one.half(0) for one in told])
    print(LINE.format("MRR of the half not fitted on, index of", "written", "fitted"))
    for name, one in zip(("ESCO and the other titles of the table", "ESCO alone"), told, strict=True):
        scores = (_reciprocal(one.half(1), weights) for weights in (np.array(list(WEIGHTS.values())), fitted))
        print(LINE.format(name, *(f"{score:.3f}" for score in scores)))
    for name, weight in zip(TERMS, fitted, strict=True):
        print(f'    "{name}": {weight:.2f},')


def _drawn(linked: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """Draw titles by their letters, whatever the order of the file."""
    gold: dict[str, set[str]] = defaultdict(set)
    for uri, title in linked:
        gold[title].add(uri)
    digests = sorted((sha256(title.encode()).hexdigest(), title) for title in gold)
    chosen = [title for digest, title in digests if int(digest, 16) % ONE_IN == 0]
    return {title: gold[title] for title in chosen[:MOST_ASKED]}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Titles beside their candidates."""

    terms: NDArray[np.float32]  # (title, candidate, TERMS)
    right: NDArray[np.bool_]  # (title, candidate)

    def half(self, first: int) -> "_Asked":
        """Return every other title."""
        return _Asked(self.terms[first::2], self.right[first::2])


def _laid_out(index: TitleIndex, asked: Mapping[str, set[str]]) -> _Asked:
    """Tell what speaks for each candidate of each title."""
    from bilan.occupations.indexes import encode

    terms, right = [], []
    for (title, gold), vector in zip(asked.items(), encode(list(asked)), strict=True):
        kept = candidates_of(index, title, vector)
        terms.append(title_terms(index, title, vector, kept))
        right.append([index.names.uris[place] in gold for place in kept])
    return _Asked(np.array(terms), np.array(right))


def _fitted(told: Sequence[_Asked]) -> NDArray[np.float64]:
    """Make the right occupation the likeliest among the candidates: a softmax, no weight below nothing."""
    right = np.concatenate([one.right for one in told])
    terms = np.concatenate([one.terms for one in told]).astype(np.float64)[right.any(axis=1)]
    right = right[right.any(axis=1)]
    spread = terms.reshape(-1, terms.shape[2]).std(axis=0)
    terms = terms / spread

    def cost(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = terms @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        hit = np.maximum((likely * right).sum(axis=1, keepdims=True), 1e-12)
        pull = np.einsum("tc,tcf->f", likely - likely * right / hit, terms) / len(terms)
        worth = float(-np.log(hit).mean() + RESTRAINT * weights @ weights)
        return worth, pull + 2 * RESTRAINT * weights

    start = np.zeros(terms.shape[2])
    found_weights = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start)).x
    weights: NDArray[np.float64] = found_weights / spread / SHARPNESS
    return weights


def _reciprocal(told: _Asked, weights: NDArray[np.float64]) -> float:
    """Return the mean reciprocal rank of the right occupation, 0 where it is no candidate."""
    scores = told.terms @ weights
    best = np.where(told.right, scores, -np.inf).max(axis=1, keepdims=True)
    places = 1 + (scores > best).sum(axis=1)
    return float(np.where(told.right.any(axis=1), 1 / places, 0.0).mean())


if __name__ == "__main__":
    main()
