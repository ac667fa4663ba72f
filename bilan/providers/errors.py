"""Errors of providers.

ProviderError
├── ManagementRefused   someone who does not manage this provider tried to change it
├── CalendarRefused     someone touched a calendar that is not theirs
├── MemberAlready       the person belongs to the provider already
├── SlotInThePast       a slot must lie ahead
├── SlotLengthRefused   a slot lasts between fifteen minutes and four hours
├── SlotOverlap         a slot would overlap another one of the same practitioner
├── SlotIsTaken         a slot that an interview took cannot be closed
├── WeekChanged         the weekly hours were changed in between
├── WeekOverlap         two hours of one week overlap
├── AbsenceRefused      an absence ends before it begins, lies behind, or lasts beyond a year
├── AbsenceOverlap      an absence meets another one
└── AbsenceGone         an absence was taken back already
"""

from datetime import date, datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


class ProviderError(Exception):
    """Base of what can go wrong with a provider, fit for people."""


class ManagementRefused(ProviderError):
    """Someone who does not manage this provider tried to change it."""

    def __init__(self) -> None:
        super().__init__(
            _("Seule la direction de cet organisme peut faire ce changement. Rien n’a été modifié.")
        )


class CalendarRefused(ProviderError):
    """Someone touched a calendar that is not theirs."""

    def __init__(self) -> None:
        super().__init__(
            _("Cet agenda appartient à une autre personne. Rien n’a été modifié : ouvrez le vôtre.")
        )


class MemberAlready(ProviderError):
    """The person belongs to the provider already."""

    def __init__(self) -> None:
        super().__init__(_("Cette personne fait déjà partie de l’organisme. Rien n’a été modifié."))


class SlotInThePast(ProviderError):
    """A slot must lie ahead."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("Le %(moment)s est déjà passé. Aucun créneau n’a été ouvert : choisissez une date à venir.")
            % {"moment": _moment(starts_at)}
        )


class SlotLengthRefused(ProviderError):
    """A slot lasts between fifteen minutes and four hours."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("Un créneau dure de 15 à 240 minutes ; vous demandez %(minutes)s minutes. Rien n’a été ouvert.")
            % {"minutes": minutes}
        )


class SlotOverlap(ProviderError):
    """A slot would overlap another one of the same practitioner."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("Un créneau occupe déjà le %(moment)s. Rien n’a été ouvert : choisissez une autre heure.")
            % {"moment": _moment(starts_at)}
        )


class SlotIsTaken(ProviderError):
    """A slot that an interview took cannot be closed."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("Un entretien est prévu le %(moment)s. Le créneau reste ouvert : annulez d’abord l’entretien.")
            % {"moment": _moment(starts_at)}
        )


class WeekChanged(ProviderError):
    """The weekly hours were changed in between."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Votre semaine a changé entre-temps, dans un autre onglet peut-être. Rien n’a été remplacé : "
                "relisez celle qui vaut, puis gardez la vôtre."
            )
        )


class WeekOverlap(ProviderError):
    """Two hours of one week overlap."""

    def __init__(self, weekday: int, starts: time) -> None:
        super().__init__(
            _("%(day)s, %(time)s tombe pendant l’entretien d’avant. Rien n’a changé : espacez ces heures.")
            % {"day": str(WEEKDAYS[weekday]).capitalize(), "time": starts.strftime("%H:%M")}
        )


class AbsenceRefused(ProviderError):
    """An absence ends before it begins, lies behind, or lasts beyond a year."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Une absence finit après son début, n’est pas déjà passée, et dure un an au plus. "
                "Rien n’a été noté : corrigez les dates."
            )
        )


class AbsenceOverlap(ProviderError):
    """An absence meets another one."""

    def __init__(self, from_on: date, until_on: date) -> None:
        super().__init__(
            _(
                "Vous êtes déjà absent du %(start)s au %(end)s. Rien n’a été noté : changez les dates, "
                "ou reprenez d’abord l’autre absence."
            )
            % {"start": date_format(from_on, "j F Y"), "end": date_format(until_on, "j F Y")}
        )


class AbsenceGone(ProviderError):
    """An absence was taken back already."""

    def __init__(self) -> None:
        super().__init__(_("Cette absence a déjà été retirée. Rien d’autre n’a changé."))


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")
