"""Open the sealed fields of projects."""

from bilan.projects.models import Criterion, Evidence, Leaning, Option, PlanSwitch, Step
from bilan.projects.pieces import Fact, Feeling, Lean, LeaningKind, PlannedStep, StepKind, SwitchWhy, Why
from bilan.vault.operations import open_key


def code_of(option: Option) -> tuple[str, str]:
    """Return the catalogue and the code of an option."""
    told = _table(open_key(option.key).read(option, "code_sealed"))
    return _text(told, "catalogue"), _text(told, "code")


def note_of(option: Option) -> tuple[Feeling, str]:
    """Return what the person feels about an option, and why they decided so or set it aside."""
    told = _table(open_key(option.key).read(option, "note_sealed"))
    feeling = Feeling(_text(told, "feeling"), _number(told, "energy"), _number(told, "doubt"))
    return feeling, _text(told, "reason")


def why_of(option: Option) -> tuple[Why, ...]:
    """Return why an option was refused, as codes."""
    told = _table(open_key(option.key).read(option, "note_sealed"))
    codes = told.get("why")
    return tuple(Why(code) for code in codes if code in Why.values) if isinstance(codes, list) else ()


def lean_of(row: Leaning) -> Lean:
    """Return what a leaning lets count."""
    told = _table(open_key(row.key).read(row, "told_sealed"))
    kind, value = LeaningKind(_text(told, "kind")), _number(told, "value")
    return Lean(kind, _text(told, "name"), value or 0, _text(told, "reason"))


def name_of(criterion: Criterion) -> str:
    """Return a criterion's name: the person's words, or ours for what they feel."""
    if criterion.kind != Criterion.Kind.OWN:
        return str(Criterion.Kind(criterion.kind).label)
    return open_key(criterion.key).read_text(criterion, "name_sealed")


def fact_of(evidence: Evidence) -> Fact:
    """Return what was learnt."""
    told = _table(open_key(evidence.key).read(evidence, "told_sealed"))
    return Fact(
        side=evidence.side,
        learnt=_text(told, "learnt"),
        verdict=evidence.verdict,
        who=_text(told, "who"),
        source=_text(told, "source"),
        vintage=_text(told, "vintage"),
        asked=_text(told, "asked"),
        changes=_text(told, "changes"),
    )


def step_of(row: Step) -> PlannedStep:
    """Return what a step is made of."""
    told = _table(open_key(row.key).read(row, "told_sealed"))
    return PlannedStep(
        what=_text(told, "what"),
        minutes=_number(told, "minutes"),
        cost_cents=_number(told, "cost_cents"),
        means=_text(told, "means"),
        funding=_text(told, "funding"),
        obstacle=_text(told, "if"),
        response=_text(told, "then"),
        certification=_text(told, "certification"),
        kind=StepKind(_text(told, "kind") or StepKind.ACTION),
        stage=_text(told, "stage"),
        time=_text(told, "time"),
        why=_text(told, "why"),
        is_private=row.is_private,
    )


def switch_of(row: PlanSwitch) -> tuple[SwitchWhy, str]:
    """Return why plan B took the place of plan A."""
    told = _table(open_key(row.key).read(row, "why_sealed"))
    return SwitchWhy(_text(told, "why") or SwitchWhy.OTHER), _text(told, "words")


def _table(read: object) -> dict[str, object]:
    return read if isinstance(read, dict) else {}


def _text(told: dict[str, object], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _number(told: dict[str, object], name: str) -> int | None:
    value = told.get(name)
    return value if isinstance(value, int) else None
