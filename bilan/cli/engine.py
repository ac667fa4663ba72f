"""`bilan skills`, `titles`, `neighbours`, `match`: the engine without the site, JSON Lines in and out."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from math import isnan
from typing import TYPE_CHECKING, Annotated, Literal, TextIO, TypeVar

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bilan.cli.site import open_site

if TYPE_CHECKING:
    from bilan.occupations.matching import Profile, RankedOccupation
    from bilan.occupations.models import Catalogue

BAD_INPUT = 2
AT_ONCE = 32  # lines answered together: the encoder is quicker on several texts
USUAL_ERROR = 0.1  # standard error of an interest given without one
DECIMALS = 6

Answer = dict[str, object]
Lang = Annotated[str, typer.Option("--lang", help="Language of labels: fr or en.")]
CatalogueCode = Annotated[
    str, typer.Option("--catalogue", help="rome, esco or starter; the usual one without it.")
]


class Line(BaseModel):
    """One line of input."""

    model_config = ConfigDict(extra="forbid")

    id: str | int


class TextLine(Line):
    """A text to read."""

    text: str = Field(max_length=5_000_000)


class CodeLine(Line):
    """An occupation to look around."""

    code: str


class SkillEntry(BaseModel):
    """A skill held."""

    model_config = ConfigDict(extra="forbid")

    uri: str
    proof: int = Field(default=1, ge=1, le=4)
    liking: int = Field(default=0, ge=-1, le=1)


class ConstraintsEntry(BaseModel):
    """What is not negotiable, and what is wished for."""

    model_config = ConfigDict(extra="forbid")

    refused_contexts: tuple[str, ...] = ()
    maximum_training_months: float | None = Field(default=None, ge=0)
    minimum_pay: float | None = Field(default=None, ge=0)
    unwanted_contexts: tuple[str, ...] = ()
    hoped_pay: float | None = Field(default=None, gt=0)
    diploma: int | None = Field(default=None, ge=1, le=8)


Score = Annotated[float, Field(ge=0, le=1)]


class PersonLine(Line):
    """A person to rank occupations for."""

    skills: tuple[str | SkillEntry, ...] = ()
    riasec: dict[Literal["R", "I", "A", "S", "E", "C"], Score | tuple[Score, Score]] = {}
    values: tuple[str, ...] = ()
    constraints: ConstraintsEntry = ConstraintsEntry()
    weights: dict[str, Annotated[float, Field(ge=0)]] = {}
    excluding: tuple[str, ...] = ()
    current: str | None = None
    area: str | None = None


Read = TypeVar("Read", bound=Line)


def skills(
    lang: Lang = "fr",
    top: Annotated[int, typer.Option("--top", min=1, max=200, help="Skills a text.")] = 20,
    catalogue: CatalogueCode = "",
) -> None:
    """Name the skills that texts speak of.

    In: {"id": 1, "text": "Je tenais la caisse"}

    Out: {"id": 1, "skills": [{"uri": …, "label": …, "score": …, "because": "Je tenais la caisse"}]}
    """
    chosen = _catalogue(catalogue, lang, usual=("esco", "rome", "starter"))
    from bilan.occupations.identification import skills_in

    def answers(lines: Sequence[TextLine]) -> list[Answer]:
        found = skills_in([line.text for line in lines], language=lang, limit=top, catalogue=chosen)
        return [
            {"id": line.id, "skills": [_scored("uri", hit.uri, hit) for hit in hits]}
            for line, hits in zip(lines, found, strict=True)
        ]

    _run(TextLine, answers)


def titles(
    lang: Lang = "fr",
    top: Annotated[int, typer.Option("--top", min=1, max=200, help="Occupations a title.")] = 10,
    catalogue: CatalogueCode = "",
) -> None:
    """Name the occupations that job titles speak of.

    In: {"id": 1, "text": "Boulangère (h/f)"}

    Out: {"id": 1, "occupations": [{"code": …, "uri": the same, "label": …, "score": …, "because": …}]}
    """
    chosen = _catalogue(catalogue, lang, usual=("esco", "starter", "rome"))
    from bilan.occupations.identification import titles_in

    def answers(lines: Sequence[TextLine]) -> list[Answer]:
        found = titles_in([line.text for line in lines], language=lang, limit=top, catalogue=chosen)
        return [
            {
                "id": line.id,
                "occupations": [{"code": hit.code} | _scored("uri", hit.code, hit) for hit in hits],
            }
            for line, hits in zip(lines, found, strict=True)
        ]

    _run(TextLine, answers)


def neighbours(
    lang: Lang = "fr",
    top: Annotated[int, typer.Option("--top", min=1, max=200, help="Neighbors a code.")] = 20,
    catalogue: CatalogueCode = "",
) -> None:
    """Find the occupations near others; the official moves of the code asked are never read.

    In: {"id": 1, "code": "D1102"}

    Out: {"id": 1, "occupations": [{"code": …, "label": …, "score": …, "terms": {"items": 0.4, …}}]}
    """
    chosen = _catalogue(catalogue, lang, usual=("rome", "starter", "esco"))
    from bilan.occupations.errors import UnknownOccupation
    from bilan.occupations.identification import neighbours_of

    def answer(line: CodeLine) -> Answer:
        try:
            near = neighbours_of(line.code, limit=top, language=lang, catalogue=chosen)
        except UnknownOccupation as error:
            return {"id": line.id, "error": str(error)}
        return {
            "id": line.id,
            "occupations": [
                {"code": one.code, "label": one.label, "score": one.score, "terms": dict(one.terms)}
                for one in near
            ],
        }

    _run(CodeLine, lambda lines: [answer(line) for line in lines])


def match(
    lang: Lang = "fr",
    top: Annotated[int, typer.Option("--top", min=1, max=50, help="Occupations a person.")] = 20,
    catalogue: CatalogueCode = "",
) -> None:
    """Rank occupations for people, with all terms, gaps, reasons and the labor market.

    In: {"id": 1, "skills": ["http://…"], "riasec": {"R": 0.7, "S": [0.6, 0.1]}, "values": ["équipe"],
    "constraints": {"refused_contexts": ["night-work"], "maximum_training_months": 12}, "area": "69"}

    Out: {"id": 1, "occupations": [{"code", "title", "score", "terms", "coverage", "for", "against", "gaps",
    "held", "market", "training_months", "level", "mobility"}], "unknown": [skills nobody describes]}
    """
    chosen = _catalogue(catalogue, lang, usual=("rome", "starter", "esco"))
    from django.utils import translation

    from bilan.occupations.matching import rank_occupations

    def answer(line: PersonLine) -> Answer:
        profile = _profile(line)
        with translation.override(lang):
            ranked = rank_occupations(
                profile, language=lang, departement=line.area, limit=top, catalogue=chosen
            )
            told = [_ranked(one) for one in ranked]
        return {"id": line.id, "occupations": told, "unknown": _unknown(profile)}

    _run(PersonLine, lambda lines: [answer(line) for line in lines])


def _catalogue(code: str, lang: str, *, usual: Sequence[str]) -> "Catalogue":
    """Return the catalogue asked for, else the first loaded of the usual ones."""
    if lang not in {"fr", "en"}:
        raise typer.BadParameter("fr or en", param_hint="--lang")
    open_site()
    from bilan.occupations.queries import loaded_catalogues

    loaded = {catalogue.code: catalogue for catalogue in loaded_catalogues()}
    for name in [code] if code else usual:
        if name in loaded:
            return loaded[name]
    there = ", ".join(name for name in usual if name in loaded) or "none"
    message = f"The catalogue {code or ' or '.join(usual)!r} is not loaded (loaded: {there})."
    typer.echo(f"{message} Run `bilan reference starter` or `bilan reference import PATH…`.", err=True)
    raise typer.Exit(BAD_INPUT)


def _run(model: type[Read], answers: Callable[[Sequence[Read]], list[Answer]]) -> None:
    """Answer standard input on standard output; exit 2 when a line could not be answered."""
    if not write_answers(model, answers, lines=sys.stdin, out=sys.stdout):
        raise typer.Exit(BAD_INPUT)


def write_answers(
    model: type[Read],
    answers: Callable[[Sequence[Read]], list[Answer]],
    *,
    lines: Iterable[str],
    out: TextIO,
) -> bool:
    """Write one answer a line, in order, a few lines at a time; return whether all were answered."""
    all_good = True
    kept = (line for line in lines if line.strip())
    while some := list(islice(kept, AT_ONCE)):
        read = [_read(model, line) for line in some]
        good = iter(answers([line for line in read if isinstance(line, model)]))
        for line in read:
            answer = next(good) if isinstance(line, model) else line
            all_good = all_good and "error" not in answer
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return all_good


def _read(model: type[Read], line: str) -> Read | Answer:
    """Return the line as its model, or what is wrong with it."""
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        return {"id": _identity(line), "error": "; ".join(_faults(error))}


def _faults(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        place = ".".join(map(str, fault["loc"]))
        yield f"{place}: {fault['msg']}" if place else fault["msg"]


def _identity(line: str) -> object:
    """Return the id of a faulty line, null when it has none."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told.get("id") if isinstance(told, dict) else None


def _scored(key: str, code: str, hit: object) -> Answer:
    """Tell a hit; `key` names what its code is."""
    return {
        key: code,
        "label": getattr(hit, "label", code),
        "score": round(getattr(hit, "score", 0.0), DECIMALS),
        "because": getattr(hit, "because", ""),
    }


def _profile(line: PersonLine) -> "Profile":
    from bilan.occupations.matching import Constraints, HeldSkill, Profile

    held = (SkillEntry(uri=entry) if isinstance(entry, str) else entry for entry in line.skills)
    told = line.constraints
    return Profile(
        skills=tuple(HeldSkill(entry.uri, entry.proof, entry.liking) for entry in held),
        riasec={
            letter: score if isinstance(score, tuple) else (score, USUAL_ERROR)
            for letter, score in line.riasec.items()
        },
        values=line.values,
        constraints=Constraints(
            refused_contexts=told.refused_contexts,
            maximum_training_months=told.maximum_training_months,
            minimum_pay=told.minimum_pay,
            diploma=told.diploma,
            unwanted_contexts=told.unwanted_contexts,
            hoped_pay=told.hoped_pay,
        ),
        weights=line.weights,
        excluding=line.excluding,
        current=line.current,
    )


def _ranked(one: "RankedOccupation") -> Answer:
    market = one.market
    figures = ("tension", "offers", "seekers", "median_pay", "area_name", "vintage", "source")
    return {
        "code": one.code,
        "title": one.title,
        "score": round(one.score, DECIMALS),
        "terms": {
            term.name: {
                "value": None if isnan(term.value) else round(term.value, DECIMALS),
                "weight": round(term.weight, DECIMALS),
                "share": round(term.share, DECIMALS),
            }
            for term in one.terms
        },
        "coverage": {
            name: None if isnan(share) else round(share, DECIMALS)
            for name, share in asdict(one.coverage).items()
        },
        "for": [reason.sentence for reason in one.reasons_for],
        "against": [reason.sentence for reason in one.reasons_against],
        "gaps": [{"uri": gap.uri, "label": gap.label, "essential": gap.is_essential} for gap in one.gaps],
        "held": [{"uri": uri, "label": label} for uri, label in one.held],
        "market": {name: getattr(market, name) for name in figures} if market else None,
        "training_months": one.training_months,
        "level": one.level,
        "mobility": one.mobility,
    }


def _unknown(profile: "Profile") -> list[str]:
    """Return the skills that no loaded catalogue describes."""
    from bilan.occupations.queries import skill_labels

    uris: Mapping[str, str] = skill_labels([skill.uri for skill in profile.skills], "fr")
    return [skill.uri for skill in profile.skills if skill.uri not in uris]
