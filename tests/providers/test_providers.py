"""Providers: who manages them, who is near, who leads."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from bilan.providers.errors import CalendarRefused, ManagementRefused, MemberAlready
from bilan.providers.models import Practitioner, Provider
from bilan.providers.operations import (
    ProviderCard,
    add_practitioner,
    correct_provider,
    found_provider,
    present_oneself,
)
from bilan.providers.permissions import may_lead_bilans, may_manage_provider
from bilan.providers.queries import (
    memberships_of,
    practitioner_to_choose,
    practitioners_of,
    providers_near,
)
from tests.builders import a_person
from tests.providers.builders import BOTH, COUNSELLOR, MANAGER, a_practitioner, a_provider, a_slot

pytestmark = pytest.mark.django_db

CARD = ProviderCard(name="Cap Loire", postcode="44000", town="Nantes")


def test_the_founder_manages_and_lets_others_in(now: datetime) -> None:
    founder = found_provider(card=CARD, role=BOTH, by=a_person(), at=now)

    member = add_practitioner(
        provider=founder.provider, person=a_person(), role=COUNSELLOR, by=founder.person, at=now
    )

    assert may_manage_provider(founder.person, founder.provider)
    assert set(practitioners_of(provider=founder.provider)) == {founder, member}


def test_a_counsellor_of_the_house_does_not_manage_it(now: datetime) -> None:
    member = a_practitioner()

    with pytest.raises(ManagementRefused):
        correct_provider(provider=member.provider, card=CARD, by=member.person, at=now)
    with pytest.raises(ManagementRefused):
        add_practitioner(provider=member.provider, person=a_person(), role=BOTH, by=member.person, at=now)


def test_the_manager_of_another_house_does_not_manage_this_one(now: datetime) -> None:
    with pytest.raises(ManagementRefused):
        correct_provider(provider=a_provider(), card=CARD, by=a_practitioner(role=MANAGER).person, at=now)


def test_a_manager_who_left_manages_nothing() -> None:
    manager = a_practitioner(role=MANAGER)
    Practitioner.objects.update(is_active=False)

    assert not may_manage_provider(manager.person, manager.provider)


def test_its_manager_corrects_it(now: datetime) -> None:
    manager = a_practitioner(role=MANAGER)

    correct_provider(
        provider=manager.provider, card=replace(CARD, price_cents=150_000), by=manager.person, at=now
    )

    assert Provider.objects.get().price_cents == 150_000


def test_nobody_is_a_member_twice(now: datetime) -> None:
    manager = a_practitioner(role=MANAGER)

    with pytest.raises(MemberAlready):
        add_practitioner(
            provider=manager.provider, person=manager.person, role=COUNSELLOR, by=manager.person, at=now
        )


def test_one_presents_oneself_and_nobody_else(now: datetime) -> None:
    provider = a_provider()
    practitioner, colleague = a_practitioner(provider=provider), a_practitioner(provider=provider)

    present_oneself(practitioner=practitioner, presentation=" Psychologue. ", by=practitioner.person, at=now)
    with pytest.raises(CalendarRefused):
        present_oneself(practitioner=practitioner, presentation="", by=colleague.person, at=now)

    assert practitioner.presentation == "Psychologue."


def test_a_manager_who_does_not_lead_cannot_be_chosen() -> None:
    manager, counsellor = a_practitioner(role=MANAGER), a_practitioner()

    assert not may_lead_bilans(manager)
    assert practitioner_to_choose(practitioner_id=manager.pk) is None
    assert practitioner_to_choose(practitioner_id=counsellor.pk) == counsellor


def test_the_nearest_come_first_and_those_without_a_place_last(now: datetime) -> None:
    angers = a_practitioner().provider
    nowhere, nantes = a_provider(name="Ailleurs"), a_provider(name="Nantes")
    Provider.objects.filter(pk=nowhere.pk).update(latitude=None, longitude=None)
    Provider.objects.filter(pk=nantes.pk).update(latitude=47.22, longitude=-1.55)
    for provider in (nowhere, nantes):
        a_practitioner(provider=provider)
    a_provider(name="Sans personne")

    found = providers_near(latitude=47.22, longitude=-1.55)

    assert [near.provider for near in found] == [nantes, angers, nowhere]
    assert found[1].distance_km == pytest.approx(80, abs=2)


def test_near_providers_say_their_first_slot(now: datetime) -> None:
    practitioner = a_practitioner()
    first = a_slot(practitioner=practitioner, starts_at=now + timedelta(days=1))
    a_slot(practitioner=practitioner, starts_at=now + timedelta(days=2))

    assert providers_near(now=now)[0].next_slot_at == first.starts_at
    assert providers_near()[0].next_slot_at is None


@pytest.mark.parametrize("count", [3, 30])
def test_near_providers_cost_the_same_queries(
    now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        a_slot(practitioner=a_practitioner(), starts_at=now + timedelta(days=1))

    with django_assert_num_queries(3):
        found = providers_near(now=now, limit=30)
        assert [str(one.person) for near in found for one in near.practitioners]


def test_memberships_leave_out_those_that_ended() -> None:
    member = a_practitioner()
    a_practitioner(person=member.person)
    Practitioner.objects.filter(pk=member.pk).update(is_active=False)

    assert [held.pk for held in memberships_of(person=member.person)] != [member.pk]
    assert len(memberships_of(person=member.person)) == 1
