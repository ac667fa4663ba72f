"""What is taught: names of concepts, sentences about them, concepts met together, labelled sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

Told = tuple[str, tuple[int, ...]]  # a text, and the concepts it speaks of


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts and the concepts they speak of; only `labelled` was labelled by hand."""

    names: tuple[tuple[str, ...], ...]  # (concept,) English names, any number
    french_names: tuple[tuple[str, ...], ...]  # (concept,)
    sentences: tuple[tuple[str, ...], ...]  # (concept,) of its definition
    together: tuple[tuple[int, ...], ...]  # concepts of each occupation
    portraits: tuple[Told, ...]  # sentences about an occupation, with the concepts it cannot do without
    fillers: tuple[str, ...]  # stretches that speak of nothing in particular
    labelled: tuple[Told, ...] = ()  # sentences, with the concepts that people found in them


def named(names: Sequence[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """Return each name with its concept."""
    return tuple((name, concept) for concept, some in enumerate(names) for name in some)
