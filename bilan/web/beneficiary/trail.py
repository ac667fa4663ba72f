"""All that happened: a person's own trail, in plain words, latest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.audit.facts import HELPED
from bilan.audit.models import Event
from bilan.audit.operations import SYSTEM
from bilan.audit.queries import READ, events_about
from bilan.web.audience import for_beneficiary, person_of
from bilan.web.beneficiary.kept import WHAT_WAS_READ
from bilan.web.beneficiary.trail_words import SENTENCES

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class TrailLine:
    """An act in plain words, or the same one several times in a row on one day."""

    at: datetime
    who: str
    what: str
    is_helped: bool
    times: int


@for_beneficiary
def trail(request: HttpRequest) -> HttpResponse:
    """Show a page of one's own trail (three queries, whatever its length)."""
    person = person_of(request)
    page = Paginator(events_about(person), A_PAGE).get_page(request.GET.get("page"))
    if request.GET.get("page") and not page.object_list:
        raise Http404
    context = {"page": page, "lines": _lines(list(page.object_list), person)}
    return render(request, "beneficiary/trail.html", context)


def _lines(events: Sequence[Event], person: Person) -> list[TrailLine]:
    actors = {event.actor for event in events} - {SYSTEM, str(person.pk)}
    names = {str(one.pk): str(one) for one in Person.objects.filter(pk__in=actors)} if actors else {}
    names |= {SYSTEM: _("Le site, de lui-même"), str(person.pk): _("Vous")}
    return [_line(list(alike), names) for _key, alike in groupby(events, key=_likeness)]


def _likeness(event: Event) -> tuple[object, ...]:
    """Return what makes two acts in a row one line."""
    return localdate(event.at), event.actor, event.facts.get(HELPED), _what(event)


def _line(alike: Sequence[Event], names: Mapping[str, str]) -> TrailLine:
    latest = alike[0]
    return TrailLine(
        at=latest.at,
        who=names.get(latest.actor, _("Une personne dont le compte n’existe plus")),
        what=_what(latest),
        is_helped=latest.facts.get(HELPED) is True,
        times=len(alike),
    )


def _what(event: Event) -> str:
    if event.act == READ:
        read = WHAT_WAS_READ.get(str(event.facts.get("what", "")), WHAT_WAS_READ["case"])
        return _("Lecture : %(what)s") % {"what": read}
    return str(SENTENCES.get(event.act, event.act))
