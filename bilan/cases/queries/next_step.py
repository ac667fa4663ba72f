"""The one next thing for a person's home."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from bilan.accounts.models import Person
from bilan.cases.models import Agreement, Case, FollowUp, Objective, Phase, PlanItem, Session, Synthesis
from bilan.instruments.library import CMS, RIASEC, VALUES
from bilan.instruments.models import Administration
from bilan.portfolio.queries import portfolio_counts
from bilan.projects.models import Step
from bilan.projects.queries import project_counts


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now: a code, its words, about how long, and the page that does it.

    `url_name` is a hint for the pages; `argument` is what that address takes, if anything.
    """

    code: str
    title: Promise
    minutes: int
    url_name: str
    argument: UUID | str | None = None


Rows = tuple[str, Promise, int, str]
KNOWN: dict[str, Rows] = {
    row[0]: row
    for row in (
        ("START", _("Choisir qui vous accompagne"), 5, "start"),
        ("SIGN_ATTENDANCE", _("Signer votre présence au dernier entretien"), 1, "session"),
        ("DEMAND", _("Dire ce qui vous amène"), 10, "demand"),
        ("DIAGNOSIS", _("Faire le point de départ"), 8, "question-start"),
        ("PLAN", _("Choisir votre plan"), 10, "plan"),
        ("AGREEMENT", _("Lire et signer la convention"), 10, "agreement"),
        ("BOOK_SESSION", _("Prendre le prochain rendez-vous"), 2, "journey"),
        ("EXPERIENCES", _("Raconter une première expérience"), 15, "experiences"),
        ("SUGGESTIONS", _("Relire les compétences tirées de vos récits"), 8, "skills"),
        ("SKILLS", _("Écrire une première compétence"), 5, "skills"),
        ("VALUES", _("Trier ce qui compte pour vous"), 10, "question-start"),
        ("INTERESTS", _("Dire ce qui vous attire"), 8, "question-start"),
        ("OPTIONS", _("Regarder six pistes, et en garder"), 15, "options"),
        ("COMPARE", _("Comparer vos pistes et choisir un projet"), 20, "projects"),
        ("ENQUIRE", _("Vérifier votre projet auprès de quelqu’un du métier"), 30, "projects"),
        ("ACTION_PLAN", _("Écrire votre premier pas"), 10, "action-plan"),
        ("SYNTHESIS", _("Lire votre synthèse et dire vos remarques"), 20, "synthesis"),
        ("GO_ON", _("Dire si vous continuez votre bilan"), 1, "pace"),
        ("FOLLOW_UP", _("Dire où vous en êtes"), 2, "follow-up"),
        ("STEP", _("Faire le prochain pas de votre plan"), 5, "action-plan"),
        ("SESSION", _("Préparer votre prochain rendez-vous"), 5, "journey"),
        ("WAIT", _("Rien ne presse : votre conseil a la main"), 0, "journey"),
        ("KEEP", _("Retrouver ce qui est à vous"), 5, "my-data"),
    )
}


def next_step(*, person: Person, case: Case | None, now: datetime, today: date) -> NextStep:
    """Return the one next thing for a person (at most twelve queries)."""
    if case is None or case.state == Case.State.LEFT:
        return _step("START")
    if case.state == Case.State.DELIVERED:
        return _after(case, today)
    if case.nudge == Case.Nudge.DROP_OUT:
        return _step("GO_ON")
    return _unsigned(case) or _BY_PHASE[Phase(case.phase)](person, case, now)


def _step(code: str, argument: UUID | str | None = None) -> NextStep:
    _code, title, minutes, url_name = KNOWN[code]
    return NextStep(code, title, minutes, url_name, argument)


def _unsigned(case: Case) -> NextStep | None:
    waiting = Session.objects.filter(
        case=case, state=Session.State.HELD, signed_by_beneficiary_at__isnull=True
    ).order_by("starts_at", "pk")
    first = waiting.first()
    return _step("SIGN_ATTENDANCE", first.pk) if first else None


def _preliminary(person: Person, case: Case, now: datetime) -> NextStep:
    finished = _finished(person)
    agreement = Agreement.objects.filter(case=case).first()
    asked = (
        ("DEMAND", None, not Objective.objects.filter(case=case).exists()),
        ("DIAGNOSIS", CMS, CMS not in finished),
        ("PLAN", None, not PlanItem.objects.filter(case=case).exists()),
        ("AGREEMENT", None, agreement is not None and _awaits(agreement)),
    )
    return _first(asked) or _meeting(case, now)


def _awaits(agreement: Agreement) -> bool:
    """Tell whether an agreement waits for the person; one that they refused does not."""
    return agreement.signed_by_beneficiary_at is None and agreement.refused_at is None


def _investigation(person: Person, case: Case, now: datetime) -> NextStep:
    if not _is_booked(case, now):
        return _step("BOOK_SESSION")
    told, projects, finished = portfolio_counts(owner=person), project_counts(owner=person), _finished(person)
    asked = (
        ("EXPERIENCES", None, not told.experiences),
        ("SUGGESTIONS", None, bool(told.offered)),
        ("SKILLS", None, not told.cards),
        ("VALUES", VALUES, VALUES not in finished),
        ("INTERESTS", RIASEC, RIASEC not in finished),
        ("OPTIONS", None, not (projects.kept or projects.compared or projects.has_plan_a)),
        ("COMPARE", None, not projects.has_plan_a),
        ("ENQUIRE", None, not projects.facts),
        ("ACTION_PLAN", None, not projects.steps),
    )
    return _first(asked) or _meeting(case, now)


def _conclusion(person: Person, case: Case, now: datetime) -> NextStep:
    synthesis = Synthesis.objects.filter(case=case).first()
    asked = (
        ("ACTION_PLAN", None, not project_counts(owner=person).steps),
        ("SYNTHESIS", None, synthesis is not None and synthesis.acknowledged_by_beneficiary_at is None),
    )
    if found := _first(asked):
        return found
    if synthesis is not None and synthesis.locked_at is not None:
        return _step("WAIT")
    return _meeting(case, now)


def _after(case: Case, today: date) -> NextStep:
    due = FollowUp.objects.filter(case=case, answered_at=None, due_on__lte=today).order_by("-due_on", "pk")
    if follow_up := due.first():
        return _step("FOLLOW_UP", follow_up.pk)
    steps = Step.objects.filter(person=case.beneficiary_id, done_on=None)
    return _step("STEP") if steps.exists() else _step("KEEP")


def _meeting(case: Case, now: datetime) -> NextStep:
    return _step("SESSION") if _is_booked(case, now) else _step("BOOK_SESSION")


def _is_booked(case: Case, now: datetime) -> bool:
    """Tell whether an interview lies ahead, one of today included."""
    morning = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Session.objects.filter(case=case, state=Session.State.BOOKED, starts_at__gte=morning).exists()


def _finished(person: Person) -> set[str]:
    rows = Administration.objects.filter(person=person, finished_at__isnull=False, key__destroyed_at=None)
    return set(rows.values_list("instrument", flat=True))


def _first(asked: Iterable[tuple[str, str | None, bool]]) -> NextStep | None:
    return next((_step(code, argument) for code, argument, is_asked in asked if is_asked), None)


_BY_PHASE: dict[Phase, Callable[[Person, Case, datetime], NextStep]] = {
    Phase.PRELIMINARY: _preliminary,
    Phase.INVESTIGATION: _investigation,
    Phase.CONCLUSION: _conclusion,
}
