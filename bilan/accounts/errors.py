"""Errors of accounts.

AccountError
├── ConsentMissing      an act needs a consent that was not given or was withdrawn
└── DemoOnly            signing in as someone else exists in the demonstration alone
"""

from django.utils.translation import gettext as _


class AccountError(Exception):
    """Base of what can go wrong with an account, fit for people."""


class ConsentMissing(AccountError):
    """An act needs a consent that the person has not given."""

    def __init__(self) -> None:
        super().__init__(
            _("Votre accord n’est pas enregistré. Rien n’a été fait : donnez-le d’abord, puis reprenez ici.")
        )


class DemoOnly(AccountError):
    """Signing in as a named person is possible in the demonstration only."""

    def __init__(self) -> None:
        super().__init__(_("Cette porte n’existe que dans la démonstration."))
