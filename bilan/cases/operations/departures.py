"""Delete one's account: at once, from the product, without losing the proof that others must hold."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bilan.accounts.ending import end_person, forget_person
from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import AccountHeld, NotPermitted
from bilan.cases.models import Case, Destruction, DetailedResults, Synthesis
from bilan.cases.operations.certificates import Tally, certify
from bilan.cases.operations.destruction import end_early, finish_destruction
from bilan.cases.operations.locks import held_case
from bilan.cases.queries.belongings import sealed_rows
from bilan.messages.models import Message
from bilan.messages.operations import queue_mail
from bilan.providers.models import Practitioner
from bilan.vault.models import DataKey
from bilan.vault.operations import destroy_key


@transaction.atomic
def delete_account(*, person: Person, by: Person, at: datetime) -> Destruction:
    """Delete a person's account: their bilan ends, their key and rows go, a last mail says so.

    There is no waiting week: until it ended, what the person asked to destroy would still be readable.
    The proof of their bilans stays under a nameless key until its term.

    Raises:
        NotPermitted: somebody else's account.
        AccountHeld: someone of a provider.
    """
    return depart(_leaving(person, by=by), by=by, at=at)


def depart(held: Person, *, by: Person | None, at: datetime) -> Destruction:
    """Carry a departure out, inside the act that asks for it; again after a restored backup."""
    for case in Case.objects.filter(beneficiary=held, content_destroyed_at=None).order_by("opened_at", "pk"):
        _end(held_case(case), by=by, at=at)
    certificate = _empty_vault(held, by=by, at=at)
    _last_mail(held, at=at)
    record(act="account.deleted", by=by, subject=held, object_=held, at=at)
    if Case.objects.filter(beneficiary=held).exists():
        end_person(person=held)
    else:
        forget_person(person=held)
    return certificate


def _leaving(person: Person, *, by: Person) -> Person:
    held = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if by.pk != held.pk:
        raise NotPermitted
    if Practitioner.objects.filter(person=held).exists():
        raise AccountHeld
    return held


def _end(case: Case, *, by: Person | None, at: datetime) -> None:
    if case.state == Case.State.OPEN and by is not None and case.key.destroyed_at is None:
        end_early(case, by=by, at=at)
    else:
        finish_destruction(case, by=by, at=at)


def _empty_vault(person: Person, *, by: Person | None, at: datetime) -> Destruction:
    """Certify and destroy what is sealed under the person's own keys; the rows go with the account."""
    tally = Tally()
    keys = DataKey.objects.filter(owner=person.pk, purpose=DataKey.Purpose.PERSON, destroyed_at=None)
    for name, rows in sealed_rows(keys=keys):
        tally.add(name, rows)
    Synthesis.objects.filter(case__beneficiary=person).delete()
    DetailedResults.objects.filter(case__beneficiary=person).delete()
    for key in keys:
        destroy_key(key=key, at=at)
    return certify(kind=Destruction.Kind.VAULT, tally=tally, subject=person.pk, by=by, at=at)


def _last_mail(person: Person, *, at: datetime) -> None:
    Message.objects.filter(to=person.email).exclude(state=Message.State.CLAIMED).delete()
    with translation.override(person.language):
        queue_mail(
            kind="account.deleted",
            to=person.email,
            subject=_("Votre compte est supprimé"),
            body=_(
                "Votre compte est supprimé, comme vous l’avez demandé. Ce que vous aviez écrit est détruit : "
                "personne ne peut plus le lire, nous non plus. Si un bilan avait commencé, les dates, les "
                "heures et la convention signée restent le temps que demandent les contrôles, puis sont "
                "détruites. Ce message est le dernier."
            ),
            due_at=at,
            at=at,
        )
