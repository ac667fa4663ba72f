"""The agreement as a document (convention, art. R6313-8 du code du travail)."""

from datetime import date
from typing import cast

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilan.cases.models import Agreement, Mode, Phase
from bilan.cases.terms import PhaseTerms, RuleTerms, Terms
from bilan.documents.paper import Fact, Paper, Piece, Section, Signature, Table
from bilan.documents.writing import day, hours, money, signed_on
from bilan.rules import Profile
from bilan.rules.values import RuleOf


def agreement_paper(*, agreement: Agreement, language: str) -> Paper:
    """Return the agreement to set: parties, hours by phase, price, rules and their sources (no query)."""
    terms = cast("Terms", agreement.terms)
    parties = terms["parties"]
    return Paper(
        title=_("Convention de bilan de compétences"),
        language=language,
        on=localdate(agreement.drafted_at),
        lede=_("Entre %(beneficiary)s et %(provider)s, pour un bilan conduit par %(practitioner)s.")
        % parties,
        facts=_facts(terms),
        sections=(_purpose(), _phases(terms), _confidence(), _rules(terms)),
        signatures=_signatures(agreement, terms),
        reads=_("Lu par les signataires, et par ceux qui contrôlent la réalité du bilan."),
        reference=agreement.terms_sha256,
    )


def _signatures(agreement: Agreement, terms: Terms) -> tuple[Signature, ...]:
    """Return the two who sign, and the employer where three do."""
    parties = terms["parties"]
    two = (
        Signature(_("Bénéficiaire"), parties["beneficiary"], signed_on(agreement.signed_by_beneficiary_at)),
        Signature(
            _("Pour l’organisme"), parties["practitioner"], signed_on(agreement.signed_by_practitioner_at)
        ),
    )
    if not agreement.needs_employer:
        return two
    employer = parties.get("employer", "")
    return (*two, Signature(_("Pour l’employeur"), employer, signed_on(agreement.signed_by_employer_at)))


def _facts(terms: Terms) -> tuple[Fact, ...]:
    span = {"start": terms["starts_on"], "end": terms["ends_on"]}
    return (
        Fact(_("Organisme"), terms["parties"]["address"]),
        Fact(_("Déclaration d’activité"), terms["parties"]["registration"] or _("en cours")),
        Fact(
            _("Durée"),
            f"{hours(terms['minutes'])}, {hours(terms['accompanied_minutes'])} " + _("avec quelqu’un"),
        ),
        Fact(
            _("Période"), _("du %(start)s au %(end)s") % {name: _iso(value) for name, value in span.items()}
        ),
        Fact(_("Prix"), money(terms["price_cents"])),
        Fact(_("À la charge du bénéficiaire"), money(terms["to_pay_cents"])),
    )


def _purpose() -> Section:
    text = _(
        "Analyser les compétences professionnelles et personnelles, les aptitudes et les motivations, "
        "afin de définir un projet professionnel et, le cas échéant, un projet de formation."
    )
    return Section(_("Objet"), (Piece(text, origin=_("art. L6313-4 du code du travail")),))


def _phases(terms: Terms) -> Section:
    header = (_("Phase"), _("Durée"), _("Dont avec quelqu’un"))
    rows = tuple(_phase(row) for row in terms["phases"] if row["minutes"])
    modes = ", ".join(str(Mode(mode).label) for mode in terms["modes"])
    return Section(
        _("Déroulement"),
        (Piece(_("Formes : %(modes)s.") % {"modes": modes}),),
        Table(_("Durée de chaque phase"), header, rows),
    )


def _phase(row: PhaseTerms) -> tuple[str, str, str]:
    return (str(Phase(row["phase"]).label), hours(row["minutes"]), hours(row["accompanied"]))


def _confidence() -> Section:
    return Section(
        _("Consentement et secret"),
        (
            Piece(
                _("Le bilan se fait avec le consentement du bénéficiaire, qui peut y renoncer à tout moment.")
            ),
            Piece(_("Les résultats détaillés et la synthèse lui sont remis à lui seul.")),
            Piece(
                _("Les documents de travail sont détruits à la fin, sauf son accord écrit pour un suivi."),
                origin=_("art. R6313-7"),
            ),
        ),
    )


def _rules(terms: Terms) -> Section:
    language = get_language() or "fr"
    header = (_("Règle"), _("Valeur"), _("Source"))
    rows = tuple((_title(row["rule"], language), _value(row), _source(row)) for row in terms["rules"])
    return Section(_("Règles du jour"), table=Table(_("Règles appliquées et leurs sources"), header, rows))


def _title(rule: str, language: str) -> str:
    declared: RuleOf[object] = getattr(Profile, rule)
    return declared.title(language)


def _value(row: RuleTerms) -> str:
    """Say a rule's value as people read it; the name of the rule carries its unit."""
    return money(row["value"]) if row["rule"].endswith("_cents") else str(row["value"])


def _source(row: RuleTerms) -> str:
    """Say where a rule is written, and that it was not read there where it was not."""
    return row["source"] if row["is_confirmed"] else _("%(source)s, à confirmer") % {"source": row["source"]}


def _iso(value: str) -> str:
    return day(date.fromisoformat(value))
