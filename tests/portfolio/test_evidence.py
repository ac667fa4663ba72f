"""A file follows its card: its owner's, and the practitioner's only when the card is shared."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from bilan.audit.models import Event
from bilan.portfolio.errors import EvidenceDisguised, EvidenceRefused, PieceHidden, TooMuchEvidence
from bilan.portfolio.evidence import evidence_file, evidence_of
from bilan.portfolio.models import Card, EvidenceFile
from bilan.portfolio.operations import merge_cards, remove_evidence, retire_card
from bilan.portfolio.operations.evidence import MOST_FILES
from bilan.portfolio.pieces import Claim
from bilan.vault.files import kept_files
from bilan.vault.models import SealedFile
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_evidence
from tests.vault.test_uploads import a_png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    """Give each test a disk of its own."""
    settings.STATE = tmp_path


def test_a_file_is_kept_with_its_name_and_what_it_shows(now: datetime) -> None:
    card = a_card(person=a_person(), at=now)
    row = an_evidence(card=card, at=now, content=b"Mes comptes", words="Un trimestre")

    held, content = evidence_file(reader=card.person, evidence_id=row.pk)

    assert content == b"Mes comptes"
    assert (held.name, held.kind, held.words, held.size) == ("planning.txt", "TEXT", "Un trimestre", 11)
    assert b"planning" not in bytes(row.told_sealed)


def test_the_trail_says_which_kind_and_nothing_of_the_file(now: datetime) -> None:
    an_evidence(card=a_card(person=a_person(), at=now), at=now)

    assert Event.objects.get(act="evidence.added").facts == {"kind": "TEXT"}


def test_nobody_adds_to_or_takes_from_someone_elses_card(now: datetime) -> None:
    row = an_evidence(card=a_card(person=a_person(), at=now), at=now)
    other = a_card(person=a_person(name="Nadia Other"), at=now).person

    with pytest.raises(PieceHidden):
        remove_evidence(evidence_id=row.pk, by=other, at=now)
    row.card.person = other
    with pytest.raises(PieceHidden):
        an_evidence(card=row.card, at=now)
    assert EvidenceFile.objects.count() == 1


def test_the_practitioner_reads_the_files_of_shared_cards_alone(now: datetime) -> None:
    owner, reader = a_person(), a_person(name="Hélène Counsellor")
    shared = an_evidence(card=a_card(person=owner, at=now), at=now)
    hidden = an_evidence(card=a_card(person=owner, at=now, claim=Claim(is_private=True)), at=now)
    away = an_evidence(card=a_card(person=owner, at=now), at=now)
    retire_card(card_id=away.card_id, by=owner, at=now)

    held = evidence_of(owner=owner, reader=reader, is_practitioner=True)

    assert [one.id for one in held] == [shared.pk]
    assert len(evidence_of(owner=owner, reader=owner)) == 3
    for row in (hidden, away):
        with pytest.raises(PieceHidden):
            evidence_file(reader=reader, evidence_id=row.pk, is_practitioner=True)


def test_somebody_else_reads_nothing(now: datetime) -> None:
    row = an_evidence(card=a_card(person=a_person(), at=now), at=now)
    stranger = a_person(name="Nadia Other")

    with pytest.raises(PieceHidden):
        evidence_of(owner=row.card.person, reader=stranger)
    for wanted in (row.pk, uuid4()):
        with pytest.raises(PieceHidden):
            evidence_file(reader=stranger, evidence_id=wanted)


def test_a_refused_file_leaves_no_trace(now: datetime) -> None:
    card = a_card(person=a_person(), at=now)

    with pytest.raises(EvidenceRefused, match="Rien n’a été gardé"):
        an_evidence(card=card, at=now, content=b"MZ\x00\x01", name="photo.png")

    assert not SealedFile.objects.exists()
    assert list(kept_files()) == []


@pytest.mark.parametrize("name", ["photo.jpg", "PLANNING.TXT", "notes", "planning.exe"])
def test_a_name_that_announces_its_own_sort_or_none_is_taken(name: str, now: datetime) -> None:
    content = a_png() if name.endswith("jpg") else b"Lundi, mardi"

    row = an_evidence(card=a_card(person=a_person(), at=now), at=now, content=content, name=name)

    assert SealedFile.objects.get() == row.file


@pytest.mark.parametrize("name", ["photo.jpg", "cv.PDF", "lettre.docx"])
def test_a_name_that_announces_another_sort_is_refused(name: str, now: datetime) -> None:
    card = a_card(person=a_person(), at=now)

    with pytest.raises(EvidenceDisguised, match="txt"):
        an_evidence(card=card, at=now, content=b"Lundi, mardi", name=name)

    assert not SealedFile.objects.exists()


def test_a_card_holds_five_files(now: datetime) -> None:
    card = a_card(person=a_person(), at=now)
    for _each in range(MOST_FILES):
        an_evidence(card=card, at=now)

    with pytest.raises(TooMuchEvidence):
        an_evidence(card=card, at=now)
    assert EvidenceFile.objects.count() == MOST_FILES


def test_a_removed_file_leaves_the_disk(
    now: datetime, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    card = a_card(person=a_person(), at=now)
    row = an_evidence(card=card, at=now)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence_id=row.pk, by=card.person, at=now)

    assert not SealedFile.objects.exists()
    assert list(kept_files()) == []
    assert Card.objects.filter(pk=card.pk).exists()


def test_files_follow_cards_that_become_one(now: datetime) -> None:
    person = a_person()
    kept, absorbed = (a_card(person=person, at=now) for _each in range(2))
    row = an_evidence(card=absorbed, at=now)

    merge_cards(card_id=kept.pk, others=[absorbed.pk], by=person, at=now)

    assert [one.id for one in evidence_of(owner=person, reader=person, card_id=kept.pk)] == [row.pk]
