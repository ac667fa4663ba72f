"""The weeks of a provider's counsellors: what is open, booked, and still to place; hours and counts only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.timezone import localdate, make_aware

from bilan.cases.models import Case, Phase, PlanItem, Session, Suspension
from bilan.cases.queries.hours import Hours, hours_by_case
from bilan.providers.models import Absence, Practitioner, Provider, Slot, WeeklyTime
from bilan.providers.permissions import LEADING
from bilan.providers.queries import holidays_of
from bilan.providers.weeks import WeeklyHour, moments_of

WEEKS = 10
DAYS = 7
Minutes = Mapping[UUID, list[int]]


@dataclass(frozen=True, slots=True)
class LoadedWeek:
    """One week of a counsellor, in minutes."""

    open: int
    booked: int

    @property
    def free(self) -> int:
        """What is open and not booked."""
        return max(0, self.open - self.booked)


@dataclass(frozen=True, slots=True)
class ToPlace:
    """Minutes of one bilan that are neither lived nor booked, and the weeks (from 0) they may come in."""

    minutes: int
    first: int
    last: int
    is_planned: bool


@dataclass(frozen=True, slots=True)
class CounsellorLoad:
    """A counsellor's weeks, and what their bilans still ask for; no name but theirs."""

    name: str
    weeks: tuple[LoadedWeek, ...]
    to_place: tuple[ToPlace, ...]


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """All counsellors of a provider from a Monday on."""

    monday: date
    counsellors: tuple[CounsellorLoad, ...]


def team_load(provider: Provider, *, today: date) -> TeamLoad:
    """Return the load of ten weeks, this one first (nine queries); for managers, nothing told."""
    monday = today - timedelta(days=today.weekday())
    under_way = Case.objects.filter(practitioner__provider=provider, state=Case.State.OPEN)
    cases = list(under_way.select_related("practitioner").order_by("opened_at", "pk"))
    leading = Q(role__in=LEADING, is_active=True) | Q(pk__in={case.practitioner_id for case in cases})
    members = Practitioner.objects.filter(leading, provider=provider).select_related("person", "provider")
    team = list(members.order_by("person__name", "pk"))
    opened, booked = _open(team, monday), _booked(team, monday)
    waiting = _to_place(cases, today=today, monday=monday)
    return TeamLoad(
        monday,
        tuple(
            CounsellorLoad(
                str(one.person),
                tuple(map(LoadedWeek, opened[one.pk], booked[one.pk])),
                tuple(waiting.get(one.pk, ())),
            )
            for one in team
        ),
    )


def _open(team: Sequence[Practitioner], monday: date) -> Minutes:
    """Return the minutes of slots of each week; of the weekly hours where no slot was made yet."""
    found = _sums(Slot.objects.filter(practitioner__in=team, **_within(monday)), monday, "minutes")
    usual = _usual(team, monday)
    return {
        one.pk: [slots or weekly for slots, weekly in zip(found[one.pk], usual[one.pk], strict=True)]
        for one in team
    }


def _booked(team: Sequence[Practitioner], monday: date) -> Minutes:
    """Return the minutes of interviews of each week, to come or held."""
    kept = Session.objects.filter(practitioner__in=team, **_within(monday))
    states = (Session.State.BOOKED, Session.State.HELD)
    return _sums(kept.filter(state__in=states), monday, "planned_minutes")


def _usual(team: Sequence[Practitioner], monday: date) -> Minutes:
    """Return the minutes of the weekly hours, absences and public holidays taken out (two queries)."""
    last = monday + timedelta(days=WEEKS * DAYS - 1)
    hours: dict[UUID, list[WeeklyHour]] = defaultdict(list)
    away: dict[UUID, set[date]] = defaultdict(set)
    for time_ in WeeklyTime.objects.filter(practitioner__in=team).order_by("pk"):
        hour = WeeklyHour(time_.weekday, time_.starts, time_.minutes, time_.mode)
        hours[time_.practitioner_id].append(hour)
    gone = Absence.objects.filter(practitioner__in=team, until_on__gte=monday, from_on__lte=last)
    for absence in gone.order_by("pk"):
        away[absence.practitioner_id] |= _days(absence.from_on, min(absence.until_on, last))
    found = _nothing()
    for one in team:
        closed = away[one.pk] | set(holidays_of(one, first=monday, last=last, language="fr"))
        for at, hour in moments_of(hours[one.pk], first=monday, last=last, closed=closed):
            found[one.pk][_week(localdate(at), monday)] += hour.minutes
    return found


def _to_place(cases: Sequence[Case], *, today: date, monday: date) -> Mapping[UUID, list[ToPlace]]:
    """Return what each bilan still asks for, by counsellor (four queries)."""
    hours = hours_by_case(cases=cases, today=today)
    planned = _planned(cases)
    pauses = Suspension.objects.filter(case__in=cases, resumed_at=None, until__gt=today)
    until = {row.case_id: row.until for row in pauses.order_by("pk")}
    found: dict[UUID, list[ToPlace]] = {}
    for case in cases:
        left = _left(hours[case.pk], planned.get(case.pk))
        if left <= 0:
            continue
        first = min(_week(until.get(case.pk, today), monday), WEEKS - 1)
        end = case.expected_end_on or monday + timedelta(weeks=WEEKS)
        last = min(max(_week(end, monday), first), WEEKS - 1)
        found.setdefault(case.practitioner_id, []).append(ToPlace(left, first, last, case.pk in planned))
    return found


def _left(hours: Hours, planned: int | None) -> int:
    """Return the minutes with the counsellor neither lived nor booked; the least allowed without a plan."""
    least = hours.envelope.minimum_accompanied
    asked = planned if planned is not None else (least.value if least else 0)
    return asked - hours.accompanied - hours.booked


def _planned(cases: Iterable[Case]) -> Mapping[UUID, int]:
    """Return the minutes with the counsellor of each chosen plan (one query)."""
    items = PlanItem.objects.filter(case__in=list(cases), is_counted=True).exclude(phase=Phase.FOLLOW_UP)
    sums = items.values_list("case").order_by("case").annotate(total=Sum("accompanied_minutes"))
    return dict(sums)


def _sums(rows: Iterable[Slot] | Iterable[Session], monday: date, minutes: str) -> Minutes:
    found = _nothing()
    for row in rows:
        found[row.practitioner_id][_week(localdate(row.starts_at), monday)] += getattr(row, minutes)
    return found


def _within(monday: date) -> dict[str, datetime]:
    first = make_aware(datetime.combine(monday, time()))
    last = make_aware(datetime.combine(monday + timedelta(days=WEEKS * DAYS), time()))
    return {"starts_at__gte": first, "starts_at__lt": last}


def _nothing() -> dict[UUID, list[int]]:
    return defaultdict(lambda: [0] * WEEKS)


def _week(day: date, monday: date) -> int:
    return max(0, (day - monday).days // DAYS)


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}
