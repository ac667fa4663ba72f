"""Destroy the working papers of a bilan, with a certificate that holds no content (art. R6313-7)."""

from datetime import datetime

from django.db.models import QuerySet

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.cases.models import (
    Case,
    Demand,
    Destruction,
    Note,
    Objective,
    PlanChange,
    PlanItem,
    Session,
    Synthesis,
    SynthesisVersion,
)
from bilan.cases.operations.certificates import Tally, certify
from bilan.cases.operations.results import deliver_results
from bilan.cases.operations.sessions import drop_session
from bilan.instruments.models import Answer, LevelCorrection, LevelEvidence
from bilan.messages.models import GuidedWork, Letter, Message
from bilan.vault.operations import destroy_key

GONE = (Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED)


def destroy_content(case: Case, *, by: Person | None, at: datetime) -> Destruction:
    """Destroy a bilan's key and working papers, inside the act that asks for it; proof stays."""
    tally = _tally(case)
    _erase(case)
    destroy_key(key=case.key, at=at)
    case.content_destroyed_at, case.keep_until = at, None
    case.save(update_fields=["content_destroyed_at", "keep_until"])
    return certify(
        kind=Destruction.Kind.CONTENT, tally=tally, case=case, subject=case.beneficiary_id, by=by, at=at
    )


def end_early(case: Case, *, by: Person, at: datetime) -> None:
    """End a bilan that the person leaves: results are theirs, papers are destroyed, proof stays."""
    drop_booked(case, at=at)
    deliver_results(case, at=at)
    case.state = Case.State.LEFT
    case.save(update_fields=["state"])
    record(act="case.left", by=by, subject=case.beneficiary, object_=case, at=at, facts={"phase": case.phase})
    destroy_content(case, by=by, at=at)


def finish_destruction(case: Case, *, by: Person | None, at: datetime) -> None:
    """Destroy what is left of a bilan, also when a restored backup forgot that its key was destroyed."""
    if case.state == Case.State.OPEN:
        drop_booked(case, at=at)
        case.state = Case.State.LEFT
        case.save(update_fields=["state"])
    destroy_content(case, by=by, at=at)


def drop_booked(case: Case, *, at: datetime) -> None:
    """Take what is still booked out of the calendar."""
    booked = Session.objects.filter(case=case, state=Session.State.BOOKED).order_by("starts_at", "pk")
    for session in booked.select_related("practitioner__person"):
        drop_session(session, case=case, at=at)


def _tally(case: Case) -> Tally:
    tally = Tally()
    tally.add("demand", Demand.objects.filter(case=case))
    tally.add("objectives", Objective.objects.filter(case=case))
    tally.add("notes", Note.objects.filter(session__case=case))
    tally.add("plan_reasons", PlanChange.objects.filter(case=case, reason_sealed__isnull=False))
    tally.add("answers", Answer.objects.filter(administration__key=case.key))
    tally.add("level_evidence", LevelEvidence.objects.filter(administration__key=case.key))
    tally.add("level_corrections", LevelCorrection.objects.filter(administration__key=case.key))
    tally.add("synthesis_drafts", Synthesis.objects.filter(case=case, locked_at=None))
    tally.add("synthesis_versions", SynthesisVersion.objects.filter(synthesis__case=case))
    tally.add("letters", Letter.objects.filter(key=case.key))
    tally.add("guided_works", GuidedWork.objects.filter(key=case.key))
    tally.add("mails", _mails(case))
    return tally


def _erase(case: Case) -> None:
    """Delete the rows that hold content; the key takes with it what other rooms sealed under it."""
    Letter.objects.filter(key=case.key).delete()
    GuidedWork.objects.filter(key=case.key).delete()
    Demand.objects.filter(case=case).delete()
    Objective.objects.filter(case=case).delete()
    Note.objects.filter(session__case=case).delete()
    PlanChange.objects.filter(case=case).update(reason_sealed=None)
    PlanItem.objects.filter(case=case).update(reason={})
    for told in (Answer, LevelEvidence, LevelCorrection):
        told.objects.filter(administration__key=case.key).delete()
    SynthesisVersion.objects.filter(synthesis__case=case).delete()
    Synthesis.objects.filter(case=case, locked_at=None).delete()
    _mails(case).delete()


def _mails(case: Case) -> QuerySet[Message]:
    """Return what left about the bilan and its interviews; what waits (a promised follow-up) stays."""
    about = [str(case.pk), *map(str, Session.objects.filter(case=case).values_list("pk", flat=True))]
    return Message.objects.filter(about__in=about, state__in=GONE)
