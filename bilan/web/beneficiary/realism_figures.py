"""Something known of an option, in words, with its source and vintage."""

from dataclasses import dataclass

from bilan.projects.pieces import Fact


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """Something published, in words, with its area, source and vintage."""

    key: str
    side: str
    sentence: str
    source: str
    vintage: str

    def fact(self, verdict: str) -> Fact:
        """Return it as a fact that the person judged."""
        return Fact(
            side=self.side,
            learnt=self.sentence,
            verdict=verdict,
            source=self.source,
            vintage=self.vintage,
        )
