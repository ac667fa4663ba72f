"""The chosen programme as its page shows it: weeks with their modules, the hours, changes in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Case, Mode, Phase
from bilan.cases.queries import Hours, PlanLine
from bilan.cases.queries.plans import ToldChange
from bilan.rules.modules import Module
from bilan.web.beneficiary.hours import Fact, envelope_minutes, rules_in_words
from bilan.web.beneficiary.modules import title_of
from bilan.web.beneficiary.plan_ways import Budget, Way, spare_ways, ways_of
from bilan.web.beneficiary.proposals import STYLES
from bilan.web.pictures.ruler import Ruler

ALONE = {Mode.GUIDED, Mode.FIELD}


@dataclass(frozen=True, slots=True)
class ItemView:
    """A module of the chosen programme, with the other ways to live it."""

    line: PlanLine
    ways: tuple[Way, ...]
    may_complete: bool
    is_guided: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the programme; the one without a number holds what comes after the bilan."""

    number: int | None
    starts_on: date | None
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of the programme in words."""

    at: datetime
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The chosen programme, ready for its page."""

    title: str | Promise
    sentence: str
    next_url: str
    next_label: str
    may_compare: bool
    rules: str
    facts: tuple[Fact, ...]
    ruler: Ruler
    ruler_sentence: str
    weeks: tuple[Week, ...]
    changes: tuple[ChangeView, ...]
    spare: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the page reads before it draws a chosen programme."""

    lines: tuple[PlanLine, ...]
    changes: tuple[ToldChange, ...]
    spare: tuple[Module, ...]
    hours: Hours
    is_signed: bool
    starts_on: date | None


def plan_view(case: Case, told: Told) -> PlanView:
    """Return the chosen programme as its page shows it."""
    budget = Budget.of(told.lines, told.hours)
    total, accompanied = budget.total, budget.accompanied
    style = STYLES.get(case.plan_style)
    return PlanView(
        title=style[0] if style else _("Mon programme"),
        sentence=_("%(count)d étapes, %(total)s en tout, dont %(accompanied)s avec quelqu’un.")
        % {"count": len(told.lines), "total": in_words(total), "accompanied": in_words(accompanied)},
        next_url=reverse("journey") if told.is_signed else reverse("agreement"),
        next_label=_("Voir mes rendez-vous") if told.is_signed else _("Lire la convention"),
        may_compare=not told.is_signed,
        rules=rules_in_words(told.hours),
        facts=_facts(told, total=total, accompanied=accompanied),
        ruler=budget.ruler,
        ruler_sentence=_("%(accompanied)s avec quelqu’un et %(own)s seul sont prévues, sur %(envelope)s.")
        % {
            "accompanied": in_words(accompanied),
            "own": in_words(total - accompanied),
            "envelope": in_words(envelope_minutes(told.hours)),
        },
        weeks=_weeks(told, budget),
        changes=tuple(_change(change) for change in told.changes),
        spare=spare_ways(told.spare, budget),
    )


def _facts(told: Told, *, total: int, accompanied: int) -> tuple[Fact, ...]:
    envelope = _("sur %(time)s") % {"time": in_words(envelope_minutes(told.hours))}
    return (
        Fact(_("Avec quelqu’un"), in_words(accompanied), "", "used"),
        Fact(_("Seul, guidé"), in_words(total - accompanied), "", "own"),
        Fact(_("Prévu en tout"), in_words(total), envelope),
    )


def _weeks(told: Told, budget: Budget) -> tuple[Week, ...]:
    during = [line for line in told.lines if line.phase != Phase.FOLLOW_UP]
    after = [line for line in told.lines if line.phase == Phase.FOLLOW_UP]
    weeks = [
        Week(
            number=number,
            starts_on=told.starts_on + timedelta(weeks=number - 1) if told.starts_on else None,
            items=tuple(_item(line, budget) for line in lines),
        )
        for number, lines in groupby(during, key=lambda line: line.week)
    ]
    if after:
        weeks.append(Week(None, None, tuple(_item(line, budget) for line in after)))
    return tuple(weeks)


def _item(line: PlanLine, budget: Budget) -> ItemView:
    return ItemView(
        line=line,
        ways=ways_of(line, budget),
        may_complete=not line.is_done and line.mode in ALONE,
        is_guided=line.mode == Mode.GUIDED,
    )


def _change(change: ToldChange) -> ChangeView:
    return ChangeView(at=change.at, what=_what(change), reason=change.reason)


def _what(change: ToldChange) -> str:
    """Say a change; codes without a mode are those of a whole programme."""
    if change.is_kept:
        return _("%(by)s a relu le programme : il tient.") % {"by": change.by}
    told = {"by": change.by, "title": _titles(change.added) or _titles(change.removed)}
    if not any(":" in code for code in (*change.added, *change.removed)):
        style = STYLES.get(change.style)
        return _("%(by)s a choisi le programme « %(style)s ».") % {
            "by": change.by,
            "style": style[0] if style else change.style,
        }
    if change.added and change.removed:
        return _("%(by)s a changé la façon de vivre « %(title)s ».") % told
    if change.added:
        return _("%(by)s a ajouté « %(title)s ».") % told
    return _("%(by)s a retiré « %(title)s ».") % told


def _titles(codes: Iterable[str]) -> str:
    return ", ".join(title_of(code.partition(":")[0]) for code in codes)
