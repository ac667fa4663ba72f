"""The manager holds proof and proposes a counsellor, on their own provider's bilans alone, without a name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from bilan.cases.models import Case, CounsellorChange, LegalHold
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_case, a_demand, the_counsellor
from tests.providers.builders import BOTH, MANAGER, a_practitioner
from tests.web.beneficiary.story import a_visitor, is_well_made

pytestmark = pytest.mark.django_db
ACTS = ("provider-hold", "provider-lift", "provider-counsellor", "provider-counsellor-withdraw")


def a_managed_case(client: Client) -> Case:
    case = a_case(at=now())
    a_demand(case, at=now())
    provider = case.practitioner.provider
    client.force_login(a_practitioner(provider=provider, person=a_person(name="Nadia"), role=MANAGER).person)
    return case


def page(client: Client, case: Case) -> str:
    answer = client.get(reverse("provider-case", args=[case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_is_well_made_and_names_neither_the_person_nor_a_word(client: Client) -> None:
    case = a_managed_case(client)

    told = page(client, case)

    assert is_well_made(told)
    assert case.beneficiary.name not in told
    assert WHY_NOW not in told


def test_holds_proof_and_the_person_sees_it_then_lifts(client: Client) -> None:
    case = a_managed_case(client)
    until = localdate() + timedelta(days=400)

    client.post(reverse("provider-hold", args=[case.pk]), {"reason": "CONTROL", "until": until.isoformat()})
    assert "Bloquées" in page(client, case)
    assert "Preuves bloquées" in a_visitor(case.beneficiary).get(reverse("my-data"))
    client.post(reverse("provider-lift", args=[case.pk]))

    assert LegalHold.objects.get().lifted_at is not None


def test_a_day_gone_by_is_refused_and_what_was_typed_is_kept(client: Client) -> None:
    case = a_managed_case(client)

    answer = client.post(reverse("provider-hold", args=[case.pk]), {"reason": "COURT", "until": "2020-01-01"})

    told = answer.content.decode()
    assert is_well_made(told)
    assert "2020-01-01" in told
    assert not LegalHold.objects.exists()


def test_proposes_withdraws_and_the_person_answers_from_their_data(client: Client) -> None:
    case = a_managed_case(client)
    after = a_practitioner(provider=case.practitioner.provider, person=a_person(name="Ana Roux"))
    propose = {"to": str(after.pk), "why": "ABSENCE"}
    client.post(reverse("provider-counsellor", args=[case.pk]), propose)
    assert "n’a pas encore répondu" in page(client, case)
    client.post(reverse("provider-counsellor-withdraw", args=[case.pk]))
    client.post(reverse("provider-counsellor", args=[case.pk]), propose)

    visitor = a_visitor(case.beneficiary)
    told = visitor.get(reverse("my-data"))
    assert is_well_made(told)
    assert "Ana Roux" in told
    visitor.post(reverse("counsellor-accept"))

    case.refresh_from_db()
    assert case.practitioner_id == after.pk
    answers = CounsellorChange.objects.order_by("proposed_at").values_list("answer", flat=True)
    assert list(answers) == ["WITHDRAWN", "ACCEPTED"]


def test_the_person_may_refuse(client: Client) -> None:
    case = a_managed_case(client)
    after = a_practitioner(provider=case.practitioner.provider, person=a_person(name="Ana Roux"))
    client.post(reverse("provider-counsellor", args=[case.pk]), {"to": str(after.pk), "why": "ASKED"})

    a_visitor(case.beneficiary).post(reverse("counsellor-refuse"))

    assert CounsellorChange.objects.get().answer == "REFUSED"


def test_other_managers_the_counsellor_and_the_person_find_nothing_there(client: Client) -> None:
    case = a_managed_case(client)
    elsewhere = a_practitioner(person=a_person(), role=BOTH).person

    for stranger in (elsewhere, the_counsellor(case), case.beneficiary):
        client.force_login(stranger)
        assert client.get(reverse("provider-case", args=[case.pk])).status_code == 404
        for name in ACTS:
            assert client.post(reverse(name, args=[case.pk])).status_code == 404
