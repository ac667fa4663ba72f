"""Choose a plan, change it, plan again; every change is kept with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from bilan.accounts.models import Person
from bilan.audit.operations import Fact, record
from bilan.cases.envelope import Bound, Envelope, envelope_on
from bilan.cases.errors import ModeRefused, ModuleRequired, PlanChanged, PlanTooLight, PlanUnavailable
from bilan.cases.models import Agreement, Case, Phase, PlanChange, PlanItem
from bilan.cases.operations.agreements import redraft
from bilan.cases.operations.locks import case_to_act_in
from bilan.cases.queries.plans import proposals
from bilan.cases.queries.readings import Reading
from bilan.engine.plan import Proposal, ProposalItem
from bilan.rules import load_profile
from bilan.rules.modules import Module, ModuleMode, module
from bilan.vault.operations import open_key

OWN_CHOICE = {"code": "OWN_CHOICE"}


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in a plan, and the reason given."""

    style: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reason: str = ""
    is_kept: bool = False


@transaction.atomic
def choose_plan(
    *, case: Case, style: str, by: Person, at: datetime, reason: str = ""
) -> tuple[PlanItem, ...]:
    """Keep one of the proposed plans, or plan again; modules already lived stay as they were.

    Raises:
        NotPermitted, CaseClosed.
        PlanUnavailable: no diagnosis yet, no plan fits, or none of this style.
    """
    held = case_to_act_in(case, by=by)
    lived = list(PlanItem.objects.filter(case=held, done_at__isnull=False))
    before = set(PlanItem.objects.filter(case=held).values_list("module", flat=True))
    found = proposals(Reading(held, by, at), fixed={item.module: item.mode for item in lived})
    chosen = _of_style(found, style)
    items = _write_items(held, chosen.items, lived)
    after = {item.module for item in items}
    held.plan_style = chosen.style
    held.save(update_fields=["plan_style"])
    added, removed = sorted(after - before), sorted(before - after)
    _keep_change(held, by=by, at=at, change=Change(style, tuple(added), tuple(removed), reason))
    redraft(held, weeks=chosen.weeks, by=by, at=at)
    return items


@transaction.atomic
def swap_item(
    *,
    case: Case,
    module_code: str,
    mode: str,
    by: Person,
    at: datetime,
    reason: str = "",
    was: str | None = None,
) -> tuple[PlanItem, ...]:
    """Live a module another way, add one to the plan, or take one out (`mode=""`), within the envelope.

    `was` is the way that was read before, empty for a module out of the plan, None to overwrite.

    Raises:
        NotPermitted, CaseClosed, PlanUnavailable.
        PlanChanged: the module was changed since it was read.
        ModeRefused: the module is not lived that way.
        ModuleRequired: it was lived already, or every plan holds it.
        HoursExceeded, PlanTooLight: the plan would leave the envelope; names the rule.
    """
    held = case_to_act_in(case, by=by)
    items = list(PlanItem.objects.filter(case=held))
    if not items:
        raise PlanUnavailable
    known = module(module_code)
    current = next((item for item in items if item.module == module_code), None)
    if was is not None and was != (current.mode if current else ""):
        raise PlanChanged
    _check_free_to_change(held, current, leaves=not mode, at=at)
    kept = [item for item in items if item.module != module_code]
    fresh = [_item_in(held, known, _mode_of(known, mode), current, items, at=at)] if mode else []
    _check_envelope(kept, fresh, envelope_on(profile_id=held.rule_profile, day=localdate(at)))
    if current is not None:
        current.delete()
    for item in fresh:
        item.save(force_insert=True)
    change = Change(
        style=held.plan_style,
        added=(f"{module_code}:{mode}",) if mode else (),
        removed=(f"{module_code}:{current.mode}",) if current else (),
        reason=reason,
    )
    _keep_change(held, by=by, at=at, change=change)
    redraft(held, weeks=None, by=by, at=at)
    return (*kept, *fresh)


@transaction.atomic
def keep_plan(*, case: Case, by: Person, at: datetime) -> None:
    """Say after an interview that the plan still holds; nothing changes, and nobody is asked again.

    Raises:
        NotPermitted, CaseClosed.
        PlanUnavailable: there is none yet.
    """
    held = case_to_act_in(case, by=by)
    if not PlanItem.objects.filter(case=held).exists():
        raise PlanUnavailable
    _keep_change(held, by=by, at=at, change=Change(style=held.plan_style, is_kept=True))


def _of_style(found: Sequence[Proposal], style: str) -> Proposal:
    for proposal in found:
        if proposal.style == style:
            return proposal
    raise PlanUnavailable


def _write_items(
    case: Case, chosen: Iterable[ProposalItem], lived: Sequence[PlanItem]
) -> tuple[PlanItem, ...]:
    """Replace what was not lived yet; a lived module keeps its row."""
    PlanItem.objects.filter(case=case, done_at=None).delete()
    done = {item.module for item in lived}
    fresh = [_planned(case, item) for item in chosen if item.code not in done]
    PlanItem.objects.bulk_create(fresh)
    return (*lived, *fresh)


def _planned(case: Case, item: ProposalItem) -> PlanItem:
    return PlanItem(
        case=case,
        module=item.code,
        phase=item.phase,
        mode=item.mode,
        minutes=item.minutes,
        accompanied_minutes=item.accompanied_minutes,
        is_counted=item.is_counted,
        week=item.week,
        reason={"code": item.reason.code, "parameters": dict(item.reason.parameters)},
    )


def _check_free_to_change(case: Case, current: PlanItem | None, *, leaves: bool, at: datetime) -> None:
    if current is not None and current.done_at is not None:
        raise ModuleRequired
    required = load_profile(case.rule_profile).required_modules.on(localdate(at)).value or ()
    if leaves and (current is None or current.module in required):
        raise ModuleRequired


def _mode_of(known: Module, mode: str) -> ModuleMode:
    for way in known.modes:
        if way.mode == mode:
            return way
    raise ModeRefused


def _item_in(
    case: Case,
    known: Module,
    way: ModuleMode,
    current: PlanItem | None,
    items: Sequence[PlanItem],
    *,
    at: datetime,
) -> PlanItem:
    """Return the module as it would stand in the plan, in the week it had or the last of its phase."""
    envelope = envelope_on(profile_id=case.rule_profile, day=localdate(at))
    feedback = way.feedback_minutes if envelope.feedback_counts else 0
    weeks = [item.week for item in items if item.phase == known.phase] or [item.week for item in items]
    return PlanItem(
        case=case,
        module=known.code,
        phase=known.phase,
        mode=way.mode,
        minutes=way.minutes,
        accompanied_minutes=min(way.minutes, way.accompanied_minutes + feedback),
        is_counted=known.is_counted,
        week=current.week if current else max(weeks),
        reason=OWN_CHOICE,
    )


def _check_envelope(kept: Iterable[PlanItem], fresh: Iterable[PlanItem], envelope: Envelope) -> None:
    """Refuse a plan that leaves the bounds of the day."""
    (taken, before), (asked, more) = _sums(kept), _sums(fresh)
    envelope.refuse_beyond(taken=taken, asked=asked)
    _check_floor(before + more, envelope.minimum_accompanied, "minimum_accompanied_hours")
    _check_floor(taken + asked, envelope.minimum, "minimum_hours")


def _sums(items: Iterable[PlanItem]) -> tuple[int, int]:
    """Return the minutes that count, and those with the practitioner among them."""
    counted = [item for item in items if item.is_counted and item.phase != Phase.FOLLOW_UP]
    return sum(item.minutes for item in counted), sum(item.accompanied_minutes for item in counted)


def _check_floor(minutes: int, bound: Bound | None, rule: str) -> None:
    if bound is not None and minutes < bound.value:
        raise PlanTooLight(planned=minutes, minimum=bound.value, rule=rule, source=bound.source)


def _keep_change(case: Case, *, change: Change, by: Person, at: datetime) -> None:
    row = PlanChange(case=case, at=at, by=by)
    row.what = {"style": change.style, "added": list(change.added), "removed": list(change.removed)}
    if change.is_kept:
        row.what["kept"] = True
    if change.reason.strip():
        row.reason_sealed = open_key(case.key).seal(row, "reason_sealed", change.reason.strip())
    row.save(force_insert=True)
    is_signed = Agreement.objects.filter(case=case, signed_by_beneficiary_at__isnull=False).exists()
    facts: dict[str, Fact] = {
        "style": change.style,
        "added": len(change.added),
        "removed": len(change.removed),
    }
    act = "plan.kept" if change.is_kept else "plan.changed" if is_signed else "plan.chosen"
    record(act=act, by=by, subject=case.beneficiary, object_=row, at=at, facts=facts)
