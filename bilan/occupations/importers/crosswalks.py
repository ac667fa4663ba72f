"""Published correspondences: ESCO–ROME, ESCO–O*NET, ROME–ISCO, ROME–FAP, FAP–PCS."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from bilan.occupations.errors import BrokenFile
from bilan.occupations.importers.loading import WINDOWS, Loading
from bilan.occupations.importers.sheets import sheet_table
from bilan.occupations.importers.tables import Table
from bilan.occupations.importers.writing import Row
from bilan.occupations.models import Crosswalk, Group

COLUMNS = ("source_scheme", "source_code", "target_scheme", "target_code", "relation", "dataset")
RELATIONS = {
    "exactMatch": "EXACT",
    "exactISCO": "EXACT",
    "closeMatch": "CLOSE",
    "broadMatch": "BROADER",
    "narrowMatch": "NARROWER",
}
ESCO_ROME = ("classification 1 ID", "classification 2 ID", "mapping relation")
ESCO_ONET = ("O*NET Id", "ESCO or ISCO URI", "Type of Match")
ROME_ISCO = ("Code ROME", "Code ISCO08")
FAP_LINE = re.compile(r'^((?:"[A-Z]\d{4}\d?",?)+)\s*=\s*"([A-Z]\d[A-Z]\d{2})"')
FAP_SIGNATURE = "$FAP9RSQ"


def load_esco_rome(loading: Loading) -> None:
    """Load ESCO occupations to ROME titles: the file speaks the codes of titles (OGR), not of occupations."""
    table = loading.table(header=ESCO_ROME)
    _write(
        loading,
        (
            (
                "esco",
                uri,
                "rome-title",
                table.needed(ESCO_ROME[1], title),
                _relation(table, ESCO_ROME[2], relation),
            )
            for uri, title, relation in table.rows(*ESCO_ROME)
        ),
    )


def load_esco_onet(loading: Loading) -> None:
    """Load O*NET occupations to ESCO occupations, or to ISCO groups where ESCO has none."""
    table = loading.table(header=ESCO_ONET)
    rows = (
        ("onet", code, *_esco_or_isco(uri), _relation(table, ESCO_ONET[2], relation))
        for code, uri, relation in table.rows(*ESCO_ONET)
    )
    _write(loading, rows)


def _esco_or_isco(uri: str) -> tuple[str, str]:
    group = re.search(r"/isco/C(\d{1,4})$", uri)
    return ("isco", group.group(1)) if group else ("esco", uri)


def _relation(table: Table, column: str, text: str) -> str:
    found = RELATIONS.get(text.removeprefix("skos:"))
    if found is None:
        raise table.fault(column, _("cette relation est inconnue : « %(text)s ».") % {"text": text})
    return found


def load_rome_isco(loading: Loading) -> None:
    """Load ROME v3 codes to ISCO-08 unit groups."""
    table = sheet_table(loading, sheet="ROME to ISCO-08", header=ROME_ISCO)
    rows = (
        ("rome3", rome, "isco", isco.zfill(4), "CLOSE")
        for rome, isco in table.rows(*ROME_ISCO)
        if rome and isco
    )
    _write(loading, rows)


def load_rome_fap(loading: Loading) -> None:
    """Load ROME v3 codes, alone or with a qualification, to FAP 2009 families (a SAS format)."""
    text = loading.text(encodings=WINDOWS)
    if not text.rstrip().endswith(";"):
        loading.position.row = text.count("\n") + 1
        raise BrokenFile(place=loading.position, fault=_("le fichier s’arrête avant sa fin."))
    _write(loading, _fap_rows(loading, text))


def _fap_rows(loading: Loading, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        loading.position.row = number
        found = FAP_LINE.match(line.strip())
        if not found:
            continue
        for code in re.findall(r"[A-Z]\d{4,5}", found.group(1)):
            loading.rows += 1
            yield "rome3" if len(code) == 5 else "rome3-level", code, "fap", found.group(2), "CLOSE"


def load_fap_rome(loading: Loading) -> None:
    """Load FAP families to ROME v3 codes as the Dares lists them."""
    table = loading.table(header=("Fap", "Rome"), delimiter=";", encodings=WINDOWS)
    rows = (
        ("rome3", rome, "fap", fap, "CLOSE")
        for fap, rome in table.rows("Fap", "Rome")
        if fap and rome != "NA"
    )
    _write(loading, rows)


def load_fap_pcs(loading: Loading) -> None:
    """Load FAP families to PCS professions, and the names of these."""
    columns = ("Fap", "PCS", "intitule_PCS")
    table = loading.table(header=columns, delimiter=";", encodings=WINDOWS)
    found = list(table.rows(*columns))
    catalogue = loading.catalogue("pcs", "PCS", version="2003")
    Group.objects.filter(catalogue=catalogue).delete()
    names = {pcs: name for _fap, pcs, name in found}
    loading.write(
        Group,
        ("id", "catalogue_id", "code", "label_fr", "label_en"),
        ((loading.keys.next(Group), catalogue.pk, pcs, name, "") for pcs, name in names.items()),
    )
    _write(loading, (("fap", fap, "pcs", pcs, "CLOSE") for fap, pcs, _name in found))


def _write(loading: Loading, rows: Iterable[Row]) -> None:
    loading.write(Crosswalk, COLUMNS, ((*row, loading.kind) for row in rows))
