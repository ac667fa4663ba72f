"""The rules a profile holds, each declared once with its unit and its names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bilan.rules.errors import RuleUnknown
from bilan.rules.values import Rule, RuleOf, Value

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What a profile allows a plan on one day; `None` where it sets nothing."""

    minimum_minutes: int | None
    maximum_minutes: int | None
    minimum_accompanied_minutes: int | None
    minimum_weeks: int | None
    maximum_weeks: int | None
    feedback_counts: bool
    required_modules: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What one country, fund or programme fixes: rules as lists of dated, sourced values."""

    profile_id: str
    title_fr: str
    title_en: str
    country: str
    currency: str
    since: date
    extends: str | None
    rules: Mapping[str, Rule[Value]]

    minimum_hours = RuleOf(int, unit="hours", fr="Heures au moins", en="Hours at least", bound="AT_LEAST")
    maximum_hours = RuleOf(int, unit="hours", fr="Heures au plus", en="Hours at most", bound="AT_MOST")
    minimum_accompanied_hours = RuleOf(
        int,
        unit="hours",
        fr="Heures accompagnées au moins",
        en="Accompanied hours at least",
        bound="AT_LEAST",
    )
    minimum_weeks = RuleOf(int, unit="weeks", fr="Semaines au moins", en="Weeks at least", bound="AT_LEAST")
    maximum_weeks = RuleOf(int, unit="weeks", fr="Semaines au plus", en="Weeks at most", bound="AT_MOST")
    feedback_counts = RuleOf(
        bool,
        unit="yes or no",
        fr="Un retour écrit compte comme temps accompagné",
        en="Written feedback counts as accompanied time",
    )
    waiting_years = RuleOf(
        int,
        unit="years",
        fr="Années entre deux bilans financés",
        en="Years between two funded bilans",
        bound="AT_LEAST",
    )
    price_cap_cents = RuleOf(
        int, unit="cents", fr="Prise en charge au plus", en="Funded at most", bound="AT_MOST"
    )
    copayment_cents = RuleOf(int, unit="cents", fr="Participation de la personne", en="Co-payment")
    copayment_exemptions = RuleOf[tuple[str, ...]](
        tuple, unit="codes", fr="Dispensés de participation", en="Exempt from the co-payment"
    )
    copayment_announced_cents = RuleOf(
        int,
        unit="cents",
        fr="Participation annoncée, pas en vigueur",
        en="Co-payment announced, not in force",
    )
    price_to_beneficiary_cents = RuleOf(
        int, unit="cents", fr="Prix pour la personne", en="Price to the person", bound="AT_MOST"
    )
    funded_hours = RuleOf(str, unit="code", fr="Heures financées", en="Hours that are funded")
    retention_years_with_agreement = RuleOf(
        int,
        unit="years",
        fr="Conservation des documents, avec accord écrit",
        en="Keeping of working papers, with a written agreement",
        bound="AT_MOST",
    )
    proof_retention_years = RuleOf(
        int, unit="years", fr="Conservation des preuves", en="Keeping of proof", bound="AT_LEAST"
    )
    accounts_retention_years = RuleOf(
        int,
        unit="years",
        fr="Conservation des pièces comptables",
        en="Keeping of accounting records",
        bound="AT_LEAST",
    )
    mail_retention_days = RuleOf(
        int, unit="days", fr="Conservation des messages partis", en="Keeping of sent mails", bound="AT_MOST"
    )
    sign_in_retention_days = RuleOf(
        int,
        unit="days",
        fr="Conservation des connexions après leur fin",
        en="Keeping of sign-in data after its end",
        bound="AT_MOST",
    )
    unused_account_months = RuleOf(
        int,
        unit="months",
        fr="Conservation d’un compte jamais utilisé",
        en="Keeping of an account never used",
        bound="AT_MOST",
    )
    visit_retention_months = RuleOf(
        int,
        unit="months",
        fr="Conservation des visites d’un partage après sa fin",
        en="Keeping of a share’s visits after its end",
        bound="AT_MOST",
    )
    erasure_days = RuleOf(
        int,
        unit="days",
        fr="Effacement d’un compte après la demande",
        en="Erasure of an account after the request",
        bound="AT_MOST",
    )
    trail_retention_years = RuleOf(
        int, unit="years", fr="Conservation du journal", en="Keeping of the trail", bound="AT_LEAST"
    )
    withdrawal_days = RuleOf(
        int, unit="days", fr="Délai de rétractation", en="Withdrawal period", bound="AT_LEAST"
    )
    reply_days = RuleOf(
        int,
        unit="days",
        fr="Délai de réponse à une convention tripartite",
        en="Time to answer a tripartite agreement",
        bound="AT_LEAST",
    )
    needs_tripartite = RuleOf(
        bool, unit="yes or no", fr="Convention à trois signatures", en="Agreement signed by three"
    )
    followup_months = RuleOf(
        int, unit="months", fr="Entretien de suivi après", en="Follow-up interview after"
    )
    inactivity_first_days = RuleOf(
        int, unit="days", fr="Silence avant un premier rappel", en="Silence before a first reminder"
    )
    inactivity_second_days = RuleOf(
        int, unit="days", fr="Silence avant un second rappel", en="Silence before a second reminder"
    )
    drop_out_days = RuleOf(
        int,
        unit="days",
        fr="Silence avant qu’un arrêt soit proposé",
        en="Silence before ending is proposed",
    )
    maximum_suspension_weeks = RuleOf(
        int,
        unit="weeks",
        fr="Pause d’un bilan, en tout",
        en="Pause of a bilan, in all",
        bound="AT_MOST",
    )
    maximum_prolongation_weeks = RuleOf(
        int,
        unit="weeks",
        fr="Prolongation d’un bilan, en tout",
        en="Prolongation of a bilan, in all",
        bound="AT_MOST",
    )
    minimum_age = RuleOf(int, unit="years", fr="Âge au moins", en="Age at least", bound="AT_LEAST")
    minimum_experience_years = RuleOf(
        int, unit="years", fr="Années d’expérience au moins", en="Years of work at least", bound="AT_LEAST"
    )
    eligibility = RuleOf(str, unit="code", fr="Qui y a droit", en="Who may have it")
    required_modules = RuleOf[tuple[str, ...]](
        tuple, unit="codes", fr="Étapes que tout bilan comporte", en="Steps that every bilan holds"
    )
    leave_hours = RuleOf(
        int, unit="hours", fr="Congé sur le temps de travail", en="Leave on working time", bound="AT_MOST"
    )
    priority_leave_hours = RuleOf(
        int, unit="hours", fr="Congé des publics prioritaires", en="Leave of priority groups", bound="AT_MOST"
    )
    priority_waiting_years = RuleOf(
        int,
        unit="years",
        fr="Années entre deux bilans, publics prioritaires",
        en="Years between two bilans, priority groups",
        bound="AT_LEAST",
    )
    first_time_only = RuleOf(
        bool, unit="yes or no", fr="Pour une première fois seulement", en="For a first time only"
    )
    training_hours = RuleOf(
        int,
        unit="hours",
        fr="Formation complémentaire, au moins",
        en="Complementary training, at least",
        bound="AT_LEAST",
    )
    preparation_hours = RuleOf(
        int,
        unit="hours",
        fr="Préparation à l’examen, au plus",
        en="Preparation of the examination, at most",
        bound="AT_MOST",
    )

    @property
    def title(self) -> str:
        """The French title, the profile's own language."""
        return self.title_fr

    def rule(self, name: str) -> Rule[Value]:
        """Return a rule by its name.

        Raises:
            RuleUnknown: no rule bears that name.
        """
        if name not in self.rules:
            raise RuleUnknown(name, self.rules)
        return self.rules[name]

    def limits_on(self, day: date) -> Limits:
        """Return what a plan must respect that day, in minutes and weeks."""
        return Limits(
            minimum_minutes=_minutes(self.minimum_hours, day),
            maximum_minutes=_minutes(self.maximum_hours, day),
            minimum_accompanied_minutes=_minutes(self.minimum_accompanied_hours, day),
            minimum_weeks=self.minimum_weeks.on(day).value,
            maximum_weeks=self.maximum_weeks.on(day).value,
            feedback_counts=bool(self.feedback_counts.on(day).value),
            required_modules=self.required_modules.on(day).value,
        )


def _minutes(rule: Rule[int], day: date) -> int | None:
    """Turn hours into minutes, silence into silence."""
    hours = rule.on(day).value
    return None if hours is None else hours * MINUTES_AN_HOUR


RULES: Mapping[str, RuleOf[Value]] = {
    name: declared for name, declared in vars(Profile).items() if isinstance(declared, RuleOf)
}
