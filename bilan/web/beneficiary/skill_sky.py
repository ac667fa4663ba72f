"""One's skills seen from afar: the constellation, and what certifications ask beside the cards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bilan.cases.queries import case_of
from bilan.occupations.queries.blocks import (
    are_blocks_known,
    certification_text,
    certifications_with_blocks,
)
from bilan.portfolio.coverage import CoveredBlock, coverage_of
from bilan.portfolio.pieces import SkillCard
from bilan.portfolio.queries import cards_of
from bilan.projects.queries import options_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.readers import readers_of
from bilan.web.pictures.constellation import NUMBERED, Cluster, Constellation, Star, draw_constellation

MOST_CLUSTERS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A card in the twin list, and what is said of it beside its sentence."""

    number: int
    card: SkillCard
    words: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """The cards of one activity, in the twin list."""

    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sky:
    """The picture, its twin list, its sentence, and whether the picture has room for numbers."""

    drawn: Constellation
    gatherings: tuple[Gathering, ...]
    sentence: str
    is_numbered: bool


@for_beneficiary
@require_safe
def constellation(request: HttpRequest) -> HttpResponse:
    """Show all cards as a constellation, with the same in words."""
    person = person_of(request)
    cards = cards_of(owner=person, reader=person)
    context = {"sky": sky_of(cards) if cards else None, "readers": readers_of(case_of(person))}
    return render(request, "beneficiary/skills_constellation.html", context)


@for_beneficiary
@require_safe
def certifications(request: HttpRequest) -> HttpResponse:
    """Show which blocks of a certification the cards speak of, or the certifications to choose from."""
    person = person_of(request)
    code, words = request.GET.get("code", ""), request.GET.get("q", "")[:80]
    readers = readers_of(case_of(person))
    if code:
        return _one_certification(request, code, readers=readers)
    codes = [option.code for option in options_of(owner=person, reader=person)]
    context = {
        "found": certifications_with_blocks(words=words, occupations=codes),
        "words": words,
        "are_known": are_blocks_known(),
        "readers": readers,
    }
    return render(request, "beneficiary/certifications.html", context)


def sky_of(cards: Sequence[SkillCard]) -> Sky:
    """Gather cards by the activity they come from, most first, and draw them."""
    of: dict[str, list[SkillCard]] = defaultdict(list)
    for card in cards:
        of[card.experience].append(card)
    named = sorted((title for title in of if title), key=lambda title: (-len(of[title]), title))
    shown, rest = named[: MOST_CLUSTERS - 1], named[MOST_CLUSTERS - 1 :]
    groups = [(title, of[title]) for title in shown]
    if rest:
        groups.append((_("Autres activités"), [card for title in rest for card in of[title]]))
    if "" in of:
        groups.append((_("Sans activité"), of[""]))
    gatherings = _gatherings(groups)
    return Sky(
        drawn=draw_constellation([_cluster(one) for one in gatherings]),
        gatherings=gatherings,
        sentence=_sentence(cards, activities=len(named)),
        is_numbered=len(cards) <= NUMBERED,
    )


def _gatherings(groups: Sequence[tuple[str, Sequence[SkillCard]]]) -> tuple[Gathering, ...]:
    number = 0
    told: list[Gathering] = []
    for title, cards in groups:
        places = tuple(Place(number + at, card, words_of(card)) for at, card in enumerate(cards, 1))
        number += len(cards)
        told.append(Gathering(title, places))
    return tuple(told)


def words_of(card: SkillCard) -> str:
    """Say a card's official name, what supports it, its level and its liking in a few words."""
    words = [str(card.proof.label).lower(), f"{card.level}/4", str(card.liking.label).lower()]
    if card.was_unexpected:
        words.append(_("une surprise"))
    said = ", ".join(words)
    return f"{card.label} · {said}" if card.label else said


def _cluster(gathering: Gathering) -> Cluster:
    stars = (
        Star(place.number, place.card.level, place.card.proof_rank, place.card.liking_sign)
        for place in gathering.places
    )
    return Cluster(gathering.title, tuple(stars))


def _sentence(cards: Sequence[SkillCard], *, activities: int) -> str:
    first = ngettext("%(count)d compétence", "%(count)d compétences", len(cards)) % {"count": len(cards)}
    where = ngettext("%(count)d activité", "%(count)d activités", activities) % {"count": activities}
    told = [
        _("%(skills)s, venues de %(where)s.") % {"skills": first, "where": where}
        if activities
        else f"{first}."
    ]
    if liked := sum(card.liking_sign > 0 for card in cards):
        told.append(
            ngettext("Vous en aimez %(count)d.", "Vous en aimez %(count)d.", liked) % {"count": liked}
        )
    if shown := sum(card.proof_rank > 1 for card in cards):
        more = ngettext("%(count)d a plus que votre parole.", "%(count)d ont plus que votre parole.", shown)
        told.append(more % {"count": shown})
    return " ".join(told)


def _one_certification(request: HttpRequest, code: str, *, readers: object) -> HttpResponse:
    person = person_of(request)
    certification = certification_text(code)
    if certification is None:
        raise Http404
    cards = cards_of(owner=person, reader=person)
    blocks: tuple[CoveredBlock, ...] = ()
    if cards:
        blocks = coverage_of(certification=certification, cards=cards)
    context = {
        "certification": certification,
        "blocks": blocks,
        "spoken": sum(block.is_spoken for block in blocks),
        "has_cards": bool(cards),
        "readers": readers,
    }
    return render(request, "beneficiary/certification.html", context)
