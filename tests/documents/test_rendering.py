"""A paper becomes a tagged, archivable PDF, the same bytes each time."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from bilan.documents.paper import Fact, Paper, Piece, Section, Signature, Table
from bilan.documents.rendering import render
from tests.shared import examples

PAPER = Paper(
    title="Document de synthèse",
    language="fr",
    on=date(2026, 11, 24),
    lede="Bilan de Claire Morel",
    facts=(Fact("Organisme", "Atelier Boussole"),),
    sections=(
        Section("Les circonstances", (Piece("Changer sans tout perdre", is_own=True),)),
        Section("Le plan", table=Table("Étapes", ("Quand", "Quoi"), (("2 déc.", "Appeler"),))),
        Section("Observations", empty="Aucune."),
    ),
    signatures=(Signature("Bénéficiaire", "Claire Morel", ""),),
)


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF as one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_every_part_is_on_the_page() -> None:
    text = text_of(render(PAPER))

    for part in (
        "Document de synthèse",
        "Atelier Boussole",
        "Changer sans tout perdre",
        "Appeler",
        "Aucune.",
    ):
        assert part in text


def test_is_tagged_titled_and_in_its_language() -> None:
    root = PdfReader(BytesIO(render(PAPER))).root_object

    marks, metadata_stream = root["/MarkInfo"], root["/Metadata"].get_object()
    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"]
    assert str(root["/Lang"]) == "fr"
    assert isinstance(metadata_stream, StreamObject)
    metadata = metadata_stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(PAPER) == render(PAPER)


@settings(max_examples=examples(50), deadline=None)
@given(words=st.text(min_size=1, max_size=80).filter(str.strip))
def test_no_words_can_break_or_program_the_page(words: str) -> None:
    paper = replace(PAPER, sections=(Section("Dit", (Piece(words, is_own=True),)),))

    assert render(paper).startswith(b"%PDF")


@pytest.mark.parametrize(
    "words",
    ["🏻", "🏻a", "a 🏿 b", "👩🏽‍🍳", "\u200d🏻", "\ufe0f", "\u0352\u20ea\u20db", "F\u200d\u2706\u20e2"],
)
def test_a_modifier_alone_is_substituted(words: str) -> None:
    paper = replace(PAPER, sections=(Section("Dit", (Piece(words, is_own=True),)),))

    assert render(paper).startswith(b"%PDF")


def test_markup_is_shown_as_written() -> None:
    paper = replace(PAPER, lede='#panic("no") *bold* $x$')

    assert '#panic("no") *bold* $x$' in text_of(render(paper))


def test_what_no_font_shows_is_substituted_and_the_rest_is_kept() -> None:
    paper = replace(PAPER, lede='Łukasz 🙂 \x08 C:\\bin "guillemets" fin')

    text = text_of(render(paper))

    assert "Łukasz" in text
    assert 'C:\\bin "guillemets" fin' in text
