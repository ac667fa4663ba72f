"""How allauth speaks to the rest: its mails go through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from bilan.messages.operations import queue_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Queue sign-in mails like any other, so that a slow mail server never slows a page."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Render allauth's mail and queue it for now."""
        mail = self.render_mail(template_prefix, email, context)
        now = timezone.now()
        queue_mail(
            kind="sign-in", to=email, subject=str(mail.subject), body=str(mail.body), due_at=now, at=now
        )
