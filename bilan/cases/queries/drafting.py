"""The validated pieces a synthesis may be made of, each with where it comes from; nothing is invented."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.cases.durations import in_words
from bilan.cases.models import Case
from bilan.cases.pieces import OBJECTIVE_LABELS, SynthesisPiece
from bilan.cases.queries.contents import demand_of
from bilan.cases.queries.hours import hours_of
from bilan.cases.queries.readings import Reading
from bilan.instruments.models import Administration
from bilan.instruments.queries import administrations_of, result_of
from bilan.instruments.results import CmsResult, Result, RiasecResult, ValuesResult
from bilan.instruments.told_changes import change_words
from bilan.portfolio.models import Card
from bilan.portfolio.pieces import SkillCard
from bilan.portfolio.queries import cards_of
from bilan.projects.models import Option
from bilan.projects.pieces import ActionPlan, LearntFact, PlanStep
from bilan.projects.queries import action_plan, realism_of

MOST_CARDS = 12
STRONG_LEVEL = 3
MOST_VALUES = 5
RECOGNIZED = (Administration.Opinion.YES, Administration.Opinion.PARTLY)
PLANS = (Option.State.PLAN_A, Option.State.PLAN_B)


def drafted_parts(reading: Reading) -> Mapping[str, tuple[SynthesisPiece, ...]]:
    """Return the four parts, from pieces that the person said, confirmed, recognized, chose or planned.

    Private activities and cards stay out: the practitioner may not read them.
    """
    plans = [_plan(reading, plan) for plan in PLANS]
    return {
        "circumstances": (*_circumstances(reading), *_demand(reading)),
        "skills": (*_cards(reading), *_results(reading), *_changes(reading)),
        "project": tuple(piece for plan in plans for piece in _project(reading, plan)),
        "steps": tuple(_step(step) for plan in plans if plan.option for step in plan.steps),
    }


def _circumstances(reading: Reading) -> tuple[SynthesisPiece, ...]:
    case, today = reading.case, localdate(reading.at)
    hours = hours_of(case=case, today=today)
    text = _(
        "Bilan de compétences mené du %(start)s au %(end)s avec %(practitioner)s (%(provider)s) : "
        "%(accompanied)s d’accompagnement."
    )
    if hours.own:
        text = _(
            "Bilan de compétences mené du %(start)s au %(end)s avec %(practitioner)s (%(provider)s) : "
            "%(accompanied)s d’accompagnement et %(own)s de travail personnel."
        )
    text %= {
        "start": _day(localdate(case.opened_at)),
        "end": _day(today),
        "practitioner": str(case.practitioner.person),
        "provider": _house(case),
        "accompanied": in_words(hours.accompanied),
        "own": in_words(hours.own),
    }
    return (SynthesisPiece(text, "CASE", str(case.pk)),)


def _house(case: Case) -> str:
    """Name the provider; one who works alone under their own name is told by their town."""
    provider = case.practitioner.provider
    return provider.town if provider.name == str(case.practitioner.person) else provider.name


def _demand(reading: Reading) -> Iterable[SynthesisPiece]:
    told = demand_of(reading)
    if told is None or not told.why_now:
        return
    key = str(reading.case.pk)
    yield SynthesisPiece(
        _("Ce qui a mené à ce bilan : « %(words)s »") % {"words": told.why_now}, "DEMAND", key
    )
    for rank, aim in enumerate(told.aims, 1):
        text = _("Objectif %(rank)s, %(tag)s : « %(words)s »") % {
            "rank": rank,
            "tag": str(OBJECTIVE_LABELS[aim.tag]).lower(),
            "words": aim.text,
        }
        yield SynthesisPiece(text, "AIM", f"{key}:{rank}")


def _cards(reading: Reading) -> Iterable[SynthesisPiece]:
    """Yield the cards to build on: what is liked and best supported first, what is refused left out.

    Cards that one sentence led to are told together, so that nobody's words are repeated at them.
    """
    case = reading.case
    held = cards_of(owner=case.beneficiary, reader=case.practitioner.person, is_practitioner=True)
    wanted = [card for card in held if card.liking != Card.Liking.NO_MORE]
    wanted.sort(key=lambda card: (-card.liking_sign, -card.proof_rank, -card.level))
    alike: dict[str, list[SkillCard]] = {}
    for card in wanted:
        alike.setdefault(card.sentence, []).append(card)
    for cards in _most_telling(list(alike.values())):
        yield SynthesisPiece(_told_cards(cards), "CARD", str(cards[0].id))


def _most_telling(groups: list[list[SkillCard]]) -> list[list[SkillCard]]:
    """Keep as many as a synthesis holds, in order; what someone did not know they could do stays for sure."""
    places = sorted(range(len(groups)), key=lambda place: not _is_surprise(groups[place]))[:MOST_CARDS]
    return [groups[place] for place in sorted(places)]


def _is_surprise(cards: Sequence[SkillCard]) -> bool:
    return any(card.was_unexpected for card in cards)


def _told_cards(cards: Sequence[SkillCard]) -> str:
    told = _told_skill(cards)
    return _("Une surprise : %(told)s") % {"told": told} if _is_surprise(cards) else told


def _told_skill(cards: Sequence[SkillCard]) -> str:
    first = cards[0]
    told = ", ".join(card.label for card in cards if card.label)
    words = {"names": told, "sentence": first.sentence, "proof": str(first.proof.label).lower()}
    text = _("%(names)s : « %(sentence)s » (%(proof)s") if told else _("%(sentence)s (%(proof)s")
    ending = f" ; {first.experience})" if first.experience else ")"
    return text % words + ending


def _results(reading: Reading) -> Iterable[SynthesisPiece]:
    """Yield what the person recognized of themselves in a result; nothing of the others."""
    seen: set[str] = set()
    finished = administrations_of(person=reading.case.beneficiary).filter(finished_at__isnull=False)
    for administration in finished.order_by("-finished_at", "-pk"):
        if administration.instrument in seen or administration.opinion not in RECOGNIZED:
            continue
        seen.add(administration.instrument)
        text = _told_result(result_of(administration=administration))
        if not text:
            continue
        if administration.opinion == Administration.Opinion.PARTLY:
            text = _("%(text)s (reconnu en partie)") % {"text": text}
        yield SynthesisPiece(text, "RESULT", str(administration.pk))


def _changes(reading: Reading) -> Iterable[SynthesisPiece]:
    """Yield what measures taken twice say, with their interval; one that the person refuses stays out."""
    for each in change_words(person=reading.case.beneficiary):
        if each.opinion != Administration.Opinion.NO:
            yield SynthesisPiece(each.sentence, "CHANGE", f"{each.administration_id}:{each.since:%Y-%m-%d}")


def _told_result(result: Result) -> str:
    if isinstance(result, RiasecResult) and result.leading:
        titles = [str(result.interest(letter).title).lower() for letter in result.leading]
        return _("Ce qui attire le plus : %(list)s.") % {"list": ", ".join(titles)}
    if isinstance(result, ValuesResult) and result.ranked:
        cards = [str(card.text) for card in result.ranked[:MOST_VALUES]]
        return _("Ce qui compte le plus au travail : %(list)s.") % {"list": _joined(cards)}
    if isinstance(result, CmsResult):
        strong = [str(area.title).lower() for area in result.areas if (area.held_level or 0) >= STRONG_LEVEL]
        return (
            _("Appuis pour conduire son parcours : %(list)s.") % {"list": ", ".join(strong)} if strong else ""
        )
    return ""


def _plan(reading: Reading, plan: str) -> ActionPlan:
    case = reading.case
    return action_plan(
        owner=case.beneficiary, reader=case.practitioner.person, plan=plan, is_practitioner=True
    )


def _project(reading: Reading, plan: ActionPlan) -> Iterable[SynthesisPiece]:
    option = plan.option
    if option is None:
        return
    label = Option.State(plan.plan).label
    text = _("%(plan)s : %(title)s.") % {"plan": label, "title": option.title}
    if option.feeling.words:
        text = _("%(text)s « %(words)s »") % {"text": text, "words": option.feeling.words}
    yield SynthesisPiece(text, "OPTION", str(option.id))
    practitioner = reading.case.practitioner.person
    for side in realism_of(reader=practitioner, option_id=option.id, is_practitioner=True):
        for fact in side.facts:
            yield SynthesisPiece(_told_fact(fact, str(side.side.label)), "FACT", str(fact.id))


def _told_fact(fact: LearntFact, side: str) -> str:
    words = {
        "side": side,
        "learnt": fact.fact.learnt,
        "day": _day(fact.on),
        "who": fact.fact.who or fact.fact.source,
    }
    if words["who"]:
        return _("%(side)s : %(learnt)s (%(who)s, %(day)s)") % words
    return _("%(side)s : %(learnt)s (%(day)s)") % words


def _step(step: PlanStep) -> SynthesisPiece:
    text = _("Avant le %(day)s : %(what)s") % {"day": _day(step.due_on), "what": step.step.what}
    if step.step.obstacle and step.step.response:
        text = _("%(text)s. Si %(obstacle)s, alors %(response)s.") % {
            "text": text,
            "obstacle": step.step.obstacle,
            "response": step.step.response,
        }
    return SynthesisPiece(text, "STEP", str(step.id))


def _joined(texts: Sequence[str]) -> str:
    return " ; ".join(text.rstrip(".") for text in texts)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
