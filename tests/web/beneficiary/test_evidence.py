"""The files of a card, as their owner meets them and as a browser receives them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from bilan.portfolio.models import EvidenceFile
from bilan.portfolio.pieces import Claim
from bilan.vault.uploads import MOST_BYTES
from tests.builders import a_person
from tests.portfolio.builders import a_card, an_evidence
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, settings: Settings) -> None:
    """Give each test a disk of its own."""
    settings.STATE = tmp_path


def a_file(visitor: Visitor, *, content: bytes = b"Planning", is_private: bool = False) -> EvidenceFile:
    """Return a file on a card of someone signed in."""
    card = a_card(person=visitor.person, at=visitor.now, claim=Claim(is_private=is_private))
    return an_evidence(card=card, at=visitor.now, content=content)


def test_a_file_is_added_shown_and_taken_away() -> None:
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)
    url = reverse("evidence", args=[card.pk])
    assert is_well_made(visitor.get(url))
    assert url in visitor.get(reverse("skill", args=[card.pk]))

    sent = SimpleUploadedFile("../planning.exe", b"Lundi, mardi")
    page = visitor.said(url, file=sent, words="Une semaine")

    assert is_well_made(page)
    assert "planning.txt" in page
    assert "Une semaine" in page
    visitor.post(reverse("evidence-remove", args=[EvidenceFile.objects.get().pk]))
    assert not EvidenceFile.objects.exists()


def test_a_file_is_served_so_that_no_browser_runs_it() -> None:
    visitor = a_visitor()
    row = a_file(visitor, content=SCRIPT)

    answer = visitor.client.get(reverse("evidence-fetch", args=[row.pk]))

    assert answer.content == SCRIPT
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content", "scanner", "why"),
    [
        ("photo.png", b"", "", "Ce fichier est vide"),
        ("photo.png", b"MZ\x00\x01", "", "Nous ne savons pas garder cette sorte de fichier"),
        ("photo.png", SCRIPT, "", "annonce une autre sorte que son contenu"),
        ("planning.txt", b"x" * (MOST_BYTES + 1), "", "dépasse 10 Mo"),
        ("planning.txt", b"Lundi", "sh -c 'cat >/dev/null; exit 1'", "danger"),
    ],
    ids=["empty", "unknown", "disguised", "large", "infected"],
)
def test_a_refused_file_says_why_and_keeps_the_sentence(
    name: str, content: bytes, scanner: str, why: str, settings: Settings
) -> None:
    settings.BILAN_SCANNER = scanner
    visitor = a_visitor()
    card = a_card(person=visitor.person, at=visitor.now)

    sent = SimpleUploadedFile(name, content)
    page = visitor.said(reverse("evidence", args=[card.pk]), file=sent, words="Ma vitrine")

    assert why in page
    assert "Ma vitrine" in page
    assert not EvidenceFile.objects.exists()


def test_someone_elses_files_do_not_exist() -> None:
    visitor = a_visitor()
    row = a_file(a_visitor(a_person(name="Nadia Other")))

    assert visitor.client.get(reverse("evidence", args=[row.card_id])).status_code == 404
    assert visitor.client.get(reverse("evidence-fetch", args=[row.pk])).status_code == 404
    assert visitor.post(reverse("evidence-remove", args=[row.pk])).status_code == 404
    assert EvidenceFile.objects.exists()


def test_five_files_cost_the_queries_of_one() -> None:
    visitor = a_visitor()
    row = a_file(visitor)
    url = reverse("evidence", args=[row.card_id])
    few = visitor.queries(url)
    for _each in range(3):
        an_evidence(card=row.card, at=visitor.now)

    assert visitor.queries(url) == few
