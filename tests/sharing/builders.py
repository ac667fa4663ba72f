"""Shares, stating only what matters to a test."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.messages.models import Message
from bilan.sharing.models import Share
from bilan.sharing.operations import share_document
from bilan.sharing.pieces import Recipient, ShareTerms
from bilan.vault.operations import open_key
from tests.portfolio.builders import a_card

NADIA = Recipient("Nadia Benali", "nadia@example.org")


@dataclass(frozen=True, slots=True)
class Sent:
    """A share and the secret end of its link, as the mail carries it."""

    share: Share
    token: str


def a_share(
    *,
    person: Person,
    at: datetime,
    until: date | None = None,
    document: str = Share.Document.SKILLS,
    recipient: Recipient = NADIA,
    words: str = "",
    asks_code: bool = False,
) -> Sent:
    """Return a portfolio of one card given to Nadia for a month."""
    if document == Share.Document.SKILLS:
        a_card(person=person, at=at)
    tokens: list[str] = []

    def address_of(token: str) -> str:
        tokens.append(token)
        return f"https://bilan.example/shared/{token}/"

    share = share_document(
        person=person,
        document=document,
        recipient=recipient,
        terms=ShareTerms(
            purpose="TRAINING",
            until=until or localdate(at) + timedelta(days=30),
            words=words,
            asks_code=asks_code,
        ),
        address_of=address_of,
        by=person,
        at=at,
    )
    return Sent(share, tokens[0])


def last_mail(kind: str) -> tuple[Message, str]:
    """Return the last mail of a kind and its text."""
    row = Message.objects.filter(kind=kind).order_by("-due_at", "-pk").select_related("key")[0]
    return row, open_key(row.key).read_text(row, "body_sealed")


def mailed_code() -> str:
    """Return the code of the last mail that carries one."""
    found = re.search(r"\b\d{6}\b", last_mail("share.code")[1])
    assert found is not None
    return found[0]
