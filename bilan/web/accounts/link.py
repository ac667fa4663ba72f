"""The link sent beside a code: opening it changes nothing, its one button signs in where it was opened."""

from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bilan.accounts.errors import LinkSpent
from bilan.accounts.operations import use_sign_in_link
from bilan.accounts.queries import waiting_link
from bilan.web.accounts.devices import described
from bilan.web.audience import for_public


@for_public
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who asked for the link and from where; POST uses it up."""
    now = timezone.now()
    if request.method == "POST":
        return _enter(request, secret)
    link = waiting_link(secret=secret, at=now)
    context = {"link": link, "is_same": link is not None and link.asked_from == described(request)}
    response = render(request, "account/link.html", context)
    response["Referrer-Policy"] = "no-referrer"  # the address holds the secret
    return response


def _enter(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        person = use_sign_in_link(secret=secret, at=timezone.now())
    except LinkSpent as error:
        messages.error(request, str(error))
        return redirect("account_login")
    record_authentication(request, person, method="code", email=person.email)
    verify_email_indirectly(request, person, person.email)
    answer: HttpResponse = perform_login(request, Login(user=person, email=person.email))
    return answer
