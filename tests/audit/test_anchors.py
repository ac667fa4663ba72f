"""The head of the chain is kept outside the database, a line a day, and tells a rewritten trail."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from bilan.audit.anchors import all_anchors, anchor_once_a_day, folder, latest_anchor, write_anchor
from bilan.audit.models import Link
from bilan.audit.sealing import seal_all
from bilan.audit.verification import verify_trail
from bilan.cli.app import app
from tests.audit.builders import a_sealed_trail, some_events, tamper

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    settings.STATE = tmp_path


def told() -> list[tuple[str, int, int]]:
    """Return what verifying says."""
    return [(fault.what, fault.position, fault.count) for fault in verify_trail().faults]


def test_an_anchor_holds_the_head_of_a_chain_brought_up_to_date(now: datetime) -> None:
    some_events(3, at=now)

    anchor = write_anchor(at=now)

    assert (anchor.position, anchor.hash) == (3, bytes(Link.objects.get(position=3).hash).hex())
    assert all_anchors() == [anchor]


def test_one_anchor_a_day_is_enough(now: datetime) -> None:
    assert anchor_once_a_day(at=now)
    assert anchor_once_a_day(at=now + timedelta(hours=3)) is None
    assert anchor_once_a_day(at=now + DAY)


def test_a_clock_that_moved_back_writes_no_anchor_of_the_past(now: datetime) -> None:
    write_anchor(at=now)

    assert anchor_once_a_day(at=now - DAY) is None


def test_the_day_is_that_of_the_place(now: datetime) -> None:
    late = now.replace(hour=23, minute=30)

    assert write_anchor(at=late).on == (now + DAY).date()


def test_a_tail_cut_after_its_anchor_is_found(now: datetime) -> None:
    events = a_sealed_trail(5, at=now)
    write_anchor(at=now)

    tamper("DELETE FROM audit_link WHERE position > 3")
    tamper("DELETE FROM audit_event WHERE id > %s", events[2].pk)

    assert told() == [("TRUNCATED", 4, 2)]


def test_a_chain_made_again_is_found(now: datetime) -> None:
    events = a_sealed_trail(5, at=now)
    write_anchor(at=now)

    tamper("UPDATE audit_event SET act = 'x' WHERE id = %s", events[1].pk)
    tamper("DELETE FROM audit_link")
    seal_all()

    assert told() == [("REWRITTEN", 5, 1)]


def test_a_line_cut_short_by_a_kill_spoils_neither_the_others_nor_the_next(now: datetime) -> None:
    first = write_anchor(at=now)
    path = folder() / f"{now.year}.jsonl"
    path.write_text(path.read_text() + '{"at": "2026-11-')
    last = write_anchor(at=now + DAY)

    assert all_anchors() == [first, last]
    assert latest_anchor() == last


def test_the_command_says_which_row_and_fails(now: datetime) -> None:
    events = a_sealed_trail(3, at=now)
    assert CliRunner().invoke(app, ["audit", "verify"]).exit_code == 0

    tamper("UPDATE audit_event SET act = 'x' WHERE id = %s", events[1].pk)
    result = CliRunner().invoke(app, ["audit", "verify"])

    assert result.exit_code == 1
    assert f"Row 2 (event {events[1].pk}) was changed" in result.output


def test_the_commands_speak_to_programs_too(now: datetime) -> None:
    some_events(2, at=now)

    assert json.loads(CliRunner().invoke(app, ["audit", "anchor", "--json"]).output)["position"] == 2
    assert json.loads(CliRunner().invoke(app, ["audit", "verify", "--json"]).output)["faults"] == []
