"""Short secrets that other packages keep in tables of their own, hidden under a key of the vault."""

import base64
from datetime import datetime
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from bilan.vault.errors import ContentTampered
from bilan.vault.operations.keys import open_key, person_key

SIGN_IN_OWNER = UUID(int=1)  # nobody's number: the key is the site's own


def hide(secret: str, *, at: datetime) -> str:
    """Return a secret as it may be stored; the key behind it rotates with the masters."""
    return _fernet(at).encrypt(secret.encode()).decode()


def reveal(hidden: str, *, at: datetime) -> str:
    """Return what `hide` was given.

    Raises:
        ContentTampered: it was changed, or never hidden here.
    """
    try:
        return _fernet(at).decrypt(hidden.encode()).decode()
    except InvalidToken as error:
        raise ContentTampered("sign-in secret") from error


def _fernet(at: datetime) -> Fernet:
    opened = open_key(person_key(owner=SIGN_IN_OWNER, at=at))
    return Fernet(base64.urlsafe_b64encode(opened.secret))
