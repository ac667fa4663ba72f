"""Import publishers' files: all of them or none, and none twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from bilan.audit.operations import Fact, record
from bilan.occupations.importers import clearing
from bilan.occupations.importers.areas import ensure_areas
from bilan.occupations.importers.credits import source_of
from bilan.occupations.importers.kinds import KIND_BY_CODE
from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.opening import Archive, is_archive
from bilan.occupations.importers.recognition import Candidate, candidates
from bilan.occupations.importers.writing import Keys, refresh_statistics
from bilan.occupations.models import Catalogue, SourceFile

MANY_ROWS = 10_000  # fewer do not change how the database answers
LOCK = 5_270_181  # any number, the same for every import of every process
ESCO_KINDS = ("esco-en", "esco-fr", "esco-relations")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: which file, of how many, how many rows written."""

    file: str
    kind: str
    number: int
    total: int
    rows: int = 0
    state: str = "LOADING"  # LOADING, DONE, SKIPPED


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file."""

    file: str
    kind: str
    rows: int
    is_skipped: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of all files of an import."""

    files: tuple[ImportedFile, ...]

    @property
    def rows(self) -> int:
        """Return how many rows were read."""
        return sum(file.rows for file in self.files if not file.is_skipped)


def _quietly(progress: Progress) -> None:
    del progress


def import_reference(
    *, paths: Iterable[Path], at: datetime, report: Callable[[Progress], None] = _quietly
) -> ImportResult:
    """Import files and folders of publishers' files, whatever their order; a known file is skipped.

    Raises:
        ReferenceProblem: a file is unknown, broken, cut or unsafe; nothing was changed.
    """
    found = candidates(paths)
    with transaction.atomic():
        _take_turn()
        ensure_areas()
        found = _with_esco_renewed(found)
        keys = Keys()
        files = tuple(
            _import(candidate, at=at, keys=keys, report=partial(_tell, report, candidate, number, len(found)))
            for number, candidate in enumerate(found, start=1)
        )
        keys.settle()
        result = ImportResult(files)
        if result.rows > MANY_ROWS:
            refresh_statistics()
    return result


def _take_turn() -> None:
    """Make imports of several processes wait for each other; SQLite does it by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _with_esco_renewed(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Drop the loaded ESCO when archives of another version come: its parts only fit together."""
    versions = {candidate.version for candidate in found if candidate.kind in ESCO_KINDS} - {""}
    loaded = Catalogue.objects.filter(code="esco").values_list("version", flat=True).first()
    if loaded is not None and versions and versions != {loaded}:
        clearing.catalogue("esco")
        SourceFile.objects.filter(kind__in=ESCO_KINDS).delete()
    return found


def _tell(
    report: Callable[[Progress], None], candidate: Candidate, number: int, total: int, rows: int, state: str
) -> None:
    report(Progress(candidate.path.name, candidate.kind, number, total, rows, state))


def _import(
    candidate: Candidate, *, at: datetime, keys: Keys, report: Callable[[int, str], None]
) -> ImportedFile:
    kind = KIND_BY_CODE[candidate.kind]
    earlier = SourceFile.objects.filter(kind=candidate.kind).first()
    if earlier and earlier.sha256 == candidate.sha256:
        report(0, "SKIPPED")
        return ImportedFile(candidate.path.name, candidate.kind, earlier.rows, is_skipped=True)
    report(0, "LOADING")
    if earlier:
        kind.clear(candidate.kind)
    loading = _load(candidate, keys, report)
    _keep_trace(candidate, loading, at)
    report(0, "DONE")
    remarks = tuple(loading.remarks)
    return ImportedFile(candidate.path.name, candidate.kind, loading.rows_read(), False, remarks)


def _load(candidate: Candidate, keys: Keys, report: Callable[[int, str], None]) -> Loading:
    archive = Archive(candidate.path) if is_archive(candidate.path) else None
    is_book = archive is not None and "workbook.xml" in archive.members
    loading = Loading(
        kind=candidate.kind,
        path=candidate.path,
        name=candidate.path.name,
        version=candidate.version,
        credits=source_of(candidate.kind).credits,
        keys=keys,
        advance=lambda rows: report(rows, "LOADING"),
        archive=None if is_book else archive,
        member=next(iter(archive.members)) if archive and len(archive.members) == 1 else "",
    )
    try:
        KIND_BY_CODE[candidate.kind].load(loading)
    finally:
        if archive:
            archive.close()
    return loading


def _keep_trace(candidate: Candidate, loading: Loading, at: datetime) -> None:
    values = {
        "name": candidate.path.name,
        "sha256": candidate.sha256,
        "rows": loading.rows_read(),
        "vintage": loading.vintage or loading.credits.vintage,
        "licence": loading.credits.licence,
        "imported_at": at,
        "remarks": "\n".join(loading.remarks),
    }
    file, _created = SourceFile.objects.update_or_create(kind=candidate.kind, defaults=values)
    facts: dict[str, Fact] = {"kind": candidate.kind, "sha256": candidate.sha256, "rows": file.rows}
    record(act="reference.imported", by=None, object_=file, at=at, facts=facts)
