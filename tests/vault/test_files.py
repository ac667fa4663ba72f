"""Sealed files are whole or absent, unreadable elsewhere, and leave the disk when they should."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from bilan.vault.destroyed import destroyed_keys, list_path, tell_destroyed
from bilan.vault.errors import ContentTampered, FileLost, KeyDestroyed
from bilan.vault.files import kept_files, path_of, write_sealed
from bilan.vault.models import DataKey, SealedFile
from bilan.vault.operations import (
    destroy_key,
    keep_file,
    make_case_key,
    open_file,
    remove_file,
    sweep_files,
)
from bilan.vault.sealing import ContentKey

pytestmark = pytest.mark.django_db
LETTER = "Lettre de la boulangère".encode()


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    """Give each test a disk of its own."""
    settings.STATE = tmp_path


def a_file(*, at: datetime, content: bytes = LETTER) -> SealedFile:
    """Return a sealed file under a key of its own."""
    return keep_file(key=make_case_key(owner=uuid4(), at=at), content=content, at=at)


def test_a_kept_file_reads_back_and_shows_nothing_on_the_disk(now: datetime) -> None:
    held = a_file(at=now)

    assert open_file(file=held) == LETTER
    assert LETTER[:9] not in path_of(held.pk).read_bytes()
    assert path_of(held.pk).stat().st_mode & 0o077 == 0


@given(content=st.binary(max_size=300))
def test_any_bytes_come_back_as_they_were(content: bytes) -> None:
    row, key = SealedFile(), ContentKey(id=uuid4(), secret=b"k" * 32)

    assert key.open_bytes(row, "content", key.seal_bytes(row, "content", content)) == content


def test_a_file_put_in_the_place_of_another_does_not_open(now: datetime) -> None:
    key = make_case_key(owner=uuid4(), at=now)
    mine, other = (keep_file(key=key, content=LETTER, at=now) for _each in range(2))
    write_sealed(other.pk, path_of(mine.pk).read_bytes())

    with pytest.raises(ContentTampered):
        open_file(file=other)


def test_a_file_that_is_gone_is_told_as_such(now: datetime) -> None:
    held = a_file(at=now)
    path_of(held.pk).unlink()

    with pytest.raises(FileLost):
        open_file(file=held)


def test_a_removed_file_leaves_the_disk_after_the_act_alone(
    now: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    held = a_file(at=now)
    path = path_of(held.pk)

    with django_capture_on_commit_callbacks() as waiting:
        remove_file(file=held)
    assert path.exists()
    for act in waiting:
        act()

    assert not path.exists()


def test_destroying_the_key_makes_its_files_unreadable_and_takes_them_off_the_disk(
    now: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    held, other = a_file(at=now), a_file(at=now)

    with django_capture_on_commit_callbacks(execute=True):
        destroy_key(key=held.key, at=now)

    with pytest.raises(KeyDestroyed):
        open_file(file=held)
    assert [name for name, _ in kept_files()] == [other.pk]
    assert destroyed_keys() == {held.key.pk: now}


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_leaves_no_file_once_swept(now: datetime) -> None:
    with transaction.atomic():
        a_file(at=now)
        transaction.set_rollback(True)
    assert len(list(kept_files())) == 1

    assert sweep_files(at=datetime.now(UTC)).files == 0
    assert sweep_files(at=datetime.now(UTC) + timedelta(hours=2)).files == 1
    assert list(kept_files()) == []


def test_the_sweep_finishes_a_destruction_that_was_killed(now: datetime) -> None:
    held, other = a_file(at=now), a_file(at=now)
    DataKey.objects.filter(pk=held.key.pk).update(wrapped=None, destroyed_at=now)

    swept = sweep_files(at=now)

    assert (swept.files, swept.keys_told) == (1, 1)
    assert [name for name, _ in kept_files()] == [other.pk]
    assert destroyed_keys() == {held.key.pk: now}
    assert sweep_files(at=now).keys_told == 0


def test_the_sweep_takes_away_a_half_written_file(now: datetime) -> None:
    held = a_file(at=now)
    left = path_of(uuid4()).with_suffix(".part")
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"half")

    sweep_files(at=datetime.now(UTC) + timedelta(hours=2))

    assert not left.exists()
    assert open_file(file=held) == LETTER


def test_the_list_of_destroyed_keys_survives_a_line_cut_short(now: datetime) -> None:
    first, second = uuid4(), uuid4()
    tell_destroyed({first: now})
    with list_path().open("a") as kept:
        kept.write(f"{uuid4()} 2026-1")

    tell_destroyed({second: now})

    assert destroyed_keys() == {first: now, second: now}
