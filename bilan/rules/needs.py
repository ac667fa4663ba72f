"""From the diagnosis to needs: the derivation rule, deterministic and explainable.

Level 1 asks for the full module with the counsellor, 2 for the standard one, 3 for a light guided activity,
4 for none: what is mastered becomes a proof in the portfolio. The last weight is a tie-break only, for the
case where a text asks for more hours than the needs do.
"""

from collections.abc import Iterable, Mapping

from bilan.rules.errors import LevelUnknown
from bilan.rules.modules import load_catalogue, module

AREAS = ("A", "B", "C", "D", "E")
WEIGHTS: Mapping[int, float] = {1: 1.0, 2: 0.7, 3: 0.35, 4: 0.05}
OBJECTIVE_WEIGHT = 1.0


def objective_tags() -> tuple[str, ...]:
    """Return the tags an objective may bear."""
    return tuple(need for need in load_catalogue().needs if need not in AREAS)


def needs_from_levels(*, levels: Mapping[str, int], objectives: Iterable[str] = ()) -> Mapping[str, float]:
    """Return the weight of each need; an area without a level weighs as a standard one.

    Raises:
        LevelUnknown: an area, a level or an objective that does not exist.
    """
    tags = objective_tags()
    for area, level in levels.items():
        if area not in AREAS:
            raise LevelUnknown(name="area", value=area, known=", ".join(AREAS))
        if level not in WEIGHTS:
            raise LevelUnknown(name=f"level of {area}", value=level, known="1, 2, 3, 4")
    for tag in (chosen := tuple(objectives)):
        if tag not in tags:
            raise LevelUnknown(name="objective", value=tag, known=", ".join(tags))
    areas = {area: WEIGHTS[levels.get(area, 2)] for area in AREAS}
    return areas | dict.fromkeys(chosen, OBJECTIVE_WEIGHT)


def reason_sentence(*, code: str, parameters: Mapping[str, str], language: str) -> str:
    """Return why a module is in a plan, in words, from the planner's code and parameters."""
    catalogue = load_catalogue()
    words = dict(parameters)
    if "need" in words:
        words["need"] = catalogue.needs[words["need"]].text(language)
    if "module" in words:
        words["module"] = module(words["module"]).title(language)
    return catalogue.reasons[code].text(language).format(**words)
