"""Hours to show in the gallery: phases on the rail, figures, rulers and their table."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Phase
from bilan.cases.queries import PlanReview
from bilan.web.beneficiary.hours import Fact, HoursRow, Stage
from bilan.web.pictures.ranges import percent
from bilan.web.pictures.ruler import Ruler, draw_ruler

ENVELOPE, LEAST = 24 * 60, 13 * 60
ACCOMPANIED, BOOKED, OWN = 300, 360, 210


def hours_samples() -> dict[str, object]:
    """Return the hours of an invented bilan, at its start, midway and past its minimum."""
    return {
        "stages": stages(),
        "facts": facts(),
        "rulers": rulers(),
        "hours_rows": rows(),
        "review": PlanReview(held_at=timezone.now() - timedelta(days=2), lived=4, steps=20),
        "meter_share": percent((ACCOMPANIED + OWN) / ENVELOPE),
        "meter_text": _told(ACCOMPANIED + OWN),
        "meter_none": _told(0),
        "meter_full": _told(ENVELOPE),
    }


def stages() -> tuple[Stage, ...]:
    """Return a phase behind, one under way and one ahead."""
    times = {"used": in_words(390), "planned": in_words(840)}
    return (
        Stage(Phase.PRELIMINARY.label, _("Terminé, %(time)s") % {"time": in_words(120)}, "done"),
        Stage(Phase.INVESTIGATION.label, _("En cours, %(used)s sur %(planned)s") % times, "current"),
        Stage(Phase.CONCLUSION.label, _("À venir, %(time)s") % {"time": in_words(240)}, "ahead"),
    )


def facts() -> tuple[Fact, ...]:
    """Return four figures: three with the mark of the ruler, one without."""
    total = _("sur %(time)s") % {"time": in_words(ENVELOPE)}
    return (
        Fact(_("Avec quelqu’un"), in_words(ACCOMPANIED), total, "used"),
        Fact(_("Déjà réservées"), in_words(BOOKED), "", "plan"),
        Fact(_("Seul, guidé"), in_words(OWN), "", "own"),
        Fact(_("Conventions à signer"), "1"),
    )


def rulers() -> tuple[tuple[Ruler, str], ...]:
    """Return rulers with their sentence: before the first hour, midway, and where no minimum is set."""
    return (
        _ruler(accompanied=0, booked=0, own=0, minimum=LEAST),
        _ruler(accompanied=ACCOMPANIED, booked=BOOKED, own=OWN, minimum=LEAST),
        _ruler(accompanied=960, booked=0, own=480, minimum=None),
    )


def rows() -> tuple[HoursRow, ...]:
    """Return the hours of each phase."""
    return (
        HoursRow(Phase.PRELIMINARY.label, 90, 30, 0, 120),
        HoursRow(Phase.INVESTIGATION.label, 210, 180, 240, 840),
        HoursRow(Phase.CONCLUSION.label, 0, 0, 120, 240),
    )


def _ruler(*, accompanied: int, booked: int, own: int, minimum: int | None) -> tuple[Ruler, str]:
    ruler = draw_ruler(accompanied=accompanied, booked=booked, own=own, envelope=ENVELOPE, minimum=minimum)
    times = {
        "accompanied": in_words(accompanied),
        "own": in_words(own),
        "booked": in_words(booked),
        "envelope": in_words(ENVELOPE),
    }
    told = _("%(accompanied)s avec quelqu’un et %(own)s seul sur %(envelope)s, %(booked)s réservées.") % times
    return ruler, told


def _told(used: int) -> str:
    facts = {"used": in_words(used) if used else _("0 h"), "envelope": in_words(ENVELOPE)}
    return _("%(used)s / %(envelope)s") % facts
