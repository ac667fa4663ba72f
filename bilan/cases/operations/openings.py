"""Open a bilan, with the person's consent."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.errors import ConsentMissing
from bilan.accounts.models import ConsentKind, Person
from bilan.accounts.operations import give_consent
from bilan.accounts.queries import has_consent
from bilan.audit.operations import record
from bilan.cases.envelope import years_after
from bilan.cases.errors import CaseOpenAlready, NotPermitted, PractitionerUnavailable, WaitingPeriod
from bilan.cases.models import Case
from bilan.providers.models import Practitioner
from bilan.providers.permissions import may_lead_bilans
from bilan.rules import load_profile
from bilan.vault.operations import make_case_key


@transaction.atomic
def open_case(
    *,
    person: Person,
    practitioner: Practitioner,
    by: Person,
    at: datetime,
    profile_id: str = "",
    is_consenting: bool = False,
) -> Case:
    """Open a person's bilan with the practitioner they chose; one at a time.

    Args:
        person: the beneficiary, who alone may open it.
        practitioner: whom they chose.
        by: who acts.
        at: when.
        profile_id: rules that apply; the provider's own when empty.
        is_consenting: record the consent in the same act; else it must stand already.

    Raises:
        NotPermitted: someone else tried to open it.
        ConsentMissing: no consent (art. L6313-4).
        CaseOpenAlready, PractitionerUnavailable, WaitingPeriod.
    """
    if by.pk != person.pk:
        raise NotPermitted
    held = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _check_consent(held, is_consenting=is_consenting, at=at)
    chosen = _check_practitioner(practitioner, held)
    profile = profile_id or chosen.provider.rule_profile
    _check_freedom(held, profile, at)
    case = Case.objects.create(
        beneficiary=held,
        practitioner=chosen,
        key=make_case_key(owner=held.pk, at=at),
        rule_profile=profile,
        opened_at=at,
    )
    record(act="case.opened", by=by, subject=held, object_=case, at=at, facts={"profile": profile})
    return case


def _check_consent(person: Person, *, is_consenting: bool, at: datetime) -> None:
    if is_consenting:
        give_consent(person=person, kind=ConsentKind.BILAN, by=person, at=at)
    elif not has_consent(person=person, kind=ConsentKind.BILAN):
        raise ConsentMissing


def _check_practitioner(practitioner: Practitioner, person: Person) -> Practitioner:
    chosen = Practitioner.objects.select_related("provider", "person").get(pk=practitioner.pk)
    if not may_lead_bilans(chosen) or chosen.person_id == person.pk:
        raise PractitionerUnavailable
    return chosen


def _check_freedom(person: Person, profile_id: str, at: datetime) -> None:
    """Refuse a second bilan at a time, and one too soon after the last under the same rules."""
    if Case.objects.filter(beneficiary=person, state=Case.State.OPEN).exists():
        raise CaseOpenAlready
    waiting = load_profile(profile_id).waiting_years.on(localdate(at))
    delivered = Case.objects.filter(
        beneficiary=person, rule_profile=profile_id, state=Case.State.DELIVERED
    ).order_by("-delivered_at", "pk")
    last = delivered.first()
    if waiting.value is None or last is None or last.delivered_at is None:
        return
    again_on = years_after(localdate(last.delivered_at), waiting.value)
    if localdate(at) < again_on:
        raise WaitingPeriod(years=waiting.value, again_on=again_on, source=waiting.source)
