"""Links that nobody guesses, and codes that nobody keeps."""

import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

from bilan.sharing.models import Confirmation

TOKEN_BYTES = 32
CODE_DIGITS = 6
SALT = "bilan.sharing.confirmation"


def new_token() -> str:
    """Return the secret end of a link: 256 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what is kept of a link; a secret this long needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Return six digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def hmac_of(code: str, *, confirmation: Confirmation) -> str:
    """Return what is kept of a code: bound to its row, worthless without the site's own secret."""
    return salted_hmac(SALT, f"{confirmation.pk}:{code}", algorithm="sha256").hexdigest()


def is_code(typed: str, *, confirmation: Confirmation) -> bool:
    """Tell whether what was typed is the code of a row; spaces do not count."""
    digits = "".join(typed.split())
    return constant_time_compare(hmac_of(digits, confirmation=confirmation), confirmation.code_hmac)
