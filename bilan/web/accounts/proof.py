"""The page that asks "is it really you": a code by mail, or the second factor or passkey one set up."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.web.audience import person_of

CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
WAITING = "proof_waiting"
CODE, CREDENTIAL, ACT, FOR_READING = "proof_code", "proof_credential", "proof_act", "proof_for_reading"
OWN = {CODE, CREDENTIAL, ACT, FOR_READING, "csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the person proved who they are, else what to tell them."""

    is_proved: bool
    refusal: str = ""


def is_answer(request: HttpRequest) -> bool:
    """Tell whether the request comes from this page."""
    return request.method == "POST" and ACT in request.POST


def is_for_reading(request: HttpRequest) -> bool:
    """Tell whether the proof was asked before reading a page."""
    return FOR_READING in request.POST


def check(request: HttpRequest, *, is_fresh: bool, at: datetime) -> Answer:
    """Check what was given; asking for another code proves nothing."""
    if request.POST[ACT] == "renew":
        _send_code(request, at=at)
        return Answer(is_proved=False)
    if is_fresh:
        return Answer(is_proved=True)
    if credential := request.POST.get(CREDENTIAL):
        return _checked_passkey(person_of(request), credential)
    return _checked_code(request, request.POST.get(CODE, ""), at=at)


def page(request: HttpRequest, *, at: datetime, refusal: str = "") -> HttpResponse:
    """Ask for a proof, keeping what was typed in the page itself."""
    person = person_of(request)
    kinds = _kinds_of(person)
    by_app = Authenticator.Type.TOTP in kinds
    if request.method == "POST" and not by_app and not _waiting(request, at=at):
        _send_code(request, at=at)
    context = {
        "person": person,
        "refusal": refusal,
        "by_app": by_app,
        "is_sent": by_app or bool(_waiting(request, at=at)),
        "is_for_reading": request.method != "POST" or is_for_reading(request),
        "options": webauthn.begin_authentication(person) if Authenticator.Type.WEBAUTHN in kinds else None,
        "kept": [(name, text) for name, texts in request.POST.lists() if name not in OWN for text in texts],
    }
    return render(request, "account/fresh.html", context)


def _send_code(request: HttpRequest, *, at: datetime) -> None:
    adapter, person = get_adapter(), person_of(request)
    code = adapter.generate_login_code()
    request.session[WAITING] = {"digest": _digest(code), "sent_at": at.timestamp(), "tries": 0}
    adapter.send_mail("account/email/fresh_code", person.email, {"code": code})


def _checked_code(request: HttpRequest, code: str, *, at: datetime) -> Answer:
    if _has_used_second_factor(person_of(request), code):
        return Answer(is_proved=True)
    waiting = _waiting(request, at=at)
    if waiting is None:
        return Answer(is_proved=False, refusal=_wrong())
    if constant_time_compare(waiting["digest"], _digest(code)):
        del request.session[WAITING]
        return Answer(is_proved=True)
    waiting["tries"] += 1
    request.session.modified = True
    return Answer(is_proved=False, refusal=_wrong())


def _checked_passkey(person: Person, credential: str) -> Answer:
    try:
        response = json.loads(credential)
        webauthn.parse_authentication_response(response)
        webauthn.complete_authentication(person, response).record_usage()
    except (ValueError, ValidationError):
        return Answer(
            is_proved=False, refusal=_("Cette clé d’accès n’a pas été reconnue. Essayez avec un code.")
        )
    return Answer(is_proved=True)


def _has_used_second_factor(person: Person, code: str) -> bool:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    held = Authenticator.objects.filter(user=person, type__in=kinds).order_by("-type")
    return any(one.wrap().validate_code(code) for one in held)


def _waiting(request: HttpRequest, *, at: datetime) -> dict[str, Any] | None:
    """Return the code that waits for its answer; None once it is too old or was missed too often."""
    waiting: dict[str, Any] | None = request.session.get(WAITING)
    if waiting is None or waiting["tries"] >= MOST_TRIES:
        return None
    return waiting if at.timestamp() - waiting["sent_at"] < CODE_LASTS.total_seconds() else None


def _kinds_of(person: Person) -> set[str]:
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def _digest(code: str) -> str:
    return salted_hmac("bilan.proof", normalize_user_code(code)).hexdigest()


def _wrong() -> str:
    return _("Ce code n’est pas le bon, ou il a expiré. Vérifiez-le, ou demandez-en un autre.")
