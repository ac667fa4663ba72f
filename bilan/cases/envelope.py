"""What the rules of a case's profile allow on a day, each bound with its source."""

from dataclasses import dataclass
from datetime import date, timedelta

from bilan.cases.errors import HoursExceeded
from bilan.rules import DatedValue, load_profile

HOUR = 60


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a text sets, in minutes or weeks."""

    value: int
    source: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Envelope:
    """The bounds of a bilan on one day; None where the text sets nothing."""

    profile_title_fr: str
    profile_title_en: str
    minimum: Bound | None
    maximum: Bound | None
    minimum_accompanied: Bound | None
    minimum_weeks: Bound | None
    maximum_weeks: Bound | None
    feedback_counts: bool
    funds_accompanied_only: bool = False

    def refuse_beyond(self, *, taken: int, asked: int) -> None:
        """Refuse minutes that would not fit beside those taken.

        Raises:
            HoursExceeded: names what is left, the maximum and its source.
        """
        if self.maximum is not None and taken + asked > self.maximum.value:
            left = self.maximum.value - taken
            raise HoursExceeded(
                asked=asked, left=left, maximum=self.maximum.value, source=self.maximum.source
            )


def envelope_on(*, profile_id: str, day: date) -> Envelope:
    """Return the bounds of a profile on a day (no query)."""
    profile = load_profile(profile_id)
    return Envelope(
        profile_title_fr=profile.title_fr,
        profile_title_en=profile.title_en,
        minimum=_bound(profile.minimum_hours.on(day), HOUR),
        maximum=_bound(profile.maximum_hours.on(day), HOUR),
        minimum_accompanied=_bound(profile.minimum_accompanied_hours.on(day), HOUR),
        minimum_weeks=_bound(profile.minimum_weeks.on(day), 1),
        maximum_weeks=_bound(profile.maximum_weeks.on(day), 1),
        feedback_counts=bool(profile.feedback_counts.on(day).value),
        funds_accompanied_only=profile.funded_hours.on(day).value == "ACCOMPANIED_ONLY",
    )


def years_after(day: date, years: int) -> date:
    """Return the same day some years later, 28 February for a 29th that does not exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month when it is shorter."""
    count = day.month - 1 + months
    first = date(day.year + count // 12, count % 12 + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))


def _bound(set_value: DatedValue[int], unit: int) -> Bound | None:
    if set_value.value is None:
        return None
    return Bound(set_value.value * unit, set_value.source, set_value.is_confirmed)
