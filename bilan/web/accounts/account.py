"""One's own account: name, ways to sign in, where to go from here."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.accounts.models import Person
from bilan.accounts.operations import rename_person
from bilan.providers.models import Practitioner
from bilan.web.audience import for_person, person_of
from bilan.web.outcome import acting

HOMES = {
    Practitioner.Role.COUNSELLOR: "today",
    Practitioner.Role.BOTH: "today",
    Practitioner.Role.MANAGER: "provider",
}


class NameForm(forms.Form):
    """What we call you, and where you live."""

    name = forms.CharField(label=gettext_lazy("Prénom et nom"), max_length=120)
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=gettext_lazy("Code postal"),
        required=False,
        error_messages={"invalid": gettext_lazy("Un code postal a cinq chiffres, par exemple 49000.")},
    )


@for_person
def welcome(request: HttpRequest) -> HttpResponse:
    """Send each person to the page that answers their first question."""
    person = person_of(request)
    membership = Practitioner.objects.filter(person=person, is_active=True).order_by("pk").first()
    return redirect(HOMES[Practitioner.Role(membership.role)] if membership else "home")


@for_person
def account(request: HttpRequest) -> HttpResponse:
    """Show and correct one's own name and postcode."""
    person = person_of(request)
    form = NameForm(request.POST or None, initial={"name": person.name, "postcode": person.postcode})
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("C’est corrigé.")) as outcome:
            rename_person(person=person, **form.cleaned_data, by=person, at=timezone.now())
        if outcome.is_done:
            return redirect("account")
    return render(request, "account/account.html", {"form": form, "homes": _homes(person)})


def _homes(person: Person) -> list[tuple[str, str]]:
    roles = set(Practitioner.objects.filter(person=person, is_active=True).values_list("role", flat=True))
    homes = [(_("Mon bilan"), reverse("home"))]
    if roles & {Practitioner.Role.COUNSELLOR, Practitioner.Role.BOTH}:
        homes.append((_("Mes rendez-vous et mes dossiers"), reverse("today")))
    if roles & {Practitioner.Role.MANAGER, Practitioner.Role.BOTH}:
        homes.append((_("Mon organisme"), reverse("provider")))
    return homes
