"""Errors of the vault.

VaultError
├── KeyDestroyed        the content was destroyed, nobody can read it any more
├── ContentTampered     a ciphertext does not belong where it was found
└── MasterKeyMissing    no master key, or a malformed one: nothing can be read or written
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


class MasterKeyMissing(VaultError):
    """The master key is absent or malformed."""

    def __init__(self) -> None:
        super().__init__(
            "BILAN_MASTER_KEY must be 32 bytes in URL-safe base64 (make one with `bilan vault new-key`)."
        )
