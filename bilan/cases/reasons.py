"""Why an interview moves or is called off: a code for the trail, a sentence for the mail."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why an appointment changes, as far as the other one needs to know."""

    UNSAID = "", _("Sans le dire")
    COUNSELLOR = "COUNSELLOR", _("Un empêchement de mon côté")
    PERSON = "PERSON", _("La personne l’a demandé")
    PLACE = "PLACE", _("Le lieu ou la visio n’est pas disponible")


SENTENCES: dict[Reason, str | Promise] = {
    Reason.UNSAID: "",
    Reason.COUNSELLOR: _("Votre conseiller a un empêchement."),
    Reason.PERSON: _("C’est à la demande de la personne accompagnée."),
    Reason.PLACE: _("Le lieu ou la visio n’est pas disponible."),
}


def said(reason: Reason) -> str:
    """Say a reason in a mail that both receive; empty when it was not told."""
    return str(SENTENCES[reason])
