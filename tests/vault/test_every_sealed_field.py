"""Every sealed field of every model: its ciphertext opens in its own row, field and key alone."""

from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from bilan.vault.errors import ContentTampered
from bilan.vault.models import SealedField
from bilan.vault.sealing import ContentKey

SEALED = [
    (model, field.name)
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if isinstance(field, SealedField)
]
TOUCHED = {"answer", "card", "demand", "evidence", "experience", "message", "note", "option", "step"}


def a_row(model: type[models.Model]) -> models.Model:
    """Return a row that has a key, as it is before it is saved."""
    return model(pk=uuid4())


def a_key(*, secret: bytes = b"k" * 32, key_id: UUID | None = None) -> ContentKey:
    """Return an opened key."""
    return ContentKey(id=key_id or uuid4(), secret=secret)


def test_the_list_is_not_empty_by_mistake() -> None:
    names = {model._meta.model_name for model, _ in SEALED}

    assert names >= TOUCHED
    assert all(name.endswith("_sealed") for _, name in SEALED)


def test_what_holds_ciphertext_says_so_by_its_type() -> None:
    loose = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField) and not isinstance(field, SealedField)
    }

    assert loose == {"vault.DataKey.wrapped", "audit.Link.hash"}


@pytest.mark.parametrize(("model", "name"), SEALED, ids=lambda held: getattr(held, "__name__", held))
def test_a_ciphertext_opens_in_its_own_row_alone(model: type[models.Model], name: str) -> None:
    key, mine, theirs = a_key(), a_row(model), a_row(model)
    setattr(mine, name, key.seal(mine, name, "à moi"))
    setattr(theirs, name, getattr(mine, name))

    assert key.read(mine, name) == "à moi"
    with pytest.raises(ContentTampered):
        key.read(theirs, name)


@pytest.mark.parametrize(("model", "name"), SEALED, ids=lambda held: getattr(held, "__name__", held))
def test_a_ciphertext_opens_in_no_other_sealed_field(model: type[models.Model], name: str) -> None:
    key, mine = a_key(), a_row(model)
    sealed = key.seal(mine, name, "à moi")

    for other_model, other_name in SEALED:
        if (other_model, other_name) != (model, name):
            other = other_model(pk=mine.pk)
            setattr(other, other_name, sealed)
            with pytest.raises(ContentTampered):
                key.read(other, other_name)


def test_a_key_that_bears_another_name_opens_nothing_even_with_the_same_secret() -> None:
    model, name = SEALED[0]
    row = a_row(model)
    setattr(row, name, a_key().seal(row, name, "à moi"))

    with pytest.raises(ContentTampered):
        a_key().read(row, name)


def test_a_row_without_a_key_is_not_sealed() -> None:
    model, name = SEALED[0]

    with pytest.raises(ValueError, match="needs its key"):
        a_key().seal(model(pk=None), name, "à personne")


@given(clear=st.binary(max_size=64), at=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(clear: bytes, at: int, bit: int) -> None:
    key, row = a_key(), a_row(SEALED[0][0])
    sealed = bytearray(key.seal_bytes(row, "content", clear))
    sealed[at % len(sealed)] ^= 1 << bit

    with pytest.raises(ContentTampered):
        key.open_bytes(row, "content", bytes(sealed))


@given(clear=st.binary(max_size=64), kept=st.integers(0, 91))
def test_no_shortened_ciphertext_opens(clear: bytes, kept: int) -> None:
    key, row = a_key(), a_row(SEALED[0][0])
    sealed = key.seal_bytes(row, "content", clear)

    if kept < len(sealed):
        with pytest.raises(ContentTampered):
            key.open_bytes(row, "content", sealed[:kept])
