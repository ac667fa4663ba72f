"""Start a bilan in four steps: who I am, my consent, with whom, the first free interview."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.access.queries import entitlement
from bilan.accounts.models import ConsentKind, Person
from bilan.accounts.operations import give_consent, rename_person
from bilan.accounts.queries import has_consent
from bilan.cases.operations import Appointment, book_session, open_case
from bilan.occupations.queries import commune_at
from bilan.providers.models import Practitioner
from bilan.providers.queries import next_free_slots, practitioner_to_choose
from bilan.rules import load_profile
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.choosing import around
from bilan.web.beneficiary.journey import MOST_SLOTS, chosen_slot
from bilan.web.beneficiary.own import open_case_or_none, sent
from bilan.web.outcome import acting
from bilan.web.pictures.ranges import percent
from bilan.web.public.front_door import SITUATIONS

STEPS = 4
DOOR = "door"  # the answer kept from the front door, in the session, until a case is opened


class YouForm(forms.Form):
    """What we call you, and where you live."""

    name = forms.CharField(
        label=gettext_lazy("Prénom et nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Il manque votre nom : la convention le demande.")},
    )
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("Code postal"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": 5}),
        error_messages={
            "invalid": gettext_lazy("Un code postal a cinq chiffres, par exemple 49000. Le reste est gardé.")
        },
    )


class ConsentForm(forms.Form):
    """One's consent, given by ticking."""

    agrees = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Cochez la case si vous êtes d’accord ; sans elle, rien ne commence.")
        }
    )


class CounsellorForm(forms.Form):
    """With whom, and in which situation."""

    practitioner = forms.UUIDField(
        error_messages={
            "required": gettext_lazy("Choisissez une personne dans la liste."),
            "invalid": gettext_lazy("Choisissez une personne dans la liste."),
        }
    )
    situation = forms.ChoiceField(
        choices=SITUATIONS,
        error_messages={"required": gettext_lazy("Dites votre situation : elle fixe les règles.")},
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Where one is among the four steps."""

    here: str
    left: str
    share: str


@for_beneficiary
def you(request: HttpRequest) -> HttpResponse:
    """Ask for a name and a postcode, keeping the front door's answer."""
    person = person_of(request)
    if open_case_or_none(person):
        return redirect("home")
    _keep_door(request)
    postcode = person.postcode or request.GET.get("postcode", "")
    form = YouForm(sent(request), initial={"name": person.name, "postcode": postcode})
    if request.method == "POST" and form.is_valid():
        with acting(request) as outcome:
            rename_person(person=person, **form.cleaned_data, by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("start-consent")
    return render(request, "beneficiary/start.html", {"form": form, "step": _step(1)})


@for_beneficiary
def consent(request: HttpRequest) -> HttpResponse:
    """Say what a bilan is, and record one's consent."""
    person = person_of(request)
    if open_case_or_none(person):
        return redirect("home")
    is_given = has_consent(person=person, kind=ConsentKind.BILAN)
    form = ConsentForm(sent(request), initial={"agrees": is_given})
    if request.method == "POST" and form.is_valid():
        with acting(request) as outcome:
            give_consent(person=person, kind=ConsentKind.BILAN, by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("start-counsellor")
    return render(request, "beneficiary/start_consent.html", {"form": form, "step": _step(2)})


@for_beneficiary
def counsellor(request: HttpRequest) -> HttpResponse:
    """Let the person choose with whom, near or by video; open the case on POST."""
    person = person_of(request)
    if open_case_or_none(person):
        return redirect("start-interview")
    if not has_consent(person=person, kind=ConsentKind.BILAN):
        return redirect("start-consent")
    form = CounsellorForm(sent(request), initial={"situation": _door(request)})
    if request.method == "POST" and form.is_valid() and _opened(request, form, person):
        return redirect("start-interview")
    by_video = request.GET.get("meeting") == "video"
    place = commune_at(person.postcode) if person.postcode and not by_video else None
    context = {
        "form": form,
        "step": _step(3),
        "by_video": by_video,
        "place": place,
        "providers": around(place, by_video=by_video, now=timezone.now()),
        "chosen": request.POST.get("practitioner", ""),
    }
    return render(request, "beneficiary/start_counsellor.html", context)


@for_beneficiary
def interview(request: HttpRequest) -> HttpResponse:
    """Book the first free interview."""
    person = person_of(request)
    case = open_case_or_none(person)
    if case is None:
        return redirect("start-counsellor")
    now, error = timezone.now(), ""
    if request.method == "POST":
        with acting(request, done=_("Votre premier entretien est pris.")) as outcome:
            slot = chosen_slot(case, request.POST.get("slot", ""), now=now)
            book_session(case=case, appointment=Appointment.of(slot), is_free=True, by=person, at=now)
        if outcome.is_done:
            return redirect("home")
        error = outcome.refusal
    slots = next_free_slots(practitioner=case.practitioner, after=now, limit=MOST_SLOTS)
    context = {
        "step": _step(4),
        "counsellor": case.practitioner.person.name,
        "slots": list(slots),
        "error": error,
    }
    return render(request, "beneficiary/start_interview.html", context)


def _opened(request: HttpRequest, form: CounsellorForm, person: Person) -> bool:
    """Open the case with the chosen practitioner, under the rules of the person's situation."""
    chosen = practitioner_to_choose(practitioner_id=form.cleaned_data["practitioner"])
    if chosen is None:
        form.add_error(
            "practitioner", _("Cette personne ne prend plus de nouveaux bilans. Choisissez-en une autre.")
        )
        return False
    now = timezone.now()
    with acting(request) as outcome:
        open_case(
            person=person,
            practitioner=chosen,
            profile_id=_profile(form.cleaned_data["situation"], chosen),
            by=person,
            at=now,
        )
    if outcome.is_done:
        request.session.pop(DOOR, None)
    return outcome.is_done


def _profile(situation: str, chosen: Practitioner) -> str:
    """Return the rules that the situation opens where they build on the provider's, else these."""
    answer = entitlement(
        situation=situation, had_funded_recently=False, profile_id=None, on=timezone.localdate()
    )
    house = chosen.provider.rule_profile
    builds_on_house = house in (answer.profile_id, load_profile(answer.profile_id).extends)
    return answer.profile_id if builds_on_house else house


def _keep_door(request: HttpRequest) -> None:
    situation = request.GET.get("situation", "")
    if situation in dict(SITUATIONS):
        request.session[DOOR] = situation


def _door(request: HttpRequest) -> str:
    return str(request.session.get(DOOR, ""))


def _step(number: int) -> Step:
    left = STEPS - number
    return Step(
        here=_("Étape %(number)d sur %(steps)d") % {"number": number, "steps": STEPS},
        left=_("Dernière étape") if not left else "",
        share=percent(number / STEPS),
    )
