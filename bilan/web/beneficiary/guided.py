"""Guided work: the modules lived alone, what was written for each, and the counsellor's feedback."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.cases.models import Case, Mode
from bilan.cases.operations import WorkDraft, write_work
from bilan.cases.operations.letters import MOST
from bilan.cases.queries import PlanLine, ToldWork, case_of, plan_of, read_by, works_of
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.guided_pages import PROMPTS, page_of
from bilan.web.beneficiary.own import unless_destroyed
from bilan.web.beneficiary.readers import counsellor_name, readers_of
from bilan.web.outcome import Outcome, acting


class WorkForm(forms.Form):
    """What was worked on, in one's own words."""

    words = forms.CharField(
        label=gettext_lazy("Votre travail, en quelques lignes"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={
            "required": gettext_lazy("Écrivez au moins un mot : rien n’a été gardé."),
            "max_length": gettext_lazy("Ce texte est trop long : raccourcissez-le, il est resté ici."),
        },
    )


@dataclass(frozen=True, slots=True)
class GuidedLine:
    """A guided module and what became of it."""

    line: PlanLine
    work: ToldWork | None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.work is None:
            return _("fait") if self.line.is_done else _("à faire")
        if self.work.feedback_at:
            return _("retour reçu")
        return _("remis") if self.work.handed_in_at else _("commencé")

    @property
    def tone(self) -> str:
        """How its state is colored."""
        is_done = self.line.is_done or (self.work is not None and self.work.feedback_at is not None)
        return "done" if is_done else "watch" if self.work and self.work.handed_in_at else ""


def guided_lines(case: Case, works: Mapping[str, ToldWork]) -> tuple[GuidedLine, ...]:
    """Return the modules of the plan that are lived alone (one query)."""
    alone = (line for line in plan_of(case) if line.mode == Mode.GUIDED)
    return tuple(GuidedLine(line, works.get(line.code)) for line in alone)


@for_beneficiary
@unless_destroyed
def guided(request: HttpRequest) -> HttpResponse:
    """Show the modules that one lives alone, and where each stands."""
    case = case_of(person_of(request))
    if case is None:
        return redirect("start")
    lines = guided_lines(case, _works(request, case))
    todo = next((one for one in lines if not one.line.is_done and not _is_handed_in(one)), None)
    context = {"lines": lines, "next": todo, "counsellor": counsellor_name(case), "readers": readers_of(case)}
    return render(request, "beneficiary/guided.html", context)


@for_beneficiary
@unless_destroyed
def guided_work(request: HttpRequest, code: str) -> HttpResponse:
    """Show one guided module with what was written; keep it or hand it in on POST."""
    case = case_of(person_of(request))
    if case is None:
        raise Http404
    works = _works(request, case)
    shown = next((one for one in guided_lines(case, works) if one.line.code == code), None)
    if shown is None:
        raise Http404
    form = WorkForm(
        request.POST if request.method == "POST" else None,
        initial={"words": shown.work.words if shown.work else ""},
    )
    if request.method == "POST" and form.is_valid() and _written(request, case, code, form).is_done:
        return redirect("guided-work", code)
    return render(request, "beneficiary/guided_work.html", _context(request, case, shown, form))


def _context(request: HttpRequest, case: Case, shown: GuidedLine, form: WorkForm) -> dict[str, object]:
    work = _works(request, case).get(shown.line.code) if request.method == "POST" else shown.work
    version = work.version if work else ""
    url, label = page_of(shown.line.code)
    return {
        "shown": shown,
        "work": work,
        "form": form,
        "seen": version,
        "other": work if request.method == "POST" and request.POST.get("seen", "") != version else None,
        "page": {"url": url, "label": label},
        "prompts": PROMPTS,
        "may_write": case.state == Case.State.OPEN and not (work and work.feedback_at),
        "counsellor": counsellor_name(case),
        "readers": readers_of(case),
    }


def _written(request: HttpRequest, case: Case, code: str, form: WorkForm) -> Outcome:
    is_handed_in = request.POST.get("then") == "hand-in"
    name = counsellor_name(case)
    done = (
        _("C’est remis : un courriel prévient %(name)s.") % {"name": name}
        if is_handed_in
        else _("C’est gardé.")
    )
    with acting(request, done=done) as outcome:
        write_work(
            case=case,
            module=code,
            words=WorkDraft(form.cleaned_data["words"], seen=request.POST.get("seen", "")),
            by=person_of(request),
            at=timezone.now(),
            is_handed_in=is_handed_in,
        )
    return outcome


def _works(request: HttpRequest, case: Case) -> dict[str, ToldWork]:
    return works_of(read_by(case=case, reader=person_of(request), what="guided", at=timezone.now()))


def _is_handed_in(one: GuidedLine) -> bool:
    return one.work is not None and one.work.handed_in_at is not None
