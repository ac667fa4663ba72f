"""Mails of an agreement signed by three: that it waits, and its link; never a word of what is told."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from bilan.cases.links import EMPLOYER, address_of
from bilan.cases.models import Agreement, Case, Employer
from bilan.messages.operations import queue_mail


def ask_employer(case: Case, agreement: Agreement, *, at: datetime) -> None:
    """Send the employer the link of the agreement that the person accepted."""
    employer = Employer.objects.get(case=case)
    with translation.override(case.beneficiary.language):
        words = {
            "name": str(case.beneficiary),
            "provider": case.practitioner.provider.name,
            "address": address_of(agreement.pk, kind=EMPLOYER),
        }
        queue_mail(
            kind="agreement.employer",
            to=employer.email,
            subject=_("Une convention de bilan de compétences attend votre signature"),
            body=_asked() % words,
            due_at=at,
            at=at,
            about=str(agreement.pk),
        )


def tell_employer_signed(case: Case, agreement: Agreement, *, at: datetime) -> None:
    """Tell the person and who leads their bilan that the employer signed."""
    for person in (case.beneficiary, case.practitioner.person):
        with translation.override(person.language):
            queue_mail(
                kind="agreement.employer-signed",
                to=person.email,
                subject=_("L’employeur a signé la convention"),
                body=_(
                    "L’employeur a signé la convention du bilan. Il n’a lu que ses termes : durée, dates, "
                    "prix. Il ne recevra rien d’autre."
                ),
                due_at=at,
                at=at,
                about=str(agreement.pk),
            )


def tell_silence(case: Case, agreement: Agreement, *, at: datetime) -> None:
    """Tell the person and who leads their bilan that the time to answer went by."""
    for person in (case.beneficiary, case.practitioner.person):
        with translation.override(person.language):
            queue_mail(
                kind="agreement.silence",
                to=person.email,
                subject=_("La convention n’a pas été signée à temps"),
                body=_(
                    "Le délai pour signer la convention est passé : la loi lit ce silence comme un refus, "
                    "qui n’est jamais une faute. L’employeur n’en reçoit rien. Une nouvelle convention peut "
                    "être rédigée, si la personne le souhaite."
                ),
                due_at=at,
                at=at,
                about=str(agreement.pk),
            )


def _asked() -> str:
    return _(
        "%(name)s a accepté une convention de bilan de compétences, à signer par trois : la personne, "
        "%(provider)s et vous.\n\n"
        "Lisez-la et signez-la ici :\n%(address)s\n\n"
        "Elle dit la durée, les dates et le prix. Les résultats et la synthèse n’appartiennent qu’à la "
        "personne (art. L6313-4 du code du travail) : vous ne les recevrez pas de nous."
    )
