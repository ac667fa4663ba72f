"""The styles of plan: what a minute, a trip and the counsellor's presence weigh.

Prices are in thousandths of a gain point. Those of the balanced style make the derivation rule of the
diagnosis come out of the sums: at level 1 a module with the counsellor pays for its time, at level 2 a
lighter one does, at level 3 what is short and guided, at level 4 nothing that the text does not ask for.
"""

from dataclasses import dataclass, replace

from bilan.engine.plan.inputs import Preferences


@dataclass(frozen=True, slots=True)
class Style:
    """What weighs in a style of plan."""

    name: str
    minute_price: int
    accompanied_price: int
    trip_price: int
    uses_face: bool = True
    uses_video: bool = True


BALANCED = Style("BALANCED", minute_price=60, accompanied_price=0, trip_price=600)
REMOTE = Style("REMOTE", minute_price=40, accompanied_price=60, trip_price=600, uses_face=False)
ACCOMPANIED = Style("ACCOMPANIED", minute_price=10, accompanied_price=-60, trip_price=0)
STYLES = (BALANCED.name, REMOTE.name, ACCOMPANIED.name)


def styles_for(preferences: Preferences) -> tuple[Style, ...]:
    """Return the styles worth proposing to someone, bent to whether they travel."""
    if preferences.remote == "ONLY":
        return tuple(replace(style, uses_face=False) for style in (BALANCED, REMOTE, ACCOMPANIED))
    if preferences.remote == "PREFERRED":
        return (replace(BALANCED, trip_price=3 * BALANCED.trip_price), REMOTE, ACCOMPANIED)
    if preferences.remote == "AVOIDED":
        at_the_office = (replace(style, uses_face=True, uses_video=False) for style in (BALANCED, REMOTE))
        return (*at_the_office, replace(ACCOMPANIED, uses_video=False))
    return BALANCED, REMOTE, ACCOMPANIED
