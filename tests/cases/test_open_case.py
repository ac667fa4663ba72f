"""Opening a bilan: consent, one at a time, whom one may choose, the waiting period."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from bilan.accounts.errors import ConsentMissing
from bilan.accounts.models import Consent, ConsentKind
from bilan.accounts.operations import give_consent, withdraw_consent
from bilan.audit.models import Event
from bilan.cases.errors import CaseOpenAlready, NotPermitted, PractitionerUnavailable, WaitingPeriod
from bilan.cases.models import Case, Phase
from bilan.cases.operations import leave_case, open_case
from bilan.cases.queries import case_of, past_cases_of
from bilan.providers.models import Practitioner
from bilan.rules.errors import ProfileUnknown
from tests.builders import a_person
from tests.cases.builders import a_case
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db


def test_opens_with_the_consent_given_in_the_same_act(now: datetime) -> None:
    case = a_case(at=now)

    assert (case.state, case.phase) == (Case.State.OPEN, Phase.PRELIMINARY)
    assert Consent.objects.get(kind=ConsentKind.BILAN).given_at == now
    assert Event.objects.get(act="case.opened").facts == {"profile": "fr-law"}


def test_opens_on_a_consent_that_stands(now: datetime) -> None:
    person, practitioner = a_person(), a_practitioner(profile="fr-cpf")
    give_consent(person=person, kind=ConsentKind.BILAN, by=person, at=now)

    case = open_case(person=person, practitioner=practitioner, by=person, at=now)

    assert case.rule_profile == "fr-cpf"


def test_refuses_without_consent_and_with_a_consent_taken_back(now: datetime) -> None:
    person, practitioner = a_person(), a_practitioner()
    with pytest.raises(ConsentMissing):
        open_case(person=person, practitioner=practitioner, by=person, at=now)

    give_consent(person=person, kind=ConsentKind.BILAN, by=person, at=now)
    withdraw_consent(person=person, kind=ConsentKind.BILAN, by=person, at=now)
    with pytest.raises(ConsentMissing):
        open_case(person=person, practitioner=practitioner, by=person, at=now)

    assert not Case.objects.exists()


def test_nobody_opens_it_for_someone_else(now: datetime) -> None:
    practitioner = a_practitioner()

    with pytest.raises(NotPermitted):
        open_case(
            person=a_person(),
            practitioner=practitioner,
            is_consenting=True,
            by=practitioner.person,
            at=now,
        )


def test_one_bilan_at_a_time(now: datetime) -> None:
    case = a_case(at=now)

    with pytest.raises(CaseOpenAlready):
        a_case(at=now, person=case.beneficiary)
    leave_case(case=case, by=case.beneficiary, at=now)
    again = a_case(at=now + timedelta(days=1), person=case.beneficiary)

    assert case_of(case.beneficiary) == again
    assert list(past_cases_of(case.beneficiary)) == [case]


def test_the_database_holds_one_open_bilan_per_person(now: datetime) -> None:
    case = a_case(at=now)
    case.pk = None

    with pytest.raises(IntegrityError):
        Case.objects.create(
            beneficiary=case.beneficiary,
            practitioner=case.practitioner,
            key=case.key,
            rule_profile="fr-law",
            opened_at=now,
        )


def test_refuses_a_manager_someone_who_left_and_oneself(now: datetime) -> None:
    gone = a_practitioner()
    Practitioner.objects.filter(pk=gone.pk).update(is_active=False)
    oneself = a_practitioner()

    for practitioner in (a_practitioner(role=MANAGER), gone):
        with pytest.raises(PractitionerUnavailable):
            a_case(at=now, practitioner=practitioner)
    with pytest.raises(PractitionerUnavailable):
        a_case(at=now, person=oneself.person, practitioner=oneself)


def test_refuses_rules_that_do_not_exist(now: datetime) -> None:
    with pytest.raises(ProfileUnknown):
        a_case(at=now, profile="fr-lwa")


@pytest.mark.parametrize(
    ("day", "is_open"),
    [(datetime(2031, 11, 23, 22, 59, tzinfo=UTC), False), (datetime(2031, 11, 23, 23, 0, tzinfo=UTC), True)],
)
def test_five_years_part_two_funded_bilans_to_the_local_day(
    now: datetime, day: datetime, is_open: bool
) -> None:
    case = a_case(at=now, profile="fr-cpf")
    Case.objects.update(state=Case.State.DELIVERED, delivered_at=now)

    if is_open:
        assert a_case(at=day, person=case.beneficiary, profile="fr-cpf")
        return
    with pytest.raises(WaitingPeriod) as refused:
        a_case(at=day, person=case.beneficiary, profile="fr-cpf")
    assert refused.value.rule == "waiting_years"
    assert "2026-127" in str(refused.value)


def test_a_bilan_that_was_left_asks_for_no_wait(now: datetime) -> None:
    case = a_case(at=now, profile="fr-cpf")
    leave_case(case=case, by=case.beneficiary, at=now)

    assert a_case(at=now + timedelta(days=1), person=case.beneficiary, profile="fr-cpf")


def test_the_law_alone_sets_no_wait(now: datetime) -> None:
    case = a_case(at=now)
    Case.objects.update(state=Case.State.DELIVERED, delivered_at=now)

    assert a_case(at=now + timedelta(days=1), person=case.beneficiary)
