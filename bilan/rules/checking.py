"""Look for contradictions in profiles: what no text could mean, whatever each value says alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bilan.rules.loading import load_profile, profile_ids
from bilan.rules.modules import load_modules
from bilan.rules.profile import RULES, Profile
from bilan.rules.values import Value

ORDERED = (
    ("minimum_hours", "maximum_hours"),
    ("minimum_accompanied_hours", "maximum_hours"),
    ("minimum_weeks", "maximum_weeks"),
    ("copayment_cents", "price_cap_cents"),
    ("leave_hours", "priority_leave_hours"),
    ("priority_waiting_years", "waiting_years"),
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Something in a profile that cannot hold, from a day on."""

    profile_id: str
    rule: str
    since: date
    problem: str


def check_all() -> tuple[Contradiction, ...]:
    """Return the contradictions of every profile that ships."""
    profiles = [load_profile(profile_id) for profile_id in profile_ids()]
    return tuple(problem for profile in profiles for problem in contradictions(profile, parent_of(profile)))


def parent_of(profile: Profile) -> Profile | None:
    """Return the profile that this one extends."""
    return None if profile.extends is None else load_profile(profile.extends)


def contradictions(profile: Profile, parent: Profile | None) -> tuple[Contradiction, ...]:
    """Return what cannot hold in a profile: gaps, crossed bounds, unknown modules, looser than its parent."""
    found = [*_gaps(profile), *_crossed(profile), *_unknown_modules(profile)]
    if parent is not None:
        found += _looser(profile, parent)
    return tuple(found)


def _gaps(profile: Profile) -> Iterator[Contradiction]:
    """Find rules that begin after their profile: a day in between would have no answer."""
    for name, rule in profile.rules.items():
        first = rule.values[0].since
        if first > profile.since:
            yield Contradiction(
                profile.profile_id, name, profile.since, f"nothing is known before {first}; say none = true."
            )


def _crossed(profile: Profile) -> Iterator[Contradiction]:
    """Find days on which a least exceeds a most."""
    for low, high in ORDERED:
        for day in _changes(profile, (low, high)):
            least, most = _on(profile, low, day), _on(profile, high, day)
            if isinstance(least, int) and isinstance(most, int) and least > most:
                yield Contradiction(profile.profile_id, low, day, f"{least} is more than {high}, {most}.")


def _unknown_modules(profile: Profile) -> Iterator[Contradiction]:
    """Find required modules that the catalogue does not hold."""
    codes = {module.code for module in load_modules()}
    for value in profile.required_modules.values:
        for code in set(value.value or ()) - codes:
            yield Contradiction(
                profile.profile_id, "required_modules", value.since, f"there is no module {code}."
            )


def _looser(profile: Profile, parent: Profile) -> Iterator[Contradiction]:
    """Find days on which an heir allows what its parent forbids."""
    for name, declared in RULES.items():
        if declared.bound == "NONE":
            continue
        for day in _changes(profile, (name,)) | _changes(parent, (name,)):
            own, inherited = _on(profile, name, day), _on(parent, name, day)
            if _loosens(own, inherited, at_most=declared.bound == "AT_MOST"):
                problem = f"{own} is looser than {inherited} of {parent.profile_id}, which it extends."
                yield Contradiction(profile.profile_id, name, day, problem)


def _loosens(own: Value | None, inherited: Value | None, *, at_most: bool) -> bool:
    """Tell whether a bound is looser than the one it inherits; silence is looser than any."""
    if not isinstance(inherited, int):
        return False
    if not isinstance(own, int):
        return True
    return own > inherited if at_most else own < inherited


def _changes(profile: Profile, names: Iterable[str]) -> set[date]:
    """Return the days on which a rule changes, from the profile's first day on."""
    days = {value.since for name in names for value in profile.rules[name].values}
    return {max(day, profile.since) for day in days}


def _on(profile: Profile, name: str, day: date) -> Value | None:
    """Return the value of a day, or nothing where a gap is reported apart."""
    values = [value.value for value in profile.rules[name].values if value.since <= day]
    return values[-1] if values else None
