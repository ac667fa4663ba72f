"""Mails of a share: who, what and until when; never a word of the document."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.messages.operations import queue_mail
from bilan.sharing.models import Confirmation, Share
from bilan.sharing.pieces import Recipient


def one_line(text: str) -> str:
    """Return a text that cannot begin another line, in a subject or in a name."""
    return " ".join(text.split())


def tell_shared(share: Share, *, owner: Person, recipient: Recipient, address: str, at: datetime) -> None:
    """Send the link to whoever is meant to read."""
    with translation.override(owner.language):
        words = {
            "owner": one_line(str(owner)),
            "name": recipient.name,
            "document": Share.Document(share.document).label,
            "purpose": Share.Purpose(share.purpose).label,
            "day": date_format(share.until, "j F Y"),
            "address": address,
        }
        queue_mail(
            kind="share.made",
            to=recipient.email,
            subject=_("%(owner)s partage un document avec vous") % words,
            body=_shared(words),
            due_at=at,
            at=at,
            about=str(share.pk),
        )


def tell_code(confirmation: Confirmation, *, owner: Person, email: str, code: str, at: datetime) -> None:
    """Send a confirmation code to the address the person gave."""
    with translation.override(owner.language):
        queue_mail(
            kind="share.code",
            to=email,
            subject=_("Votre code pour ouvrir le document"),
            body=_(
                "%(code)s\n\n"
                "Ce code ouvre le document que l’on partage avec vous. Il sert une fois, pendant un quart "
                "d’heure. Si vous n’avez rien demandé, ne faites rien : sans lui, rien ne s’ouvre."
            )
            % {"code": code},
            due_at=at,
            at=at,
            about=str(confirmation.pk),
        )


def _shared(words: Mapping[str, object]) -> str:
    return (
        _(
            "Bonjour %(name)s,\n\n"
            "%(owner)s vous donne à lire : %(document)s.\n"
            "Pour : %(purpose)s. Le lien s’ouvre jusqu’au %(day)s.\n\n"
            "%(address)s\n\n"
            "La page dit de qui vient le document avant de l’ouvrir. Chaque ouverture est montrée à "
            "%(owner)s, qui peut arrêter ce partage à tout moment. Ce document est confidentiel : ne le "
            "transmettez pas."
        )
        % words
    )
