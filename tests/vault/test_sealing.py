"""What is sealed opens in its own place alone, and never after its key is destroyed."""

from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilan.portfolio.models import Experience
from bilan.vault.errors import ContentTampered, KeyDestroyed
from bilan.vault.models import DataKey
from bilan.vault.operations import destroy_key, make_case_key, open_key, person_key
from bilan.vault.sealing import ContentKey, Json

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=json_values)
def test_what_is_sealed_reads_back(value: Json) -> None:
    key, row = ContentKey(id=uuid4(), secret=b"k" * 32), Experience()
    row.title_sealed = key.seal(row, "title_sealed", value)

    assert key.read(row, "title_sealed") == value


def test_a_ciphertext_shows_nothing_and_never_repeats() -> None:
    key, row = ContentKey(id=uuid4(), secret=b"k" * 32), Experience()

    first, second = (key.seal(row, "title_sealed", "boulangère") for _ in range(2))

    assert b"boulang" not in first
    assert first != second


def test_a_ciphertext_moved_to_another_row_or_field_does_not_open() -> None:
    key, row, other = ContentKey(id=uuid4(), secret=b"k" * 32), Experience(), Experience()
    row.title_sealed = key.seal(row, "title_sealed", "à moi")
    other.title_sealed = row.narrative_sealed = row.title_sealed

    for moved, name in ((other, "title_sealed"), (row, "narrative_sealed")):
        with pytest.raises(ContentTampered):
            key.read(moved, name)


def test_a_changed_byte_does_not_open() -> None:
    key, row = ContentKey(id=uuid4(), secret=b"k" * 32), Experience()
    sealed = bytearray(key.seal(row, "title_sealed", "à moi"))
    sealed[-1] ^= 1
    row.title_sealed = bytes(sealed)

    with pytest.raises(ContentTampered):
        key.read(row, "title_sealed")


@pytest.mark.django_db
def test_a_person_has_one_living_key(now: datetime) -> None:
    owner = uuid4()

    assert person_key(owner=owner, at=now).pk == person_key(owner=owner, at=now).pk


@pytest.mark.django_db
def test_a_destroyed_key_opens_nothing(now: datetime) -> None:
    key = make_case_key(owner=uuid4(), at=now)

    destroy_key(key=key, at=now)

    assert key.wrapped is None
    with pytest.raises(KeyDestroyed):
        open_key(key)


@pytest.mark.django_db
def test_a_wrapped_key_moved_to_another_owner_does_not_open(now: datetime) -> None:
    mine, theirs = make_case_key(owner=uuid4(), at=now), make_case_key(owner=uuid4(), at=now)
    DataKey.objects.filter(pk=theirs.pk).update(wrapped=mine.wrapped)
    theirs.refresh_from_db()

    with pytest.raises(ContentTampered):
        open_key(theirs)
