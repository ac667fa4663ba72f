"""Interviews that cannot be booked, moved, recorded or signed."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.errors.base import CaseError


class SessionRefused(CaseError):
    """An interview cannot be booked, moved, recorded or signed."""


class SlotTaken(SessionRefused):
    """Someone was quicker."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce créneau vient d’être pris. Rien n’a été réservé : choisissez-en un autre juste en dessous.")
        )


class TimeTaken(SessionRefused):
    """The practitioner is busy then."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _(
                "Un autre entretien occupe déjà le %(moment)s. Rien n’a été réservé : "
                "choisissez une autre heure."
            )
            % {"moment": _moment(starts_at)}
        )


class SessionInThePast(SessionRefused):
    """An interview is booked ahead."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("Le %(moment)s est déjà passé. Rien n’a été réservé : choisissez une date à venir.")
            % {"moment": _moment(starts_at)}
        )


class SessionNotYetOver(SessionRefused):
    """The time given has not gone by yet."""

    def __init__(self, *, starts_at: datetime, minutes: int) -> None:
        super().__init__(
            _(
                "L’entretien commence le %(moment)s : %(length)s ne sont pas encore passées. "
                "Rien n’a été enregistré : notez-le une fois terminé."
            )
            % {"moment": _moment(starts_at), "length": in_words(minutes)}
        )


class SessionNotHeld(SessionRefused):
    """Only an interview that took place is signed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cet entretien n’est pas encore noté comme fait. Rien n’a été signé : la "
                "signature vient après."
            )
        )


class HoursOverlap(SessionRefused):
    """The practitioner gave another interview at that time."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _(
                "Un autre entretien est noté le %(moment)s, et les deux durées se chevauchent. "
                "Rien n’a été enregistré : corrigez l’une des deux."
            )
            % {"moment": _moment(starts_at)}
        )


class SessionSigned(SessionRefused):
    """A signed attendance does not change any more."""

    def __init__(self) -> None:
        super().__init__(_("La présence est signée : sa durée ne change plus. Rien n’a été modifié."))


class SessionNotBooked(SessionRefused):
    """Only a booked interview can be moved, cancelled or missed."""

    def __init__(self) -> None:
        super().__init__(_("Cet entretien n’est plus à venir. Rien n’a été modifié."))


class FreeSessionUsed(SessionRefused):
    """The first free interview is offered once, before the agreement."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le premier entretien gratuit n’existe qu’une fois, avant la convention. "
                "Rien n’a été réservé : prenez un entretien du bilan."
            )
        )


class LengthRefused(SessionRefused):
    """A length that no interview has."""

    def __init__(self, *, shortest: int, longest: int) -> None:
        super().__init__(
            _("Un entretien dure de %(shortest)s à %(longest)s. Rien n’a été enregistré.")
            % {"shortest": in_words(shortest), "longest": in_words(longest)}
        )


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")
