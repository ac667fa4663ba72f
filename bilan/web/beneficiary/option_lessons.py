"""What a refusal can teach: shown with what it would change, kept only where the person agrees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.projects.models import Leaning
from bilan.projects.operations import forget_leaning, keep_leanings
from bilan.projects.pieces import Lean, LeaningKind, LookedAtOption
from bilan.projects.queries import Lesson, lessons_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.option_leanings import field_titles, lean_said
from bilan.web.beneficiary.options import departement_for, language_now, profile_for
from bilan.web.beneficiary.owned import own_option
from bilan.web.beneficiary.readers import readers_of
from bilan.web.outcome import acting

LONGEST_PAY = 5  # digits


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson in words, whether it is ticked, and the pay where it is one (empty: to fill in)."""

    mark: str
    sentence: str
    leaving: tuple[str, ...]
    entering: tuple[str, ...]
    is_pay: bool
    pay: str
    is_ticked: bool


@for_beneficiary
def option_lessons(request: HttpRequest, option_id: UUID) -> HttpResponse:
    """Show what the reasons of a refusal could change; keep what is ticked on POST."""
    option, case = own_option(request, option_id), case_of(person_of(request))
    found = () if option.is_open else _lessons(person_of(request), case, option)
    if not found:
        return redirect("options")
    if request.method == "POST" and _keep(request, option, found):
        return redirect("options")
    told = field_titles([lesson.lean for lesson in found], language=language_now())
    context = {
        "option": option,
        "lessons": [_view(lesson, request, told) for lesson in found],
        "readers": readers_of(case),
    }
    return render(request, "beneficiary/option_lessons.html", context)


@for_beneficiary
@require_POST
def leaning_forget(request: HttpRequest, leaning_id: UUID) -> HttpResponse:
    """Stop letting something count."""
    person = person_of(request)
    if not Leaning.objects.filter(pk=leaning_id, person=person).exists():
        raise Http404
    with acting(request, done=_("Vos pistes n’en tiennent plus compte.")):
        forget_leaning(leaning_id=leaning_id, by=person, at=timezone.now())
    return redirect("options")


def _lessons(person: Person, case: Case | None, option: LookedAtOption) -> tuple[Lesson, ...]:
    return lessons_of(
        option=option,
        profile=profile_for(person, case),
        language=language_now(),
        departement=departement_for(person),
    )


def _keep(request: HttpRequest, option: LookedAtOption, found: Sequence[Lesson]) -> bool:
    """Keep what was ticked among what is offered; tell whether it was kept."""
    ticked = set(request.POST.getlist("lesson"))
    leans = [_as_filled(lesson.lean, request) for lesson in found if lesson.lean.mark in ticked]
    with acting(request, done=_("C’est pris en compte. Vous pouvez y revenir quand vous voulez.")) as outcome:
        keep_leanings(option_id=option.id, leans=leans, by=person_of(request), at=timezone.now())
    return outcome.is_done


def _as_filled(lean: Lean, request: HttpRequest) -> Lean:
    """Return a pay as the person corrected it, anything else as it is."""
    if lean.kind != LeaningKind.PAY:
        return lean
    told = request.POST.get("pay", "").strip()
    is_number = told.isdecimal() and len(told) <= LONGEST_PAY
    return replace(lean, value=int(told) if is_number else 0)


def _view(lesson: Lesson, request: HttpRequest, told: Mapping[str, str]) -> LessonView:
    lean, is_sent = lesson.lean, request.method == "POST"
    is_pay = lean.kind == LeaningKind.PAY
    return LessonView(
        mark=lean.mark,
        sentence=lean_said(lean, told),
        leaving=lesson.leaving,
        entering=lesson.entering,
        is_pay=is_pay,
        pay=request.POST.get("pay", "")[:LONGEST_PAY] if is_sent else str(lean.value or ""),
        is_ticked=lean.mark in request.POST.getlist("lesson"),
    )
