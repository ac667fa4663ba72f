"""Proof and figures: hours, signatures, dates and counts, never a word of content."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.timezone import make_aware

from bilan.cases.models import Agreement, Case, Destruction, FollowUp, Receipt, Session
from bilan.cases.models.meetings import AT_ONCE
from bilan.cases.queries.hours import Hours, hours_by_case
from bilan.providers.models import Practitioner, Provider

REFERENCE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """What fills itself, and what is missing, this month."""

    minutes_recorded: int
    minutes_signed: int
    sessions_unsigned: tuple[Session, ...]
    agreements_to_sign: int
    kept: tuple[Case, ...]

    @property
    def sessions_to_sign(self) -> int:
        """How many interviews wait for a signature, whichever the month."""
        return len(self.sessions_unsigned)


@dataclass(frozen=True, slots=True)
class ProviderFigures:
    """A provider's bilans in counts and hours."""

    opened: int
    under_way: int
    delivered: int
    left: int
    by_phase: Mapping[str, int]
    minutes_recorded: int
    minutes_signed: int
    sessions_unsigned: int
    agreements_to_sign: int
    receipts: int
    destroyed: int
    kept: int
    follow_ups_due: int
    follow_ups_answered: int
    outcomes: Mapping[str, int]
    signed_as_one: int


@dataclass(frozen=True, slots=True)
class PractitionerFigures:
    """One practitioner's bilans and hours."""

    practitioner: Practitioner
    under_way: int
    delivered: int
    minutes_recorded: int
    minutes_signed: int


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A bilan as its provider sees it: by reference, in dates and minutes, without a name."""

    key: UUID
    reference: str
    practitioner: str
    state: str
    phase: str
    opened_on: datetime
    agreement_signed_at: datetime | None
    hours: Hours
    delivered_at: datetime | None
    destroyed_at: datetime | None


def reference_of(case: Case) -> str:
    """Return the short reference that stands for a name."""
    return str(case.pk)[:REFERENCE_LENGTH].upper()


def proof_of(*, practitioner: Practitioner, today: date) -> Proof:
    """Return the proof of a practitioner's bilans (four queries)."""
    held = Session.objects.filter(practitioner=practitioner, state=Session.State.HELD)
    minutes = _minutes(held.filter(starts_at__gte=_month_start(today)))
    unsigned = held.filter(_UNSIGNED).select_related("case__beneficiary").order_by("starts_at", "pk")
    kept = Case.objects.filter(practitioner=practitioner, keep_until__isnull=False, content_destroyed_at=None)
    return Proof(
        minutes_recorded=minutes["recorded"],
        minutes_signed=minutes["signed"],
        sessions_unsigned=tuple(unsigned),
        agreements_to_sign=_agreements_to_sign(Q(case__practitioner=practitioner)),
        kept=tuple(kept.select_related("beneficiary").order_by("keep_until", "pk")),
    )


def provider_figures(provider: Provider, *, today: date) -> ProviderFigures:
    """Return a provider's figures (nine queries); for its managers: counts and hours, nothing told."""
    own = Q(case__practitioner__provider=provider)
    proved = Case.objects.filter(practitioner__provider=provider, proof_destroyed_at=None)
    states = _counted(proved, "state")
    held = Session.objects.filter(own, state=Session.State.HELD)
    minutes = _minutes(held)
    follow_ups = FollowUp.objects.filter(own)
    answered = follow_ups.filter(answered_at__isnull=False)
    return ProviderFigures(
        opened=sum(states.values()),
        under_way=states.get(Case.State.OPEN, 0),
        delivered=states.get(Case.State.DELIVERED, 0),
        left=states.get(Case.State.LEFT, 0),
        by_phase=_counted(
            Case.objects.filter(practitioner__provider=provider, state=Case.State.OPEN), "phase"
        ),
        minutes_recorded=minutes["recorded"],
        minutes_signed=minutes["signed"],
        sessions_unsigned=held.filter(_UNSIGNED).count(),
        agreements_to_sign=_agreements_to_sign(own),
        receipts=Receipt.objects.filter(own).count(),
        destroyed=Destruction.objects.filter(provider=provider).count(),
        kept=Case.objects.filter(practitioner__provider=provider, keep_until__gte=today).count(),
        follow_ups_due=follow_ups.filter(due_on__lte=today).count(),
        follow_ups_answered=answered.count(),
        outcomes=_counted_outcomes(answered),
        signed_as_one=held.filter(_AS_ONE).count(),
    )


def practitioner_figures(provider: Provider, *, today: date) -> tuple[PractitionerFigures, ...]:
    """Return the figures of each practitioner since the first of the month (three queries)."""
    members = Practitioner.objects.filter(provider=provider).select_related("person")
    states = {
        (row["practitioner"], row["state"]): row["count"]
        for row in Case.objects.filter(practitioner__provider=provider)
        .values("practitioner", "state")
        .order_by("practitioner", "state")
        .annotate(count=Count("pk"))
    }
    held = Session.objects.filter(
        practitioner__provider=provider, state=Session.State.HELD, starts_at__gte=_month_start(today)
    )
    sums = held.values_list("practitioner").order_by("practitioner")
    minutes = {row[0]: row[1:] for row in sums.annotate(recorded=Sum("minutes"), signed=_SIGNED_MINUTES)}
    return tuple(
        PractitionerFigures(
            practitioner=member,
            under_way=states.get((member.pk, Case.State.OPEN), 0),
            delivered=states.get((member.pk, Case.State.DELIVERED), 0),
            minutes_recorded=minutes.get(member.pk, (0, 0))[0] or 0,
            minutes_signed=minutes.get(member.pk, (0, 0))[1] or 0,
        )
        for member in members.order_by("person__name", "pk")
    )


def provider_cases(
    provider: Provider, *, today: date, limit: int = 100, offset: int = 0
) -> tuple[ProofRow, ...]:
    """Return a provider's bilans, latest first, without names (three queries)."""
    rows = (
        Case.objects.filter(practitioner__provider=provider, proof_destroyed_at=None)
        .select_related("practitioner__person", "agreement")
        .order_by("-opened_at", "pk")
    )
    cases = list(rows[offset : offset + limit])
    hours = hours_by_case(cases=cases, today=today)
    return tuple(_proof_row(case, hours[case.pk]) for case in cases)


def _proof_row(case: Case, hours: Hours) -> ProofRow:
    agreement: Agreement | None = getattr(case, "agreement", None)
    return ProofRow(
        key=case.pk,
        reference=reference_of(case),
        practitioner=str(case.practitioner.person),
        state=case.get_state_display(),
        phase=case.get_phase_display(),
        opened_on=case.opened_at,
        agreement_signed_at=agreement.signed_at if agreement else None,
        hours=hours,
        delivered_at=case.delivered_at,
        destroyed_at=case.content_destroyed_at,
    )


_SIGNED = Q(signed_by_beneficiary_at__isnull=False, signed_by_practitioner_at__isnull=False)
_UNSIGNED = Q(signed_by_beneficiary_at=None) | Q(signed_by_practitioner_at=None)
_AS_ONE = Q(
    ~Q(beneficiary_device=""),
    beneficiary_device=F("practitioner_device"),
    signed_by_beneficiary_at__gt=F("signed_by_practitioner_at") - AT_ONCE,
    signed_by_beneficiary_at__lt=F("signed_by_practitioner_at") + AT_ONCE,
)
_SIGNED_MINUTES = Sum("minutes", filter=_SIGNED)


def _minutes(held: QuerySet[Session]) -> Mapping[str, int]:
    sums = held.aggregate(recorded=Sum("minutes"), signed=_SIGNED_MINUTES)
    return {"recorded": sums["recorded"] or 0, "signed": sums["signed"] or 0}


def _agreements_to_sign(own: Q) -> int:
    waiting = Agreement.objects.filter(own, withdrawn_at=None, case__state=Case.State.OPEN)
    return waiting.filter(_UNSIGNED).count()


def _counted(rows: QuerySet[Case], name: str) -> dict[str, int]:
    grouped = rows.values(code=F(name)).order_by("code").annotate(count=Count("pk"))
    return {row["code"]: row["count"] for row in grouped}


def _counted_outcomes(rows: QuerySet[FollowUp]) -> dict[str, int]:
    grouped: Iterable[Mapping[str, object]] = (
        rows.values("outcome").order_by("outcome").annotate(count=Count("pk"))
    )
    return {str(row["outcome"]): int(str(row["count"])) for row in grouped}


def _month_start(today: date) -> datetime:
    return make_aware(datetime.combine(today.replace(day=1), time.min))
