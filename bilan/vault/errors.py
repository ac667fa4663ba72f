"""Errors of the vault.

VaultError
├── KeyDestroyed        the content was destroyed, nobody can read it any more
├── ContentTampered     a ciphertext does not belong where it was found
├── MasterError         the keys cannot be opened; content is untouched
│   ├── MasterKeyMissing    a master key is absent, malformed, readable by others, or not configured
│   ├── MasterKeyWrong      the configured master key is not the one that wrapped the data key
│   └── MasterUnavailable   the command that wraps and unwraps did not answer
├── FileLost            a sealed file is not where its row says
├── UploadRefused       a file that is not taken in, with the reason
└── BackupError         a backup that cannot be made, read or put back; what was there is kept
"""

from django.utils.translation import gettext as _


class VaultError(Exception):
    """Base of what can go wrong with sealed content."""


class KeyDestroyed(VaultError):
    """The key was destroyed, and the content with it."""

    def __init__(self) -> None:
        super().__init__(_("Ce contenu a été détruit, comme prévu. Personne ne peut plus le lire."))


class ContentTampered(VaultError):
    """A ciphertext was changed, or moved to another place."""

    def __init__(self, place: str) -> None:
        super().__init__(f"Sealed content at {place} does not open there: it was changed or moved.")


class MasterError(VaultError):
    """Base of what goes wrong with a master key: nothing can be opened, nothing is lost."""


class MasterKeyMissing(MasterError):
    """A master key is absent, malformed or badly kept."""

    def __init__(self, master: str, why: str) -> None:
        super().__init__(
            f"Master key “{master}” cannot be used: {why}. Nothing was read or written, nothing is lost. "
            "Give the key back where BILAN_MASTER_KEY_FROM says; `bilan keys new` makes a first one."
        )


class MasterKeyWrong(MasterError):
    """The configured master key is not the one that wrapped the data key."""

    def __init__(self, master: str) -> None:
        super().__init__(
            f"The key given as master “{master}” is not the one that wrapped the data keys. Nothing was "
            "changed, nothing is lost: put the former key back under this name, and a new key under another."
        )


class MasterUnavailable(MasterError):
    """The command that wraps and unwraps did not answer as it should."""

    def __init__(self, master: str, why: str) -> None:
        super().__init__(
            f"The command of master key “{master}” did not answer: {why}. Nothing was changed, nothing is "
            "lost; try again once it runs."
        )


class FileLost(VaultError):
    """A sealed file is not where its row says."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce fichier ne se trouve plus là où il était rangé. Rien d’autre n’est touché. "
                "Si vous l’avez encore, ajoutez-le de nouveau."
            )
        )


class UploadRefused(VaultError):
    """A file is not taken in; the message says why and what to do."""


class BackupError(VaultError):
    """A backup cannot be made, read or put back; the message says what was kept."""
