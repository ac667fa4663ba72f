"""Why each module is in a plan, as a code with its parameters.

CORE                      the text or the catalogue asks for it
CHOSEN                    the person or the counsellor chose it
SERVES_OBJECTIVE need     it serves an objective of the person most
SERVES_AREA need          it serves an area of the diagnosis most
ASKED_BY module           another module of the plan asks for it
MAKES_UP_HOURS            it makes up the hours the text asks for
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bilan.engine.plan.inputs import PlannedMode, PlannedModule
from bilan.engine.plan.results import Reason

WEAK_NEED = 0.1  # below it a need is a tie-break, not a reason


def reason_for(
    *,
    module: PlannedModule,
    mode: PlannedMode,
    needs: Mapping[str, float],
    chosen: Mapping[str, str],
    core: AbstractSet[str],
    taken: Sequence[PlannedModule],
) -> Reason:
    """Return the first reason that holds."""
    if module.code in core:
        return Reason("CORE", {"phase": module.phase})
    if module.code in chosen:
        return Reason("CHOSEN", {})
    need = _strongest_need(mode, needs)
    if need is not None:
        return Reason("SERVES_AREA" if len(need) == 1 else "SERVES_OBJECTIVE", {"need": need})
    asking = _asking(module, taken)
    return Reason("ASKED_BY", {"module": asking}) if asking else Reason("MAKES_UP_HOURS", {})


def _strongest_need(mode: PlannedMode, needs: Mapping[str, float]) -> str | None:
    """Return the need that the module serves most, when it is worth saying."""
    served = {need: needs.get(need, 0.0) * points for need, points in mode.gains.items()}
    felt = {need: gain for need, gain in served.items() if needs.get(need, 0.0) > WEAK_NEED and gain > 0}
    return max(sorted(felt), key=lambda need: felt[need]) if felt else None


def _asking(module: PlannedModule, taken: Sequence[PlannedModule]) -> str | None:
    """Return a module of the plan that asks for this one."""
    codes = (other.code for other in taken if module.code in (*other.prerequisites, *other.completed_by))
    return next(codes, None)
