"""The file of a rehearsal: what a person answers, tells and chooses (`docs/guides/rehearse.md`)."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1, max_length=8000)]
Short = Annotated[str, Field(min_length=1, max_length=300)]
Area = Literal["A", "B", "C", "D", "E"]
Tag = Literal["PROJECT", "BUSINESS", "TRAINING", "PRIOR_LEARNING", "CONFIDENCE", "JOB_SEARCH"]
Verdict = Literal["GO", "ADAPT", "DROP"]
Side = Literal["PERSON", "MARKET", "PLACE", "TIME", "MONEY"]
SIDES: tuple[Side, ...] = get_args(Side)


class Strict(BaseModel):
    """A part of the file; an unknown field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonPart(Strict):
    """Who it is."""

    name: Short
    language: Literal["fr", "en"] = "fr"
    postcode: Annotated[str, Field(pattern=r"^\d{5}$")] = "49000"


class ObjectivePart(Strict):
    """One of one to three objectives."""

    tag: Tag
    text: Short


class ConstraintsPart(Strict):
    """What the programme and the project must respect; needs, never diagnoses."""

    hours_a_week: Annotated[int, Field(ge=1, le=20)] = 4
    remote: Literal["ANY", "PREFERRED", "ONLY", "AVOIDED"] = "ANY"
    digital_ease: Annotated[float, Field(ge=0, le=1)] = 1.0
    equipment: Literal["NONE", "PHONE", "COMPUTER"] = "COMPUTER"
    meetings_a_week: Annotated[int, Field(ge=1, le=5)] | None = None
    refused_contexts: tuple[Short, ...] = ()
    minimum_pay: Annotated[int, Field(ge=0, le=20000)] | None = None
    unwanted_contexts: tuple[Short, ...] = ()
    hoped_pay: Annotated[int, Field(ge=1, le=20000)] | None = None
    maximum_training_months: Annotated[int, Field(ge=0, le=60)] | None = None
    diploma: Annotated[int, Field(ge=1, le=8)] | None = None


class DemandPart(Strict):
    """Why now, and what would make it worth it."""

    why_now: Text
    worth_it: Text
    objectives: Annotated[tuple[ObjectivePart, ...], Field(min_length=1, max_length=3)]
    constraints: ConstraintsPart = ConstraintsPart()


class ExperiencePart(Strict):
    """Something done, told in one's own words; what these words wrongly bring up is refused by its name.

    `occupation` is the code of the one that was worked in.
    """

    kind: Literal["EMPLOYED", "SELF_EMPLOYED", "TRAINING", "UNPAID"]
    title: Short
    from_year: Annotated[int, Field(ge=1940, le=2100)]
    to_year: Annotated[int, Field(ge=1940, le=2100)] | None = None
    narrative: Text
    is_private: bool = False
    confirm: Annotated[int, Field(ge=0, le=10)] = 3
    refuse: Annotated[int, Field(ge=0, le=10)] = 0
    not_mine: tuple[Short, ...] = ()
    occupation: Annotated[str, Field(pattern=r"^[A-Z]\d{4}$")] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "ExperiencePart":
        if self.to_year is not None and self.to_year < self.from_year:
            raise ValueError("to_year comes before from_year")
        return self


class ValuesPart(Strict):
    """A card sort: cards in four piles, then the indispensable ones in order."""

    indispensable: Annotated[tuple[Short, ...], Field(max_length=8)]
    important: tuple[Short, ...] = ()
    avoid: tuple[Short, ...] = ()


class OptionPart(Strict):
    """What the person thinks of an occupation they keep (its code in the catalogue in use)."""

    code: Short
    feeling: Text
    energy: Annotated[int, Field(ge=0, le=10)]
    doubt: Annotated[int, Field(ge=0, le=10)]
    ratings: tuple[Annotated[int, Field(ge=0, le=3)], ...] = ()
    enquiries: tuple["EnquiryPart", ...] = ()
    decision: Verdict = "ADAPT"

    @model_validator(mode="after")
    def _is_tried(self) -> "OptionPart":
        untried = set(SIDES) - {enquiry.side for enquiry in self.enquiries}
        if self.decision == "GO" and untried:
            raise ValueError(f"GO needs an enquiry on each side; missing: {', '.join(sorted(untried))}")
        return self


class EnquiryPart(Strict):
    """What someone learnt in the field."""

    side: Side
    who: Short
    learnt: Text
    verdict: Verdict


class CriterionPart(Strict):
    """What counts, and how much."""

    name: Short
    weight: Annotated[int, Field(ge=0, le=4)]


class StepPart(Strict):
    """A step of the action plan, so many days after the plan is made."""

    plan: Literal["PLAN_A", "PLAN_B"] = "PLAN_A"
    in_days: Annotated[int, Field(ge=0, le=900)]
    what: Text
    means: str = ""
    funding: str = ""
    if_: Annotated[str, Field(alias="if")] = ""
    then: str = ""
    certification: str = ""


class SessionPart(Strict):
    """An interview: in which phase, how many days after the start, how long, what was noted.

    The first, free interview before the agreement has `is_free`; it is not counted.
    """

    phase: Literal["PRELIMINARY", "INVESTIGATION", "CONCLUSION"]
    is_free: bool = False
    day: Annotated[int, Field(ge=0, le=400)]
    minutes: Annotated[int, Field(ge=15, le=480)]
    mode: Literal["FACE", "VIDEO"] = "FACE"
    note: Text
    next_step: str = ""


class ProjectsPart(Strict):
    """Which options are kept, on what they are compared, which become the projects."""

    criteria: Annotated[tuple[CriterionPart, ...], Field(min_length=1, max_length=8)]
    options: Annotated[tuple[OptionPart, ...], Field(min_length=1, max_length=6)]
    plan_a: Short
    plan_b: Short | None = None

    @model_validator(mode="after")
    def _are_kept(self) -> "ProjectsPart":
        kept = {option.code for option in self.options}
        for name, code in (("plan_a", self.plan_a), ("plan_b", self.plan_b)):
            if code is not None and code not in kept:
                raise ValueError(f"{name} is {code}, which is not among the options")
        return self


class Rehearsal(Strict):
    """One person's whole bilan."""

    format: Literal["bilan-rehearsal/1"]
    person: PersonPart
    rule_profile: Short = "fr-law"
    starts_on: date
    demand: DemandPart
    diagnosis: dict[str, Annotated[int, Field(ge=0, le=3)]]
    plan: Literal["BALANCED", "REMOTE", "ACCOMPANIED"] = "BALANCED"
    experiences: Annotated[tuple[ExperiencePart, ...], Field(min_length=1, max_length=40)]
    values: ValuesPart
    interests: dict[str, Annotated[int, Field(ge=0, le=4)]]
    sessions: Annotated[tuple[SessionPart, ...], Field(min_length=3, max_length=30)]
    projects: ProjectsPart
    steps: Annotated[tuple[StepPart, ...], Field(min_length=1, max_length=30)]
    observations: str = ""
    follow_up: Literal["SAME_JOB", "NEW_JOB", "TRAINING", "OWN_BUSINESS", "SEARCHING", "OTHER"] | None = None
