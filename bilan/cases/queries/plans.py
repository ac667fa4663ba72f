"""The plan of a bilan: what may be proposed, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.cases.durations import in_words
from bilan.cases.errors import PlanUnavailable
from bilan.cases.models import Case, Mode, Phase, PlanChange, PlanItem
from bilan.cases.pieces import Constraints
from bilan.cases.queries.contents import constraints_of, demand_of
from bilan.cases.queries.phases import DIAGNOSIS
from bilan.cases.queries.readings import Reading, read_by
from bilan.engine.plan import LONGEST_WEEKS, Envelope, PlanImpossible, Preferences, Proposal, propose_plans
from bilan.instruments.queries import latest_finished, result_of
from bilan.instruments.results import CmsResult
from bilan.providers.queries import week_of
from bilan.rules import RULES, load_profile
from bilan.rules.modules import Module, load_modules, module
from bilan.rules.needs import needs_from_levels, reason_sentence

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A module of the plan in words; `other_modes` are the ways it could be lived instead."""

    item_id: UUID
    code: str
    title: str
    purpose: str
    phase: Phase
    mode: Mode
    minutes: int
    accompanied_minutes: int
    is_counted: bool
    week: int
    reason: str
    done_at: datetime | None
    other_modes: tuple[Mode, ...]

    @property
    def is_done(self) -> bool:
        """Whether it was lived."""
        return self.done_at is not None

    @property
    def mode_label(self) -> Promise | str:
        """How it is lived, in words."""
        return self.mode.label


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of the plan: when, by whom, what, and the reason given."""

    at: datetime
    by: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    style: str
    reason: str
    is_kept: bool = False  # nothing changed: somebody found that it still holds


def plans_for(*, case: Case, reader: Person, at: datetime) -> tuple[Proposal, ...]:
    """Return two or three plans within the rules of the day, from the diagnosis, objectives and constraints.

    Raises:
        NotPermitted: the reader neither owns nor leads this bilan.
        PlanUnavailable: the diagnosis is not finished, or no plan fits; says what binds.
    """
    return proposals(read_by(case=case, reader=reader, what="plan", at=at))


def proposals(reading: Reading, *, fixed: Mapping[str, str] | None = None) -> tuple[Proposal, ...]:
    """Return the plans to choose from; `fixed` holds the modules already lived, with their mode."""
    profile, day = load_profile(reading.case.rule_profile), localdate(reading.at)
    limits, told = profile.limits_on(day), constraints_of(reading)
    envelope = Envelope.of(
        limits,
        maximum_cost_cents=profile.price_cap_cents.on(day).value,
        maximum_accompanied_minutes=_open_minutes(reading.case, told.weeks or limits.maximum_weeks),
    )
    try:
        return propose_plans(
            modules=load_modules(),
            needs=needs_of(reading),
            envelope=envelope,
            preferences=_preferences(told, fixed or {}),
            tells_money=True,
        )
    except PlanImpossible as error:
        raise PlanUnavailable(_binding(error)) from error


def needs_of(reading: Reading) -> Mapping[str, float]:
    """Return the weight of each need, from the levels that count and the objectives.

    Raises:
        PlanUnavailable: the diagnosis is not finished.
    """
    diagnosis = latest_finished(person=reading.case.beneficiary, instrument_id=DIAGNOSIS)
    if diagnosis is None:
        raise PlanUnavailable(
            _("Le plan vient après le point de départ. Rien n’est perdu : finissez-le d’abord.")
        )
    result = result_of(administration=diagnosis)
    levels = result.levels if isinstance(result, CmsResult) else {}
    demand = demand_of(reading)
    return needs_from_levels(levels=levels, objectives=[aim.tag for aim in demand.aims] if demand else [])


def plan_of(case: Case, *, language: str = "") -> tuple[PlanLine, ...]:
    """Return the chosen plan in order of weeks (one query); for the person and their practitioner."""
    spoken = (language or get_language() or "fr")[:2]
    rows = PlanItem.objects.filter(case=case).order_by("week", "module")
    order = {known.code: rank for rank, known in enumerate(load_modules())}
    return tuple(_line(row, spoken) for row in sorted(rows, key=lambda row: (row.week, order[row.module])))


def changes_of(reading: Reading) -> tuple[ToldChange, ...]:
    """Return the changes of the plan with their reasons, latest first (one query)."""
    rows = PlanChange.objects.filter(case=reading.case).select_related("by").order_by("-at", "pk")
    key = reading.key
    return tuple(
        ToldChange(
            at=row.at,
            by=str(row.by),
            added=tuple(row.what.get("added", ())),
            removed=tuple(row.what.get("removed", ())),
            style=row.what.get("style", ""),
            reason=key.read_text(row, "reason_sealed"),
            is_kept=row.what.get("kept", False),
        )
        for row in rows
    )


def spare_modules(case: Case) -> tuple[Module, ...]:
    """Return the modules that the plan does not hold (one query)."""
    held = set(PlanItem.objects.filter(case=case).values_list("module", flat=True))
    return tuple(known for known in load_modules() if known.code not in held)


def _line(row: PlanItem, language: str) -> PlanLine:
    known = module(row.module)
    others = (Mode(mode.mode) for mode in known.modes if mode.mode != row.mode)
    return PlanLine(
        item_id=row.pk,
        code=row.module,
        title=known.title(language),
        purpose=known.purpose(language),
        phase=Phase(row.phase),
        mode=Mode(row.mode),
        minutes=row.minutes,
        accompanied_minutes=row.accompanied_minutes,
        is_counted=row.is_counted,
        week=row.week,
        reason=_reason(row, language),
        done_at=row.done_at,
        other_modes=tuple(others) if row.done_at is None else (),
    )


def _reason(row: PlanItem, language: str) -> str:
    code = row.reason.get("code", "")
    if not code or code == "OWN_CHOICE":
        return _("Vous l’avez choisi ensemble.") if code else ""
    return reason_sentence(code=code, parameters=row.reason.get("parameters", {}), language=language)


def _preferences(told: Constraints, fixed: Mapping[str, str]) -> Preferences:
    return Preferences(
        minutes_a_week=told.hours_a_week * MINUTES_AN_HOUR,
        weeks=told.weeks,
        remote=told.remote,
        digital_ease=told.digital_ease,
        equipment=told.equipment,
        meetings_a_week=told.meetings_a_week,
        fixed=fixed,
    )


def _open_minutes(case: Case, weeks: int | None) -> int | None:
    """Return the time that the counsellor's weekly hours leave, nothing where no week is told (one query)."""
    a_week = sum(hour.minutes for hour in week_of(case.practitioner))
    return a_week * (weeks or LONGEST_WEEKS) or None


def _binding(error: PlanImpossible) -> str:
    """Say which bound lets no plan through, and how near a plan can come."""
    spoken = (get_language() or "fr")[:2]
    own = {
        "hours_a_week": _("les heures que vous donnez chaque semaine"),
        "weeks": _("le nombre de semaines"),
        "counsellor_hours": _("le temps libre de votre conseil"),
        "meetings_a_week": _("le nombre de rendez-vous par semaine"),
    }
    rule = own.get(error.rule) or (RULES[error.rule].title(spoken) if error.rule in RULES else error.rule)
    return _(
        "Aucun plan ne tient : « %(rule)s » demande %(limit)s, "
        "et le plus proche a %(reachable)s. Rien n’a changé : "
        "donnez un peu plus de temps, ou changez une façon de faire."
    ) % {
        "rule": rule,
        "limit": _figure(error.limit, error.unit),
        "reachable": _figure(error.reachable, error.unit),
    }


def _figure(value: int, unit: str) -> str:
    if unit == "minutes":
        return in_words(value)
    if unit == "weeks":
        return _("%(count)s semaines") % {"count": value}
    if unit == "cents":
        return _("%(amount)s €") % {"amount": value // 100}
    return str(value)
