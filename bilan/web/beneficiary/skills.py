"""What someone can do: skills to confirm, and the cards that hold them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.cases.queries import case_of
from bilan.portfolio.models import Card, Suggestion
from bilan.portfolio.operations import add_card
from bilan.portfolio.pieces import PROOF_RANKS
from bilan.portfolio.queries import cards_of, experiences_of, offered_skills, portfolio_counts
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.experiences import life_of
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.skill_forms import SkillForm
from bilan.web.outcome import acting

LATEST = 4
A_PAGE = 24
NAMES_OFFERED = 5
PROOF_RANK_WORDS = [(rank, proof.label) for proof, rank in PROOF_RANKS.items()]


@for_beneficiary
def skills(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, the latest cards, and where they come from."""
    person = person_of(request)
    told = experiences_of(owner=person, reader=person)
    count = portfolio_counts(owner=person).cards
    context = {
        "offers": offered_skills(owner=person, reader=person),
        "cards": cards_of(owner=person, reader=person, among=slice(LATEST)),
        "count": count,
        "has_more": count > LATEST,
        "life": life_of(told, today=timezone.localdate()) if told else None,
        "proofs": PROOF_RANK_WORDS,
        "reasons": Suggestion.Reason.choices,
        "likings": Card.Liking.choices,
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/skills.html", context)


@for_beneficiary
def all_skills(request: HttpRequest) -> HttpResponse:
    """Show every card, a page at a time."""
    return _card_pages(request, is_retired=False)


@for_beneficiary
def retired_skills(request: HttpRequest) -> HttpResponse:
    """Show the cards that were put away, to find one again."""
    return _card_pages(request, is_retired=True)


@for_beneficiary
def skill_add(request: HttpRequest) -> HttpResponse:
    """Write a skill in one's own sentence, then choose its official name if one fits."""
    person = person_of(request)
    form = SkillForm(request.POST or None, told=experiences_of(owner=person, reader=person))
    if request.method != "POST" or not form.is_valid():
        return _add_page(request, form)
    names = () if "uri" in request.POST else names_for(form.cleaned_data["sentence"], person)
    if names:
        return _add_page(request, form, names=names)
    with acting(request, done=_("Votre carte est gardée.")) as outcome:
        add_card(
            person=person,
            sentence=form.cleaned_data["sentence"],
            uri=request.POST.get("uri", ""),
            experience_id=form.cleaned_data["experience"],
            claim=form.claim,
            by=person,
            at=timezone.now(),
        )
    return redirect("skills") if outcome.is_done else _add_page(request, form)


def names_for(sentence: str, person: Person) -> tuple[tuple[str, str], ...]:
    """Return the official names that may fit a sentence: (uri, name), best first."""
    from bilan.occupations.identification import suggest_skills

    language = (get_language() or person.language)[:2]
    found = suggest_skills(sentence, language=language, limit=NAMES_OFFERED)
    return tuple((one.uri, one.label) for one in found)


def _add_page(
    request: HttpRequest, form: SkillForm, *, names: tuple[tuple[str, str], ...] = ()
) -> HttpResponse:
    context = {"form": form, "names": names, "readers": readers_of(case_of(person_of(request)))}
    return render(request, "beneficiary/skills_add.html", context)


def _card_pages(request: HttpRequest, *, is_retired: bool) -> HttpResponse:
    person = person_of(request)
    counts = portfolio_counts(owner=person)
    count = counts.retired if is_retired else counts.cards
    page = Paginator(range(count), A_PAGE).get_page(request.GET.get("page"))
    if request.GET.get("page") and not count:
        raise Http404
    first = (page.number - 1) * A_PAGE
    among = slice(first, first + A_PAGE)
    context = {
        "cards": cards_of(owner=person, reader=person, is_retired=is_retired, among=among),
        "page": page,
        "count": count,
        "is_retired": is_retired,
        "likings": Card.Liking.choices,
        "readers": readers_of(case_of(person)),
    }
    return render(request, "beneficiary/skills_all.html", context)
