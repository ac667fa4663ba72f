"""From words to concepts: rank the skills or titles that a text speaks of, and say which words led there."""

from bilan.engine.identify.concepts import ConceptIndex, ConceptLabels, SpanEncoder, build_index
from bilan.engine.identify.ranking import Hit, Weights, identify

__all__ = ["ConceptIndex", "ConceptLabels", "Hit", "SpanEncoder", "Weights", "build_index", "identify"]
