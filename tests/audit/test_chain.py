"""Any row that was changed, removed or moved is found, and said."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilan.audit.canonical import GENESIS, canonical_text, next_hash
from bilan.audit.models import Event, Link
from bilan.audit.sealing import LOOK_BACK, seal_all, seal_waiting, waiting_events
from bilan.audit.verification import Fault, verify_trail
from tests.audit.builders import a_sealed_trail, some_events, tamper
from tests.shared import examples

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


def told() -> list[tuple[str, int]]:
    """Return what verifying says."""
    return [(fault.what, fault.position) for fault in verify_trail().faults]


def test_a_trail_nobody_touched_is_whole(now: datetime) -> None:
    a_sealed_trail(5, at=now)

    found = verify_trail()

    assert (found.sealed, found.waiting, found.faults) == (5, 0, ())


def test_each_link_is_the_hash_of_the_one_before_and_of_its_event(now: datetime) -> None:
    events = a_sealed_trail(3, at=now)

    previous = GENESIS
    for event, link in zip(events, Link.objects.order_by("position"), strict=True):
        previous = next_hash(previous, canonical_text(Event.objects.get(pk=event.pk)))
        assert (link.event, bytes(link.hash)) == (event.pk, previous)


@pytest.mark.parametrize(
    ("column", "value"),
    [("act", "step.added"), ("actor", "x"), ("subject", ""), ("object_key", "9"), ("facts", '{"rank":9}')],
)
def test_a_changed_row_is_found(now: datetime, column: str, value: str) -> None:
    events = a_sealed_trail(5, at=now)

    tamper(f"UPDATE audit_event SET {column} = %s WHERE id = %s", value, events[2].pk)

    assert verify_trail().faults == (Fault("CHANGED", 3, events[2].pk),)


def test_a_moment_moved_by_a_microsecond_is_found(now: datetime) -> None:
    events = a_sealed_trail(3, at=now)

    Event.objects.filter(pk=events[1].pk).update(at=events[1].at + timedelta(microseconds=1))

    assert told() == [("CHANGED", 2)]


def test_a_removed_row_is_found(now: datetime) -> None:
    events = a_sealed_trail(5, at=now)

    tamper("DELETE FROM audit_event WHERE id = %s", events[1].pk)

    assert verify_trail().faults == (Fault("REMOVED", 2, events[1].pk),)


def test_rows_removed_with_their_links_are_found(now: datetime) -> None:
    events = a_sealed_trail(6, at=now)

    tamper("DELETE FROM audit_event WHERE id IN (%s, %s)", events[1].pk, events[2].pk)
    tamper("DELETE FROM audit_link WHERE position IN (2, 3)")

    assert verify_trail().faults == (Fault("REMOVED", 2, count=2),)


def test_a_removal_hidden_by_renumbering_is_found(now: datetime) -> None:
    events = a_sealed_trail(4, at=now)

    tamper("DELETE FROM audit_event WHERE id = %s", events[1].pk)
    tamper("DELETE FROM audit_link WHERE position = 2")
    for position in (3, 4):
        tamper("UPDATE audit_link SET position = %s WHERE position = %s", position - 1, position)

    assert told() == [("CHANGED", 2)]


def test_two_links_that_changed_places_are_found(now: datetime) -> None:
    a_sealed_trail(5, at=now)

    for old, new in ((2, 99), (4, 2), (99, 4)):
        tamper("UPDATE audit_link SET position = %s WHERE position = %s", new, old)

    assert {("REORDERED", 2), ("REORDERED", 4)} <= set(told())


def test_two_events_that_changed_numbers_are_found(now: datetime) -> None:
    events = a_sealed_trail(5, at=now)

    for old, new in ((events[0].pk, 999), (events[3].pk, events[0].pk), (999, events[3].pk)):
        tamper("UPDATE audit_event SET id = %s WHERE id = %s", new, old)

    assert told() == [("REORDERED", 1), ("REORDERED", 4)]


def test_a_row_slipped_in_among_the_sealed_is_found(now: datetime) -> None:
    a_sealed_trail(3, at=now)
    added = some_events(1, at=now)[0]

    tamper("UPDATE audit_link SET event = %s WHERE position = 2", added.pk)

    assert told() == [("CHANGED", 2)]


def test_what_is_not_chained_yet_is_counted_apart(now: datetime) -> None:
    a_sealed_trail(2, at=now)
    some_events(3, at=now)

    assert (verify_trail().waiting, told()) == (3, [])


def test_an_act_that_commits_late_is_chained_behind_the_others(now: datetime) -> None:
    first, late, last = some_events(3, at=now)
    held = Event.objects.get(pk=late.pk)
    tamper("DELETE FROM audit_event WHERE id = %s", late.pk)
    seal_waiting()
    held.save(force_insert=True)

    assert seal_waiting() == 1
    assert list(Link.objects.order_by("position").values_list("event", flat=True)) == [
        first.pk,
        last.pk,
        late.pk,
    ]


def test_only_the_thorough_round_looks_at_very_old_numbers(now: datetime) -> None:
    event = some_events(1, at=now)[0]
    tamper("UPDATE audit_event SET id = id + %s", LOOK_BACK + event.pk + 1)
    seal_waiting()
    event.pk, event.uid = 1, Event().uid
    event.save(force_insert=True)

    assert seal_waiting() == 0
    assert seal_all() == 1


def test_sealing_twice_chains_once(now: datetime) -> None:
    a_sealed_trail(2, at=now)

    assert seal_waiting() == 0
    assert Link.objects.count() == 2


@settings(
    max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(WORDS, min_size=5, max_size=5),
    at=st.floats(0, 4e9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    facts=st.dictionaries(WORDS, st.one_of(WORDS, st.integers(), st.booleans(), st.none()), max_size=4),
)
def test_the_database_writes_the_same_text_as_the_plain_definition(
    words: list[str], at: datetime, facts: dict[str, object]
) -> None:
    act, actor, subject, kind, key = words
    with transaction.atomic():
        event = Event.objects.create(
            act=act, actor=actor, subject=subject, object_kind=kind, object_key=key, at=at, facts=facts
        )

    assert waiting_events(after=event.pk - 1, limit=1) == [(event.pk, canonical_text(event))]
