"""A backup is one encrypted file that reads back whole; a restore never wakes a destroyed key."""

import io
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django import Settings

from bilan.accounts.models import Person
from bilan.portfolio.models import Card
from bilan.vault.backups import check_backup, container, make_backup, prune_backups, restore_backup
from bilan.vault.backups.container import CHUNK, TAG, SealedReader, SealedWriter
from bilan.vault.destroyed import destroyed_keys, list_path
from bilan.vault.errors import BackupError, KeyDestroyed
from bilan.vault.files import folder, kept_files
from bilan.vault.models import DataKey, SealedFile
from bilan.vault.operations import destroy_key, keep_file, open_file, open_key, person_key
from tests.builders import a_person
from tests.portfolio.builders import a_card

PASSPHRASE = b"four words that nobody guesses"
LETTER = "Lettre de la boulangère".encode()


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a disk of its own, and a passphrase that is quick to turn into a key."""
    settings.STATE = tmp_path / "state"
    monkeypatch.setattr(container, "COST", 1 << 10)


def a_site(at: datetime) -> tuple[Card, SealedFile]:
    """Return what a small site holds: a person's card and a sealed file of theirs."""
    card = a_card(person=a_person(), at=at, sentence="Je tiens la caisse.")
    return card, keep_file(key=card.key, content=LETTER, at=at)


def sealed_bytes(told: bytes, *, at: datetime) -> bytes:
    """Return an encrypted stream."""
    out = io.BytesIO()
    with SealedWriter(out, passphrase=PASSPHRASE, at=at) as sealed:
        sealed.write(told)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1])
def test_a_stream_reads_back_at_every_size_around_a_chunk(size: int, now: datetime) -> None:
    sealed = sealed_bytes(b"x" * size, at=now)

    assert SealedReader(io.BytesIO(sealed), passphrase=PASSPHRASE).read() == b"x" * size


def test_a_stream_that_is_changed_cut_or_opened_with_another_passphrase_is_refused(now: datetime) -> None:
    sealed = sealed_bytes(b"x" * (2 * CHUNK + 5), at=now)
    changed = bytearray(sealed)
    changed[-1] ^= 1
    whole_chunks = sealed[: -(5 + TAG)]

    for told, passphrase in (
        (bytes(changed), PASSPHRASE),
        (sealed[:-1], PASSPHRASE),
        (whole_chunks, PASSPHRASE),
        (sealed, b"another passphrase, quite long"),
    ):
        with pytest.raises(BackupError):
            SealedReader(io.BytesIO(told), passphrase=passphrase).read()


@pytest.mark.parametrize(
    "told", [b"", b"SQLite format 3", b"BILAN-BACKUP-1\nnothing\n", b'BILAN-BACKUP-1\n{"n": 3}\n']
)
def test_what_is_no_backup_is_told_as_such(told: bytes) -> None:
    with pytest.raises(BackupError, match="not a backup"):
        SealedReader(io.BytesIO(told), passphrase=PASSPHRASE)


@pytest.mark.django_db(transaction=True)
def test_the_drill_brings_everything_back(tmp_path: Path, now: datetime) -> None:
    card, file = a_site(now)
    card_id, file_id = card.pk, file.pk
    made = make_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, at=now)
    card.delete()
    file.delete()

    restored = restore_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, replace=True, at=now)

    assert restored.manifest == made
    assert made.counts["people"] == 1
    assert made.counts["files"] == 1
    back = Card.objects.select_related("key").get(pk=card_id)
    assert open_key(back.key).read_text(back, "sentence_sealed") == "Je tiens la caisse."
    assert open_file(file=SealedFile.objects.select_related("key").get(pk=file_id)) == LETTER


@pytest.mark.django_db(transaction=True)
def test_whoever_was_signed_in_signs_in_again(tmp_path: Path, now: datetime) -> None:
    a_site(now)
    Session.objects.create(session_key="signed-in", session_data="", expire_date=now)
    make_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, at=now)

    restore_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, replace=True, at=now)

    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_key_destroyed_since_does_not_come_back_nor_do_its_files(tmp_path: Path, now: datetime) -> None:
    card, file = a_site(now)
    living = a_card(person=a_person(), at=now)
    make_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, at=now)
    destroy_key(key=card.key, at=now)

    restored = restore_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, replace=True, at=now)

    back = DataKey.objects.get(pk=card.key.pk)
    assert (back.wrapped, back.destroyed_at) == (None, now)
    assert restored.destroyed == 1
    assert open_key(DataKey.objects.get(pk=living.key.pk))
    assert list(kept_files()) == []
    with pytest.raises(KeyDestroyed):
        open_file(file=SealedFile.objects.select_related("key").get(pk=file.pk))


@pytest.mark.django_db(transaction=True)
def test_a_list_kept_elsewhere_is_applied_when_the_disk_was_lost(
    tmp_path: Path, settings: Settings, now: datetime
) -> None:
    card, _file = a_site(now)
    make_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, at=now)
    destroy_key(key=card.key, at=now)
    elsewhere = list_path().rename(tmp_path / "list-kept-elsewhere")
    settings.STATE = tmp_path / "new-disk"
    Card.objects.all().delete()
    SealedFile.objects.all().delete()
    Person.objects.all().delete()
    DataKey.objects.all().delete()

    restore_backup(
        path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, replace=False, at=now, destroyed=elsewhere
    )

    assert DataKey.objects.get(pk=card.key.pk).wrapped is None
    assert destroyed_keys() == {card.key.pk: now}


@pytest.mark.django_db(transaction=True)
def test_a_site_that_holds_people_is_not_replaced_unasked(tmp_path: Path, now: datetime) -> None:
    card, _file = a_site(now)
    make_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, at=now)

    with pytest.raises(BackupError, match="--replace"):
        restore_backup(path=tmp_path / "monday.bilan", passphrase=PASSPHRASE, replace=False, at=now)
    assert Card.objects.filter(pk=card.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_changes_nothing(tmp_path: Path, now: datetime) -> None:
    card, file = a_site(now)
    path = tmp_path / "monday.bilan"
    make_backup(path=path, passphrase=PASSPHRASE, at=now)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)

    for act in (
        lambda: check_backup(path=path, passphrase=PASSPHRASE),
        lambda: restore_backup(path=path, passphrase=PASSPHRASE, replace=True, at=now),
    ):
        with pytest.raises(BackupError):
            act()
    assert Card.objects.filter(pk=card.pk).exists()
    assert open_file(file=file) == LETTER


@pytest.mark.django_db(transaction=True)
def test_neither_the_master_key_nor_anything_told_is_in_a_backup(
    tmp_path: Path, settings: Settings, now: datetime
) -> None:
    a_site(now)
    settings.STATE.mkdir(exist_ok=True)
    (settings.STATE / "master-key").write_text(settings.BILAN_MASTER_KEY)
    path = tmp_path / "monday.bilan"
    make_backup(path=path, passphrase=PASSPHRASE, at=now)

    with path.open("rb") as source:
        clear = SealedReader(source, passphrase=PASSPHRASE).read()
    with tarfile.open(fileobj=io.BytesIO(clear)) as archive:
        names = archive.getnames()

    assert settings.BILAN_MASTER_KEY.encode() not in clear
    assert b"Je tiens la caisse." not in clear
    assert LETTER not in clear
    assert {name.split("/")[0].split(".")[0] for name in names} == {"database", "files", "manifest"}


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_fails_keeps_the_former_one(tmp_path: Path, now: datetime) -> None:
    a_site(now)
    path = tmp_path / "monday.bilan"
    make_backup(path=path, passphrase=PASSPHRASE, at=now)
    former = path.read_bytes()

    with pytest.raises(BackupError, match="20 at least"):
        make_backup(path=path, passphrase=b"short", at=now)

    assert path.read_bytes() == former
    assert [held.name for held in tmp_path.glob("*.part")] == []


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_another_kind_of_database_is_refused(tmp_path: Path, now: datetime) -> None:
    from bilan.vault.backups.snapshots import put_back

    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"

    with pytest.raises(BackupError, match="same kind"):
        put_back(tmp_path / "database", engine=other, destroyed={})


@pytest.mark.django_db
def test_a_file_nobody_names_stays_out(tmp_path: Path, now: datetime) -> None:
    key = person_key(owner=uuid4(), at=now)
    file = keep_file(key=key, content=LETTER, at=now)
    SealedFile.objects.filter(pk=file.pk).delete()

    assert folder().exists()
    assert [name for name, _ in kept_files()] == [file.pk]


def test_backups_past_their_window_are_removed_and_nothing_else(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    for days in (0, 35, 36):
        made = now - timedelta(days=days)
        (tmp_path / f"{days}.bilan").write_bytes(sealed_bytes(b"", at=made))
    (tmp_path / "notes.txt").write_text("not ours")

    gone = prune_backups(folder=tmp_path, days=35, at=now)

    assert [path.name for path in gone] == ["36.bilan"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.bilan", "35.bilan", "notes.txt"]
