"""Once a bilan is destroyed, no word of it is left in any table, session, cache, index, mail or log."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignedIn
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from bilan.cases.operations import hand_over, record_session
from bilan.messages.models import Message
from bilan.vault.operations import open_key
from tests.cases.builders import a_booked_session, a_concluding_case, the_counsellor
from tests.web.beneficiary.story import a_visitor

pytestmark = pytest.mark.django_db
WORD = "tournevisserie"
TOLD = {"why_now": f"Ma {WORD}.", "worth_it": f"Une autre {WORD}.", "text_1": WORD, "tag_1": "PROJECT"}


def whole_database() -> str:
    """Return every value of every table, as text."""
    names = connection.introspection.table_names()
    told = []
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            told += [
                str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row
            ]
    return "\n".join(told)


def sessions() -> str:
    return str([SessionStore(row.session_key).load() for row in SignedIn.objects.all()])


def mails() -> str:
    told = []
    for mail in Message.objects.select_related("key"):
        key = open_key(mail.key)
        told += [key.read_text(mail, "subject_sealed"), key.read_text(mail, "body_sealed")]
    return "\n".join(told)


def indexes() -> bytes:
    held = Path(settings.BILAN_INDEX_DIR)
    return b"".join(path.read_bytes() for path in held.rglob("*") if path.is_file())


def test_no_word_is_left_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    now = a_visitor().now
    case = a_concluding_case(at=now)
    person, counsellor = a_visitor(case.beneficiary), the_counsellor(case)
    person.post(reverse("demand"), **TOLD)
    assert WORD in person.get(reverse("demand"))
    session = a_booked_session(case, starts_at=now - timedelta(hours=6), minutes=60)
    record_session(session=session, minutes=60, note=f"Sa {WORD}.", by=counsellor, at=now)

    hand_over(case=case, by=counsellor, at=now)

    assert WORD not in whole_database()
    assert WORD not in sessions()
    assert WORD not in mails()
    assert WORD.encode() not in indexes()
    assert WORD not in caplog.text
    assert caches["default"].get(WORD) is None


def test_what_is_told_is_sealed_from_the_first_second() -> None:
    now = a_visitor().now
    case = a_concluding_case(at=now)
    person = a_visitor(case.beneficiary)

    person.post(reverse("demand"), **TOLD)

    assert WORD in person.get(reverse("demand"))
    assert WORD not in whole_database()


def test_every_table_of_the_product_was_searched() -> None:
    searched = set(connection.introspection.table_names())

    assert {model._meta.db_table for model in apps.get_models()} <= searched
