"""Errors of sharing.

SharingError
├── ShareHidden         no share here, or one that is over or taken back: told alike
├── NothingToShare      the document does not exist yet
├── UntilImpossible     a last day that has passed, or more than a year away
├── AddressImpossible   the recipient's name or address cannot be used
├── TooManyShares       more open shares, or more shares in a day, than a person needs
├── CodeWrong           the confirmation code is not the one, or is no longer good
└── TooManyCodes        one confirmation code more than the hour allows
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class SharingError(Exception):
    """Base of what can go wrong with a share, fit for people."""


class ShareHidden(SharingError):
    """No share here, somebody else's, one that is over or one that was taken back."""

    def __init__(self) -> None:
        super().__init__(_("Ce partage n’est pas ouvert pour vous. Rien n’a été lu ni modifié."))


class NothingToShare(SharingError):
    """The document does not exist yet."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce document n’existe pas encore : il n’y a rien à partager. Rien n’a été envoyé.")
        )


class UntilImpossible(SharingError):
    """The last day has passed, or is more than a year away."""

    def __init__(self, *, latest: date) -> None:
        self.latest = latest
        super().__init__(
            _(
                "Un partage dure au moins jusqu’à ce soir et au plus un an, jusqu’au %(day)s. "
                "Rien n’a été envoyé."
            )
            % {"day": date_format(latest, "j F Y")}
        )


class AddressImpossible(SharingError):
    """The recipient's name is missing, or the address is not one."""

    def __init__(self) -> None:
        super().__init__(
            _("Il faut un nom et une adresse électronique complète. Rien n’a été envoyé : vérifiez les deux.")
        )


class TooManyShares(SharingError):
    """More shares than a person needs: it protects the people they could be sent to."""

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "Vous avez déjà %(most)d partage ouvert, ou autant en un jour. Rien n’a été envoyé : "
                "arrêtez un partage, ou revenez demain.",
                "Vous avez déjà %(most)d partages ouverts, ou autant en un jour. Rien n’a été envoyé : "
                "arrêtez un partage, ou revenez demain.",
                most,
            )
            % {"most": most}
        )


class CodeWrong(SharingError):
    """The confirmation code is not the one, or it is no longer good."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce code n’est pas le bon, ou il n’est plus valable. Rien n’a été ouvert : "
                "demandez-en un autre."
            )
        )


class TooManyCodes(SharingError):
    """One confirmation code more than the hour allows."""

    def __init__(self) -> None:
        super().__init__(
            _("Plusieurs codes sont déjà partis. Aucun autre n’a été envoyé : réessayez dans une heure.")
        )
