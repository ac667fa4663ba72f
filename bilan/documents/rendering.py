"""Set a paper in type: tagged PDF, readable aloud (PDF/UA-1) and archivable (PDF/A-2a)."""

import json
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


def render(paper: Paper) -> bytes:
    """Return the PDF of a paper; the same paper gives the same bytes."""
    named = replace(paper, labels=_labels() | paper.labels)
    fields = asdict(named) | {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day}
    fields.pop("on")
    pdf = _compiler().compile(
        format="pdf",
        pdf_standards=[*STANDARDS],
        timestamp=datetime(paper.on.year, paper.on.month, paper.on.day, tzinfo=UTC),
        sys_inputs={"paper": json.dumps(fields, ensure_ascii=False)},
    )
    return cast("bytes", pdf)


@cache
def _compiler() -> typst.Compiler:
    # The embedded fonts alone: the same document on every machine, and no font folder to scan.
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(str(TEMPLATE), font_paths=fonts, root=str(TEMPLATE.parent))


def _labels() -> dict[str, str]:
    return {
        "open": _("« "),
        "close": _(" »"),
        "pending": _("à signer"),
        "reference": _("Empreinte du contenu :"),
    }
