"""A curriculum vitae is read once; only what its owner confirms is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bilan.audit.models import Event
from bilan.occupations.curriculum import LARGEST
from bilan.portfolio.models import Experience
from bilan.portfolio.queries import experiences_of
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
TOLD = """Claire Martin, 4 rue des Lilas, claire@example.org
2014 – 2019 : caissière, Lyon
Je tenais la caisse. Je formais les nouveaux.
Depuis 03/2020 aide à domicile
Je prépare les repas.
"""


def the_answers(*, kept: tuple[int, ...], **changed: str) -> dict[str, str]:
    """Return the second page as a browser sends it, two activities found."""
    told = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"}
    for number, (title, year) in enumerate((("Caissière", "2014"), ("Aide à domicile", "2020"))):
        told |= {
            f"form-{number}-kind": "EMPLOYED",
            f"form-{number}-title": title,
            f"form-{number}-from_year": year,
            f"form-{number}-narrative": "Je tenais la caisse.",
        }
    ticks = {f"form-{number}-keep": "on" for number in kept}
    return told | ticks | {name.replace("form_", "form-", 1): value for name, value in changed.items()}


def the_titles(visitor: Visitor) -> list[str]:
    return [told.title for told in experiences_of(owner=visitor.person, reader=visitor.person)]


def test_the_page_asks_for_a_file_or_its_text() -> None:
    assert is_well_made(a_visitor().get(reverse("curriculum")))


def test_what_is_read_is_proposed_and_nothing_is_kept() -> None:
    visitor = a_visitor()

    page = visitor.said(reverse("curriculum"), text=TOLD)

    assert is_well_made(page)
    assert 'value="caissière, Lyon"' in page
    assert 'value="2019"' in page
    assert "Je prépare les repas" in page
    assert "Lilas" not in page
    assert not Experience.objects.exists()
    assert not Event.objects.filter(act__startswith="experience").exists()


def test_a_file_is_read_like_its_text() -> None:
    sent = SimpleUploadedFile("cv.txt", TOLD.encode())

    assert 'value="caissière, Lyon"' in a_visitor().said(reverse("curriculum"), file=sent)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 cut", b"PK\x03\x04 cut", b"\x00\x01\x02" * 99, b"x" * (LARGEST + 1)],
    ids=["empty", "broken PDF", "broken archive", "bytes", "too large"],
)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(content: bytes) -> None:
    visitor = a_visitor()

    page = visitor.said(reverse("curriculum"), file=SimpleUploadedFile("cv.pdf", content), text="")

    assert is_well_made(page)
    assert "Rien n’en a été gardé" in page or "Choisissez un fichier" in page
    assert not Experience.objects.exists()


def test_nothing_given_is_asked_again() -> None:
    assert "Choisissez un fichier" in a_visitor().said(reverse("curriculum"), text="  ")


def test_only_what_is_ticked_is_kept() -> None:
    visitor = a_visitor()

    page = visitor.said(reverse("curriculum-keep"), **the_answers(kept=(1,)))

    assert "1 activité est gardée" in page
    assert the_titles(visitor) == ["Aide à domicile"]


def test_what_is_not_ticked_may_be_wrong() -> None:
    visitor = a_visitor()

    visitor.post(reverse("curriculum-keep"), **the_answers(kept=(1,), **{"form_0-from_year": ""}))

    assert the_titles(visitor) == ["Aide à domicile"]


def test_one_that_cannot_be_kept_leaves_none_and_every_word_stays_on_the_page() -> None:
    visitor = a_visitor()

    page = visitor.said(
        reverse("curriculum-keep"), **the_answers(kept=(0, 1), **{"form_0-from_year": "2190"})
    )

    assert is_well_made(page)
    assert "Ces dates ne vont pas ensemble" in page
    assert page.count("Je tenais la caisse.") == 2
    assert the_titles(visitor) == []


def test_nothing_ticked_keeps_nothing_and_says_so() -> None:
    visitor = a_visitor()

    assert "Rien n’a été gardé" in visitor.said(reverse("curriculum-keep"), **the_answers(kept=()))
    assert the_titles(visitor) == []


def test_a_list_that_was_tampered_with_is_refused_without_a_fault() -> None:
    answer = a_visitor().client.post(reverse("curriculum-keep"), {"form-TOTAL_FORMS": "x"})

    assert answer.status_code == 200


def test_two_dozen_activities_make_a_page_of_less_than_a_hundred_kilobytes() -> None:
    page = a_visitor().said(reverse("curriculum"), text="2001 Vente\nJe vendais du pain.\n" * 40)

    assert page.count("Garder cette activité") == 24
    assert len(page.encode()) < 100_000
