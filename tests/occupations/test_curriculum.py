"""A curriculum vitae is read whatever its format; a file that cannot be is refused, and says why."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from bilan.engine.identify.dating import Dates
from bilan.occupations.curriculum import LARGEST, MOST_EXPERIENCES, experiences_in, read_curriculum
from bilan.occupations.errors import UnreadableDocument

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DOCX = (
    f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Caissière</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>2014</w:t></w:r></w:p></w:body></w:document>"
)
ODT = f'<t:text xmlns:t="{OPEN}"><t:h>Caissière</t:h><t:p>2014 <t:span>Lyon</t:span> sud</t:p></t:text>'


def an_archive(member: str, content: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return held.getvalue()


def a_pdf(*, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def test_word_processors_documents_give_a_line_a_paragraph() -> None:
    assert read_curriculum(an_archive("word/document.xml", DOCX)).split() == ["Caissière", "2014"]
    assert read_curriculum(an_archive("content.xml", ODT)) == "Caissière\n2014 Lyon sud\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_plain_text_is_read_in_either_encoding(encoding: str) -> None:
    assert read_curriculum("Caissière\r\n2014".encode(encoding)) == "Caissière\n2014"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "texte"),
        (b"x" * (LARGEST + 1), "5 Mo"),
        (b"%PDF-1.7\nnothing more", "PDF est abîmé"),
        (a_pdf(), "image"),
        (a_pdf(password="secret"), "mot de passe"),
        (b"PK\x03\x04 cut short", "abîmé"),
        (an_archive("other.xml", "<a/>"), "ni un PDF"),
        (an_archive("content.xml", "<a>"), "abîmé"),
        (an_archive("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "abîmé"),
        (an_archive("content.xml", " " * 31_000_000), "démesurément"),
        (bytes(range(32)) * 40, "ni du texte"),
    ],
)
def test_what_cannot_be_read_is_refused_and_says_why(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as refused:
        read_curriculum(content)

    assert "Rien n’en a été gardé" in str(refused.value)


def test_a_tree_however_deep_is_read() -> None:
    deep = "<a>" * 5000 + "Caissière" + "</a>" * 5000

    assert read_curriculum(an_archive("content.xml", deep)) == "Caissière"


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]))
def test_any_bytes_are_read_or_refused(content: bytes, opening: bytes) -> None:
    with contextlib.suppress(UnreadableDocument):
        assert any(map(str.isalpha, read_curriculum(opening + content)))


def test_a_curriculum_is_told_as_experiences_without_what_names_the_person() -> None:
    text = (
        "Claire Martin, 4 rue des Lilas\n2014 – 2019 : caissière, Lyon\nJe tenais la caisse.\n"
        "Je formais.\nDepuis 03/2020\nAide à domicile\nJe prépare les repas.\n"
    )

    till, care = experiences_in(text)

    assert (till.title, till.narrative) == ("caissière, Lyon", "Je tenais la caisse.\nJe formais")
    assert till.dates == Dates(2014, None, 2019, None)
    assert (care.title, care.narrative) == ("Aide à domicile", "Je prépare les repas")
    assert care.dates == Dates(2020, 3)


def test_a_story_without_dates_is_one_experience() -> None:
    (found,) = experiences_in("Je tenais la caisse. Je formais les nouveaux.")

    assert (found.title, found.dates) == ("", None)
    assert found.narrative == "Je tenais la caisse. Je formais les nouveaux"


def test_a_thousand_years_give_two_dozen_experiences() -> None:
    assert len(experiences_in("2001 Vente\n" * 1000)) == MOST_EXPERIENCES
