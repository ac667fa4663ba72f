"""The hours of a bilan as a page shows them: rail, figures, ruler and table."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.envelope import Bound, Envelope
from bilan.cases.models import Case, Phase
from bilan.cases.queries import Hours, hours_of
from bilan.cases.queries.hours import PhaseHours
from bilan.web.pictures.ruler import Ruler, draw_ruler
from bilan.web.templatetags.moments import day_and_year

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase on the rail."""

    label: str | Promise
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its label and its note."""

    label: str
    figure: str
    note: str = ""
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class HoursRow:
    """The minutes of a phase, for the twin table."""

    label: str | Promise
    accompanied: int
    own: int
    booked: int
    planned: int


@dataclass(frozen=True, slots=True)
class HoursView:
    """All that a page says of the hours."""

    stages: tuple[Stage, ...]
    facts: tuple[Fact, ...]
    ruler: Ruler
    sentence: str
    rows: tuple[HoursRow, ...]
    rules: str
    end: str


def hours_view(*, case: Case, today: date) -> HoursView:
    """Return the hours of a case, drawn and in words (two queries)."""
    hours = hours_of(case=case, today=today)
    return HoursView(
        stages=tuple(_stage(case, phase) for phase in hours.phases),
        facts=_facts(case, hours, today),
        ruler=ruler_of(hours),
        sentence=_sentence(hours),
        rows=tuple(_row(phase) for phase in hours.phases),
        rules=rules_in_words(hours),
        end=_end(case),
    )


def envelope_minutes(hours: Hours) -> int:
    """Return how long the ruler is: the rule's maximum, else what is planned or lived."""
    maximum = hours.envelope.maximum
    return maximum.value if maximum else max(hours.planned, hours.used + hours.booked)


def ruler_of(hours: Hours) -> Ruler:
    """Draw the ruler of a bilan."""
    least = hours.envelope.minimum_accompanied
    return draw_ruler(
        accompanied=hours.accompanied,
        booked=hours.booked,
        own=hours.own,
        envelope=envelope_minutes(hours),
        minimum=least.value if least else None,
    )


def rules_in_words(hours: Hours) -> str:
    """Say what the rules allow, with their source."""
    envelope, together = hours.envelope, hours.envelope.minimum_accompanied
    says_more = envelope.minimum and (together is None or envelope.minimum.value > together.value)
    said = [
        _bound_in_words(together, _("Au moins %(time)s avec quelqu’un")),
        _bound_in_words(envelope.minimum if says_more else None, _("%(time)s au moins")),
        _bound_in_words(envelope.maximum, _("%(time)s au plus")),
        _weeks_allowed(envelope),
    ]
    bounds = [bound for bound in (envelope.maximum, together) if bound]
    if not bounds:
        return _("Le texte ne fixe pas de maximum.")
    told = ", ".join(part for part in said if part)
    return _("%(told)s. %(source)s") % {"told": told, "source": bounds[0].source}


def _bound_in_words(bound: Bound | None, words: str) -> str:
    return words % {"time": in_words(bound.value)} if bound and bound.value else ""


def _weeks_allowed(envelope: Envelope) -> str:
    least, most = envelope.minimum_weeks, envelope.maximum_weeks
    if least and most:
        return _("en %(least)d à %(most)d semaines") % {"least": least.value, "most": most.value}
    if most:
        return _("en %(most)d semaines au plus") % {"most": most.value}
    return ""


def _stage(case: Case, hours: PhaseHours) -> Stage:
    order = list(Phase)
    here, now = order.index(hours.phase), order.index(Phase(case.phase))
    label = hours.phase.label
    if case.state != Case.State.OPEN or here < now:
        return Stage(label, _("Terminé, %(time)s") % {"time": in_words(hours.used)}, "done")
    if here > now:
        note = _("À venir, %(time)s") % {"time": in_words(hours.planned)} if hours.planned else _("À venir")
        return Stage(label, note, "ahead")
    if not hours.planned:
        return Stage(label, _("En cours, %(time)s") % {"time": in_words(hours.used)}, "current")
    times = {"used": in_words(hours.used), "planned": in_words(hours.planned)}
    return Stage(label, _("En cours, %(used)s sur %(planned)s") % times, "current")


def _facts(case: Case, hours: Hours, today: date) -> tuple[Fact, ...]:
    total = _("sur %(time)s") % {"time": in_words(envelope_minutes(hours))}
    facts = [
        Fact(_("Avec quelqu’un"), in_words(hours.accompanied), total, "used"),
        Fact(_("Déjà réservées"), in_words(hours.booked), "", "plan"),
        Fact(_("Seul, guidé"), in_words(hours.own), "", "own"),
    ]
    if case.state == Case.State.OPEN and case.expected_end_on and case.expected_end_on > today:
        weeks = ceil((case.expected_end_on - today).days / DAYS_A_WEEK)
        said = ngettext("%(weeks)d semaine", "%(weeks)d semaines", weeks) % {"weeks": weeks}
        facts.append(Fact(_("Temps devant vous"), said))
    return tuple(facts)


def _sentence(hours: Hours) -> str:
    times = {
        "accompanied": in_words(hours.accompanied),
        "own": in_words(hours.own),
        "booked": in_words(hours.booked),
        "envelope": in_words(envelope_minutes(hours)),
    }
    told = _("%(accompanied)s avec quelqu’un et %(own)s seul sur %(envelope)s, %(booked)s réservées.") % times
    least = hours.envelope.minimum_accompanied
    if least is None:
        return told
    asked = _("Le bilan demande au moins %(least)s avec quelqu’un.") % {"least": in_words(least.value)}
    return f"{told} {asked}"


def _row(hours: PhaseHours) -> HoursRow:
    return HoursRow(hours.phase.label, hours.accompanied, hours.own, hours.booked, hours.planned)


def _end(case: Case) -> str:
    if case.expected_end_on is None or case.state != Case.State.OPEN:
        return ""
    return _("Fin prévue le %(day)s.") % {"day": day_and_year(case.expected_end_on)}
