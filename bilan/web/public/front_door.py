"""The front door: three questions without an account, an answer in one page, nothing written."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.access.queries import NearPoint, entitlement, nearest_points
from bilan.occupations.queries import Place, commune_at
from bilan.providers.queries import NearbyProvider, providers_near
from bilan.web.audience import for_public

SITUATIONS: list[tuple[str, str | Promise]] = [
    ("EMPLOYEE", _("Salarié du privé")),
    ("JOBSEEKER", _("En recherche d’emploi")),
    ("PUBLIC", _("Agent public")),
    ("SELF_EMPLOYED", _("À mon compte")),
    ("OTHER", _("Autre situation")),
]
PAID: list[tuple[str, str | Promise]] = [("no", _("Non")), ("yes", _("Oui, ou je ne sais plus"))]
MEETINGS: list[tuple[str, str | Promise]] = [("near", _("Près de chez moi")), ("video", _("Plutôt en visio"))]


MOST_SHOWN = 3


class DoorForm(forms.Form):
    """Three questions; the answers stay in the address bar and are written nowhere."""

    situation = forms.ChoiceField(choices=SITUATIONS, initial="EMPLOYEE")
    paid = forms.ChoiceField(choices=PAID, initial="no")
    meeting = forms.ChoiceField(choices=MEETINGS, initial="near")
    postcode = forms.RegexField(
        r"^\d{5}$",
        required=False,
        error_messages={
            "invalid": _("Un code postal a cinq chiffres, par exemple 49000. Le reste est gardé.")
        },
    )


@dataclass(frozen=True, slots=True)
class Around:
    """Whom one can meet: where from, which points, which providers."""

    place: Place | None
    points: tuple[NearPoint, ...]
    providers: tuple[NearbyProvider, ...]


@for_public
def front_door(request: HttpRequest) -> HttpResponse:
    """Ask three questions and answer in one page; keep nothing."""
    is_asked = "situation" in request.GET
    form = DoorForm(request.GET if is_asked else None)
    context: dict[str, object] = {"form": form, "is_asked": is_asked}
    if is_asked and form.is_valid():
        now = timezone.now()
        context |= _answer(form.cleaned_data, now=now, today=timezone.localdate(now))
    return render(request, "public/front_door.html", context)


def _answer(told: dict[str, str], *, now: datetime, today: date) -> dict[str, object]:
    answer = entitlement(
        situation=told["situation"], had_funded_recently=told["paid"] == "yes", profile_id=None, on=today
    )
    return {"answer": answer, "around": _around(told, now=now), "told": told}


def _around(told: dict[str, str], *, now: datetime) -> Around:
    place = commune_at(told["postcode"]) if told["postcode"] else None
    by_video = told["meeting"] == "video"
    latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
    found = providers_near(latitude=latitude, longitude=longitude, now=now, limit=12)
    providers = tuple(near for near in found if near.provider.by_video or not by_video)[:MOST_SHOWN]
    points = nearest_points(latitude=latitude, longitude=longitude, limit=2)
    return Around(place=place, points=points, providers=providers)
