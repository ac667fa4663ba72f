"""`bilan retention`: what is due, destroying it, and its certificates, without a name."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from typer.testing import CliRunner

from bilan.cli.retention import app

pytestmark = pytest.mark.django_db


def ask(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    assert result.exit_code == 0
    return result.output


def test_shows_what_is_due_then_destroys_it_then_certifies_it() -> None:
    Session.objects.create(
        session_key="secret", session_data="", expire_date=timezone.now() - timedelta(days=1)
    )

    assert "sign_in_retention_days" in ask("due")
    assert Session.objects.exists()
    assert "1 ended sessions" in ask("run")
    assert not Session.objects.exists()
    assert "0 ended sessions" in ask("run")
    told = ask("certificates")
    assert "SIGN_IN" in told
    assert "secret" not in told
