"""Employers, answers out of time, pauses and later ends that cannot be what was asked."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.errors.base import CaseError
from bilan.cases.errors.limits import RuleBroken
from bilan.cases.errors.papers import AgreementRefused


class EmployerMissing(AgreementRefused):
    """Three sign, and the third is not named."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette convention se signe à trois, et l’employeur n’y est pas encore nommé. Rien n’a été "
                "signé : la personne qui conduit le bilan le nomme, puis vous aurez votre délai entier."
            )
        )


class EmployerRefused(AgreementRefused):
    """Nobody else signs this agreement, or the employer is one of the two."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cet employeur ne peut pas être noté : il faut une convention à trois, pas encore signée "
                "par la personne, un nom et une adresse qui ne soit ni la sienne ni la vôtre. "
                "Rien n’a été modifié."
            )
        )


class AgreementTurnedDown(AgreementRefused):
    """The person refused it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette convention a été refusée : elle n’engage personne. Rien n’a été signé. "
                "Une nouvelle peut être rédigée, si la personne le souhaite."
            )
        )


class ReplyOver(RuleBroken):
    """The time to answer a tripartite agreement has gone by: silence was a refusal."""

    def __init__(self, *, days: int, until: date, source: str) -> None:
        self.days, self.until = days, until
        message = ngettext(
            "Il y avait %(days)s jour pour signer, jusqu’au %(day)s : passé ce jour, le silence vaut "
            "refus. Rien n’a été signé ; demandez une nouvelle convention si vous le souhaitez.",
            "Il y avait %(days)s jours pour signer, jusqu’au %(day)s : passé ce jour, le silence vaut "
            "refus. Rien n’a été signé ; demandez une nouvelle convention si vous le souhaitez.",
            days,
        ) % {"days": days, "day": _day(until)}
        super().__init__(message, rule="reply_days", source=source)


class CaseSuspended(CaseError):
    """The bilan pauses then."""

    def __init__(self, *, until: date) -> None:
        self.until = until
        super().__init__(
            _(
                "Le bilan est en pause jusqu’au %(day)s. Rien n’a été enregistré : choisissez une date "
                "après la pause, ou reprenez-le plus tôt."
            )
            % {"day": _day(until)}
        )


class SuspensionRefused(CaseError):
    """It pauses already, or does not pause, or the days are not ahead."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette pause n’est pas possible : il faut un bilan en cours, une seule pause à la fois, et "
                "une date de reprise à venir. Rien n’a changé."
            )
        )


class SuspensionTooLong(RuleBroken):
    """Longer, all pauses together, than the rules allow."""

    def __init__(self, *, weeks: int, latest: date, source: str) -> None:
        self.weeks, self.latest = weeks, latest
        message = ngettext(
            "Un bilan peut faire %(weeks)s semaine de pause en tout : la reprise peut être fixée au "
            "%(day)s au plus tard. Rien n’a changé.",
            "Un bilan peut faire %(weeks)s semaines de pause en tout : la reprise peut être fixée au "
            "%(day)s au plus tard. Rien n’a changé.",
            weeks,
        ) % {"weeks": weeks, "day": _day(latest)}
        super().__init__(message, rule="maximum_suspension_weeks", source=source)


class ProlongationRefused(CaseError):
    """Nothing is asked, something is asked already, or the day does not come later."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette prolongation n’est pas possible : il faut une convention signée, une seule demande à "
                "la fois, une date plus tardive, et la réponse de l’autre personne. Rien n’a changé."
            )
        )


class ProlongationTooLong(RuleBroken):
    """Later than the rules allow."""

    def __init__(self, *, rule: str, latest: date, source: str) -> None:
        self.latest = latest
        message = _(
            "Le bilan peut durer jusqu’au %(day)s au plus tard. Rien n’a changé : "
            "choisissez une date plus proche."
        ) % {"day": _day(latest)}
        super().__init__(message, rule=rule, source=source)


class DropOutNotProposed(CaseError):
    """Nobody proposed to end the bilan, or the person answered since."""

    def __init__(self) -> None:
        super().__init__(_("Aucun arrêt n’est proposé en ce moment. Rien n’a changé : votre bilan continue."))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
