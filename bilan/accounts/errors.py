"""Errors of accounts.

AccountError
├── ConsentMissing      an act needs a consent that was not given or was withdrawn
├── DemoOnly            signing in as someone else exists in the demonstration alone
├── HelpTooLong         somebody may type for a person for two hours at most
├── NotYours            an act on somebody else's account, consent or help
├── LinkSpent           a sign-in link was used, or is too old
└── TooOften            something was tried more often than allowed in a span of time
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


class NotYours(AccountError):
    """An act on somebody else's account, which only they may do."""

    def __init__(self) -> None:
        super().__init__(_("Seule cette personne peut faire cela pour elle-même. Rien n’a été modifié."))


class DemoOnly(AccountError):
    """Signing in as a named person is possible in the demonstration only."""

    def __init__(self) -> None:
        super().__init__(_("Cette porte n’existe que dans la démonstration."))


class LinkSpent(AccountError):
    """A sign-in link opens nothing any more."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce lien a déjà servi, ou il a expiré. Demandez-en un autre, il arrive tout de suite.")
        )


class TooOften(AccountError):
    """Something was tried more often than allowed."""

    def __init__(self, *, minutes: int) -> None:
        super().__init__(
            _("Cela a été essayé trop souvent. Rien n’est perdu : reprenez dans %(minutes)d minutes.")
            % {"minutes": minutes}
        )


class HelpTooLong(AccountError):
    """Somebody may type for a person for two hours at most."""

    def __init__(self) -> None:
        super().__init__(_("L’aide dure deux heures au plus. Choisissez une durée plus courte."))
