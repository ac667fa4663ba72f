"""What projects show, opened: options, facts, comparisons, steps; and what operations take in."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zlib import crc32

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bilan.projects.models import Criterion, Evidence, Option, Step
from bilan.projects.words import reasons_in

SIDES = tuple(Evidence.Side)
FIRST_STEP_WITHIN = timedelta(days=7)
ELIDED = re.compile(r"^Si (?=ils?\b)")


class Why(models.TextChoices):
    """Why an occupation was refused, as a code that the next suggestions can learn from."""

    TOO_PHYSICAL = "TOO_PHYSICAL", _("Trop dur pour le corps")
    HOURS = "HOURS", _("Les horaires")
    FAR = "FAR", _("Trop loin, trop de route")
    PEOPLE = "PEOPLE", _("Trop de monde")
    PAY = "PAY", _("Le salaire")
    TRAINING = "TRAINING", _("La formation est trop longue")
    FEW_JOBS = "FEW_JOBS", _("Trop peu de postes")
    SECTOR = "SECTOR", _("Ce domaine ne m’attire pas")
    NOT_ME = "NOT_ME", _("Ce n’est pas moi")


class LeaningKind(models.TextChoices):
    """What a refusal can change: a context, a pay, a training or a field left out, a weight."""

    CONTEXT = "CONTEXT"
    PAY = "PAY"
    TRAINING = "TRAINING"
    DOMAIN = "DOMAIN"
    WEIGHT = "WEIGHT"


@dataclass(frozen=True, slots=True)
class Lean:
    """One thing to let count; `name`: a context, an occupation of the field or a weight; `value`: a limit."""

    kind: LeaningKind
    name: str = ""
    value: int = 0
    why: str = ""

    @property
    def mark(self) -> str:
        """Return what tells it from the others on a page."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class KeptLean:
    """A leaning the person agreed to, and the occupation whose refusal taught it."""

    id: UUID
    option_id: UUID
    lean: Lean
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote beside an option or a step."""

    id: UUID
    author: str
    words: str
    written_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Feeling:
    """How the person feels about an option: words, energy and doubt from 0 to 10."""

    words: str = ""
    energy: int | None = None
    doubt: int | None = None

    @property
    def mark(self) -> int:
        """Return what tells it from what another tab keeps."""
        return _mark_of(self.words, self.energy, self.doubt)


@dataclass(frozen=True, slots=True)
class Fact:
    """What was learnt of one side of reality, from whom, as of when; what was asked, and what it changes."""

    side: str
    learnt: str
    verdict: str
    who: str = ""
    source: str = ""
    vintage: str = ""
    asked: str = ""
    changes: str = ""


class StepKind(models.TextChoices):
    """What a step is about."""

    ACTION = "ACTION", _("Une démarche")
    TRAINING = "TRAINING", _("Une formation")
    CERTIFICATION = "CERTIFICATION", _("Une certification")
    RECOGNITION = "RECOGNITION", _("Une validation des acquis (VAE)")


class SwitchWhy(models.TextChoices):
    """Why plan B takes the place of plan A, as a code."""

    REFUSED = "REFUSED", _("On m’a dit non")
    MONEY = "MONEY", _("Le financement n’a pas suivi")
    LIFE = "LIFE", _("Ma vie a changé")
    DESIRE = "DESIRE", _("Mon envie a changé")
    OTHER = "OTHER", _("Une autre raison")


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """What a step is made of, in the person's words.

    `minutes`: the time it asks for; `time`: the hour of its day, as 14:30;
    `stage`: code of a stage of a route of recognition; `why`: why it is not for now.
    """

    what: str
    minutes: int | None = None
    cost_cents: int | None = None
    means: str = ""
    funding: str = ""
    obstacle: str = ""
    response: str = ""
    certification: str = ""
    kind: StepKind = StepKind.ACTION
    stage: str = ""
    time: str = ""
    why: str = ""
    is_private: bool = False

    @property
    def if_then(self) -> str:
        """Return the obstacle and its answer as one sentence; empty while either is missing."""
        obstacle, response = _after(self.obstacle, "si "), _after(self.response, "alors ")
        if not obstacle or not response:
            return ""
        said = gettext("Si %(obstacle)s, alors %(response)s") % {"obstacle": obstacle, "response": response}
        return ELIDED.sub("S’", said)


@dataclass(frozen=True, slots=True)
class LookedAtOption:
    """An occupation the person looks at, with what they feel and decided."""

    id: UUID
    catalogue: str
    code: str
    title: str
    state: Option.State
    decision: Option.Decision | None
    feeling: Feeling
    reason: str
    sides_tried: tuple[Evidence.Side, ...]
    changed_at: datetime
    is_private: bool = False
    why: tuple[Why, ...] = ()
    verdicts: tuple[tuple[Evidence.Side, Option.Decision], ...] = ()  # of the sides tried, the most careful

    @property
    def sides(self) -> tuple[tuple[Evidence.Side, Option.Decision | None], ...]:
        """Return the five sides of reality, each with what it said, or nothing yet."""
        said = dict(self.verdicts)
        return tuple((side, said.get(side)) for side in SIDES)

    @property
    def decided_mark(self) -> int:
        """Return what tells the decision and its reason from what another tab keeps."""
        return decided_mark(str(self.decision or ""), self.reason)

    @property
    def why_said(self) -> tuple[Why, ...]:
        """Return why it was refused: the reasons ticked, else those that the words speak of."""
        return self.why or tuple(Why(code) for code in reasons_in(self.reason))

    @property
    def is_open(self) -> bool:
        """Tell whether it is still looked at."""
        return self.state != Option.State.SET_ASIDE

    @property
    def sides_left(self) -> tuple[Evidence.Side, ...]:
        """Return the sides of reality without a fact yet."""
        return tuple(side for side in SIDES if side not in self.sides_tried)


@dataclass(frozen=True, slots=True)
class LearntFact:
    """A fact of the realism test, as kept."""

    id: UUID
    option_id: UUID
    on: date
    fact: Fact

    @property
    def is_enquiry(self) -> bool:
        """Tell whether it was learnt from someone."""
        return bool(self.fact.who)


@dataclass(frozen=True, slots=True)
class SideOfReality:
    """One side of the realism test: the facts, and the most careful verdict among them."""

    side: Evidence.Side
    facts: tuple[LearntFact, ...]
    verdict: Option.Decision | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A criterion of the person, with its weight from 0 to 4."""

    id: UUID
    kind: Criterion.Kind
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an option meets a criterion: 0 to 1, none when it was not said; and its part of the sum."""

    measure: Measure
    value: int | None
    share: float | None
    part: float


@dataclass(frozen=True, slots=True)
class ComparedOption:
    """An option on the person's own criteria; the total is 0 to 1 over what was marked."""

    option: LookedAtOption
    marks: tuple[Mark, ...]
    total: float | None

    @property
    def is_complete(self) -> bool:
        """Tell whether every criterion that counts was marked."""
        return all(mark.share is not None for mark in self.marks if mark.measure.weight)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Up to three options side by side."""

    measures: tuple[Measure, ...]
    options: tuple[ComparedOption, ...]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A dated step of a plan; `plan` is empty while its option is neither plan A nor plan B."""

    id: UUID
    option_id: UUID
    plan: str
    step: PlannedStep
    due_on: date
    done_on: date | None
    progress: Step.Progress = Step.Progress.TODO

    @property
    def mark(self) -> int:
        """What tells this step from the same one reworded or moved."""
        return step_mark(self.step, self.due_on)

    @property
    def is_private(self) -> bool:
        """Tell whether it is its owner's alone."""
        return self.step.is_private

    @property
    def is_done(self) -> bool:
        """Tell whether it is done."""
        return self.done_on is not None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the person put it off without a day."""
        return self.progress == Step.Progress.NOT_NOW

    @property
    def is_open(self) -> bool:
        """Tell whether it is to be done or under way."""
        return not (self.is_done or self.is_waiting)

    def is_late(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.is_open and self.due_on < today


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """One plan: the option it serves (none yet: nothing chosen), its steps by date, and how far it is."""

    plan: str
    option: LookedAtOption | None
    steps: tuple[PlanStep, ...]

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def next_step(self) -> PlanStep | None:
        """Return the first step to be done or under way."""
        return next((step for step in self.steps if step.is_open), None)

    @property
    def minutes_left(self) -> int:
        """Return the time that the open steps ask for, as far as it was said."""
        return sum(step.step.minutes or 0 for step in self.steps if step.is_open)

    @property
    def cents_left(self) -> int:
        """Return what the open steps cost in cents, as far as it was said."""
        return sum(step.step.cost_cents or 0 for step in self.steps if step.is_open)

    def lacks_near_step(self, today: date) -> bool:
        """Tell whether nothing is to be done before the end of the seventh day."""
        nearest = self.next_step
        return nearest is None or nearest.due_on > today + FIRST_STEP_WITHIN


@dataclass(frozen=True, slots=True)
class KeptSteps:
    """Steps written for an option that is neither plan A nor plan B now: they wait there."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class ToldSwitch:
    """A day when plan B took the place of plan A: which option came in, and why."""

    title: str
    why: SwitchWhy
    words: str
    switched_at: datetime


def decided_mark(decision: str, reason: str) -> int:
    """Return what tells a decision and its reason from another one."""
    return _mark_of(decision, reason)


def step_mark(step: PlannedStep, due_on: date) -> int:
    """Return what tells a step and its day from another wording; how it goes does not count."""
    return _mark_of(repr(replace(step, why="")), due_on.isoformat())


def _mark_of(*told: str | int | None) -> int:
    return crc32(repr(told).encode())


def _after(words: str, opening: str) -> str:
    """Return words without the opening that the page says already, which people often write again."""
    told = words.strip().rstrip(".")
    return told[len(opening) :].strip() if told.lower().startswith(opening) else told
