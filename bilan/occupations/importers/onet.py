"""O*NET: occupations with numeric interests, work values and work styles, in English."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bilan.occupations.importers.loading import Loading
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import (
    Catalogue,
    InterestScore,
    LabelKind,
    Language,
    Occupation,
    OccupationLabel,
    WorkValueScore,
)

CODE, NAME, SCALE, VALUE = "O*NET-SOC Code", "Element Name", "Scale ID", "Data Value"
LETTERS = "RIASEC"
HIGH_POINTS = ("First Interest High-Point", "Second Interest High-Point", "Third Interest High-Point")


def load_onet(loading: Loading) -> None:
    """Load the O*NET text database, whole or in part."""
    catalogue = loading.catalogue("onet", "O*NET", version=loading.version or "?")
    occupations = _load_occupations(loading, catalogue)
    _load_interests(loading, occupations)
    _load_values(loading, occupations)


def _open(loading: Loading, member: str, *columns: str) -> Table:
    pattern = member.replace(" ", "[ _]") + r"\.txt"
    return loading.table(member=pattern, header=columns, delimiter="\t", is_quoted=False)


def _load_occupations(loading: Loading, catalogue: Catalogue) -> dict[str, int]:
    columns = (CODE, "Title", "Description")
    table = _open(loading, "Occupation Data", *columns)
    keys: dict[str, int] = {}
    labels: list[Row] = []

    def rows() -> Iterator[Row]:
        for code, title, description in table.rows(*columns):
            key = keys[code] = loading.keys.next(Occupation)
            name = table.needed("Title", title)
            labels.append((key, Language.ENGLISH, LabelKind.PREFERRED, name, ""))
            if description:
                labels.append((key, Language.ENGLISH, LabelKind.DEFINITION, description, ""))
            yield catalogue.pk, code, key, "", "", "", False

    names = ("catalogue_id", "code", "id", "isco", "market_code", "riasec", "is_regulated")
    loading.write(Occupation, names, rows(), unique=2)
    loading.write(OccupationLabel, ("occupation_id", "language", "kind", "text", "code"), labels)
    return keys


def _load_interests(loading: Loading, occupations: dict[str, int]) -> None:
    table = _open(loading, "Interests", CODE, NAME, SCALE, VALUE)
    points: dict[int, dict[str, str]] = defaultdict(dict)

    def rows() -> Iterator[Row]:
        for code, name, scale, value in table.rows(CODE, NAME, SCALE, VALUE):
            key, number = table.key(CODE, code, occupations), table.number(VALUE, value)
            if scale == "IH" and number:
                points[key][name] = _letter(table, number)
            elif scale == "OI" and number is not None:
                yield key, name[0], number

    loading.write(InterestScore, ("occupation_id", "letter", "value"), rows(), unique=2)
    named = [Occupation(pk=key, riasec=_letters(found)) for key, found in points.items()]
    Occupation.objects.bulk_update(named, ["riasec"], batch_size=400)


def _letter(table: Table, number: float) -> str:
    if number not in range(1, 7):
        raise table.fault(VALUE, _("un point fort est un nombre de 0 à 6."))
    return LETTERS[int(number) - 1]


def _letters(found: dict[str, str]) -> str:
    return "".join(found[point] for point in HIGH_POINTS if point in found)


def _load_values(loading: Loading, occupations: dict[str, int]) -> None:
    names = ("occupation_id", "scale", "code", "value")
    for member, scale_id, scale in (("Work Values", "EX", "EX"), ("Work Styles", "IM", "STYLE")):
        if loading.has(member.replace(" ", "[ _]") + r"\.txt"):
            rows = _values(_open(loading, member, CODE, NAME, SCALE, VALUE), scale_id, scale, occupations)
            loading.write(WorkValueScore, names, rows, unique=3)
    if loading.has(r"Job[ _]Zones\.txt"):
        loading.write(WorkValueScore, names, _zones(loading, occupations), unique=3)


def _values(table: Table, scale_id: str, scale: str, occupations: dict[str, int]) -> Iterator[Row]:
    for code, name, found, value in table.rows(CODE, NAME, SCALE, VALUE):
        number = table.number(VALUE, value)
        if found == scale_id and number is not None:
            yield table.key(CODE, code, occupations), scale, name, number


def _zones(loading: Loading, occupations: dict[str, int]) -> Iterator[Row]:
    table = _open(loading, "Job Zones", CODE, "Job Zone")
    for code, zone in table.rows(CODE, "Job Zone"):
        number = table.number("Job Zone", zone)
        if number is not None:
            yield table.key(CODE, code, occupations), "JOB_ZONE", "Job Zone", number
