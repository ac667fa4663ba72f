"""The weeks of the team: open, booked, still to place, and where it could go; hours and counts only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.queries import (
    CounsellorLoad,
    LoadedWeek,
    Placed,
    TeamLoad,
    TeamProposal,
    team_load,
    team_proposal,
)
from bilan.web.audience import for_provider, manager_of
from bilan.web.beneficiary.hours import Fact
from bilan.web.pictures.ranges import percent

SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one counsellor: what is booked against what is open, and what is proposed."""

    name: str
    share: str
    told: str
    proposed: str
    is_over: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week of everyone."""

    monday: date
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What a counsellor's bilans still ask for, and whether it finds room."""

    name: str
    asked: str
    outcome: str
    tone: str


@for_provider
def team(request: HttpRequest) -> HttpResponse:
    """Show ten weeks of each counsellor; propose where the hours to place could go when asked."""
    provider = manager_of(request).provider
    load = team_load(provider, today=timezone.localdate())
    proposal = team_proposal(load) if request.GET.get("proposal") == SHOWN else None
    context = {
        "provider": provider,
        "facts": _facts(load),
        "lede": _lede(load),
        "names": [one.name for one in load.counsellors],
        "weeks": _weeks(load, proposal),
        "left": _left(load, proposal),
        "verdict": _verdict(load, proposal) if proposal else "",
        "has_hours_to_place": any(one.to_place for one in load.counsellors),
    }
    return render(request, "provider/team.html", context)


def _facts(load: TeamLoad) -> tuple[Fact, ...]:
    weeks = [week for one in load.counsellors for week in one.weeks]
    return (
        Fact(_("Ouvertes"), _time(sum(week.open for week in weeks))),
        Fact(_("Prises"), _time(sum(week.booked for week in weeks)), "", "used"),
        Fact(_("À placer"), _time(_asked(load.counsellors)), "", "plan"),
    )


def _lede(load: TeamLoad) -> str:
    if not load.counsellors:
        return _("Personne ne conduit encore de bilan ici. Les semaines apparaîtront avec le premier.")
    count = sum(len(one.to_place) for one in load.counsellors)
    if not count:
        return _("Tout ce que les programmes prévoient est vécu ou déjà pris.")
    return ngettext(
        "%(count)d bilan attend encore des entretiens : %(time)s à placer.",
        "%(count)d bilans attendent encore des entretiens : %(time)s à placer.",
        count,
    ) % {"count": count, "time": _time(_asked(load.counsellors))}


def _weeks(load: TeamLoad, proposal: TeamProposal | None) -> list[WeekRow]:
    if not load.counsellors:
        return []
    return [
        WeekRow(load.monday + timedelta(weeks=number), tuple(_cells(load, proposal, number)))
        for number in range(len(load.counsellors[0].weeks))
    ]


def _cells(load: TeamLoad, proposal: TeamProposal | None, number: int) -> list[Cell]:
    placed = [one.weeks[number] for one in proposal.counsellors] if proposal else [0] * len(load.counsellors)
    return [
        _cell(one.name, one.weeks[number], more) for one, more in zip(load.counsellors, placed, strict=True)
    ]


def _cell(name: str, week: LoadedWeek, proposed: int) -> Cell:
    return Cell(
        name=name,
        share=percent(min(1.0, week.booked / max(1, week.open))),
        told=_("%(booked)s / %(open)s") % {"booked": _time(week.booked), "open": _time(week.open)},
        proposed=_("+ %(time)s") % {"time": _time(proposed)} if proposed else "",
        is_over=week.booked > week.open,
        is_empty=not week.booked and not week.open,
    )


def _left(load: TeamLoad, proposal: TeamProposal | None) -> list[Left]:
    """Return the counsellors whose bilans still ask for something."""
    placed: Sequence[Placed | None] = proposal.counsellors if proposal else (None,) * len(load.counsellors)
    pairs = zip(load.counsellors, placed, strict=True)
    return [Left(one.name, _told(one), *_outcome(found)) for one, found in pairs if one.to_place]


def _told(one: CounsellorLoad) -> str:
    """Say the hours to place and for how many bilans, those without a plan apart."""
    count = len(one.to_place)
    told = ngettext("%(time)s pour %(count)d bilan", "%(time)s pour %(count)d bilans", count) % {
        "time": _time(_asked([one])),
        "count": count,
    }
    unplanned = sum(not each.is_planned for each in one.to_place)
    if not unplanned:
        return told
    more = ngettext(
        "dont %(count)d sans programme encore, compté au minimum de la règle",
        "dont %(count)d sans programme encore, comptés au minimum de la règle",
        unplanned,
    ) % {"count": unplanned}
    return f"{told}, {more}"


def _outcome(found: Placed | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    if not found.left_out:
        return _("tout trouve place"), "done"
    return _("%(time)s sans place") % {"time": _time(found.left_out)}, "watch"


def _verdict(load: TeamLoad, proposal: TeamProposal) -> str:
    """Say what the proposal comes to, and what would help where it does not hold."""
    if not proposal.left_out:
        return _("Tout trouve place dans les heures ouvertes, sans changer de personne.")
    late = sum(one.too_late for one in proposal.counsellors)
    words = [_("%(time)s ne trouvent pas de place.") % {"time": _time(proposal.left_out)}]
    if late:
        words.append(
            _(
                "Pour %(time)s, il reste trop peu de semaines avant la fin prévue : "
                "prolonger le bilan, d’un commun accord, aiderait."
            )
            % {"time": _time(late)}
        )
    shared = proposal.left_out - proposal.left_out_together
    if shared > 0 and len(load.counsellors) > 1:
        words.append(
            _(
                "L’équipe entière aurait la place pour %(time)s de plus : changer de conseil reste possible, "
                "avec l’accord de la personne."
            )
            % {"time": _time(shared)}
        )
    if proposal.left_out > late:
        words.append(_("Ouvrir d’autres créneaux aiderait aussi."))
    return " ".join(words)


def _asked(counsellors: Sequence[CounsellorLoad]) -> int:
    return sum(each.minutes for one in counsellors for each in one.to_place)


def _time(minutes: int) -> str:
    return in_words(minutes) if minutes else _("0 h")
