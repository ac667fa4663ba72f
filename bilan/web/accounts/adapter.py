"""How allauth speaks to the rest: its mails go through the outbox, its stages know who is staff."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.accounts.operations import forget_sign_in_links, offer_sign_in_link
from bilan.messages.operations import queue_mail
from bilan.vault.operations import hide, reveal
from bilan.web.accounts.devices import described, welcome_device

CODE_MAIL = "account/email/login_code"
SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Queue sign-in mails like any other, so that a slow mail server never slows a page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render allauth's mail, with its link when it brings a code to sign in, and queue it for now."""
        now = timezone.now()
        if template_prefix == CODE_MAIL:
            context = {**context, "link": self._link_for(email, context["request"])}
        mail = self.render_mail(template_prefix, email, context)
        queue_mail(
            kind="sign-in", to=email, subject=str(mail.subject), body=str(mail.body), due_at=now, at=now
        )

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        """Once in: no link stays open, and a new device is announced."""
        response: HttpResponse = super().post_login(request, user, **more)
        forget_sign_in_links(person=user)
        welcome_device(request, response, person=user, at=timezone.now())
        return response

    def get_login_stages(self) -> list[str]:
        """Let our own stage decide who needs a second factor."""
        ours = "bilan.web.accounts.second_factor.SecondFactorStage"
        return [ours if stage == SECOND_FACTOR else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, **_app: Any) -> bool:
        """Leave it to `fresh_sign_in_needed`, which guards these pages too: one way to ask, not two."""
        return False

    def _link_for(self, email: str, request: HttpRequest) -> str:
        person = filter_users_by_email(email, is_active=True, prefer_verified=True)[0]
        secret = offer_sign_in_link(person=person, asked_from=described(request), at=timezone.now())
        return str(request.build_absolute_uri(reverse("sign-in-link", args=[secret])))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keep what an application of codes shares with us, and recovery codes, hidden in the database."""

    def encrypt(self, text: str) -> str:
        """Hide a secret before it is stored."""
        return hide(text, at=timezone.now())

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was."""
        return reveal(encrypted_text, at=timezone.now())
