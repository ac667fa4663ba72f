"""Sentences of the front door: reasons with their source, and what to do next."""

from dataclasses import dataclass
from typing import TypeVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.rules import DatedValue

T = TypeVar("T")
CEP_URL = "https://mon-cep.org"
ACCOUNT_URL = "https://www.moncompteformation.gouv.fr"
SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the answer is what it is, with the text it comes from."""

    code: str
    text: str
    source: str = ""
    is_confirmed: bool = True

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return self.text


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do now, and where."""

    code: str
    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.text


def reason(code: str, text: str, value: DatedValue[T]) -> Reason:
    """Return a reason that carries the source of a rule's value."""
    return Reason(code, text, value.source, value.is_confirmed)


def money(cents: int, currency: str) -> str:
    """Say an amount as people write it."""
    amount = number_format(cents / 100, 2 if cents % 100 else 0, use_l10n=True, force_grouping=True)
    symbol = "€" if currency == "EUR" else currency
    return f"{amount.replace(' ', SPACE)} {symbol}"


def years(count: int) -> str:
    """Say a number of years."""
    return ngettext("%(count)d an", "%(count)d ans", count) % {"count": count}


def title_of(
    *, is_entitled: bool, has_funder: bool, cost_cents: int | None, currency: str, is_requested: bool
) -> str:
    """Return the answer in one sentence."""
    if not has_funder:
        return _("Un bilan est possible : reste à voir qui peut le payer")
    if not is_entitled:
        return _("Pas avec ce financement aujourd’hui, mais d’autres portes sont ouvertes")
    if is_requested:
        return _("Oui, vous pouvez en faire la demande, sans rien payer")
    if cost_cents is None:
        return _("Oui, vous pouvez commencer un bilan")
    if cost_cents == 0:
        return _("Oui, vous pouvez commencer un bilan, sans rien payer")
    return _("Oui, vous pouvez commencer un bilan, avec %(amount)s à votre charge") % {
        "amount": money(cost_cents, currency)
    }


def eligibility_text(code: str) -> str:
    """Return who may have a bilan, from the code of the rule."""
    return {
        "EVERY_CITIZEN": _("Toute personne peut demander un bilan, de sa propre initiative."),
        "WORKER_WITH_CONSENT": _(
            "Un bilan se fait à votre initiative ou avec votre accord ; le refuser n’est pas une faute."
        ),
        "ACCOUNT_HOLDER": _(
            "Votre compte personnel de formation peut payer un bilan, avec les droits qu’il contient."
        ),
        "EMPLOYEE_WITH_EMPLOYER": _("Votre employeur peut payer un bilan, avec votre accord."),
        "PUBLIC_SERVANT": _(
            "Comme agent public, vous pouvez demander un bilan à votre administration, dans "
            "la limite de ses crédits ; un refus doit être motivé."
        ),
        "WORKER_OF_FLANDERS": _(
            "Le chèque carrière s’adresse aux personnes qui travaillent et vivent en Flandre ou à Bruxelles."
        ),
        "WORKER_OF_THE_SECTOR": _(
            "Le fonds paie pour les personnes sous contrat dans le secteur ; l’employeur n’a pas à le savoir."
        ),
        "ADULT_FROM_FORTY": _("Le bilan gratuit s’adresse aux personnes de quarante ans et plus."),
        "ADULT": _("Le bilan s’adresse aux adultes."),
    }[code]
