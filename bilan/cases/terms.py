"""The terms of an agreement: parties, hours, price, dates and the rules behind them; no content."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypedDict

from django.utils.timezone import localdate

from bilan.cases.models import Case, Employer, Phase, PlanItem
from bilan.rules import Profile, load_profile

VERSION = "2026-11"
RULES_TOLD = (
    "minimum_hours",
    "maximum_hours",
    "minimum_accompanied_hours",
    "minimum_weeks",
    "maximum_weeks",
    "withdrawal_days",
    "reply_days",
    "retention_years_with_agreement",
    "proof_retention_years",
    "price_cap_cents",
    "copayment_cents",
)


class Parties(TypedDict):
    """Who agrees."""

    beneficiary: str
    practitioner: str
    provider: str
    address: str
    registration: str
    employer: str


class PhaseTerms(TypedDict):
    """What a phase holds, in minutes."""

    phase: str
    minutes: int
    accompanied: int
    modules: list[str]


class RuleTerms(TypedDict):
    """A rule of the day and its source."""

    rule: str
    value: int
    source: str
    is_confirmed: bool


class Terms(TypedDict):
    """All that both sign."""

    version: str
    profile: str
    parties: Parties
    phases: list[PhaseTerms]
    minutes: int
    accompanied_minutes: int
    modes: list[str]
    weeks: int
    starts_on: str
    ends_on: str
    price_cents: int
    funded_cents: int
    to_pay_cents: int
    currency: str
    rules: list[RuleTerms]


def terms_of(*, case: Case, price_cents: int | None, weeks: int | None, at: datetime) -> Terms:
    """Return the terms that the chosen plan and the rules of the day make (two queries)."""
    day = localdate(at)
    profile = load_profile(case.rule_profile)
    items = list(PlanItem.objects.filter(case=case).order_by("week", "module"))
    counted = [item for item in items if item.is_counted and item.phase != Phase.FOLLOW_UP]
    span = weeks or max((item.week for item in items), default=1)
    price = _price(case, profile, price_cents, day)
    funded = _funded(profile, price, day)
    return Terms(
        version=VERSION,
        profile=case.rule_profile,
        parties=_parties(case),
        phases=[_phase(phase, items) for phase in Phase],
        minutes=sum(item.minutes for item in counted),
        accompanied_minutes=sum(item.accompanied_minutes for item in counted),
        modes=sorted({item.mode for item in items}),
        weeks=span,
        starts_on=day.isoformat(),
        ends_on=(day + timedelta(weeks=span)).isoformat(),
        price_cents=price,
        funded_cents=funded,
        to_pay_cents=price - funded,
        currency=profile.currency,
        rules=_rules(profile, day),
    )


def to_pay_on(case: Case, day: date, *, price_cents: int | None = None) -> int:
    """Return what the person would pay under the rules of a day, in cents (no query)."""
    profile = load_profile(case.rule_profile)
    price = _price(case, profile, price_cents, day)
    return price - _funded(profile, price, day)


def _parties(case: Case) -> Parties:
    provider = case.practitioner.provider
    return Parties(
        beneficiary=str(case.beneficiary),
        practitioner=str(case.practitioner.person),
        provider=provider.name,
        address=f"{provider.address}, {provider.postcode} {provider.town}".strip(", "),
        registration=provider.registration,
        employer=Employer.objects.filter(case=case).values_list("organization", flat=True).first() or "",
    )


def needs_employer(case: Case, day: date) -> bool:
    """Tell whether the rules of a day ask for three signatures (no query)."""
    return bool(load_profile(case.rule_profile).needs_tripartite.on(day).value)


def _phase(phase: Phase, items: Iterable[PlanItem]) -> PhaseTerms:
    here = [item for item in items if item.phase == phase]
    counted = [item for item in here if item.is_counted]
    return PhaseTerms(
        phase=phase.value,
        minutes=sum(item.minutes for item in counted),
        accompanied=sum(item.accompanied_minutes for item in counted),
        modules=[item.module for item in here],
    )


def _price(case: Case, profile: Profile, asked: int | None, day: date) -> int:
    """Return the price: the one asked, else the provider's; what no one is asked to pay is free."""
    if profile.price_to_beneficiary_cents.on(day).value == 0 and not needs_employer(case, day):
        return 0
    return case.practitioner.provider.price_cents if asked is None else asked


def _funded(profile: Profile, price: int, day: date) -> int:
    """Return what the employer pays, else the fund of the profile: up to its cap, less the person's part."""
    if profile.needs_tripartite.on(day).value:
        return price
    cap = profile.price_cap_cents.on(day).value
    if cap is None:
        return 0
    part = profile.copayment_cents.on(day).value or 0
    return max(0, min(price, cap) - part)


def _rules(profile: Profile, day: date) -> list[RuleTerms]:
    told = []
    for name in RULES_TOLD:
        found = profile.rule(name).on(day)
        if isinstance(found.value, int):
            told.append(
                RuleTerms(rule=name, value=found.value, source=found.source, is_confirmed=found.is_confirmed)
            )
    return told
