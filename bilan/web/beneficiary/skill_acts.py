"""Answer a proposal; change, bring together, put away and find again the cards."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.cases.queries import case_of
from bilan.portfolio.models import Card, Suggestion
from bilan.portfolio.operations import (
    confirm_suggestion,
    edit_card,
    like_card,
    merge_cards,
    refuse_suggestion,
    rephrase_suggestion,
    restore_card,
    retire_card,
)
from bilan.portfolio.pieces import Claim, OfferedSkill
from bilan.portfolio.queries import cards_of, offered_skills
from bilan.portfolio.remarks import remarks_on_card
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.elsewhere import kept_elsewhere
from bilan.web.beneficiary.owned import own_card
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.skill_forms import CardForm, MergeForm, SkillForm
from bilan.web.outcome import acting


@for_beneficiary
def suggestion(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """Ask how to say a proposed skill otherwise; keep the answer on POST."""
    offer = _own_offer(request, suggestion_id)
    answer, reason = request.POST.get("answer"), request.POST.get("reason", "")
    if request.method == "POST" and (answer in {"yes", "no"} or reason in Suggestion.Reason.values):
        return _answer(request, offer, is_me=answer == "yes", reason=reason)
    form = SkillForm(request.POST or None, initial={"sentence": offer.because})
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("Gardée, avec vos mots.")) as outcome:
            rephrase_suggestion(
                suggestion_id=offer.id,
                sentence=form.cleaned_data["sentence"],
                claim=form.claim,
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("skills")
    return _page(request, "beneficiary/skills_rephrase.html", form=form, offer=offer)


@for_beneficiary
def skill(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Show a card to its owner, who may change it on POST."""
    card = own_card(request, card_id)
    form = CardForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est gardé.")) as outcome:
            edit_card(
                card_id=card.id,
                sentence=form.cleaned_data["sentence"],
                claim=form.claim,
                seen=form.cleaned_data["seen"],
                by=person_of(request),
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("skills")
    remarks = remarks_on_card(reader=person_of(request), card_id=card.id)
    elsewhere = kept_elsewhere(form, version=card.version)
    return _page(
        request, "beneficiary/skills_card.html", form=form, card=card, remarks=remarks, elsewhere=elsewhere
    )


@for_beneficiary
@require_POST
def skill_liking(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Keep what the person wants of a skill tomorrow."""
    card = own_card(request, card_id)
    liking = request.POST.get("liking", "")
    if liking not in Card.Liking.values:
        raise Http404
    with acting(request, done=_("C’est noté.")):
        like_card(card_id=card.id, liking=liking, by=person_of(request), at=timezone.now())
    return redirect("skills")


@for_beneficiary
@require_POST
def skill_retire(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Put a card away."""
    card = own_card(request, card_id)
    with acting(request, done=_("Carte rangée. Vous pouvez la retrouver quand vous voulez.")):
        retire_card(card_id=card.id, by=person_of(request), at=timezone.now())
    return redirect("skills")


@for_beneficiary
@require_POST
def skill_restore(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Take a card out again."""
    card = own_card(request, card_id)
    with acting(request, done=_("Cette carte est de nouveau parmi les autres.")):
        restore_card(card_id=card.id, by=person_of(request), at=timezone.now())
    return redirect("skills-retired")


@for_beneficiary
def skills_merge(request: HttpRequest) -> HttpResponse:
    """Choose cards that say the same; bring them together on POST."""
    person = person_of(request)
    held = cards_of(owner=person, reader=person)
    form = MergeForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        first, *others = form.cleaned_data["cards"]
        with acting(request, done=_("Réunies. Les autres cartes sont rangées, pas perdues.")) as outcome:
            merge_cards(
                card_id=first,
                others=others,
                sentence=form.cleaned_data["sentence"],
                by=person,
                at=timezone.now(),
            )
        if outcome.is_done:
            return redirect("skills")
    shown = [(str(card.id), card.sentence) for card in held]
    chosen = request.POST.getlist("cards")
    return _page(request, "beneficiary/skills_merge.html", form=form, held=shown, chosen=chosen)


def _answer(request: HttpRequest, offer: OfferedSkill, *, is_me: bool, reason: str) -> HttpResponse:
    person, now = person_of(request), timezone.now()
    if is_me:
        claim = Claim(was_unexpected="was_unexpected" in request.POST)
        with acting(request, done=_("Gardée. Vous pourrez changer la phrase.")):
            confirm_suggestion(suggestion_id=offer.id, claim=claim, by=person, at=now)
    else:
        heeded = _("Laissée. Les prochaines propositions en tiennent compte.")
        with acting(request, done=heeded if reason else _("Laissée. Elle ne sera plus proposée.")):
            refuse_suggestion(suggestion_id=offer.id, reason=reason, by=person, at=now)
    return redirect("skills")


def _own_offer(request: HttpRequest, suggestion_id: UUID) -> OfferedSkill:
    person = person_of(request)
    for offer in offered_skills(owner=person, reader=person):
        if offer.id == suggestion_id:
            return offer
    raise Http404


def _page(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    return render(request, template, {**context, "readers": readers_of(case_of(person_of(request)))})
