"""What one is entitled to, computed from the rules and forgotten at once."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from bilan.access.errors import SituationUnknown
from bilan.access.queries import steps
from bilan.access.queries.answers import NextStep, Reason, eligibility_text, money, reason, title_of, years
from bilan.rules import DatedValue, Limits, Profile, Rule, load_profile

T = TypeVar("T")
MINUTES_AN_HOUR = 60
ROUTES = {
    "EMPLOYEE": "fr-cpf",
    "JOBSEEKER": "fr-cpf",
    "SELF_EMPLOYED": "fr-cpf",
    "PUBLIC": "fr-public-servants",
    "OTHER": "fr-law",
}
SITUATIONS = tuple(ROUTES)
EXEMPTIONS = {"JOBSEEKER": "JOBSEEKER"}  # situation → code of the exemption it opens


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer of the front door. `cost_cents=None`: the price is the provider's, or was not read."""

    is_entitled: bool
    profile_id: str
    title: str
    reasons: tuple[Reason, ...]
    limits: Limits
    cost_cents: int | None
    usual_cost_cents: int | None
    cost_reason: str
    funded_cents: int | None
    next_steps: tuple[NextStep, ...]

    @property
    def hours_minimum(self) -> int | None:
        """Hours at least."""
        return _hours(self.limits.minimum_minutes)

    @property
    def hours_maximum(self) -> int | None:
        """Hours at most."""
        return _hours(self.limits.maximum_minutes)

    @property
    def accompanied_minimum(self) -> int | None:
        """Hours with the counsellor, at least."""
        return _hours(self.limits.minimum_accompanied_minutes)

    @property
    def minimum_minutes(self) -> int | None:
        """Minutes at least."""
        return self.limits.minimum_minutes

    @property
    def maximum_minutes(self) -> int | None:
        """Minutes at most."""
        return self.limits.maximum_minutes

    @property
    def accompanied_minimum_minutes(self) -> int | None:
        """Minutes with the counsellor, at least."""
        return self.limits.minimum_accompanied_minutes

    @property
    def minimum_weeks(self) -> int | None:
        """Weeks at least."""
        return self.limits.minimum_weeks

    @property
    def maximum_weeks(self) -> int | None:
        """Weeks at most."""
        return self.limits.maximum_weeks

    @property
    def weeks(self) -> tuple[int, int] | None:
        """Weeks at least and at most, when the text sets both."""
        low, high = self.limits.minimum_weeks, self.limits.maximum_weeks
        return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with the profile that answers."""

    situation: str
    had_funded_recently: bool
    profile: Profile
    on: date

    def value(self, rule: Rule[T]) -> DatedValue[T]:
        """Return a rule's value on the day of the question."""
        return rule.on(self.on)

    @property
    def is_waiting(self) -> bool:
        """Whether a bilan paid for recently closes this route for now."""
        waits = self.value(self.profile.waiting_years).value is not None
        once = bool(self.value(self.profile.first_time_only).value)
        return self.had_funded_recently and (waits or once)

    @property
    def has_funder(self) -> bool:
        """Whether the profile says who pays: a price to the person, or what is left to them."""
        profile = self.profile
        rules = (profile.price_to_beneficiary_cents, profile.copayment_cents, profile.price_cap_cents)
        return any(value.value is not None for rule in rules for value in rule.values)

    @property
    def is_exempt(self) -> bool:
        """Whether the situation exempts from the co-payment."""
        exempt = self.value(self.profile.copayment_exemptions).value or ()
        return EXEMPTIONS.get(self.situation) in exempt

    @property
    def usual_cost_cents(self) -> int | None:
        """What is left to anyone on this route."""
        price = self.value(self.profile.price_to_beneficiary_cents).value
        return self.value(self.profile.copayment_cents).value if price is None else price


def entitlement(
    *, situation: str, had_funded_recently: bool, profile_id: str | None = None, on: date
) -> Entitlement:
    """Tell someone what they are entitled to and why; never without a next step. No query, nothing kept.

    Raises:
        SituationUnknown: a situation that the front door does not offer.
        RuleError: an unknown profile, or a day before its first value.
    """
    if situation not in ROUTES:
        raise SituationUnknown(situation)
    profile = load_profile(profile_id or ROUTES[situation])
    question = Question(situation, had_funded_recently, profile, on)
    is_entitled = question.has_funder and not question.is_waiting
    cost = _cost(question) if is_entitled else None
    return Entitlement(
        is_entitled=is_entitled,
        profile_id=profile.profile_id,
        title=_title(question, is_entitled=is_entitled, cost=cost),
        reasons=tuple(_reasons(question)),
        limits=profile.limits_on(on),
        cost_cents=cost,
        usual_cost_cents=question.usual_cost_cents,
        cost_reason=_cost_reason(question, is_entitled=is_entitled),
        funded_cents=question.value(profile.price_cap_cents).value if is_entitled else None,
        next_steps=steps.next_steps(situation=situation, is_entitled=is_entitled, profile=profile, on=on),
    )


def _hours(minutes: int | None) -> int | None:
    """Turn minutes into hours, silence into silence."""
    return None if minutes is None else minutes // MINUTES_AN_HOUR


def _cost(question: Question) -> int | None:
    """Return what is left to this person."""
    return 0 if question.is_exempt else question.usual_cost_cents


def _title(question: Question, *, is_entitled: bool, cost: int | None) -> str:
    """Return the answer in one sentence; a bilan signed by three is asked for, not bought."""
    return title_of(
        is_entitled=is_entitled,
        has_funder=question.has_funder,
        cost_cents=cost,
        currency=question.profile.currency,
        is_requested=bool(question.value(question.profile.needs_tripartite).value),
    )


def _cost_reason(question: Question, *, is_entitled: bool) -> str:
    """Say why this is the cost."""
    usual = question.usual_cost_cents
    if not is_entitled:
        return _("le prix se convient avec le prestataire")
    if usual is None:
        return _("montant à confirmer auprès du financeur")
    if question.is_exempt and usual:
        return _("au lieu de %(amount)s, parce que vous cherchez un emploi") % {
            "amount": money(usual, question.profile.currency)
        }
    return _("votre participation, quel que soit le prix") if usual else ""


def _reasons(question: Question) -> list[Reason]:
    """Return the reasons of the answer, most important first."""
    found = [
        _eligibility(question),
        _waiting(question),
        *_money(question),
        _accompanied(question),
        _longest(question),
        _signatures(question),
    ]
    return [each for each in found if each is not None]


def _eligibility(question: Question) -> Reason | None:
    """Say who may have a bilan."""
    value = question.value(question.profile.eligibility)
    return None if value.value is None else reason("ELIGIBILITY", eligibility_text(value.value), value)


def _waiting(question: Question) -> Reason | None:
    """Say what a bilan paid for before changes."""
    profile = question.profile
    once, wait = question.value(profile.first_time_only), question.value(profile.waiting_years)
    if question.had_funded_recently and once.value:
        return reason("FIRST_TIME_ONLY", _("Ce financement ne vaut que pour un premier bilan."), once)
    if wait.value is None:
        return None
    if question.had_funded_recently:
        text = _("Un bilan déjà payé par un financeur ferme ce financement pendant %(years)s.")
        return reason("WAITING", text % {"years": years(wait.value)}, wait)
    text = _("Aucun bilan payé dans les %(years)s qui précèdent : le délai ne vous concerne pas.")
    return reason("NO_WAITING", text % {"years": years(wait.value)}, wait)


def _money(question: Question) -> list[Reason]:
    """Say what is paid, by whom, and what is announced."""
    if question.is_waiting:
        return []
    return [
        each
        for each in (_cap(question), _copayment(question), _announced(question), _funded_hours(question))
        if each is not None
    ]


def _cap(question: Question) -> Reason | None:
    """Say how much the fund pays at most."""
    value = question.value(question.profile.price_cap_cents)
    if value.value is None:
        return None
    text = _("Le financement paie %(amount)s au plus ; au-delà, le reste est à votre charge.")
    return reason("CAP", text % {"amount": money(value.value, question.profile.currency)}, value)


def _copayment(question: Question) -> Reason | None:
    """Say what is left to the person, or why nothing is."""
    profile = question.profile
    value, exempt = question.value(profile.copayment_cents), question.value(profile.copayment_exemptions)
    if not value.value:
        return None
    amount = {"amount": money(value.value, profile.currency)}
    if question.is_exempt:
        text = _("En recherche d’emploi, vous ne payez pas la participation de %(amount)s.")
        return Reason("EXEMPT", text % amount, exempt.source, exempt.is_confirmed)
    text = _("La participation est de %(amount)s ; un complément de votre employeur vous en dispense.")
    if "EMPLOYER_TOP_UP" not in (exempt.value or ()) or question.situation != "EMPLOYEE":
        text = _("La participation est de %(amount)s.")
    return reason("COPAYMENT", text % amount, value)


def _announced(question: Question) -> Reason | None:
    """Say what is announced and not in force, to who would pay it."""
    value = question.value(question.profile.copayment_announced_cents)
    if value.value is None or question.is_exempt:
        return None
    text = _("Une participation de %(amount)s est annoncée ; sa date n’est pas confirmée.")
    return reason("ANNOUNCED", text % {"amount": money(value.value, question.profile.currency)}, value)


def _funded_hours(question: Question) -> Reason | None:
    """Say which hours are paid."""
    value = question.value(question.profile.funded_hours)
    if value.value is None:
        return None
    return reason("FUNDED_HOURS", _("Seules les heures avec votre conseiller sont payées."), value)


def _accompanied(question: Question) -> Reason | None:
    """Say how much of the bilan is with someone."""
    value = question.value(question.profile.minimum_accompanied_hours)
    if value.value is None:
        return None
    text = _("Vous passez au moins %(hours)d h avec votre conseiller, quel que soit le financeur.")
    return reason("ACCOMPANIED", text % {"hours": value.value}, value)


def _longest(question: Question) -> Reason | None:
    """Say how long a bilan lasts at most."""
    value = question.value(question.profile.maximum_hours)
    if value.value is None:
        return None
    return reason("LONGEST", _("Un bilan dure au plus %(hours)d h.") % {"hours": value.value}, value)


def _signatures(question: Question) -> Reason | None:
    """Say when a third party signs."""
    value = question.value(question.profile.needs_tripartite)
    if not value.value:
        return None
    text = _(
        "La convention se signe à trois : vous, votre employeur, le prestataire. Vos "
        "résultats restent à vous."
    )
    return reason("TRIPARTITE", text, value)
