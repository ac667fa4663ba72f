"""Who a page is for: declared on each view, denied by default."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.accounts.models import Person
from bilan.providers.models import Practitioner

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Audience(Enum):
    """The people a page may be for."""

    PUBLIC = "PUBLIC"
    PERSON = "PERSON"
    BENEFICIARY = "BENEFICIARY"
    PRACTITIONER = "PRACTITIONER"
    PROVIDER = "PROVIDER"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the menu."""

    label: str | Promise
    name: str

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.name)


MENUS: dict[Audience, tuple[NavItem, ...]] = {
    Audience.PUBLIC: (
        NavItem(_("Ce qu’est un bilan"), "about"),
        NavItem(_("Qui lit quoi"), "who-reads"),
    ),
    Audience.BENEFICIARY: (
        NavItem(_("Accueil"), "home"),
        NavItem(_("Parcours"), "journey"),
        NavItem(_("Compétences"), "skills"),
        NavItem(_("Pistes"), "options"),
        NavItem(_("Plan"), "action-plan"),
        NavItem(_("Mes données"), "my-data"),
    ),
    Audience.PRACTITIONER: (
        NavItem(_("Aujourd’hui"), "today"),
        NavItem(_("Dossiers"), "caseload"),
        NavItem(_("Agenda"), "calendar"),
    ),
    Audience.PROVIDER: (NavItem(_("Organisme"), "provider"),),
}


def for_public(view: View[P]) -> View[P]:
    """Declare a page open to anyone."""
    return login_not_required(_declare(view, Audience.PUBLIC))


def for_person(view: View[P]) -> View[P]:
    """Declare a page for anyone signed in, about themselves alone."""
    return _declare(view, Audience.PERSON)


def for_beneficiary(view: View[P]) -> View[P]:
    """Declare a page for a signed-in person about their own bilan; the view reads `request.user` only."""
    return _declare(view, Audience.BENEFICIARY)


def for_practitioner(view: View[P]) -> View[P]:
    """Declare a page for an active practitioner; anyone else gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        practitioner_of(request)
        return view(request, *args, **kwargs)

    return _declare(guarded, Audience.PRACTITIONER)


def for_provider(view: View[P]) -> View[P]:
    """Declare a page for a manager of a provider; anyone else gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        manager_of(request)
        return view(request, *args, **kwargs)

    return _declare(guarded, Audience.PROVIDER)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def practitioner_of(request: HttpRequest) -> Practitioner:
    """Return the practitioner who is signed in, or 404 (one query a request)."""
    return _membership(request, "practitioner", (Practitioner.Role.COUNSELLOR, Practitioner.Role.BOTH))


def manager_of(request: HttpRequest) -> Practitioner:
    """Return the manager who is signed in, or 404 (one query a request)."""
    return _membership(request, "manager", (Practitioner.Role.MANAGER, Practitioner.Role.BOTH))


def _membership(request: HttpRequest, kind: str, roles: tuple[str, ...]) -> Practitioner:
    held: Practitioner | None = getattr(request, f"_{kind}", None)
    if held is None:
        held = (
            Practitioner.objects.select_related("provider", "person")
            .filter(person=person_of(request), role__in=roles, is_active=True)
            .order_by("pk")
            .first()
        )
        if held is None:
            raise Http404
        setattr(request, f"_{kind}", held)
    return held


def _declare(view: View[P], audience: Audience) -> View[P]:
    @wraps(view)
    def declared(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request.audience = audience  # type: ignore[attr-defined]  # read by the context processor
        return view(request, *args, **kwargs)

    tagged: Any = declared
    tagged.audience = audience
    return declared
