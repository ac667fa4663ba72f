"""Links that mails carry: a signature in the address is the right to open it, and to nothing else."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

EMPLOYER, FOLLOW_UP = "agreement.employer", "follow-up"
PAGES = {EMPLOYER: "employer-agreement", FOLLOW_UP: "follow-up-link"}


def address_of(key: UUID, *, kind: str) -> str:
    """Return the whole address that opens one row, for a mail."""
    return f"{settings.BILAN_ADDRESS}{reverse(PAGES[kind], args=[token_of(key, kind=kind)])}"


def token_of(key: UUID, *, kind: str) -> str:
    """Return the word of an address that nobody can make up."""
    return _signer(kind).sign(key.hex)


def key_in(token: str, *, kind: str) -> UUID | None:
    """Return the key of the row that a token opens; None for one that was made up."""
    try:
        return UUID(_signer(kind).unsign(token))
    except (BadSignature, ValueError):
        return None


def _signer(kind: str) -> Signer:
    return Signer(salt=f"bilan.cases.{kind}", sep=".")
