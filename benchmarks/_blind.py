"""How sentences are searched: as the product does, or by an encoder that never learnt from a set of ours."""

from dataclasses import dataclass, replace

import numpy as np

from bilan.engine.identify import ConceptIndex
from bilan.engine.identify.concepts import prototypes_of, sketch_of
from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.learning import train


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched, and how texts are read."""

    index: ConceptIndex
    encoder: Encoder


def shipped_search() -> Search:
    """Return the search of the product."""
    from bilan.occupations.indexes import skill_index, tuned_encoder
    from bilan.occupations.models import Catalogue

    return Search(skill_index(Catalogue.objects.get(code="esco")), tuned_encoder().encoder)


def blind_search(without: str) -> Search:
    """Return the same by an encoder tuned without one set of our sentences, in one round: some minutes."""
    from bilan.occupations.indexes.encoding import published, tuned
    from bilan.occupations.indexes.labels import concept_labels, skill_labels_of
    from bilan.occupations.indexes.lessons import lessons_of
    from bilan.occupations.indexes.tuning import COURSE, SEED
    from bilan.occupations.models import Catalogue

    esco = Catalogue.objects.get(code="esco")
    labels = concept_labels(skill_labels_of(esco))
    lessons = lessons_of(esco, labels.uris, without=(without,))
    prototypes = prototypes_of(labels, published())
    chance = np.random.default_rng(SEED)
    learnt = train(lessons, published(), prototypes, chance=chance, course=replace(COURSE, rounds=1))
    weights = {name: np.asarray(weight, np.float32) for name, weight in learnt.weights.items()}
    moved = np.asarray(learnt.prototypes, np.float32)
    index = replace(shipped_search().index, prototypes=moved, sketch=sketch_of(moved))
    return Search(index, tuned(weights))
