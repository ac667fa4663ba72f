"""What a rehearsal leaves: portfolio, options, plan as JSON; agreement, synthesis, action plan as PDF."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate

from bilan.cases.models import PlanItem
from bilan.cases.queries import read_by, synthesis_of
from bilan.cli.rehearsal.stage import Play
from bilan.documents.action_plan import action_plan_paper
from bilan.documents.agreement import agreement_paper
from bilan.documents.rendering import render
from bilan.documents.synthesis import synthesis_paper
from bilan.occupations.matching import Constraints
from bilan.occupations.queries import departement_of
from bilan.portfolio.queries import cards_of, experiences_of
from bilan.projects.queries import action_plan, comparison_of, options_of, profile_of, proposed_occupations
from bilan.rules import load_modules

PLANS = ("PLAN_A", "PLAN_B")
Files = dict[str, bytes]


def files_of(play: Play, *, at: datetime) -> Files:
    """Return every file of a played bilan, by name."""
    return {
        "portfolio.json": _json(_portfolio(play)),
        "options.json": _json(_options(play)),
        "plan.json": _json(_plan(play)),
        "agreement.pdf": render(
            agreement_paper(agreement=play.bilan.agreement, language=play.person.language)
        ),
        "action-plan.pdf": _action_plan_pdf(play, at=at),
        "synthesis.pdf": _synthesis_pdf(play, at=at),
    }


def write_files(files: Files, folder: Path) -> None:
    """Write the files; each appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        draft = folder / f".{name}.part"
        draft.write_bytes(content)
        draft.replace(folder / name)


def _json(told: object) -> bytes:
    text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
    return (text + "\n").encode()


def _portfolio(play: Play) -> Mapping[str, object]:
    owner = play.person
    return {
        "person": owner.name,
        "experiences": [
            {
                "kind": told.kind,
                "from": told.period.from_year,
                "to": told.period.to_year,
                "title": told.title,
                "narrative": told.narrative,
                "is_private": told.is_private,
            }
            for told in experiences_of(owner=owner, reader=owner)
        ],
        "skills": [
            {
                "sentence": card.sentence,
                "uri": card.uri,
                "label": card.label,
                "proof": card.proof,
                "level": card.level,
                "liking": card.liking,
                "experience": card.experience,
            }
            for card in cards_of(owner=owner, reader=owner)
        ],
    }


def _options(play: Play) -> Mapping[str, object]:
    owner = play.person
    limits = play.script.demand.constraints
    constraints = Constraints(
        refused_contexts=limits.refused_contexts,
        maximum_training_months=limits.maximum_training_months,
        minimum_pay=limits.minimum_pay,
        diploma=limits.diploma,
        unwanted_contexts=limits.unwanted_contexts,
        hoped_pay=limits.hoped_pay,
    )
    ranked = proposed_occupations(
        profile=profile_of(person=owner, constraints=constraints),
        language=owner.language,
        departement=departement_of(owner.postcode),
    )
    return {
        "proposed": [
            {
                "code": option.code,
                "title": option.title,
                "score": round(option.score, 4),
                "terms": {term.name: round(term.share, 4) for term in option.terms},
                "for": [str(reason.sentence) for reason in option.reasons_for],
                "against": [str(reason.sentence) for reason in option.reasons_against],
                "to_learn": [gap.label for gap in option.gaps],
            }
            for option in ranked
        ],
        "kept": [
            {"code": option.code, "title": option.title, "state": option.state, "decision": option.decision}
            for option in options_of(owner=owner, reader=owner)
        ],
        "compared": [
            {"code": column.option.code, "total": column.total}
            for column in comparison_of(owner=owner, reader=owner).options
        ],
    }


def _plan(play: Play) -> Mapping[str, object]:
    owner, titles = (
        play.person,
        {module.code: module.title(play.person.language) for module in load_modules()},
    )
    items = PlanItem.objects.filter(case=play.bilan).order_by("week", "module")
    return {
        "style": play.bilan.plan_style,
        "modules": [
            {
                "code": item.module,
                "title": titles[item.module],
                "phase": item.phase,
                "mode": item.mode,
                "week": item.week,
                "minutes": item.minutes,
                "accompanied_minutes": item.accompanied_minutes,
            }
            for item in items
        ],
        "action_plan": [
            asdict(row.step) | {"plan": row.plan, "due_on": row.due_on}
            for plan in PLANS
            for row in action_plan(owner=owner, reader=owner, plan=plan).steps
        ],
    }


def _action_plan_pdf(play: Play, *, at: datetime) -> bytes:
    owner = play.person
    plans = tuple(action_plan(owner=owner, reader=owner, plan=plan) for plan in PLANS)
    paper = action_plan_paper(name=owner.name, plans=plans, on=localdate(at), language=owner.language)
    return render(paper)


def _synthesis_pdf(play: Play, *, at: datetime) -> bytes:
    case = play.bilan
    told = synthesis_of(read_by(case=case, reader=play.person, what="synthesis", at=at))
    if told is None:
        raise LookupError("The bilan ended without a synthesis.")
    return render(synthesis_paper(case=case, told=told, language=play.person.language))
