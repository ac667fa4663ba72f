"""Master keys come from the environment, a private file or a command; a wrong one loses nothing."""

import base64
import os
import sys
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from bilan.vault.errors import ContentTampered, MasterKeyMissing, MasterKeyWrong, MasterUnavailable
from bilan.vault.masters import CommandMaster, LocalMaster, current_master, masters
from bilan.vault.models import DataKey
from bilan.vault.operations import keys_by_master, make_case_key, open_key, rotate_keys, try_master

KEEPER = """
import sys
from cryptography.fernet import Fernet
keeper = Fernet({key!r})
told = sys.stdin.buffer.read()
sys.stdout.buffer.write(keeper.encrypt(told) if sys.argv[1] == "wrap" else keeper.decrypt(told))
"""


def encoded(key: bytes) -> str:
    """Return a key as the configuration writes it."""
    return base64.urlsafe_b64encode(key).decode()


def a_key_file(folder: Path, *, key: bytes = b"f" * 32, mode: int = 0o600) -> Path:
    """Return a file that holds a master key."""
    path = folder / f"master-{key[:1].hex()}"
    path.write_text(encoded(key) + "\n")
    path.chmod(mode)
    return path


def a_keeper(folder: Path) -> str:
    """Return the words of a command that keeps a master key to itself."""
    script = folder / "keeper.py"
    script.write_text(KEEPER.format(key=base64.urlsafe_b64encode(b"c" * 32)))
    return f"{sys.executable} {script}"


def test_without_configuration_there_is_one_master() -> None:
    assert list(masters()) == ["first"]


def test_a_master_comes_from_a_private_file(tmp_path: Path, settings: Settings) -> None:
    settings.BILAN_MASTER_KEY_FROM = f"2027=file:{a_key_file(tmp_path)}"

    assert current_master() == LocalMaster("2027", b"f" * 32)


def test_a_file_that_others_may_read_is_refused(tmp_path: Path, settings: Settings) -> None:
    settings.BILAN_MASTER_KEY_FROM = f"2027=file:{a_key_file(tmp_path, mode=0o640)}"

    with pytest.raises(MasterKeyMissing, match="chmod 600"):
        current_master()


def test_the_first_named_wraps_and_the_others_open(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("NEW_KEY", encoded(b"n" * 32))
    monkeypatch.setenv("OLD_KEY", encoded(b"o" * 32))
    settings.BILAN_MASTER_KEY_FROM = "new=env:NEW_KEY old=env:OLD_KEY"

    assert list(masters()) == ["new", "old"]
    assert current_master().id == "new"


@pytest.mark.parametrize(
    ("configured", "why"),
    [
        ("2027=file:/nowhere/at/all", "cannot be read"),
        ("2027=env:NO_SUCH_VARIABLE_HERE", "must be 32 bytes, it has 0"),
        ("2027=cloud:somewhere", "is no place to take it from"),
        ("2027", "write NAME="),
        (f"{'n' * 21}=env:HOME", "write NAME="),
        ("same=command:true same=command:true", "same name"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_lost(
    configured: str, why: str, settings: Settings
) -> None:
    settings.BILAN_MASTER_KEY_FROM = configured

    with pytest.raises(MasterKeyMissing, match=why) as told:
        masters()
    assert "nothing is lost" in str(told.value)


@pytest.mark.parametrize("key", ["é" * 43, "not base64 at all", encoded(b"short"), encoded(b"l" * 33)])
def test_a_malformed_key_is_refused(key: str, settings: Settings) -> None:
    settings.BILAN_MASTER_KEY = key

    with pytest.raises(MasterKeyMissing):
        current_master()


def test_a_command_wraps_and_unwraps_without_showing_its_key(tmp_path: Path) -> None:
    keeper = CommandMaster("kms", tuple(a_keeper(tmp_path).split()))

    wrapped = keeper.wrap(b"s" * 32, place="here")

    assert b"s" * 32 not in wrapped
    assert keeper.unwrap(wrapped, place="here") == b"s" * 32
    with pytest.raises(ContentTampered):
        keeper.unwrap(wrapped, place="elsewhere")


@pytest.mark.parametrize("words", [("false",), ("true",), ("/no/such/command",)])
def test_a_command_that_does_not_answer_is_told_as_such(words: tuple[str, ...]) -> None:
    with pytest.raises(MasterUnavailable, match="nothing is"):
        CommandMaster("kms", words).wrap(b"s" * 32, place="here")


@pytest.mark.django_db
def test_a_command_keeps_the_keys_of_the_site(tmp_path: Path, settings: Settings, now: datetime) -> None:
    settings.BILAN_MASTER_KEY_FROM = f"'kms=command:{a_keeper(tmp_path)}'"

    key = make_case_key(owner=uuid4(), at=now)

    assert key.master == "kms"
    assert len(open_key(DataKey.objects.get(pk=key.pk)).secret) == 32


@pytest.mark.django_db
def test_a_wrong_master_is_told_and_the_right_one_opens_again(settings: Settings, now: datetime) -> None:
    right = settings.BILAN_MASTER_KEY
    key = make_case_key(owner=uuid4(), at=now)
    secret = open_key(key).secret

    settings.BILAN_MASTER_KEY = encoded(os.urandom(32))
    with pytest.raises(MasterKeyWrong, match="put the former key back"):
        open_key(key)
    with pytest.raises(MasterKeyWrong):
        try_master(name="first")
    settings.BILAN_MASTER_KEY = right

    assert open_key(key).secret == secret


@pytest.mark.django_db
def test_a_missing_master_is_told_by_its_name(settings: Settings, now: datetime) -> None:
    key = make_case_key(owner=uuid4(), at=now)
    key.master = "2019"

    with pytest.raises(MasterKeyMissing, match="2019"):
        open_key(key)


def two_masters(settings: Settings, folder: Path, *, plain: str) -> None:
    """Put a new master before the one in use."""
    first = a_key_file(folder, key=base64.urlsafe_b64decode(plain))
    settings.BILAN_MASTER_KEY_FROM = f"next=file:{a_key_file(folder)} first=file:{first}"


@pytest.mark.django_db
def test_rotation_wraps_every_key_anew_and_leaves_what_they_seal(
    tmp_path: Path, settings: Settings, now: datetime
) -> None:
    keys = [make_case_key(owner=uuid4(), at=now) for _each in range(5)]
    secrets = [open_key(key).secret for key in keys]
    two_masters(settings, tmp_path, plain=settings.BILAN_MASTER_KEY)

    assert list(rotate_keys(batch=2)) == [2, 2, 1]

    settings.BILAN_MASTER_KEY_FROM = f"next=file:{a_key_file(tmp_path)}"
    assert [open_key(DataKey.objects.get(pk=key.pk)).secret for key in keys] == secrets
    assert keys_by_master() == {"next": 5}
    assert list(rotate_keys()) == []


@pytest.mark.django_db
def test_rotation_goes_on_where_it_stopped(tmp_path: Path, settings: Settings, now: datetime) -> None:
    for _each in range(5):
        make_case_key(owner=uuid4(), at=now)
    two_masters(settings, tmp_path, plain=settings.BILAN_MASTER_KEY)

    next(iter(rotate_keys(batch=2)))
    assert keys_by_master() == {"first": 3, "next": 2}

    assert sum(rotate_keys(batch=2)) == 3
    assert keys_by_master() == {"next": 5}


@pytest.mark.django_db
def test_rotation_does_not_wake_a_destroyed_key(tmp_path: Path, settings: Settings, now: datetime) -> None:
    key = make_case_key(owner=uuid4(), at=now)
    DataKey.objects.filter(pk=key.pk).update(wrapped=None, destroyed_at=now)
    two_masters(settings, tmp_path, plain=settings.BILAN_MASTER_KEY)

    assert list(rotate_keys()) == []
    key.refresh_from_db()
    assert key.wrapped is None


@pytest.mark.django_db
def test_rotation_refuses_a_key_that_was_moved_and_changes_nothing(
    tmp_path: Path, settings: Settings, now: datetime
) -> None:
    mine, theirs = make_case_key(owner=uuid4(), at=now), make_case_key(owner=uuid4(), at=now)
    DataKey.objects.filter(pk=theirs.pk).update(wrapped=mine.wrapped)
    two_masters(settings, tmp_path, plain=settings.BILAN_MASTER_KEY)

    with pytest.raises(ContentTampered):
        list(rotate_keys())
    assert keys_by_master() == {"first": 2}
