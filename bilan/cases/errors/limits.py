"""What a rule of the profile forbids, with its source."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.errors.base import CaseError


class RuleBroken(CaseError):
    """A rule of the profile forbids it."""

    def __init__(self, message: str, *, rule: str, source: str) -> None:
        self.rule, self.source = rule, source
        told = _("%(message)s (%(source)s)") % {"message": message, "source": source}
        super().__init__(told if source else message)


class WaitingPeriod(RuleBroken):
    """The last bilan is too recent."""

    def __init__(self, *, years: int, again_on: date, source: str) -> None:
        self.again_on = again_on
        message = ngettext(
            "Il faut %(years)s an entre deux bilans financés : ce sera possible le %(day)s. "
            "Rien n’a été ouvert ; un conseil en évolution professionnelle reste gratuit d’ici là.",
            "Il faut %(years)s ans entre deux bilans financés : ce sera possible le %(day)s. "
            "Rien n’a été ouvert ; un conseil en évolution professionnelle reste gratuit d’ici là.",
            years,
        ) % {"years": years, "day": _day(again_on)}
        super().__init__(message, rule="waiting_years", source=source)


class HoursExceeded(RuleBroken):
    """More than the greatest total of hours."""

    def __init__(self, *, asked: int, left: int, maximum: int, source: str) -> None:
        self.asked, self.left, self.maximum = asked, left, maximum
        message = _(
            "Il reste %(left)s sur les %(maximum)s de ce bilan, et ceci en demande %(asked)s. "
            "Rien n’a été enregistré : choisissez une durée plus courte."
        ) % {"left": in_words(max(0, left)), "maximum": in_words(maximum), "asked": in_words(asked)}
        super().__init__(message, rule="maximum_hours", source=source)


class AccompanimentTooShort(RuleBroken):
    """Less than the least time with the practitioner."""

    def __init__(self, *, signed: int, unsigned: int, minimum: int, source: str) -> None:
        self.signed, self.unsigned, self.minimum = signed, unsigned, minimum
        message = _(
            "Le bilan demande au moins %(minimum)s d’accompagnement ; %(signed)s sont signées des deux, "
            "%(unsigned)s attendent une signature. Rien n’a été remis : signez, ou "
            "prévoyez un entretien."
        ) % {"minimum": in_words(minimum), "signed": in_words(signed), "unsigned": in_words(unsigned)}
        super().__init__(message, rule="minimum_accompanied_hours", source=source)


class TotalTooShort(RuleBroken):
    """Less than the least total of hours."""

    def __init__(self, *, used: int, minimum: int, source: str) -> None:
        self.used, self.minimum = used, minimum
        message = _(
            "Le bilan dure au moins %(minimum)s ; %(used)s sont comptées. "
            "Rien n’a été remis : il reste du temps pour avancer."
        ) % {"minimum": in_words(minimum), "used": in_words(used)}
        super().__init__(message, rule="minimum_hours", source=source)


class PlanTooLight(RuleBroken):
    """A plan that would hold less than a text asks for."""

    def __init__(self, *, planned: int, minimum: int, rule: str, source: str) -> None:
        self.planned, self.minimum = planned, minimum
        message = _(
            "Le plan ainsi changé compterait %(planned)s, et il en faut au moins %(minimum)s. "
            "Il n’a pas changé : gardez cette étape, ou ajoutez-en une autre."
        ) % {"planned": in_words(planned), "minimum": in_words(minimum)}
        super().__init__(message, rule=rule, source=source)


class WeeksTooFew(RuleBroken):
    """Sooner than the shortest span."""

    def __init__(self, *, weeks: int, until: date, source: str) -> None:
        self.weeks, self.until = weeks, until
        message = ngettext(
            "Le bilan s’étend sur au moins %(weeks)s semaine. Rien n’a été remis : "
            "la remise sera possible le %(day)s.",
            "Le bilan s’étend sur au moins %(weeks)s semaines. Rien n’a été remis : "
            "la remise sera possible le %(day)s.",
            weeks,
        ) % {"weeks": weeks, "day": _day(until)}
        super().__init__(message, rule="minimum_weeks", source=source)


class WithdrawalOver(RuleBroken):
    """The withdrawal period has passed, or the rules give none (`until` is None)."""

    def __init__(self, *, until: date | None, source: str = "") -> None:
        self.until = until
        if until is None:
            message = _(
                "Aucun texte lu ne donne ici de délai de rétractation. La convention tient ; "
                "vous pouvez arrêter votre bilan à tout moment, sans vous justifier."
            )
        else:
            message = _(
                "Le délai de rétractation s’est terminé le %(day)s. La convention tient ; "
                "vous pouvez toujours arrêter votre bilan."
            ) % {"day": _day(until)}
        super().__init__(message, rule="withdrawal_days", source=source)


class KeepingTooLong(RuleBroken):
    """Papers kept longer than the text allows."""

    def __init__(self, *, latest: date, source: str) -> None:
        self.latest = latest
        message = _(
            "Les documents de travail peuvent être gardés jusqu’au %(day)s au plus. "
            "Rien n’a changé : choisissez une date plus proche."
        ) % {"day": _day(latest)}
        super().__init__(message, rule="retention_years_with_agreement", source=source)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
