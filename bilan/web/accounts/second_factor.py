"""Whoever works with other people's bilans has a second factor, or a passkey; others may."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.providers.models import Practitioner
from bilan.web.audience import Audience

STAFF_PAGES = {Audience.PRACTITIONER, Audience.PROVIDER}
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorMiddleware:
    """Lead staff to set a second factor up before any page about other people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as usual; the page is known in `process_view` only."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Stop in front of a page for staff until a second factor stands."""
        if not settings.STAFF_SECOND_FACTOR or not _is_for_staff(request, view):
            return None
        if not isinstance(request.user, Person) or not is_staff(request.user) or has_factor(request.user):
            return None
        messages.info(
            request, _("Ces pages parlent d’autres personnes. Ajoutez d’abord une clé d’accès ou un code.")
        )
        return redirect("mfa_index")


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth ships no types
    """Ask for the second factor of staff, and of whoever set up an application; a passkey binds nobody."""

    def handle(self) -> tuple[Any, bool]:
        """Let a beneficiary who only added a passkey sign in by mail from elsewhere."""
        person = self.login.user
        if is_staff(person) or _has(person, (Authenticator.Type.TOTP,)):
            asked: tuple[Any, bool] = super().handle()
            return asked
        return None, True


def is_staff(person: Person) -> bool:
    """Tell whether somebody works with other people's bilans, or on the machine."""
    return (
        person.is_superuser
        or person.is_staff
        or Practitioner.objects.filter(person=person, is_active=True).exists()
    )


def has_factor(person: Person) -> bool:
    """Tell whether somebody set up a second factor or a passkey."""
    return _has(person, FACTORS)


def _has(person: Person, kinds: tuple[str, ...]) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def _is_for_staff(request: HttpRequest, view: Any) -> bool:
    return getattr(view, "audience", None) in STAFF_PAGES or request.path_info.startswith("/admin/")
