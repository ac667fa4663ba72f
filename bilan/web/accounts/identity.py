"""Entering by a public identity: asked, believed, linked only by whoever holds both."""

import logging
from dataclasses import asdict
from datetime import timedelta

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import logout as their_logout
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bilan.accounts.errors import TooOften
from bilan.accounts.identities import link_identity, open_account_for
from bilan.accounts.models import Person
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.accounts.identity_config import IdentityProvider, identity_provider
from bilan.web.accounts.identity_exchange import (
    Asked,
    Identity,
    IdentityRefused,
    address_to_ask,
    address_to_leave,
    identity_from,
    new_question,
)
from bilan.web.accounts.limits import limit
from bilan.web.audience import for_person, for_public, person_of

ASKED, WAITING, ENTERED_BY = "identity_asked", "identity_waiting", "identity_entered_by"
log = logging.getLogger(__name__)


@for_public
@require_POST
def identity_start(request: HttpRequest, code: str) -> HttpResponse:
    """Send the browser to the provider."""
    provider = _provider(code)
    try:
        limit(request, "identity", most=20, span=timedelta(minutes=5))
    except TooOften as error:
        return _back(request, str(error))
    asked = new_question(provider=provider, next_url=_safe_next(request))
    request.session[ASKED] = asked.kept()
    return redirect(address_to_ask(provider=provider, asked=asked, redirect_uri=_callback(request, code)))


@for_public
def identity_callback(request: HttpRequest, code: str) -> HttpResponse:
    """Take the provider's answer, once, in the browser that asked."""
    provider, kept = _provider(code), request.session.pop(ASKED, None)
    asked = Asked(**kept) if kept else None
    if not _is_answer_to(asked, request, code) or asked is None:
        return _back(request, _("Cette entrée a expiré, ou a déjà servi. Recommencez depuis cette page."))
    if "code" not in request.GET:
        return _back(
            request, _("Vous n’êtes pas entré, et rien n’a été transmis. Choisissez un autre moyen.")
        )
    try:
        identity = identity_from(
            provider=provider,
            asked=asked,
            code=request.GET["code"],
            redirect_uri=_callback(request, code),
        )
    except IdentityRefused as error:
        log.warning("identity refused by check %s of provider %s", error, code)
        return _back(request, _("La réponse n’a pas pu être vérifiée. Vous n’êtes pas entré, réessayez."))
    return _received(request, identity, asked.next_url)


@for_public
def identity_unknown(request: HttpRequest) -> HttpResponse:
    """Say that the identity is linked to nobody yet; POST opens an account with its verified address."""
    identity, provider = _waiting(request)
    is_free = bool(identity.email) and not Person.objects.filter(email__iexact=identity.email).exists()
    if request.method != "POST" or not is_free:
        context = {"provider": provider, "identity": identity, "is_free": is_free}
        return render(request, "account/identity_unknown.html", context)
    person = open_account_for(
        provider=identity.provider,
        sub=identity.sub,
        email=identity.email,
        name=identity.name,
        at=timezone.now(),
    )
    request.session.pop(WAITING)
    return _enter(request, person, identity, "")


@for_person
@fresh_sign_in_needed
def identity_link(request: HttpRequest) -> HttpResponse:
    """Ask somebody signed in whether the identity is theirs; POST links it."""
    identity, provider = _waiting(request)
    if request.method != "POST":
        return render(request, "account/identity_link.html", {"provider": provider, "identity": identity})
    person = person_of(request)
    is_linked = link_identity(
        person=person, provider=identity.provider, sub=identity.sub, by=person, at=timezone.now()
    )
    request.session.pop(WAITING)
    if is_linked:
        messages.success(request, _("C’est relié. Vous pourrez entrer par là la prochaine fois."))
    else:
        messages.error(request, _("Cette identité est déjà reliée à un autre compte. Rien n’a été changé."))
    return redirect("account")


@for_person
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out here, and at the provider through which one came in."""
    entered = request.session.get(ENTERED_BY)
    answer: HttpResponseBase = their_logout(request)
    provider = identity_provider(entered["provider"]) if entered else None
    if request.method != "POST" or entered is None or provider is None:
        return answer
    back = request.build_absolute_uri(reverse("front-door"))
    away = address_to_leave(provider=provider, id_token=entered["id_token"], back_to=back)
    return redirect(away) if away else answer


def _received(request: HttpRequest, identity: Identity, next_url: str) -> HttpResponse:
    held = SocialAccount.objects.filter(provider=identity.provider, uid=identity.sub).first()
    if held is None:
        request.session[WAITING] = asdict(identity)
        return redirect("identity-link" if request.user.is_authenticated else "identity-unknown")
    if not request.user.is_authenticated:
        return _enter(request, held.user, identity, next_url)
    if held.user != request.user:
        messages.error(request, _("Cette identité est déjà reliée à un autre compte. Rien n’a été changé."))
    return redirect("account")


def _enter(request: HttpRequest, person: Person, identity: Identity, next_url: str) -> HttpResponse:
    record_authentication(
        request, person, method="socialaccount", provider=identity.provider, uid=identity.sub
    )
    login = Login(user=person, email=person.email, redirect_url=next_url or None)
    answer: HttpResponse = perform_login(request, login)
    request.session[ENTERED_BY] = {"provider": identity.provider, "id_token": identity.id_token}
    return answer


def _is_answer_to(asked: Asked | None, request: HttpRequest, code: str) -> bool:
    state = request.GET.get("state", "")
    return asked is not None and asked.provider == code and constant_time_compare(asked.state, state)


def _waiting(request: HttpRequest) -> tuple[Identity, IdentityProvider]:
    kept = request.session.get(WAITING)
    if not kept:
        raise Http404
    return Identity(**kept), _provider(kept["provider"])


def _provider(code: str) -> IdentityProvider:
    provider = identity_provider(code)
    if provider is None:
        raise Http404
    return provider


def _callback(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("identity-callback", args=[code]))


def _safe_next(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return url if is_ours else ""


def _back(request: HttpRequest, told: str) -> HttpResponse:
    messages.error(request, told)
    return redirect("account" if request.user.is_authenticated else "account_login")
