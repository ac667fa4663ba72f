"""Bilans at each moment of their life, stating only what matters to a test."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bilan.accounts.models import Person
from bilan.cases.models import Agreement, Case, Phase, PlanItem, Session, Synthesis
from bilan.cases.operations import (
    acknowledge_synthesis,
    choose_plan,
    draft_synthesis,
    edit_synthesis,
    open_case,
    record_demand,
    sign_agreement,
)
from bilan.cases.pieces import PARTS, Aim
from bilan.instruments.library import CMS, instrument
from bilan.instruments.models import Administration, Answer
from bilan.providers.models import Practitioner
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.portfolio.builders import a_card
from tests.projects.builders import a_plan_option, a_step
from tests.providers.builders import a_practitioner
from tests.replayed import replayed

AIM = Aim("PROJECT", "Quitter la restauration sans tout perdre.")
WHY_NOW = "Mes mains ne tiennent plus la farine."
SLOTS = 200


@replayed
def a_case(
    *,
    at: datetime,
    person: Person | None = None,
    practitioner: Practitioner | None = None,
    profile: str = "fr-law",
) -> Case:
    """Return a bilan just opened by its person, with consent."""
    beneficiary = person or a_person()
    return open_case(
        person=beneficiary,
        practitioner=practitioner or a_practitioner(profile=profile),
        profile_id=profile,
        is_consenting=True,
        by=beneficiary,
        at=at,
    )


def the_counsellor(case: Case) -> Person:
    """Return the person who leads a bilan."""
    return case.practitioner.person


def a_demand(case: Case, *, at: datetime, aims: tuple[Aim, ...] = (AIM,)) -> None:
    """Record a demand with one objective."""
    record_demand(
        case=case, why_now=WHY_NOW, worth_it="Un projet qui tient.", aims=aims, by=case.beneficiary, at=at
    )


def a_diagnosis(
    case: Case, *, at: datetime, values: Mapping[str, int] | None = None, other: int = 1
) -> Administration:
    """Return a finished diagnosis under the bilan's key, written straight for speed."""
    asked = instrument(CMS)
    row = Administration.objects.create(
        person=case.beneficiary,
        key=case.key,
        instrument=asked.id,
        version=asked.version,
        moment=Administration.Moment.START,
        started_at=at,
        finished_at=at,
    )
    key = open_key(case.key)
    answers = [Answer(administration=row, item=item.id, answered_at=at) for item in asked.items]
    for answer in answers:
        answer.value_sealed = key.seal(answer, "value_sealed", (values or {}).get(answer.item, other))
    Answer.objects.bulk_create(answers)
    return row


@replayed
def a_planned_case(
    *, at: datetime, profile: str = "fr-law", practitioner: Practitioner | None = None
) -> Case:
    """Return a bilan with its demand, diagnosis and chosen plan; the agreement is drafted."""
    case = a_case(at=at, profile=profile, practitioner=practitioner)
    a_demand(case, at=at)
    a_diagnosis(case, at=at)
    choose_plan(case=case, style="BALANCED", by=case.beneficiary, at=at)
    case.refresh_from_db()
    return case


@replayed
def a_signed_case(*, at: datetime, profile: str = "fr-law", practitioner: Practitioner | None = None) -> Case:
    """Return a bilan in its investigation, the agreement signed by both."""
    case = a_planned_case(at=at, profile=profile, practitioner=practitioner)
    sign_agreement(case=case, by=case.beneficiary, at=at)
    sign_agreement(case=case, by=the_counsellor(case), at=at)
    case.refresh_from_db()
    return case


@replayed
def a_quick_case(*, at: datetime, phase: Phase = Phase.INVESTIGATION, profile: str = "fr-law") -> Case:
    """Return a bilan put straight into a phase, where how it came there does not matter."""
    case = a_case(at=at, profile=profile)
    case.phase = phase
    case.save(update_fields=["phase"])
    return case


def a_guided_case(*, at: datetime, module: str = "I4", other: str = "") -> Case:
    """Return a bilan whose plan holds a module lived alone, and another at the office where one is named."""
    case = a_quick_case(at=at)
    for code, mode in ((module, "GUIDED"), (other, "FACE")):
        if code:
            PlanItem.objects.create(
                case=case,
                module=code,
                mode=mode,
                phase=Phase.INVESTIGATION,
                minutes=60,
                accompanied_minutes=0,
                week=2,
            )
    return case


def a_held_session(
    case: Case,
    *,
    starts_at: datetime,
    minutes: int = 120,
    phase: Phase = Phase.INVESTIGATION,
    is_signed: bool = True,
    is_free: bool = False,
) -> Session:
    """Return an interview that took place, written straight, signed by both unless said."""
    ended_at = starts_at + timedelta(minutes=minutes)
    return Session.objects.create(
        case=case,
        practitioner=case.practitioner,
        phase=phase,
        mode="FACE",
        starts_at=starts_at,
        planned_minutes=minutes,
        minutes=minutes,
        is_free=is_free,
        state=Session.State.HELD,
        booked_at=starts_at - timedelta(days=7),
        recorded_at=ended_at,
        signed_by_beneficiary_at=ended_at if is_signed else None,
        signed_by_practitioner_at=ended_at if is_signed else None,
    )


def a_booked_session(
    case: Case, *, starts_at: datetime, minutes: int = 90, phase: Phase | None = None
) -> Session:
    """Return an interview to come, written straight."""
    return Session.objects.create(
        case=case,
        practitioner=case.practitioner,
        phase=phase or case.phase,
        mode="VIDEO",
        starts_at=starts_at,
        planned_minutes=minutes,
        booked_at=starts_at - timedelta(days=7),
    )


def lived_hours(case: Case, *, minutes: int, until: datetime, is_signed: bool = True) -> None:
    """Fill a bilan with interviews of two hours at most, one a day before a moment, up to some minutes."""
    days = 1
    while minutes > 0:
        length = min(120, minutes)
        a_held_session(case, starts_at=until - timedelta(days=days), minutes=length, is_signed=is_signed)
        minutes, days = minutes - length, days + 1


def a_module(case: Case, *, code: str = "I4", minutes: int = 45, mode: str = "GUIDED") -> PlanItem:
    """Return a guided module of the plan, written straight."""
    return PlanItem.objects.create(
        case=case,
        module=code,
        phase=Phase.INVESTIGATION,
        mode=mode,
        minutes=minutes,
        accompanied_minutes=0,
        week=1,
    )


@replayed
def a_concluding_case(*, at: datetime, minutes: int = 13 * 60, profile: str = "fr-law") -> Case:
    """Return a bilan opened ten weeks ago that only waits for its hand-over."""
    opened_at = at - timedelta(weeks=10)
    case = a_quick_case(at=opened_at, profile=profile)
    a_demand(case, at=opened_at)
    a_diagnosis(case, at=opened_at)
    Agreement.objects.create(
        case=case,
        version="2026-11",
        terms={},
        terms_sha256="0" * 64,
        drafted_at=opened_at,
        signed_by_beneficiary_at=opened_at,
        signed_by_practitioner_at=opened_at,
    )
    lived_hours(case, minutes=minutes - 60, until=at - timedelta(days=1))
    a_held_session(case, starts_at=at - timedelta(hours=3), minutes=60, phase=Phase.CONCLUSION)
    a_locked_synthesis(case, at=at)
    case.refresh_from_db()
    return case


def a_drafted_synthesis(case: Case, *, at: datetime) -> Synthesis:
    """Return a synthesis drafted from a card, a project A and a first step."""
    a_card(person=case.beneficiary, at=at)
    a_plan_option(person=case.beneficiary, at=at)
    a_step(person=case.beneficiary, at=at)
    if not Session.objects.filter(case=case, phase=Phase.INVESTIGATION, state=Session.State.HELD).exists():
        a_held_session(case, starts_at=at - timedelta(days=2))
    return draft_synthesis(case=case, by=the_counsellor(case), at=at)


def a_locked_synthesis(case: Case, *, at: datetime) -> Synthesis:
    """Return a synthesis that both acknowledged."""
    a_drafted_synthesis(case, at=at)
    acknowledge_synthesis(case=case, by=case.beneficiary, at=at)
    return acknowledge_synthesis(case=case, by=the_counsellor(case), at=at)


def an_emptied_part(case: Case, *, part: str, at: datetime) -> None:
    """Empty a part of the synthesis."""
    assert part in PARTS
    revision = Synthesis.objects.get(case=case).revision
    edit_synthesis(case=case, part=part, texts=(), revision=revision, by=the_counsellor(case), at=at)
