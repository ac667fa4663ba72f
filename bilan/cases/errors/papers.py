"""Agreements, syntheses, kept papers and follow-ups that are not ready, or are settled."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bilan.cases.errors.base import CaseError


class AgreementRefused(CaseError):
    """There is nothing to sign, or it changed, or it is signed."""


class AgreementMissing(AgreementRefused):
    """No agreement was drafted."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "La convention n’est pas encore rédigée. Rien n’a été signé : elle vient "
                "après le choix du plan."
            )
        )


class AgreementSignedAlready(AgreementRefused):
    """Both signed: the agreement does not change any more."""

    def __init__(self) -> None:
        super().__init__(_("La convention est signée des deux : elle ne change plus. Rien n’a été modifié."))


class AgreementEnded(AgreementRefused):
    """The agreement was withdrawn from."""

    def __init__(self) -> None:
        super().__init__(_("Cette convention a fait l’objet d’une rétractation. Rien n’a été signé."))


class SynthesisRefused(CaseError):
    """The synthesis is missing, incomplete, or locked."""


class SynthesisMissing(SynthesisRefused):
    """No synthesis was drafted."""

    def __init__(self) -> None:
        super().__init__(_("La synthèse n’est pas encore rédigée. Elle se prépare pendant la conclusion."))


class SynthesisIncomplete(SynthesisRefused):
    """A mandatory part is empty."""

    def __init__(self, *, parts: Iterable[tuple[str, str]]) -> None:
        pairs = tuple(parts)
        self.parts = tuple(code for code, _label in pairs)
        super().__init__(
            _("La synthèse a quatre parties, et il manque : %(parts)s. Rien n’a été validé.")
            % {"parts": ", ".join(str(label) for _code, label in pairs)}
        )


class SynthesisLocked(SynthesisRefused):
    """Both acknowledged it: it does not change any more."""

    def __init__(self) -> None:
        super().__init__(_("La synthèse est validée des deux : elle ne change plus. Rien n’a été modifié."))


class SynthesisUnacknowledged(SynthesisRefused):
    """It is handed over once both acknowledged it."""

    def __init__(self) -> None:
        super().__init__(
            _("La synthèse se remet une fois validée par la personne et par la personne qui l’accompagne.")
        )


class KeepingRefused(CaseError):
    """There is nothing left to keep."""

    def __init__(self) -> None:
        super().__init__(_("Les documents de travail sont déjà détruits : il n’y a plus rien à garder."))


class FollowUpRefused(CaseError):
    """It was answered already, or comes too early."""


class FollowUpAnswered(FollowUpRefused):
    """It was answered already."""

    def __init__(self) -> None:
        super().__init__(_("Ce suivi a déjà sa réponse. Rien n’a été modifié."))


class FollowUpTooEarly(FollowUpRefused):
    """It comes before its day."""

    def __init__(self, *, opens_on: date) -> None:
        self.opens_on = opens_on
        super().__init__(
            _("Ce suivi s’ouvre le %(day)s. Rien n’a été enregistré : un message vous le rappellera.")
            % {"day": date_format(opens_on, "j F Y")}
        )
