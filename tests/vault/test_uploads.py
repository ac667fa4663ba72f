"""What is taken in is told from its bytes; what is broken, disguised, too big or infected is refused."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from bilan.vault import structures
from bilan.vault.errors import UploadRefused
from bilan.vault.uploads import LONGEST_NAME, MOST_BYTES, Kind, accept, clean_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x04ab\xff\xda\x00\x04abscan\xff\xd9"
WEBP = b"RIFF" + struct.pack("<I", 16) + b"WEBPVP8 " + struct.pack("<I", 4) + b"abcd"
TYPES = b"<Types>application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml</Types>"


def a_png(*, tail: bytes = b"") -> bytes:
    """Return a small picture."""
    told = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", b"\0" * 13), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")):
        told += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return told + tail


def an_archive(**entries: bytes) -> bytes:
    """Return a zip; names are given with a double underscore for a slash and a single one for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return out.getvalue()


def a_docx(**more: bytes) -> bytes:
    """Return a Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, body in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return out.getvalue()


ODT = an_archive(mimetype=structures.ODT, content_xml=b"<office/>")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, Kind.PDF),
        (JPEG, Kind.JPEG),
        (a_png(), Kind.PNG),
        (WEBP, Kind.WEBP),
        (a_docx(), Kind.DOCX),
        (ODT, Kind.ODT),
        ("Bonjour, c’est moi.\n".encode(), Kind.TEXT),
    ],
    ids=lambda told: told.name if isinstance(told, Kind) else "",
)
def test_a_kind_is_told_from_the_bytes_whatever_the_name(content: bytes, kind: Kind) -> None:
    upload = accept(content=content, name="virus.exe")

    assert upload.kind is kind
    assert upload.name == f"virus.{kind.extension}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"\x7fELF",
        PDF[:-8],
        b"%PDF-1.7 and nothing else",
        a_png(tail=b"<script>"),
        a_png()[:-1],
        a_png().replace(b"IHDR", b"IHDX"),
        JPEG[:-2],
        b"\xff\xd8\xff\xd9",
        WEBP + b"more than announced",
        an_archive(anything_txt=b"a zip that is no document"),
        a_docx(word__vbaProject_bin=b"macro"),
        a_docx()[:-10],
        b"GIF89a" + a_docx(),
        an_archive(content_xml=b"<office/>", mimetype=structures.ODT),
        b"text with \x00 in it",
        "latin é".encode("latin-1"),
        b"\x1b]0;terminal\x07",
    ],
)
def test_what_is_broken_disguised_or_unknown_is_refused(content: bytes) -> None:
    with pytest.raises(UploadRefused):
        accept(content=content, name="photo.png")


def test_an_archive_that_unpacks_without_end_is_refused() -> None:
    bomb = a_docx(word__media__blank_bin=b"\0" * (structures.MOST_UNPACKED + 1))

    assert len(bomb) < 100_000
    with pytest.raises(UploadRefused):
        accept(content=bomb, name="cv.docx")


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    size = structures.MOST_UNPACKED + 1
    bomb = a_docx(word__media__blank_bin=b"\0" * size)
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 10))

    assert lying != bomb
    with pytest.raises(UploadRefused):
        accept(content=lying, name="cv.docx")


def test_the_size_is_bounded_on_both_sides() -> None:
    assert accept(content=b"x" * MOST_BYTES, name="long.txt").kind is Kind.TEXT
    with pytest.raises(UploadRefused, match="10"):
        accept(content=b"x" * (MOST_BYTES + 1), name="long.txt")


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\cv.docx", "cv.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ("lettre\r\nX-Header: 1.pdf", "lettreX-Header 1.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ("Été 2026.pdf", "Été 2026.pdf"),
    ],
)
def test_a_name_keeps_no_folder_and_no_hidden_sign(name: str, clean: str) -> None:
    assert clean_name(name, kind=Kind.PDF) == clean


@given(name=st.text(max_size=200))
def test_any_name_comes_out_clean(name: str) -> None:
    clean = clean_name(name, kind=Kind.PDF)

    assert clean.endswith(".pdf")
    assert 5 <= len(clean) <= LONGEST_NAME + 4
    assert not set(clean) & set('/\\\r\n\0"<>|')


@given(
    content=st.binary(max_size=400),
    start=st.sampled_from([b"", PDF[:8], JPEG[:3], a_png()[:16], a_docx()[:40]]),
)
def test_no_bytes_break_the_look_at_them(content: bytes, start: bytes) -> None:
    try:
        upload = accept(content=start + content, name="any")
    except UploadRefused:
        return
    assert upload.content == start + content


@pytest.mark.parametrize(
    ("scanner", "why"),
    [
        ("sh -c 'cat >/dev/null; exit 1'", "danger"),
        ("sh -c 'cat >/dev/null; exit 2'", "ne répond pas"),
        ("/no/such/scanner", "ne répond pas"),
    ],
)
def test_a_scanner_that_finds_something_or_is_down_lets_nothing_in(
    scanner: str, why: str, settings: Settings
) -> None:
    settings.BILAN_SCANNER = scanner

    with pytest.raises(UploadRefused, match=why):
        accept(content=PDF, name="cv.pdf")


def test_a_scanner_that_finds_nothing_lets_it_in(settings: Settings) -> None:
    settings.BILAN_SCANNER = "sh -c 'grep -q PDF'"

    assert accept(content=PDF, name="cv.pdf").kind is Kind.PDF
