"""Certifications that lead to an occupation."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest

from django.db.models import Count
from django.utils.timezone import localdate

from bilan.occupations.importers.credits import sources
from bilan.occupations.models import Certification, Occupation, SourceFile


@dataclass(frozen=True, slots=True)
class CertificationCard:
    """What a page says of a certification."""

    code: str
    title: str
    level: int | None
    by_experience: bool
    certifier: str
    blocks: int
    register: str  # RNCP, RS, or CI where it is in neither directory


@dataclass(frozen=True, slots=True)
class RegisteredCertification:
    """A certification as the loaded register tells it: from which file, of which vintage."""

    card: CertificationCard
    is_active: bool
    source: str
    vintage: str  # empty where the publisher's file says none
    loaded_on: date | None


def registered_certifications(codes: Collection[str]) -> dict[str, RegisteredCertification]:
    """Return the certifications of some codes, active or not, with their source; two queries at most."""
    if not codes:
        return {}
    counted = Certification.objects.filter(code__in=codes).annotate(block_count=Count("blocks"))
    rows = list(counted.order_by("code"))
    files = SourceFile.objects.filter(kind__in={row.dataset for row in rows}).order_by("kind")
    told = {file.kind: (_title(file), file.vintage, localdate(file.imported_at)) for file in files}
    unknown = ("", "", None)
    return {
        row.code: RegisteredCertification(_card(row), row.is_active, *told.get(row.dataset, unknown))
        for row in rows
    }


def _title(file: SourceFile) -> str:
    """Return how the publisher's file is called among people, else its name."""
    return next((source.title for source in sources() if source.kind == file.kind), file.name)


def certifications_for(code: str, limit: int = 6) -> list[CertificationCard]:
    """Return active certifications leading to an occupation, every level in turn; two queries.

    Registered ones and those open to recognition of prior learning come first within a level.
    """
    parents = Occupation.objects.filter(code=code).exclude(market_code="")
    codes = {code, *parents.values_list("market_code", flat=True)}
    rows = (
        Certification.objects.filter(is_active=True, occupation_links__code__in=codes)
        .annotate(block_count=Count("blocks", distinct=True))
        .order_by("code")
    )
    by_level: dict[int, list[Certification]] = defaultdict(list)
    for certification in rows:
        by_level[certification.level or 9].append(certification)
    for found in by_level.values():
        found.sort(key=_order)
    turns = zip_longest(*(by_level[level] for level in sorted(by_level)))
    ranked = [each for each in chain.from_iterable(turns) if each is not None]
    return [_card(certification) for certification in ranked[:limit]]


def _order(certification: Certification) -> tuple[bool, bool, str]:
    return _register(certification.code) == "CI", not certification.by_experience, certification.code


def _register(code: str) -> str:
    return code.rstrip("0123456789")


def _card(certification: Certification) -> CertificationCard:
    return CertificationCard(
        code=certification.code,
        title=certification.title,
        level=certification.level,
        by_experience=certification.by_experience,
        certifier=certification.certifier,
        blocks=getattr(certification, "block_count", 0),
        register=_register(certification.code),
    )
