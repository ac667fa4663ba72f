"""Holds on proof, changes of counsellor and accounts that cannot be what was asked."""

from django.utils.translation import gettext as _

from bilan.cases.errors.base import CaseError


class HoldRefused(CaseError):
    """The proof cannot be held, or no hold stands."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce blocage n’est pas possible : il faut une preuve qui existe encore, sans autre blocage, "
                "et une date à venir, dans les cinq ans. Rien n’a été modifié."
            )
        )


class ChangeRefused(CaseError):
    """The change of counsellor cannot be proposed or answered."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce changement n’est pas possible : il faut un bilan en cours, une seule proposition à la "
                "fois, et une autre personne de l’organisme qui conduit des bilans. Rien n’a été modifié."
            )
        )


class AccountHeld(CaseError):
    """The account of someone who leads or manages is closed with their provider first."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Vous faites partie d’un organisme : les preuves des bilans conduits portent votre nom. "
                "Rien n’a été supprimé. Demandez d’abord à votre organisme de clore votre place."
            )
        )
