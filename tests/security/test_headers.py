"""The headers of each kind of answer, against a fixed list."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from tests.builders import a_person
from tests.cases.builders import a_planned_case
from tests.web.beneficiary.story import a_visitor

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NONE_OF = ("unsafe-inline", "unsafe-eval", "data:", "*", "http:", "https:")
OVER_HTTPS = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "LANGUAGE_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
}
CLOSED = ("camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()")


def signed_in() -> Client:
    return a_visitor().client


def broken(monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("bilan.web.public.front_door.render", None)
    return client.get("/")  # type: ignore[return-value]  # the client's own response


def a_document() -> HttpResponse:
    visitor = a_visitor()
    case = a_planned_case(at=visitor.now)
    return a_visitor(case.beneficiary).client.get(reverse("agreement-pdf"))  # type: ignore[return-value]


def a_file(path: str) -> HttpResponse:
    with override_settings(WHITENOISE_USE_FINDERS=True):
        answer = Client().get(f"/static/{path}")
    answer.close()
    return answer  # type: ignore[return-value]  # the client's own response


KINDS: dict[str, tuple[int, Callable[[], object]]] = {
    "public page": (200, lambda: Client().get("/")),
    "sign-in page": (200, lambda: Client().get(reverse("account_login"))),
    "private page": (200, lambda: signed_in().get(reverse("home"))),
    "nothing there": (404, lambda: Client().get("/nothing/")),
    "forged form": (403, lambda: Client(enforce_csrf_checks=True).post(reverse("account_login"))),
    "redirect": (302, lambda: Client().get(reverse("home"))),
    "static file": (200, lambda: a_file("css/base.css")),
    "script": (200, lambda: a_file("js/passkeys.js")),
    "document": (200, a_document),
}


def assert_well_guarded(answer: HttpResponse) -> None:
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert [word for word in NONE_OF if word in policy.replace("'", " ").split()] == []
    assert all(feature in answer.headers["Permissions-Policy"] for feature in CLOSED)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_has_the_headers(kind: str) -> None:
    status, ask = KINDS[kind]

    answer = ask()

    assert isinstance(answer, HttpResponse) or hasattr(answer, "headers")
    assert answer.status_code == status  # type: ignore[attr-defined]  # the client's own response
    assert_well_guarded(answer)  # type: ignore[arg-type]


def test_an_error_of_ours_has_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = broken(monkeypatch)

    assert answer.status_code == 500
    assert_well_guarded(answer)


def test_no_cache_keeps_a_private_page() -> None:
    client = signed_in()

    for page in ("home", "my-data", "account", "journey"):
        assert client.get(reverse(page)).headers["Cache-Control"] == "private, no-store"


def test_no_cache_keeps_a_page_once_a_code_was_asked() -> None:
    client, person = Client(), a_person()
    client.post(reverse("account_login"), {"login": person.email})

    assert client.get(reverse("account_confirm_login_code")).headers["Cache-Control"] == "private, no-store"


def test_cookies_are_out_of_reach_of_scripts() -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": a_person().email})

    assert {"session", "csrf"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_over_https_cookies_are_bound_to_the_host_and_the_transport_is_forced() -> None:
    names = list(OVER_HTTPS)
    script = f"import json, bilan.settings as s; print(json.dumps([getattr(s, n) for n in {names!r}]))"
    environment = {**os.environ, "BILAN_HOSTS": "bilan.example.org", "BILAN_DEBUG": ""}

    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)

    assert json.loads(told.stdout) == list(OVER_HTTPS.values())
