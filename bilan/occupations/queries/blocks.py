"""What certifications are made of: their blocks of competences, and what each asks."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from bilan.occupations.models import Certification, CertificationBlock, CertificationOccupation, Occupation

LEAST_LINE = 12  # letters: shorter lines of a block are headings and marks
BULLETS = "-–•* \t"


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block: its title, and what it asks, line by line."""

    code: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificationText:
    """A certification with its blocks."""

    code: str
    title: str
    level: int | None
    by_experience: bool
    is_active: bool
    certifier: str
    blocks: tuple[BlockText, ...]


@dataclass(frozen=True, slots=True)
class BlockedCertification:
    """A certification whose blocks are known, in a list."""

    code: str
    title: str
    level: int | None
    blocks: int
    leads_there: bool


def certification_text(code: str) -> CertificationText | None:
    """Return a certification and the text of its blocks, or None where none is known; two queries."""
    row = Certification.objects.prefetch_related("blocks").filter(code=code).first()
    if row is None:
        return None
    blocks = sorted(row.blocks.all(), key=lambda block: block.code)
    return CertificationText(
        code=row.code,
        title=row.title,
        level=row.level,
        by_experience=row.by_experience,
        is_active=row.is_active,
        certifier=row.certifier,
        blocks=tuple(BlockText(one.code, one.title, _lines(one.text)) for one in blocks),
    )


def certifications_with_blocks(
    *, words: str = "", occupations: Collection[str] = (), limit: int = 12
) -> tuple[BlockedCertification, ...]:
    """Return active certifications open to experience whose blocks are known; one query.

    Those that lead to one of the occupations come first. `words` must all be in the title.
    """
    parents = Occupation.objects.filter(code__in=occupations).exclude(market_code="").values("market_code")
    leading = CertificationOccupation.objects.filter(
        Q(code__in=occupations) | Q(code__in=parents), certification=OuterRef("pk")
    )
    rows = Certification.objects.filter(is_active=True, by_experience=True, blocks__isnull=False)
    for word in words.split():
        rows = rows.filter(title__icontains=word)
    counted = rows.annotate(block_count=Count("blocks", distinct=True), leads_there=Exists(leading))
    return tuple(
        BlockedCertification(row.code, row.title, row.level, row.block_count, row.leads_there)
        for row in counted.order_by("-leads_there", "title", "code")[:limit]
    )


def are_blocks_known() -> bool:
    """Tell whether the loaded register says what certifications are made of (one query)."""
    return CertificationBlock.objects.exists()


def _lines(text: str) -> tuple[str, ...]:
    told = (line.strip(BULLETS) for line in text.splitlines())
    return tuple(line for line in told if len(line) >= LEAST_LINE)
