"""Set a paper in type: tagged PDF, readable aloud (PDF/UA-1) and archivable (PDF/A-2a)."""

import json
import re
import unicodedata
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal, cast

import typst
from django.utils.translation import gettext as _

from bilan.documents.paper import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
UNSHOWN = re.compile(r'the text `("(?:[^"\\]|\\.)*")` could not be displayed')
SUBSTITUTE = "\ufffd"
JOINERS = {"Mn", "Mc", "Me", "Cf", "Sk"}
ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
KEPT = {r"\\", r"\"", r"\n", r"\t"}


def render(paper: Paper) -> bytes:
    """Return the PDF of a paper; the same paper gives the same bytes.

    A character that no font here shows is printed as “\ufffd”, so that a document is never refused for it.
    """
    named = replace(paper, labels=_labels() | paper.labels)
    fields = asdict(named) | {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day}
    fields.pop("on")
    text = _printable(json.dumps(fields, ensure_ascii=False))
    at = datetime(paper.on.year, paper.on.month, paper.on.day, tzinfo=UTC)
    while True:
        try:
            return _set(text, at=at)
        except typst.TypstError as error:
            text = _without_unshown(text, error)


def _set(text: str, *, at: datetime) -> bytes:
    pdf = _compiler().compile(
        format="pdf", pdf_standards=[*STANDARDS], timestamp=at, sys_inputs={"paper": text}
    )
    return cast("bytes", pdf)


def _without_unshown(text: str, error: typst.TypstError) -> str:
    """Replace what the typesetter says it cannot show; any other complaint is a bug and goes on up."""
    found = UNSHOWN.search(error.message)
    if found is None:
        raise error
    shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1][1:-1])
    mended = text
    for character in set(shown) - {SUBSTITUTE}:
        if not character.isascii():
            mended = mended.replace(character, SUBSTITUTE)
    if mended == text:
        mended = _without_joiners(text)
    if mended == text:
        raise error
    return mended


def _without_joiners(text: str) -> str:
    """Substitute what joins the character before it, which the complaint names and which shows well alone."""
    return "".join(
        SUBSTITUTE if _may_join(character) else character for character in unicodedata.normalize("NFC", text)
    )


def _may_join(character: str) -> bool:
    return not character.isascii() and (unicodedata.category(character) in JOINERS or character > "\uffff")


def _printable(text: str) -> str:
    """Substitute control and unassigned characters; in JSON text those below U+0020 are escapes."""
    text = ESCAPED.sub(lambda found: found[0] if found[0] in KEPT else " ", text)
    return "".join(SUBSTITUTE if _is_odd(character) else character for character in text)


def _is_odd(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cn", "Co", "Cs"} and character != "\n"


@cache
def _compiler() -> typst.Compiler:
    # The embedded serif comes first on every machine; system fonts only lend it other scripts.
    return typst.Compiler(str(TEMPLATE), font_paths=typst.Fonts(), root=str(TEMPLATE.parent))


def _labels() -> dict[str, str]:
    return {
        "open": _("« "),
        "close": _(" »"),
        "pending": _("à signer"),
        "reference": _("Empreinte du contenu :"),
    }
