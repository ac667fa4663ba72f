"""How far a catalogue's skills are used: by how many occupations, across which sectors, and of which kind."""

from collections.abc import Sequence

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from bilan.occupations.models import Catalogue, Requirement, Skill, SkillKind

# ESCO's levels of reuse, from one occupation to all; a catalogue without them lies between.
REUSE = {"occupation-specific": 0, "sector-specific": 1, "cross-sector": 2, "transversal": 3}
UNTOLD = 1


def usage_of(catalogue: Catalogue, uris: Sequence[str]) -> NDArray[np.float32]:
    """Return (skill, 4): occupations that need it, that may use it, its reuse, 1 for knowledge; 2 queries."""
    places = {uri: place for place, uri in enumerate(uris)}
    usage = np.zeros((len(uris), 4), np.float32)
    usage[:, 2] = UNTOLD
    asked = Requirement.objects.filter(occupation__catalogue=catalogue).order_by()
    for uri, is_essential, count in asked.values_list("skill__uri", "is_essential").annotate(Count("pk")):
        if uri in places:
            usage[places[uri], 0 if is_essential else 1] = count
    for uri, kind, reuse in Skill.objects.filter(catalogue=catalogue).values_list("uri", "kind", "reuse"):
        if uri in places:
            usage[places[uri], 2:] = REUSE.get(reuse, UNTOLD), kind == SkillKind.KNOWLEDGE
    return usage
