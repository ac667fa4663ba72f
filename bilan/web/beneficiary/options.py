"""Six options at most, from what the person confirmed: list first, map second."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of, constraints_of, read_by
from bilan.occupations.queries import departement_of, is_starter_only, market, occupation_cards
from bilan.projects.models import Option
from bilan.projects.pieces import LookedAtOption, Why
from bilan.projects.queries import leanings_of, options_of, profile_of, proposed_occupations
from bilan.vault.errors import KeyDestroyed
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option_leanings import leaning_views, weights_leaned
from bilan.web.beneficiary.option_views import OptionView, Sources, map_of, option_view
from bilan.web.beneficiary.readers import readers_of

if TYPE_CHECKING:
    from bilan.occupations.matching import Constraints, Profile, RankedOccupation

MOST = 6
FOUND_BY_NAME = 6
NEAREST_FIRST = (Option.State.PLAN_A, Option.State.PLAN_B, Option.State.COMPARED, Option.State.KEPT)
Words = str | Promise
HEADINGS: dict[int, Words] = {
    1: _("Une piste à partir de vous"),
    2: _("Deux pistes à partir de vous"),
    3: _("Trois pistes à partir de vous"),
    4: _("Quatre pistes à partir de vous"),
    5: _("Cinq pistes à partir de vous"),
    6: _("Six pistes à partir de vous"),
}
# What counts: the term of the ranking, its label, and what each answer multiplies its usual weight by.
DIALS: tuple[tuple[str, Words], ...] = (
    ("skills", _("Ce que je sais déjà faire")),
    ("liking", _("Ce que j’aime faire")),
    ("interests", _("Ce qui m’attire")),
    ("values", _("Ce qui compte dans ma vie")),
    ("training", _("Apprendre vite")),
    ("market", _("Trouver près de chez moi")),
    ("wishes", _("Mes souhaits sur le travail")),
)
USUAL = {
    "skills": 0.35,
    "liking": 0.10,
    "interests": 0.20,
    "values": 0.10,
    "training": 0.10,
    "market": 0.15,
    "wishes": 0.15,
}
ANSWERS: tuple[tuple[str, Words, float], ...] = (
    ("less", _("peu"), 0.25),
    ("usual", _("normal"), 1.0),
    ("more", _("beaucoup"), 3.0),
)


@dataclass(frozen=True, slots=True)
class Dial:
    """One thing that may count more or less, and the answer given."""

    name: str
    label: Words
    chosen: str


@for_beneficiary
def options(request: HttpRequest) -> HttpResponse:
    """Show six options at most with their reasons, and the map of the same ones."""
    person = person_of(request)
    case = case_of(person)
    leanings = leanings_of(owner=person, reader=person)
    dials = dials_of(request.GET, weights_leaned(leanings))
    profile = _profile(person, case, dials)
    kept = options_of(owner=person, reader=person)
    views = option_views(person, profile, kept)
    context = {
        "views": views,
        "heading": HEADINGS.get(len(views), _("Mes pistes")),
        "drawn": map_of(views),
        "area": next((view.area for view in views if view.area), ""),
        "kept": len(kept),
        "dials": [dial for dial in dials if dial.name != "wishes" or profile.constraints.has_wishes],
        "leanings": leaning_views(leanings, language=language_now()),
        "reasons": Why.choices,
        "answers": ANSWERS,
        "is_known": is_known(profile),
        "skills": len(profile.skills),
        "has_figures": any(view.source for view in views),
        "has_interests": bool(profile.riasec),
        "has_values": bool(profile.values),
        "is_starter": is_starter_only(),
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/options.html", context)


@for_beneficiary
def options_search(request: HttpRequest) -> HttpResponse:
    """Look for an occupation by its name: the name is sent, never put in an address."""
    from bilan.occupations.identification import suggest_titles  # loads the engine: not for every page

    words = request.POST.get("words", "").strip()[:120]
    found = suggest_titles(words, language=language_now(), limit=FOUND_BY_NAME) if words else []
    context = {"words": words, "found": found, "readers": readers_of(case_of(person_of(request)))}
    return render(request, "beneficiary/options_search.html", context)


@for_beneficiary
def options_aside(request: HttpRequest) -> HttpResponse:
    """Show what was set aside and why, to take one up again."""
    person = person_of(request)
    context = {
        "options": options_of(owner=person, reader=person, is_set_aside=True),
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/options_aside.html", context)


def option_views(
    person: Person, profile: "Profile", kept: Sequence[LookedAtOption]
) -> tuple[OptionView, ...]:
    """Say the kept options, then the proposed ones, six at most together."""
    by_code = {option.code: option for option in sorted(kept, key=lambda one: NEAREST_FIRST.index(one.state))}
    ranked = ranked_for(person, profile, also=tuple(by_code))
    codes = list(dict.fromkeys([*by_code, *(one.code for one in ranked)]))[:MOST]
    sources = sources_for(person, codes, ranked)
    return tuple(
        option_view(number=number, code=code, option=by_code.get(code), sources=sources)
        for number, code in enumerate(codes, 1)
    )


def ranked_for(person: Person, profile: "Profile", *, also: Sequence[str]) -> "list[RankedOccupation]":
    """Propose occupations and explain those kept; nothing before the person said anything of themselves."""
    if not is_known(profile):
        return []
    return proposed_occupations(
        profile=profile,
        language=language_now(),
        departement=departement_for(person),
        limit=MOST if len(also) < MOST else 0,
        also=also,
    )


def explained_for(
    person: Person, profile: "Profile", codes: Sequence[str], departement: str | None = None
) -> "list[RankedOccupation]":
    """Say why the given occupations fit or do not, whether they would be proposed or not.

    The figures are those of where the person lives, unless another place is asked.
    """
    from bilan.occupations.matching import rank_occupations  # loads the engine: not for every page

    if not codes or not is_known(profile):
        return []
    return rank_occupations(
        profile,
        language=language_now(),
        departement=departement or departement_for(person),
        limit=len(codes),
        codes=codes,
    )


def is_known(profile: "Profile") -> bool:
    """Tell whether the person said enough of themselves to be told reasons."""
    return bool(profile.skills or profile.riasec)


def sources_for(
    person: Person,
    codes: Sequence[str],
    ranked: "Sequence[RankedOccupation]",
    departement: str | None = None,
) -> Sources:
    """Gather cards and markets of options; a constant number of queries."""
    known = {one.code: one for one in ranked}
    unranked = [code for code in codes if code not in known]
    return Sources(
        ranked=known,
        cards={card.code: card for card in occupation_cards(codes, language_now())},
        markets=market(unranked, departement or departement_for(person)),
    )


def dials_of(asked: QueryDict, raised: Collection[str] = ()) -> tuple[Dial, ...]:
    """Return what counts, as answered in the address; else what refusals raised, else the usual way."""
    known = {answer for answer, _word, _factor in ANSWERS}
    held = {name: "more" if name in raised else "usual" for name, _label in DIALS}
    told = {name: asked.get(name, "") for name in held}
    return tuple(
        Dial(name, label, told[name] if told[name] in known else held[name]) for name, label in DIALS
    )


def weights_of(dials: Sequence[Dial]) -> Mapping[str, float]:
    """Return the weights of the answers: all of them, since the usual one may undo what a refusal raised."""
    factors = {answer: factor for answer, _word, factor in ANSWERS}
    return {dial.name: USUAL[dial.name] * factors[dial.chosen] for dial in dials}


def language_now() -> str:
    """Return the language of the page."""
    return (get_language() or "fr")[:2]


def departement_for(person: Person) -> str | None:
    """Return the département a person lives in, as far as they said it."""
    return departement_of(person.postcode) if person.postcode else None


def profile_for(
    person: Person, case: Case | None, *, weights: Mapping[str, float] | None = None
) -> "Profile":
    """Gather what is known of a person, with what their bilan must allow for."""
    return profile_of(person=person, constraints=_constraints(person, case), weights=weights)


def _profile(person: Person, case: Case | None, dials: Sequence[Dial]) -> "Profile":
    return profile_for(person, case, weights=weights_of(dials))


def _constraints(person: Person, case: Case | None) -> "Constraints | None":
    """Return the constraints told in the demand; None once they were destroyed, or before."""
    from bilan.cases.queries.searches import search_limits  # loads the engine: not for every page

    if case is None:
        return None
    try:
        reading = read_by(case=case, reader=person, what="constraints", at=timezone.now())
        return search_limits(constraints_of(reading))
    except KeyDestroyed:
        return None
