"""The agreement in words: who, how long, when, for how much, by which text, and who signed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.models import Agreement, Case, Phase
from bilan.cases.terms import RuleTerms, Terms
from bilan.rules import RULES, load_profile
from bilan.web.beneficiary.appointments import Signature
from bilan.web.beneficiary.modules import language
from bilan.web.beneficiary.readers import counsellor_name
from bilan.web.templatetags.bilan import euros
from bilan.web.templatetags.moments import day_and_year

FINGERPRINT = 12
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A term in words, with its source when a text sets it."""

    label: str | Promise
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """The agreement as its page shows it."""

    sentence: str
    drafted_at: datetime
    terms: tuple[Term, ...]
    signatures: tuple[Signature, ...]
    fingerprint: str
    sha256: str
    may_sign: bool
    may_withdraw: bool
    withdrawal: str


def agreement_view(case: Case, held: Agreement, *, today: date) -> AgreementView:
    """Return the agreement as its page shows it (no query: the case's people are loaded)."""
    terms: Terms = held.terms
    until = _withdrawal_until(case, held, today)
    is_open = case.state == Case.State.OPEN and held.withdrawn_at is None
    return AgreementView(
        sentence=_sentence(case, held),
        drafted_at=held.drafted_at,
        terms=tuple(_terms(terms)),
        signatures=(
            Signature(terms["parties"]["beneficiary"], held.signed_by_beneficiary_at),
            Signature(terms["parties"]["practitioner"], held.signed_by_practitioner_at),
        ),
        fingerprint=held.terms_sha256[:FINGERPRINT],
        sha256=held.terms_sha256,
        may_sign=is_open and held.signed_by_beneficiary_at is None,
        may_withdraw=is_open and held.signed_by_beneficiary_at is not None and until is not None,
        withdrawal=_withdrawal(case, until, today),
    )


def _sentence(case: Case, held: Agreement) -> str:
    names = {"name": counsellor_name(case)}
    if held.withdrawn_at:
        return _("Vous avez retiré votre signature : cette convention ne vous engage plus.")
    if held.is_signed:
        return _("Elle est signée par vous deux. Vous pouvez la relire quand vous voulez.")
    if held.signed_by_beneficiary_at:
        return _("Vous avez signé. Il manque la signature de %(name)s.") % names
    if held.signed_by_practitioner_at:
        return _("%(name)s a signé. À vous de lire, et de signer si cela vous convient.") % names
    return _("Lisez à tête reposée. %(name)s signera aussi : rien ne commence sans vous deux.") % names


def _withdrawal_until(case: Case, held: Agreement, today: date) -> date | None:
    """Return the last day to go back on one's signature; None when it has passed or never was."""
    days = load_profile(case.rule_profile).withdrawal_days.on(today).value
    signed_at = held.signed_by_beneficiary_at
    if days is None or signed_at is None:
        return None
    until = timezone.localdate(signed_at) + timedelta(days=days)
    return until if today <= until else None


def _withdrawal(case: Case, until: date | None, today: date) -> str:
    if until is not None:
        return _("Vous pouvez revenir sur votre signature jusqu’au %(day)s inclus.") % {
            "day": day_and_year(until)
        }
    days = load_profile(case.rule_profile).withdrawal_days.on(today).value
    if days is None:
        return _("Vous pouvez arrêter à tout moment.")
    return ngettext(
        "Vous aurez %(days)d jour pour revenir dessus.",
        "Vous aurez %(days)d jours pour revenir dessus.",
        days,
    ) % {"days": days}


def _terms(terms: Terms) -> list[Term]:
    parties = terms["parties"]
    dates = {"start": _day(terms["starts_on"]), "end": _day(terms["ends_on"]), "weeks": terms["weeks"]}
    times = {"total": in_words(terms["minutes"]), "accompanied": in_words(terms["accompanied_minutes"])}
    return [
        Term(_("Pour"), parties["beneficiary"]),
        Term(_("Avec"), f"{parties['practitioner']}, {parties['provider']}", parties["address"]),
        Term(_("Durée"), _("%(total)s, dont %(accompanied)s avec quelqu’un") % times),
        *(
            Term(Phase(phase["phase"]).label, in_words(phase["minutes"]))
            for phase in terms["phases"]
            if phase["minutes"]
        ),
        Term(_("Dates"), _("Du %(start)s au %(end)s, %(weeks)d semaines") % dates),
        *_money(terms),
        *(_rule(rule) for rule in terms["rules"] if not rule["rule"].endswith("_cents")),
    ]


def _money(terms: Terms) -> list[Term]:
    sources = {rule["rule"]: rule["source"] for rule in terms["rules"]}
    money = [Term(_("Prix"), euros(terms["price_cents"]))]
    if terms["funded_cents"]:
        money.append(
            Term(_("Pris en charge"), euros(terms["funded_cents"]), sources.get("price_cap_cents", ""))
        )
    money.append(Term(_("À votre charge"), euros(terms["to_pay_cents"]), sources.get("copayment_cents", "")))
    return money


def _rule(rule: RuleTerms) -> Term:
    declared = RULES[rule["rule"]]
    return Term(declared.title(language()), _with_unit(rule["value"], declared.unit), rule["source"])


def _with_unit(value: int, unit: str) -> str:
    if unit == "hours":
        return in_words(value * MINUTES_AN_HOUR)
    if unit == "weeks":
        return ngettext("%(count)d semaine", "%(count)d semaines", value) % {"count": value}
    if unit == "years":
        return ngettext("%(count)d an", "%(count)d ans", value) % {"count": value}
    if unit == "days":
        return ngettext("%(count)d jour", "%(count)d jours", value) % {"count": value}
    return str(value)


def _day(written: str) -> str:
    return day_and_year(date.fromisoformat(written))
