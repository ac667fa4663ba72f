"""All answers of a questionnaire on one page, and its end."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.instruments.models import Administration
from bilan.instruments.operations import finish_administration
from bilan.instruments.queries import Progress, answers_of, instrument_of, progress
from bilan.instruments.schema import CardSort, Instrument
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.own import unless_destroyed
from bilan.web.beneficiary.questions import own_administration
from bilan.web.beneficiary.readers import readers_of
from bilan.web.beneficiary.screens import Given, answer_in_words
from bilan.web.outcome import acting


@dataclass(frozen=True, slots=True)
class Row:
    """A question and what was answered, on the page that shows them all."""

    item: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    note: str
    rows: tuple[Row, ...]


@for_beneficiary
@unless_destroyed
def review(request: HttpRequest, administration_id: UUID) -> HttpResponse:
    """Show all answers; finish on POST."""
    administration = own_administration(request, administration_id)
    person = person_of(request)
    if request.method == "POST":
        with acting(request) as outcome:
            finish_administration(administration=administration, by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("result", administration.pk)
    if administration.finished_at:
        return redirect("result", administration.pk)
    return render(request, "beneficiary/question_review.html", _reviewed(administration, case_of(person)))


def _reviewed(administration: Administration, case: Case | None) -> dict[str, object]:
    asked = instrument_of(administration=administration)
    given = answers_of(administration=administration)
    done = progress(administration=administration)
    return {
        "instrument": asked,
        "administration": administration,
        "left": done.left,
        "next_item": done.next_item,
        "lede": _lede(done),
        "groups": _groups(asked, given, is_adaptive=administration.is_adaptive),
        "readers": readers_of(case),
    }


def _lede(done: Progress) -> str:
    if done.left and done.is_estimate:
        return ngettext(
            "Il reste environ %(left)d question. Tout ce que vous avez répondu est gardé.",
            "Il reste environ %(left)d questions. Tout ce que vous avez répondu est gardé.",
            done.left,
        ) % {"left": done.left}
    if done.left:
        return ngettext(
            "Il reste %(left)d question. Tout ce que vous avez répondu est gardé.",
            "Il reste %(left)d questions. Tout ce que vous avez répondu est gardé.",
            done.left,
        ) % {"left": done.left}
    if done.skipped:
        return ngettext(
            "Vous en avez passé %(skipped)d ; cela ne bloque rien. Une fois terminé, rien ne bouge.",
            "Vous en avez passé %(skipped)d ; cela ne bloque rien. Une fois terminé, rien ne bouge.",
            done.skipped,
        ) % {"skipped": done.skipped}
    return _("Relisez si vous voulez. Une fois terminé, vos réponses ne changent plus.")


def _groups(asked: Instrument, given: Given, *, is_adaptive: bool) -> tuple[Group, ...]:
    """Group the answers; of questions chosen on the way, those that were asked alone."""
    if isinstance(asked.response, CardSort):
        return _piles(asked, asked.response, given)
    shown = [item for item in asked.items if item.id in given or not is_adaptive]
    rows = tuple(
        Row(item.id, str(item.text), answer_in_words(instrument=asked, answer=given.get(item.id)))
        for item in shown
    )
    return (Group(title=_("Vos réponses"), note="", rows=rows),)


def _piles(asked: Instrument, response: CardSort, given: Given) -> tuple[Group, ...]:
    """Group the cards by pile, so that a full one can be lightened; then those still to lay."""
    laid = {item: answer.value for item, answer in given.items()}
    groups = []
    for pile in response.piles:
        rows = tuple(Row(item.id, str(item.text), "") for item in asked.items if laid.get(item.id) == pile.id)
        note = _("%(most)d au plus.") % {"most": pile.most} if pile.most else ""
        groups.append(Group(title=str(pile.title), note=note, rows=rows))
    left = tuple(Row(item.id, str(item.text), "") for item in asked.items if laid.get(item.id) is None)
    return (*(group for group in groups if group.rows), *((Group(_("À poser"), "", left),) if left else ()))
