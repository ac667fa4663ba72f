"""Who shares, and who opens what is shared; a share is the only door for anyone outside a bilan."""

from datetime import date

from bilan.accounts.models import Person
from bilan.sharing.models import Share


def may_share(*, person: Person, owner: Person) -> bool:
    """Tell whether someone may give a document to others: the person it belongs to, alone."""
    return person.pk == owner.pk


def is_open(share: Share, *, today: date) -> bool:
    """Tell whether the holder of the link may open a share whose key is loaded (no query)."""
    return share.revoked_at is None and today <= share.until and share.key.destroyed_at is None
