"""Published correspondences between catalogues, brought to the codes of occupations."""

from collections.abc import Collection
from dataclasses import dataclass

from bilan.occupations.models import Crosswalk, LabelKind, OccupationLabel

STRENGTH = {"EXACT": 0, "CLOSE": 1, "NARROWER": 2, "BROADER": 3}


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A code of one scheme, a code of another, and how they fit.

    `is_main` says that the match is that of the occupation's own title, exactly or closely.
    """

    source: str
    target: str
    relation: str
    is_main: bool = False


def correspondences(source_scheme: str, target_scheme: str) -> list[Correspondence]:
    """Return all published rows from a scheme to another, as published; one query."""
    rows = Crosswalk.objects.filter(source_scheme=source_scheme, target_scheme=target_scheme)
    found = rows.values_list("source_code", "target_code", "relation").order_by("pk")
    return [Correspondence(source, target, relation) for source, target, relation in found]


def esco_matches(codes: Collection[str] | None = None) -> list[Correspondence]:
    """Return ESCO occupations of ROME occupations (all of them by default), the strongest first; 2 queries.

    The publishers match ESCO with titles of ROME; here each title stands for its occupation. The relation
    is read from ESCO: BROADER means that the ROME title is broader than the ESCO occupation.
    """
    titles = _titles(codes)
    rows = Crosswalk.objects.filter(source_scheme="esco", target_scheme="rome-title")
    if codes is not None:
        rows = rows.filter(target_code__in=titles)
    best: dict[tuple[str, str], tuple[bool, str]] = {}
    for uri, ogr, relation in rows.values_list("source_code", "target_code", "relation").order_by("pk"):
        if ogr in titles:
            code, is_own_title = titles[ogr]
            found = (not (is_own_title and STRENGTH[relation] < 2), relation)
            best[code, uri] = min(best.get((code, uri), found), found, key=_order)
    ranked = sorted(best.items(), key=lambda item: (item[0][0], _order(item[1]), item[0][1]))
    return [Correspondence(code, uri, relation, not other) for (code, uri), (other, relation) in ranked]


def _order(found: tuple[bool, str]) -> tuple[bool, int]:
    return found[0], STRENGTH[found[1]]


def _titles(codes: Collection[str] | None) -> dict[str, tuple[str, bool]]:
    """Return, for each title key, the code of its occupation and whether it is the occupation's own name."""
    rows = OccupationLabel.objects.filter(
        occupation__catalogue__code="rome", kind__in=(LabelKind.PREFERRED, LabelKind.ALTERNATIVE)
    )
    if codes is not None:
        rows = rows.filter(occupation__code__in=codes)
    found = list(rows.values_list("occupation__code", "kind", "text", "code"))
    names = {code: text for code, kind, text, _ogr in found if kind == LabelKind.PREFERRED}
    return {ogr: (code, names.get(code) == text) for code, _kind, text, ogr in found if ogr}
