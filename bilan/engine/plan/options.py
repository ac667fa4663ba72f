"""Turn modules into groups of options: in each group exactly one option is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bilan.engine.plan.errors import PlanImpossible
from bilan.engine.plan.inputs import EQUIPMENT, Envelope, PlannedMode, PlannedModule, Preferences
from bilan.engine.plan.styles import Style

POINT = 1000
EASE_FLOOR = {"VIDEO": 0.7, "GUIDED": 0.5}  # share of the gain left to someone not at ease with a screen


@dataclass(frozen=True, slots=True)
class Pick:
    """A module lived in one mode, with what it weighs. Minutes that do not count are not in it."""

    code: str
    mode: str
    minutes: int
    accompanied: int
    cost: int
    gain: int
    value: int


@dataclass(frozen=True, slots=True)
class Option:
    """Some picks taken together, and their sums."""

    minutes: int
    accompanied: int
    cost: int
    value: int
    picks: tuple[Pick, ...]

    def with_pick(self, pick: Pick) -> "Option":
        """Return this option with one pick more."""
        return Option(
            self.minutes + pick.minutes,
            self.accompanied + pick.accompanied,
            self.cost + pick.cost,
            self.value + pick.value,
            (*self.picks, pick),
        )


Group = tuple[Option, ...]
NOTHING = Option(0, 0, 0, 0, ())


def required_codes(
    modules: Sequence[PlannedModule], envelope: Envelope, fixed: Iterable[str]
) -> frozenset[str]:
    """Return the modules every plan holds: the core, the chosen ones, and all that they ask for."""
    core = [module.code for module in modules if module.is_core]
    by_law = core if envelope.required_modules is None else envelope.required_modules
    links = {module.code: (*module.prerequisites, *module.completed_by) for module in modules}
    found: set[str] = set()
    waiting = [*by_law, *fixed]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(links.get(code, ()))
    return frozenset(found)


def groups_of(
    *,
    modules: Sequence[PlannedModule],
    needs: Mapping[str, float],
    envelope: Envelope,
    preferences: Preferences,
    style: Style,
) -> tuple[Group, ...]:
    """Return the groups of options of a person, in a fixed order.

    Raises:
        PlanImpossible: a required module was refused, or has no mode the person can live.
    """
    required = required_codes(modules, envelope, preferences.fixed)
    picks = {
        module.code: _picks(module, needs, envelope, preferences, style)
        for module in modules
        if module.code not in preferences.refused
    }
    _demand_all(required, picks)
    links = _links(modules, picks, required)
    alone = [_group([NOTHING.with_pick(pick) for pick in picks[code]]) for code in sorted(required)]
    bundles = [_group(_closed_choices(bundle, picks, links)) for bundle in _bundles(picks, links, required)]
    return _settled((*alone, *bundles))


def _settled(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Take at once all groups that leave no choice: the table has that much less to fill."""
    certain = NOTHING
    for group in groups:
        if len(group) == 1:
            for pick in group[0].picks:
                certain = certain.with_pick(pick)
    return ((certain,), *(group for group in groups if len(group) > 1))


def _demand_all(required: frozenset[str], picks: Mapping[str, tuple[Pick, ...]]) -> None:
    """Refuse to plan without a required module."""
    for code in sorted(required):
        if not picks.get(code):
            raise PlanImpossible(rule=f"module {code}", sense="AT_LEAST", limit=1, reachable=0, unit="modes")


def _picks(
    module: PlannedModule,
    needs: Mapping[str, float],
    envelope: Envelope,
    preferences: Preferences,
    style: Style,
) -> tuple[Pick, ...]:
    """Return a module's picks in the modes that the person and the style allow."""
    chosen = preferences.fixed.get(module.code)
    modes = [mode for mode in module.modes if chosen in (None, mode.mode)]
    if chosen is None:
        modes = _liveable(_within_reach(modes, preferences), style)
    return tuple(_pick(module, mode, needs, envelope, preferences, style) for mode in modes)


def _within_reach(modes: Sequence[PlannedMode], preferences: Preferences) -> list[PlannedMode]:
    """Drop what asks for more than the person has at home."""
    held = EQUIPMENT.index(preferences.equipment)
    return [mode for mode in modes if EQUIPMENT.index(mode.equipment) <= held]


def _liveable(modes: Sequence[PlannedMode], style: Style) -> list[PlannedMode]:
    """Drop meeting in one way where the style prefers another that exists."""
    names = {mode.mode for mode in modes}
    dropped = set()
    if not style.uses_face and names & {"VIDEO", "GUIDED"}:
        dropped.add("FACE")
    if not style.uses_video and "FACE" in names:
        dropped.add("VIDEO")
    return [mode for mode in modes if mode.mode not in dropped]


def _pick(
    module: PlannedModule,
    mode: PlannedMode,
    needs: Mapping[str, float],
    envelope: Envelope,
    preferences: Preferences,
    style: Style,
) -> Pick:
    """Weigh one module in one mode for one person."""
    floor = EASE_FLOOR.get(mode.mode, 1.0)
    ease = floor + (1.0 - floor) * preferences.digital_ease
    gain = round(POINT * ease * sum(needs.get(need, 0.0) * points for need, points in mode.gains.items()))
    trip = style.trip_price if mode.mode == "FACE" else 0
    uncounted = 0 if module.is_counted else mode.minutes * style.minute_price
    counted = int(module.is_counted)
    return Pick(
        code=module.code,
        mode=mode.mode,
        minutes=counted * mode.minutes,
        accompanied=counted * accompanied_minutes(mode, envelope),
        cost=mode.cost_cents,
        gain=gain,
        value=gain - trip - uncounted,
    )


def accompanied_minutes(mode: PlannedMode, envelope: Envelope) -> int:
    """Return the minutes that count as accompanied; written feedback counts only where the rule says so."""
    return mode.accompanied_minutes + (mode.feedback_minutes if envelope.feedback_counts else 0)


def _links(
    modules: Sequence[PlannedModule], picks: Mapping[str, tuple[Pick, ...]], required: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """Return, for each optional module, the optional modules that must be in the plan with it."""
    return {
        module.code: frozenset((*module.prerequisites, *module.completed_by)) - required
        for module in modules
        if module.code in picks and module.code not in required
    }


def _bundles(
    picks: Mapping[str, tuple[Pick, ...]], links: Mapping[str, frozenset[str]], required: frozenset[str]
) -> list[tuple[str, ...]]:
    """Gather optional modules that ask for one another; what is not linked stands alone."""
    bundles: list[set[str]] = []
    for code in sorted(set(picks) - required):
        linked = {code, *links[code]}
        touched = [bundle for bundle in bundles if bundle & linked]
        bundles = [bundle for bundle in bundles if not bundle & linked]
        bundles.append(linked.union(*touched))
    return [tuple(sorted(bundle)) for bundle in bundles]


def _closed_choices(
    bundle: tuple[str, ...],
    picks: Mapping[str, tuple[Pick, ...]],
    links: Mapping[str, frozenset[str]],
) -> list[Option]:
    """List the choices of a bundle in which every taken module finds what it asks for."""
    choices = [NOTHING]
    for code in bundle:
        choices += [choice.with_pick(pick) for choice in choices for pick in picks.get(code, ())]
    return [choice for choice in choices if _is_closed(choice, links)]


def _is_closed(choice: Option, links: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether each pick finds the modules it asks for."""
    taken = {pick.code for pick in choice.picks}
    return all(links[code] <= taken for code in taken)


def _group(options: list[Option]) -> Group:
    """Drop options that another beats: same minutes, no dearer, no less value."""
    kept: dict[tuple[int, int], list[Option]] = {}
    for option in sorted(options, key=lambda each: (-each.value, each.cost, len(each.picks))):
        rivals = kept.setdefault((option.minutes, option.accompanied), [])
        if all(rival.cost > option.cost for rival in rivals):
            rivals.append(option)
    return tuple(option for rivals in kept.values() for option in rivals)
