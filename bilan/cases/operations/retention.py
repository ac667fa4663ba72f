"""The daily job: destroy what is past its term, one piece a transaction; it may be killed anywhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as SignedIn
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from bilan.accounts.ending import forget_person
from bilan.accounts.models import Person
from bilan.cases.models import Case, Destruction
from bilan.cases.operations.certificates import Tally, certify
from bilan.cases.operations.departures import depart
from bilan.cases.operations.destruction import finish_destruction
from bilan.cases.operations.proof import destroy_proof
from bilan.cases.queries.cases import whole_cases
from bilan.cases.queries.dues import (
    due_accounts,
    due_content,
    due_departed,
    due_mails,
    due_proof,
    due_sign_in,
)
from bilan.messages.models import Message
from bilan.vault.operations import sweep_files

BATCH = 500


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What one run destroyed, class by class."""

    departed: int
    content: int
    proof: int
    mails: int
    sign_in: int
    unused: int

    @property
    def total(self) -> int:
        """How many pieces in all."""
        return self.departed + self.content + self.proof + self.mails + self.sign_in + self.unused


def run_retention(*, at: datetime) -> Destroyed:
    """Destroy all that is due; a second run finds nothing more, and a killed run is finished by the next."""
    done = Destroyed(
        departed=_each(_keys(due_departed()), _departed, at=at),
        content=destroy_expired(at=at),
        proof=_each(due_proof(today=localdate(at)), _proof, at=at),
        mails=_mails(at=at),
        sign_in=_sign_in(at=at),
        unused=_each(_keys(due_accounts(today=localdate(at))), _unused, at=at),
    )
    sweep_files(at=at)
    return done


def destroy_expired(*, at: datetime) -> int:
    """Destroy the papers whose agreement to keep has run out; return how many bilans."""
    return _each(_keys(due_content(today=localdate(at))), _content, at=at)


def _each(keys: Iterable[UUID], act: Callable[..., bool], *, at: datetime) -> int:
    """Run an act on each piece in a transaction of its own; return how many it destroyed."""
    return sum(act(key, at=at) for key in keys)


def _keys(rows: QuerySet[Case] | QuerySet[Person]) -> list[UUID]:
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _content(key: UUID, *, at: datetime) -> bool:
    still_due = due_content(today=localdate(at)).filter(pk=key)
    case = whole_cases().select_for_update(of=("self",)).filter(pk__in=still_due.values("pk")).first()
    if case is None:  # the person kept it meanwhile, or another worker was quicker
        return False
    finish_destruction(case, by=None, at=at)
    return True


@transaction.atomic
def _departed(key: UUID, *, at: datetime) -> bool:
    person = due_departed().select_for_update(of=("self",)).filter(pk=key).first()
    if person is None:
        return False
    depart(person, by=None, at=at)
    return True


@transaction.atomic
def _proof(key: UUID, *, at: datetime) -> bool:
    case = whole_cases().select_for_update(of=("self",)).filter(pk=key).first()
    if case is None or key not in due_proof(today=localdate(at)):
        return False
    destroy_proof(case, at=at)
    return True


@transaction.atomic
def _unused(key: UUID, *, at: datetime) -> bool:
    person = due_accounts(today=localdate(at)).select_for_update(of=("self",)).filter(pk=key).first()
    if person is None:
        return False
    tally = Tally()
    tally.add("accounts", [person])
    certify(kind=Destruction.Kind.UNUSED, tally=tally, at=at)
    forget_person(person=person)
    return True


def _mails(*, at: datetime) -> int:
    count = 0
    while gone := _mail_batch(at=at):
        count += gone
    return count


def _sign_in(*, at: datetime) -> int:
    count = 0
    while gone := _sign_in_batch(at=at):
        count += gone
    return count


@transaction.atomic
def _mail_batch(*, at: datetime) -> int:
    rows = list(due_mails(at=at).select_for_update(of=("self",))[:BATCH])
    if not rows:
        return 0
    tally = Tally()
    tally.add("mails", rows)
    Message.objects.filter(pk__in=[row.pk for row in rows]).delete()
    certify(kind=Destruction.Kind.MAILS, tally=tally, at=at)
    return len(rows)


@transaction.atomic
def _sign_in_batch(*, at: datetime) -> int:
    rows = list(due_sign_in(at=at).select_for_update(of=("self",))[:BATCH])
    if not rows:
        return 0
    keys, tally = [row.pk for row in rows], Tally()
    tally.add("sign_ins", rows)
    UserSession.objects.filter(session_key__in=keys).delete()
    SignedIn.objects.filter(pk__in=keys).delete()
    certify(kind=Destruction.Kind.SIGN_IN, tally=tally, at=at)
    return len(rows)
