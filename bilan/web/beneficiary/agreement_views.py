"""The agreement in words: who, how long, when, for how much, by which text, and who signed."""

from collections.abc import Iterator, Mapping
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
    may_refuse: bool
    may_withdraw: bool
    withdrawal: str
    reply: str


def agreement_view(case: Case, held: Agreement, *, today: date) -> AgreementView:
    """Return the agreement as its page shows it (no query: the case's people are loaded)."""
    terms: Terms = held.terms
    until = _withdrawal_until(case, held, today)
    is_open = case.state == Case.State.OPEN and held.withdrawn_at is None
    is_answerable = (
        is_open
        and held.signed_by_beneficiary_at is None
        and held.refused_at is None
        and not held.is_silence(today=today)
    )
    return AgreementView(
        sentence=_sentence(case, held, today),
        drafted_at=held.drafted_at,
        terms=tuple(_terms(terms)),
        signatures=tuple(_signatures(terms, held)),
        fingerprint=held.terms_sha256[:FINGERPRINT],
        sha256=held.terms_sha256,
        may_sign=is_answerable and not (held.needs_employer and not terms["parties"].get("employer")),
        may_refuse=is_answerable,
        may_withdraw=is_open and held.signed_by_beneficiary_at is not None and until is not None,
        withdrawal=_withdrawal(case, until, today),
        reply=_reply(held) if is_answerable else "",
    )


def _signatures(terms: Terms, held: Agreement) -> Iterator[Signature]:
    """Yield who signs: two, or three where an employer pays."""
    yield Signature(terms["parties"]["beneficiary"], held.signed_by_beneficiary_at)
    yield Signature(terms["parties"]["practitioner"], held.signed_by_practitioner_at)
    if held.needs_employer:
        named = terms["parties"].get("employer") or _("L’employeur, à nommer")
        yield Signature(named, held.signed_by_employer_at)


def _reply(held: Agreement) -> str:
    """Say until when one may answer, and what silence means."""
    if held.reply_until is None:
        return ""
    return _(
        "Vous avez jusqu’au %(day)s inclus pour répondre. Sans réponse, la loi comprend que vous refusez ; "
        "refuser n’est jamais une faute (art. L6313-4 et R6313-8 du code du travail)."
    ) % {"day": day_and_year(held.reply_until)}


def _refused(held: Agreement) -> str:
    if held.refusal == Agreement.Refusal.SAID:
        return _("Vous l’avez refusée, et c’est votre droit. L’employeur n’en a rien reçu.")
    return _("Le délai pour répondre est passé : la loi le comprend comme un refus, jamais comme une faute.")


def _three(held: Agreement, names: Mapping[str, str]) -> str:
    """Say where three signatures stand."""
    if held.is_signed:
        return _("Elle est signée des trois. Vous pouvez la relire quand vous voulez.")
    if not held.terms["parties"].get("employer"):
        return (
            _("Elle se signe à trois : %(name)s nomme d’abord l’employeur, puis vous aurez tout votre délai.")
            % names
        )
    if held.signed_by_beneficiary_at is None:
        return _("Elle se signe à trois. Décidez d’abord : l’employeur ne reçoit rien avant votre accord.")
    if held.signed_by_employer_at is None:
        return _("Vous avez signé. L’employeur a reçu le lien pour la lire et la signer à son tour.")
    return _("L’employeur et vous avez signé. Il manque la signature de %(name)s.") % names


def _sentence(case: Case, held: Agreement, today: date) -> str:
    names = {"name": counsellor_name(case)}
    if held.withdrawn_at:
        return _("Vous avez retiré votre signature : cette convention ne vous engage plus.")
    if held.refused_at or held.is_silence(today=today):
        return _refused(held)
    return _three(held, names) if held.needs_employer else _two(held, names)


def _two(held: Agreement, names: Mapping[str, str]) -> str:
    """Say where two signatures stand."""
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
    """Say how long one may go back on a signature, and that no text was read where none was."""
    rule = load_profile(case.rule_profile).withdrawal_days.on(today)
    if rule.value is None:
        return _("Vous pouvez arrêter à tout moment.")
    told, doubt = _may_go_back(until, rule.value), _("Ce délai est à confirmer avec votre organisme.")
    return told if rule.is_confirmed else f"{told} {doubt}"


def _may_go_back(until: date | None, days: int) -> str:
    if until is not None:
        return _("Vous pouvez revenir sur votre signature jusqu’au %(day)s inclus.") % {
            "day": day_and_year(until)
        }
    return ngettext(
        "Vous aurez %(days)d jour pour revenir dessus.",
        "Vous aurez %(days)d jours pour revenir dessus.",
        days,
    ) % {"days": days}


def _terms(terms: Terms) -> list[Term]:
    parties = terms["parties"]
    employer = parties.get("employer", "")
    dates = {"start": _day(terms["starts_on"]), "end": _day(terms["ends_on"]), "weeks": terms["weeks"]}
    times = {"total": in_words(terms["minutes"]), "accompanied": in_words(terms["accompanied_minutes"])}
    return [
        Term(_("Pour"), parties["beneficiary"]),
        Term(_("Avec"), f"{parties['practitioner']}, {parties['provider']}", parties["address"]),
        *([Term(_("Financé par"), employer)] if employer else []),
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
    yours = _("À la charge du bénéficiaire") if terms["parties"].get("employer") else _("À votre charge")
    money.append(Term(yours, euros(terms["to_pay_cents"]), sources.get("copayment_cents", "")))
    return money


def _rule(rule: RuleTerms) -> Term:
    declared = RULES[rule["rule"]]
    source = rule["source"]
    if not rule["is_confirmed"]:
        source = _("%(source)s, à confirmer") % {"source": source}
    return Term(declared.title(language()), _with_unit(rule["value"], declared.unit), source)


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
