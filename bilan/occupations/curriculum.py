"""The text of a curriculum vitae (PDF, DOCX, ODT, plain text) and its experiences; nothing is kept here."""

import io
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from bilan.engine.identify.cutting import Experience, cut_experiences
from bilan.engine.identify.dating import Dates, dates_in, named_in
from bilan.occupations.errors import UnreadableDocument

LARGEST = 5_000_000  # bytes of a file
LARGEST_UNPACKED = 30_000_000
LONGEST_TEXT = 400_000  # characters: beyond, it is no curriculum vitae
MOST_PAGES = 60
MOST_EXPERIENCES = 24
LONGEST_TITLE = 120  # characters, as a portfolio keeps them
LONGEST_NARRATIVE = 20_000
STRANGE = frozenset(map(chr, range(32))) - set("\t\n\r\f")  # what no text holds
# Where a word processor keeps its text: the member, and the elements that end a line.
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MEMBERS = {
    "word/document.xml": (f"{_WORD}p", f"{_WORD}br", f"{_WORD}tab"),
    "content.xml": (f"{_OPEN}p", f"{_OPEN}h", f"{_OPEN}line-break", f"{_OPEN}tab"),
}


def read_curriculum(content: bytes) -> str:
    """Return the text of a document, recognised by its content, whatever its name.

    Raises:
        UnreadableDocument: too large, broken, locked, sly, or without text.
    """
    if len(content) > LARGEST:
        raise UnreadableDocument(fault=_("Ce document dépasse 5 Mo."))
    if content.startswith(b"%PDF"):
        text = _read_pdf(content)
    elif content.startswith(b"PK\x03\x04"):
        text = _read_archive(content)
    else:
        text = _read_plain(content)
    if not any(map(str.isalpha, text)):
        raise UnreadableDocument(fault=_("Ce document ne contient pas de texte (peut-être une image)."))
    return text[:LONGEST_TEXT]


def _read_pdf(content: bytes) -> str:
    """Return the text of the first pages."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument(fault=_("Ce PDF est protégé par un mot de passe."))
        return "\n".join(page.extract_text() for page in reader.pages[:MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadableDocument(fault=_("Ce PDF est abîmé ou incomplet.")) from error


def _read_archive(content: bytes) -> str:
    """Return the text of a DOCX or an ODT."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            member = next((name for name in MEMBERS if name in archive.namelist()), None)
            if member is None:
                raise UnreadableDocument(fault=_("Ce fichier n’est ni un PDF, ni un DOCX, ni un ODT."))
            if archive.getinfo(member).file_size > LARGEST_UNPACKED:
                raise UnreadableDocument(fault=_("Ce document se déplie démesurément."))
            return _lines(fromstring(archive.read(member), forbid_dtd=True), MEMBERS[member])
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, NotImplementedError, RuntimeError) as error:
        raise UnreadableDocument(fault=_("Ce document est abîmé, incomplet ou protégé.")) from error
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableDocument(fault=_("Ce document est abîmé, incomplet ou protégé.")) from error


def _lines(root: Element, ends: tuple[str, ...]) -> str:
    """Return the text of a tree, a line a paragraph; walks without recursion, however deep the tree."""
    found: list[str] = []
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_closing = waiting.pop()
        if is_closing:
            found += ["\n"] if element.tag in ends else []
            found.append(element.tail or "")
            continue
        found.append(element.text or "")
        waiting.append((element, True))
        waiting += [(child, False) for child in reversed(element)]
    return "".join(found)


def _read_plain(content: bytes) -> str:
    """Return plain text: UTF-8, else the old Western encoding; bytes that are neither are refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    strange = sum(character == "\ufffd" or character in STRANGE for character in text)
    if strange > len(text) / 100:
        raise UnreadableDocument(fault=_("Ce fichier n’est ni un PDF, ni un DOCX, ni un ODT, ni du texte."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class FoundExperience:
    """An experience as a curriculum vitae tells it; nothing is kept of it before its owner says so."""

    title: str
    dates: Dates | None
    narrative: str


def experiences_in(text: str) -> tuple[FoundExperience, ...]:
    """Return the experiences of a curriculum vitae, at most twenty-four.

    What stands before the first date (name, address) is left out, unless there is no date at all.
    """
    cut = cut_experiences(text)
    told = [one for one in cut if one.heading] or list(cut)
    return tuple(_found(text, one) for one in told[:MOST_EXPERIENCES])


def _found(text: str, one: Experience) -> FoundExperience:
    """Return an experience with its title: what its dated line names, else its first sentence."""
    heading = one.heading.of(text) if one.heading else ""
    sentences = list(one.sentences)
    title = named_in(heading)
    if not title and heading and sentences:
        title = sentences.pop(0).of(text)
    narrative = text[sentences[0].start : sentences[-1].end] if sentences else ""
    return FoundExperience(
        title=" ".join(title.split())[:LONGEST_TITLE],
        dates=dates_in(heading),
        narrative=narrative[:LONGEST_NARRATIVE],
    )
