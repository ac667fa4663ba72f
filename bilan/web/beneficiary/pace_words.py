"""Hours by mode and by who pays, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Mode
from bilan.cases.queries import Hours


@dataclass(frozen=True, slots=True)
class ModeRow:
    """The time of one mode."""

    label: str | Promise
    used: str
    booked: str
    funded: str


def mode_rows(hours: Hours) -> tuple[ModeRow, ...]:
    """Return the time lived and booked, mode by mode."""
    return tuple(
        ModeRow(Mode(mode.mode).label, _time(mode.used), _time(mode.booked), _time(mode.funded))
        for mode in hours.modes
    )


def money_sentence(hours: Hours) -> str:
    """Say what of the time lived the rules of the day have paid for."""
    if not hours.envelope.funds_accompanied_only:
        return _("Tout le temps du bilan entre dans son financement.")
    return _(
        "Le financement ne couvre que le temps avec quelqu’un : %(funded)s jusqu’ici, et %(alone)s de "
        "travail personnel qui n’est facturé à personne."
    ) % {"funded": _time(hours.funded), "alone": _time(hours.unfunded)}


def _time(minutes: int) -> str:
    return in_words(minutes) if minutes else "–"
