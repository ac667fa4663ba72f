"""Answer questionnaires: one question a screen, saved at each answer, resumed anywhere."""

import secrets
from math import ceil
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.instruments.answering import BETTER_THAN, is_rank, kept_cards, rank_item, ranking
from bilan.instruments.errors import AdministrationHidden, AlreadyFinished, InstrumentUnknown
from bilan.instruments.library import instrument as shipped
from bilan.instruments.models import Administration
from bilan.instruments.operations import (
    rank_cards,
    record_answer,
    start_administration,
)
from bilan.instruments.paths import path_of
from bilan.instruments.queries import (
    GivenAnswer,
    administration_for,
    answers_of,
    given_values,
    instrument_of,
    path_through,
    progress,
    unfinished,
)
from bilan.instruments.schema import BestWorst, Instrument
from bilan.vault.models import DataKey
from bilan.vault.operations import person_key
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.asked_when import moment_of
from bilan.web.beneficiary.own import sent, unless_destroyed
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.screens import (
    Given,
    Screen,
    answer_in_words,
    following,
    screen_of,
)
from bilan.web.outcome import acting

SEED_BITS = 32
PRIVATE = "only_me"


@for_beneficiary
def start(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Say what a questionnaire is for; start it or go on with it on POST."""
    person = person_of(request)
    try:
        asked = shipped(instrument_id)
    except InstrumentUnknown as error:
        raise Http404 from error
    case = case_of(person)
    if request.method == "POST":
        return _begin(request, asked, person, case)
    context = {
        "instrument": asked,
        "is_begun": unfinished(person=person).filter(instrument=asked.id).exists(),
        "length": _length(asked),
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/question_start.html", context)


@for_beneficiary
@unless_destroyed
def resume(request: HttpRequest, administration_id: UUID) -> HttpResponse:
    """Open the next question, the review when none is left, the result when it is finished."""
    administration = own_administration(request, administration_id)
    if administration.finished_at:
        return redirect("result", administration.pk)
    where = progress(administration=administration).next_item
    return (
        redirect("question", administration.pk, where)
        if where
        else redirect("question-review", administration.pk)
    )


@for_beneficiary
@unless_destroyed
def question(request: HttpRequest, administration_id: UUID, item: str) -> HttpResponse:
    """Ask one question; keep the answer and go to the next on POST."""
    administration = own_administration(request, administration_id)
    if administration.finished_at:
        return _finished_meanwhile(request, administration)
    error = ""
    if request.method == "POST":
        error = _keep(request, administration, item)
        if not error:
            return _onward(administration, item)
    screen, given = _screen(administration, item, sent(request))
    context = {
        "screen": screen,
        "administration": administration,
        "error": error,
        **_firsts(administration),
        **_elsewhere(request, administration, given.get(item)),
        "saved_at": max((answer.answered_at for answer in given.values()), default=None),
        "reader": readers_of(case_of(person_of(request))).answers,
    }
    return render(request, "beneficiary/question.html", context)


def own_administration(request: HttpRequest, administration_id: UUID) -> Administration:
    """Return an administration of one's own, or 404 (one query)."""
    try:
        return administration_for(reader=person_of(request), administration_id=administration_id)
    except AdministrationHidden as error:
        raise Http404 from error


def _begin(request: HttpRequest, asked: Instrument, person: Person, case: Case | None) -> HttpResponse:
    now = timezone.now()
    with acting(request) as outcome:
        administration = start_administration(
            person=person,
            instrument_id=asked.id,
            key=_key(person, case),
            moment=moment_of(asked=asked, case=case),
            by=person,
            at=now,
            seed=secrets.randbits(SEED_BITS),
        )
    if not outcome.is_done:
        return redirect("question-start", asked.id)
    return redirect("question-resume", administration.pk)


def _key(person: Person, case: Case | None) -> DataKey:
    """Return the key that seals the answers: the open case's, else the person's own."""
    if case is not None and case.state == Case.State.OPEN:
        return case.key
    return person_key(owner=person.pk, at=timezone.now())


def _keep(request: HttpRequest, administration: Administration, item: str) -> str:
    """Keep the answer of the request; return why it was refused, empty when it was kept."""
    person, value = person_of(request), sent_value(request.POST)
    is_skipped = "skip" in request.POST
    if not value and not is_skipped:
        return _("Choisissez une réponse, ou passez la question juste en dessous. Le reste est gardé.")
    with acting(request) as outcome:
        if last := _last_card(administration, item, value):
            rank_cards(
                administration=administration,
                cards=last,
                seen=request.POST.get("seen"),
                by=person,
                at=timezone.now(),
            )
        else:
            record_answer(
                administration=administration,
                item_id=item,
                value=None if is_skipped else value,
                skip_reason=request.POST.get("skip_reason") or "NONE",
                is_private=PRIVATE in request.POST and not is_skipped,
                seen=request.POST.get("seen"),
                by=person,
                at=timezone.now(),
            )
    return outcome.refusal


def sent_value(told: QueryDict) -> str:
    """Return the answer of a form; a best and a worst make one, as long as both are there."""
    if "best" not in told and "worst" not in told:
        return told.get("value", "")
    best, worst = told.get("best", ""), told.get("worst", "")
    return f"{best}{BETTER_THAN}{worst}" if best and worst else ""


def _last_card(administration: Administration, item: str, value: str) -> tuple[str, ...]:
    """Return the whole ranking when a choice leaves one card only, which needs no screen; else nothing."""
    if not is_rank(item):
        return ()
    asked = instrument_of(administration=administration)
    given = {name: answer.value for name, answer in answers_of(administration=administration).items()}
    kept = kept_cards(instrument=asked, given=given)
    if item != rank_item(len(kept) - 1):
        return ()
    first = (*ranking(given=given)[: len(kept) - 2], value)
    return (*first, *(card for card in kept if card not in first))


def _onward(administration: Administration, item: str) -> HttpResponse:
    asked = instrument_of(administration=administration)
    given = given_values(administration=administration)
    path = path_through(administration=administration, given=given)
    after = following(path=path, item_id=item)
    if after and is_rank(after) and after in given and after == path.order[-1]:
        after = None
    if after is None and asked.adaptive is not None:
        after = path.next_item
    return (
        redirect("question", administration.pk, after)
        if after
        else redirect("question-review", administration.pk)
    )


def _screen(administration: Administration, item: str, typed: QueryDict | None) -> tuple[Screen, Given]:
    given = answers_of(administration=administration)
    values = {name: answer.value for name, answer in given.items()}
    screen = screen_of(
        instrument=instrument_of(administration=administration),
        given=given,
        path=path_through(administration=administration, given=values),
        item_id=item,
        administration_id=administration.pk,
        typed=None if typed is None else sent_value(typed),
        is_private=typed is not None and PRIVATE in typed,
    )
    if screen is None:
        raise Http404
    return screen, given


def _firsts(administration: Administration) -> dict[str, object]:
    """Return how a best and a worst are asked for, where they are."""
    response = instrument_of(administration=administration).response
    return {"best": response.best, "worst": response.worst} if isinstance(response, BestWorst) else {}


def _finished_meanwhile(request: HttpRequest, administration: Administration) -> HttpResponse:
    """Open the result; say why an answer from a page left open is not in it."""
    if request.method == "POST":
        messages.info(request, str(AlreadyFinished()))
    return redirect("result", administration.pk)


def _elsewhere(
    request: HttpRequest, administration: Administration, standing: GivenAnswer | None
) -> dict[str, object]:
    """Return the version to answer from, and what was answered elsewhere since the page was read."""
    version = standing.version if standing else ""
    read = request.POST.get("seen", version)
    if standing is None or read == version:
        return {"seen": version}
    words = answer_in_words(instrument=instrument_of(administration=administration), answer=standing)
    return {"seen": version, "elsewhere": words, "elsewhere_at": standing.answered_at}


def _length(asked: Instrument) -> str:
    count = path_of(instrument=asked, given={}, seed=None if asked.adaptive is None else 0).left
    minutes = ceil(asked.seconds_per_item * count / 60)
    texts = {"count": count, "minutes": minutes, "all": len(asked.items)}
    if asked.adaptive is not None:
        pattern = ngettext(
            "Environ %(count)d questions sur %(all)d, environ %(minutes)d minute",
            "Environ %(count)d questions sur %(all)d, environ %(minutes)d minutes",
            minutes,
        )
        return pattern % texts
    return (
        ngettext(
            "%(count)d questions, environ %(minutes)d minute",
            "%(count)d questions, environ %(minutes)d minutes",
            minutes,
        )
        % texts
    )
