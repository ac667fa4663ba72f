"""Addresses of signing in and of one's own account."""

from allauth.account import views as theirs
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from bilan.web.accounts import account, helping, identity, link, sessions
from bilan.web.accounts.even_time import in_even_time
from bilan.web.accounts.fresh import fresh_sign_in_needed, fresh_sign_in_needed_to_read
from bilan.web.audience import View, for_person, for_public


def _guarded(view: View[...]) -> View[...]:
    """Ask for a fresh proof before a page that changes how one signs in."""
    return for_person(fresh_sign_in_needed_to_read(view))


@for_public
def no_passwords(_request: HttpRequest, rest: str) -> HttpResponse:
    """Answer that nothing is there: nobody has a password here."""
    raise Http404(rest)


urlpatterns = [
    path("me/", account.account, name="account"),
    path("welcome/", account.welcome, name="welcome"),
    path("account/link/<str:secret>/", link.sign_in_link, name="sign-in-link"),
    path("account/password/<path:rest>", no_passwords, name="no-passwords"),
    path("account/identity/unknown/", identity.identity_unknown, name="identity-unknown"),
    path("account/identity/link/", identity.identity_link, name="identity-link"),
    path("account/identity/<slug:code>/start/", identity.identity_start, name="identity-start"),
    path("account/identity/<slug:code>/callback/", identity.identity_callback, name="identity-callback"),
    path("account/logout/", identity.sign_out, name="account_logout"),
    path("account/sessions/", sessions.session_list, name="usersessions_list"),
    path("account/sessions/<int:session_id>/close/", sessions.close_session, name="session-close"),
    path("me/help/", helping.help_mode, name="help-mode"),
    path("me/help/stop/", helping.help_mode_stop, name="help-mode-stop"),
    path("account/login/", for_public(in_even_time(theirs.login)), name="account_login"),
    path("account/signup/", for_public(in_even_time(theirs.signup)), name="account_signup"),
    path(
        "account/login/code/",
        for_public(in_even_time(theirs.request_login_code)),
        name="account_request_login_code",
    ),
    path(
        "account/login/code/confirm/",
        for_public(in_even_time(theirs.confirm_login_code)),
        name="account_confirm_login_code",
    ),
    # These stand before allauth's own, at the same addresses, to ask for a proof first.
    path("account/email/", for_person(fresh_sign_in_needed(theirs.email)), name="account_email"),
    path("account/2fa/totp/activate/", _guarded(totp.activate_totp), name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", _guarded(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/2fa/webauthn/add/", _guarded(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/",
        _guarded(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/2fa/recovery-codes/", _guarded(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "account/2fa/recovery-codes/generate/",
        _guarded(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/2fa/recovery-codes/download/",
        _guarded(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
