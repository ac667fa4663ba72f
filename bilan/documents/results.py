"""Detailed results as a document, each with how sure it is; read from the copy given to the person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from bilan.documents.paper import Paper, Piece, Section
from bilan.documents.writing import day
from bilan.vault.sealing import Json

Told = Mapping[str, Json]


def results_paper(*, name: str, results: Sequence[Json], on: date, language: str) -> Paper:
    """Return the results to set, in the shape in which a bilan gives them to the person (no query)."""
    tables = [told for told in results if isinstance(told, dict)]
    return Paper(
        title=_("Résultats détaillés"),
        language=language,
        on=on,
        lede=_("%(name)s. Chaque résultat est une hypothèse, avec sa marge d’erreur.") % {"name": name},
        sections=tuple(_section(told, language) for told in tables),
        reads=_("Ce document appartient à %(name)s. Il ne va à personne sans son accord.") % {"name": name},
    )


def _section(told: Told, language: str) -> Section:
    title = f"{_text(told.get('title'), language)}, {_finished(told)}"
    result = told.get("result")
    pieces = tuple(_pieces(result, language)) if isinstance(result, dict) else ()
    return Section(title, pieces, empty="" if pieces else _("Rien n’a pu être mesuré."))


def _pieces(result: Told, language: str) -> list[Piece]:
    """Say each measure; the kinds of results differ by what they hold."""
    if rows := _rows(result, "areas"):
        return [_area(row, language) for row in rows]
    if rows := _rows(result, "interests"):
        return [_interest(row, language) for row in rows]
    if rows := _rows(result, "ranked"):
        return [Piece(f"{rank}. {_text(row.get('text'), language)}") for rank, row in enumerate(rows, 1)]
    return [_item(row, language) for row in _rows(result, "items")]


def _area(row: Told, language: str) -> Piece:
    level = _text(row.get("held_title"), language) or _("non mesuré")
    return Piece(f"{_text(row.get('title'), language)} : {level}", origin=str(row.get("evidence") or ""))


def _interest(row: Told, language: str) -> Piece:
    title, share, error = _text(row.get("title"), language), row.get("share"), row.get("standard_error")
    if not isinstance(share, int | float):
        return Piece(f"{title} : {_('non mesuré')}")
    margin = _("à %(margin)s près") % {"margin": round(error * 100)} if isinstance(error, int | float) else ""
    return Piece(f"{title} : {round(share * 100)} / 100", origin=margin)


def _item(row: Told, language: str) -> Piece:
    value = row.get("value")
    said = f"{value:g} / 10" if isinstance(value, int | float) else _("passé")
    return Piece(f"{_text(row.get('text'), language)} : {said}")


def _rows(result: Told, name: str) -> list[Told]:
    rows = result.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _text(told: Json, language: str) -> str:
    """Return a text in the reader's language, else in French."""
    if isinstance(told, dict):
        return str(told.get(language) or told.get("fr") or "")
    return told if isinstance(told, str) else ""


def _finished(told: Told) -> str:
    when = told.get("finished_at")
    return day(localdate(datetime.fromisoformat(when))) if isinstance(when, str) else ""
