"""Change who leads a bilan: the provider proposes, the person alone decides (art. L6313-4: consent)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.errors import ChangeRefused, NotPermitted
from bilan.cases.models import Case, CounsellorChange
from bilan.cases.operations.destruction import drop_booked
from bilan.cases.operations.locks import held_case
from bilan.cases.permissions import is_beneficiary
from bilan.messages.operations import cancel_mails, queue_mail
from bilan.providers.models import Practitioner
from bilan.providers.permissions import may_lead_bilans, may_manage_provider


@transaction.atomic
def propose_counsellor(
    *, case: Case, to: Practitioner, reason: str, by: Person, at: datetime
) -> CounsellorChange:
    """Propose another counsellor of the same provider; nothing changes until the person accepts.

    Raises:
        NotPermitted: someone who does not manage the provider.
        ChangeRefused: a bilan that is over, a proposal that waits already, or nobody else to lead.
    """
    held = held_case(case)
    if not may_manage_provider(by, held.practitioner.provider):
        raise NotPermitted
    chosen = Practitioner.objects.select_related("person", "provider").get(pk=to.pk)
    if not _may_follow(held, chosen) or _waiting(held) is not None:
        raise ChangeRefused
    change = CounsellorChange.objects.create(
        case=held,
        before=held.practitioner,
        after=chosen,
        reason=CounsellorChange.Reason(reason),
        proposed_by=by,
        proposed_at=at,
    )
    facts = {"reason": change.reason}
    record(act="counsellor.proposed", by=by, subject=held.beneficiary, object_=change, at=at, facts=facts)
    _tell(held.beneficiary, change, _proposed, at=at)
    return change


@transaction.atomic
def accept_counsellor(*, case: Case, by: Person, at: datetime) -> Case:
    """Accept the proposed counsellor: from here on they read, and the one before reads nothing.

    What was booked with the one before is taken out of the calendar; what was held stays as it is.

    Raises:
        NotPermitted: anyone but the person whose bilan it is.
        ChangeRefused: nothing is proposed, or the proposed one left meanwhile.
    """
    held, change = _proposed_to(case, by=by)
    if not _may_follow(held, change.after):
        raise ChangeRefused
    drop_booked(held, at=at)
    held.practitioner = change.after
    held.save(update_fields=["practitioner"])
    _answer(change, CounsellorChange.Answer.ACCEPTED, by=by, at=at)
    for person in (change.before.person, change.after.person):
        _tell(person, change, _accepted, at=at)
    return held


@transaction.atomic
def refuse_counsellor(*, case: Case, by: Person, at: datetime) -> None:
    """Refuse the proposed counsellor; no reason is asked and nothing changes.

    Raises:
        NotPermitted: anyone but the person whose bilan it is.
        ChangeRefused: nothing is proposed.
    """
    _held, change = _proposed_to(case, by=by)
    _answer(change, CounsellorChange.Answer.REFUSED, by=by, at=at)


@transaction.atomic
def withdraw_proposal(*, case: Case, by: Person, at: datetime) -> None:
    """Take a proposal back before the person answered.

    Raises:
        NotPermitted: someone who does not manage the provider.
        ChangeRefused: nothing is proposed.
    """
    held = held_case(case)
    if not may_manage_provider(by, held.practitioner.provider):
        raise NotPermitted
    change = _waiting(held)
    if change is None:
        raise ChangeRefused
    _answer(change, CounsellorChange.Answer.WITHDRAWN, by=by, at=at)
    cancel_mails(about=str(change.pk))


def _may_follow(case: Case, chosen: Practitioner) -> bool:
    return (
        case.state == Case.State.OPEN
        and chosen.pk != case.practitioner_id
        and chosen.provider_id == case.practitioner.provider_id
        and chosen.person_id != case.beneficiary_id
        and may_lead_bilans(chosen)
    )


def _waiting(case: Case) -> CounsellorChange | None:
    rows = CounsellorChange.objects.select_related("before__person", "after__person", "after__provider")
    return rows.filter(case=case, answer=CounsellorChange.Answer.WAITING).first()


def _proposed_to(case: Case, *, by: Person) -> tuple[Case, CounsellorChange]:
    held = held_case(case)
    if not is_beneficiary(by, held):
        raise NotPermitted
    change = _waiting(held)
    if change is None:
        raise ChangeRefused
    return held, change


def _answer(change: CounsellorChange, answer: CounsellorChange.Answer, *, by: Person, at: datetime) -> None:
    change.answer, change.answered_at = answer, at
    change.save(update_fields=["answer", "answered_at"])
    record(act=f"counsellor.{answer.lower()}", by=by, subject=change.case.beneficiary, object_=change, at=at)


def _tell(
    person: Person, change: CounsellorChange, write: Callable[[], tuple[str, str]], *, at: datetime
) -> None:
    with translation.override(person.language):
        subject, body = write()
    queue_mail(
        kind=f"counsellor.{change.answer.lower()}",
        to=person.email,
        subject=subject,
        body=body,
        due_at=at,
        at=at,
        about=str(change.pk),
    )


def _proposed() -> tuple[str, str]:
    return _("Une autre personne pour vous accompagner ?"), _(
        "Votre organisme vous propose une autre personne pour la suite de votre bilan. Rien ne change sans "
        "votre accord : vous répondez depuis vos données, quand vous voulez."
    )


def _accepted() -> tuple[str, str]:
    return _("Un bilan change de conseil"), _(
        "La personne a accepté le changement de conseil. La personne d’avant ne lit plus rien de ce bilan ; "
        "la suivante le trouve dans ses dossiers. Les rendez-vous à venir sont à reprendre."
    )
