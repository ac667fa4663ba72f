"""How long each class of trace is kept: which rule of the profile says so, and from when it counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bilan.cases.envelope import months_after
from bilan.cases.models import Case, Destruction
from bilan.rules import DatedValue, load_profile
from bilan.rules.values import Value

HOUSE = "fr-law"  # what belongs to no bilan (mails, sign-in, accounts) follows the law of the house


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """A class of trace: the rule that gives its length, where it starts, and what the length is."""

    kind: Destruction.Kind
    rule: str
    title: str | Promise
    starts: str | Promise


CLASSES = (
    RetentionClass(
        Destruction.Kind.CONTENT,
        "retention_years_with_agreement",
        _("Documents de travail : demande, réponses, notes"),
        _("détruits à la fin du bilan ; gardés sur accord écrit, au plus cette durée après la remise"),
    ),
    RetentionClass(
        Destruction.Kind.PROOF,
        "proof_retention_years",
        _("Preuves : convention, heures, signatures, accusé de remise, suivis"),
        _("à compter de la fin de l’année où le bilan s’est terminé"),
    ),
    RetentionClass(
        Destruction.Kind.MAILS, "mail_retention_days", _("Messages partis ou annulés"), _("après leur envoi")
    ),
    RetentionClass(
        Destruction.Kind.SIGN_IN,
        "sign_in_retention_days",
        _("Connexions finies, appareils compris"),
        _("après la fin de la connexion"),
    ),
    RetentionClass(
        Destruction.Kind.UNUSED,
        "unused_account_months",
        _("Comptes où rien n’a jamais été écrit"),
        _("après la dernière connexion"),
    ),
    RetentionClass(
        Destruction.Kind.VAULT,
        "erasure_days",
        _("Ce qui est à la personne : récits, cartes, pistes, synthèse"),
        _("gardé aussi longtemps que la personne le veut ; au plus cette durée après sa demande"),
    ),
    RetentionClass(
        Destruction.Kind.VISITS,
        "visit_retention_months",
        _("Visites d’un document partagé"),
        _("après la fin du partage"),
    ),
)


def class_of(kind: Destruction.Kind) -> RetentionClass:
    """Return the class of a kind of destruction."""
    return next(each for each in CLASSES if each.kind == kind)


def length_of(kind: Destruction.Kind, *, on: date, profile_id: str = HOUSE) -> DatedValue[Value]:
    """Return the length that a profile sets that day, with its source; None where the text is silent."""
    return load_profile(profile_id).rule(class_of(kind).rule).on(on)


def source_of(kind: Destruction.Kind, *, on: date, profile_id: str = HOUSE) -> str:
    """Return the text by which a class is destroyed."""
    return length_of(kind, on=on, profile_id=profile_id).source


def ended_on(case: Case) -> date | None:
    """Return the last day of the action: the hand-over, or the day the person left."""
    ended_at = case.delivered_at or (case.content_destroyed_at if case.state == Case.State.LEFT else None)
    return None if ended_at is None else localdate(ended_at)


def proof_kept_until(case: Case, *, today: date) -> date | None:
    """Return the last day of a bilan's proof; None while it goes on, or where no text sets a length."""
    ended = ended_on(case)
    years = length_of(Destruction.Kind.PROOF, on=today, profile_id=case.rule_profile).value
    if ended is None or not isinstance(years, int):
        return None
    return date(ended.year + years, 12, 31)


def last_day_of_ended_proof(*, today: date, profile_id: str) -> date | None:
    """Return the latest last day of an action whose proof is due today under a profile."""
    years = length_of(Destruction.Kind.PROOF, on=today, profile_id=profile_id).value
    return date(today.year - years - 1, 12, 31) if isinstance(years, int) else None


def mails_before(*, at: datetime) -> datetime | None:
    """Return the moment before which a mail that left is due."""
    days = length_of(Destruction.Kind.MAILS, on=localdate(at)).value
    return at - timedelta(days=days) if isinstance(days, int) else None


def sign_in_before(*, at: datetime) -> datetime | None:
    """Return the moment before which an ended session is due."""
    days = length_of(Destruction.Kind.SIGN_IN, on=localdate(at)).value
    return at - timedelta(days=days) if isinstance(days, int) else None


def unused_since(*, today: date) -> date | None:
    """Return the day since which an account without anything in it is due."""
    months = length_of(Destruction.Kind.UNUSED, on=today).value
    return months_after(today, -months) if isinstance(months, int) else None


def visits_since(*, today: date) -> date | None:
    """Return the day before which the visits of an ended share are due."""
    months = length_of(Destruction.Kind.VISITS, on=today).value
    return months_after(today, -months) if isinstance(months, int) else None
