"""The agreement: what it says, who signs, what opens, how one withdraws."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.cases.errors import (
    AgreementMissing,
    AgreementSignedAlready,
    ChangedMeanwhile,
    NotPermitted,
    PlanUnavailable,
    WithdrawalOver,
)
from bilan.cases.models import Agreement, Case, Phase
from bilan.cases.operations import draft_agreement, sign_agreement, withdraw_agreement
from bilan.cases.queries import exit_conditions, missing_conditions
from bilan.cases.terms import to_pay_on
from bilan.instruments.models import Administration
from tests.cases.builders import a_case, a_planned_case, a_signed_case, the_counsellor
from tests.providers.builders import MANAGER, a_practitioner

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_says_hours_price_dates_and_the_rules_behind_them(now: datetime) -> None:
    a_planned_case(at=now)

    terms = Agreement.objects.get().terms

    assert terms["parties"]["beneficiary"] == "Claire Morel"
    assert terms["parties"]["provider"] == "Atelier Boussole"
    assert (
        sum(phase["minutes"] for phase in terms["phases"] if phase["phase"] != "FOLLOW_UP")
        == terms["minutes"]
    )
    assert (terms["price_cents"], terms["funded_cents"], terms["to_pay_cents"]) == (160_000, 0, 160_000)
    assert terms["starts_on"] == "2026-11-24"
    rules = {rule["rule"]: rule for rule in terms["rules"]}
    assert rules["maximum_hours"]["value"] == 24
    assert "L6313-4" in rules["maximum_hours"]["source"]


def test_the_account_pays_up_to_its_cap_less_the_person_s_part(now: datetime) -> None:
    case = a_planned_case(at=now, profile="fr-cpf")

    draft_agreement(case=case, price_cents=180_000, by=the_counsellor(case), at=now)

    terms = Agreement.objects.get().terms
    assert (terms["funded_cents"], terms["to_pay_cents"]) == (149_680, 30_320)
    assert to_pay_on(case, localdate(now), price_cents=180_000) == 30_320
    assert to_pay_on(case, localdate(now)) == 10_320


def test_what_is_free_costs_nothing(now: datetime) -> None:
    a_planned_case(at=now, profile="programme-2015")

    assert Agreement.objects.get().terms["to_pay_cents"] == 0


def test_both_signatures_open_the_investigation(now: datetime) -> None:
    case = a_planned_case(at=now)
    assert [condition.code for condition in missing_conditions(case)] == ["AGREEMENT"]

    sign_agreement(case=case, by=the_counsellor(case), at=now)
    assert Case.objects.get().phase == Phase.PRELIMINARY
    sign_agreement(case=case, by=case.beneficiary, at=now + DAY)

    assert Case.objects.get().phase == Phase.INVESTIGATION
    assert Agreement.objects.get().signed_at == now + DAY
    assert all(condition.is_met for condition in exit_conditions(case))


def test_signing_twice_keeps_the_first_signature_and_one_event(now: datetime) -> None:
    case = a_planned_case(at=now)
    sign_agreement(case=case, by=case.beneficiary, at=now)

    sign_agreement(case=case, by=case.beneficiary, at=now + DAY)

    assert Agreement.objects.get().signed_by_beneficiary_at == now
    assert Event.objects.filter(act="agreement.signed").count() == 1


def test_one_signature_does_not_stand_for_two(now: datetime) -> None:
    case = a_planned_case(at=now)

    sign_agreement(case=case, by=case.beneficiary, at=now)

    assert not Agreement.objects.get().is_signed
    assert Agreement.objects.get().signed_at is None


def test_signs_only_the_text_that_was_read(now: datetime) -> None:
    case = a_planned_case(at=now)
    read = Agreement.objects.get().terms_sha256
    draft_agreement(case=case, price_cents=150_000, by=the_counsellor(case), at=now)

    with pytest.raises(ChangedMeanwhile):
        sign_agreement(case=case, terms_sha256=read, by=case.beneficiary, at=now)
    fresh = Agreement.objects.get().terms_sha256
    sign_agreement(case=case, terms_sha256=fresh, by=case.beneficiary, at=now)


def test_a_draft_that_says_the_same_keeps_signatures(now: datetime) -> None:
    case = a_planned_case(at=now)
    sign_agreement(case=case, by=case.beneficiary, at=now)

    draft_agreement(case=case, by=the_counsellor(case), at=now)

    assert Agreement.objects.get().signed_by_beneficiary_at == now


def test_a_signed_agreement_is_not_drafted_again(now: datetime) -> None:
    case = a_signed_case(at=now)

    with pytest.raises(AgreementSignedAlready):
        draft_agreement(case=case, price_cents=1, by=the_counsellor(case), at=now)


def test_without_a_diagnosis_that_can_be_read_the_phase_stays(now: datetime) -> None:
    case = a_planned_case(at=now)
    Administration.objects.update(finished_at=None)
    sign_agreement(case=case, by=case.beneficiary, at=now)

    sign_agreement(case=case, by=the_counsellor(case), at=now)

    assert Case.objects.get().phase == Phase.PRELIMINARY


def test_nothing_to_sign_or_draft_before_a_plan(now: datetime) -> None:
    case = a_case(at=now)

    with pytest.raises(AgreementMissing):
        sign_agreement(case=case, by=case.beneficiary, at=now)
    with pytest.raises(PlanUnavailable):
        draft_agreement(case=case, by=the_counsellor(case), at=now)


def test_near_misses_sign_and_draft_nothing(now: datetime) -> None:
    case = a_planned_case(at=now)
    provider = case.practitioner.provider

    for stranger in (
        a_practitioner(provider=provider).person,
        a_practitioner(provider=provider, role=MANAGER).person,
        a_case(at=now, practitioner=case.practitioner).beneficiary,
    ):
        with pytest.raises(NotPermitted):
            sign_agreement(case=case, by=stranger, at=now)
        with pytest.raises(NotPermitted):
            draft_agreement(case=case, by=stranger, at=now)
    with pytest.raises(NotPermitted):
        draft_agreement(case=case, by=case.beneficiary, at=now)


def test_withdraws_on_the_last_day_and_ends_the_bilan(now: datetime) -> None:
    case = a_signed_case(at=now, profile="fr-cpf")

    withdraw_agreement(case=case, by=case.beneficiary, at=now + 14 * DAY)

    case.refresh_from_db()
    assert case.state == Case.State.LEFT
    assert case.content_destroyed_at is not None
    assert Agreement.objects.get().withdrawn_at == now + 14 * DAY


def test_does_not_withdraw_a_day_later(now: datetime) -> None:
    case = a_signed_case(at=now, profile="fr-cpf")

    with pytest.raises(WithdrawalOver) as refused:
        withdraw_agreement(case=case, by=case.beneficiary, at=now + 15 * DAY)

    assert refused.value.until == localdate(now + 14 * DAY)
    assert Case.objects.get().state == Case.State.OPEN


def test_where_no_text_gives_a_period_there_is_none(now: datetime) -> None:
    case = a_signed_case(at=now, profile="programme-2015")

    with pytest.raises(WithdrawalOver, match="Aucun texte lu") as refused:
        withdraw_agreement(case=case, by=case.beneficiary, at=now + DAY)

    assert refused.value.until is None


def test_only_the_person_withdraws_and_only_once_signed(now: datetime) -> None:
    case = a_planned_case(at=now, profile="fr-cpf")

    with pytest.raises(AgreementMissing):
        withdraw_agreement(case=case, by=case.beneficiary, at=now)
    with pytest.raises(NotPermitted):
        withdraw_agreement(case=case, by=the_counsellor(case), at=now)
