"""Give a person their detailed results, under their own key, before the working papers go."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

from bilan.cases.models import Case, DetailedResults
from bilan.instruments.models import Administration
from bilan.instruments.queries import instrument_of, result_of
from bilan.instruments.results import Result
from bilan.instruments.schema import Text
from bilan.vault.operations import open_key, person_key
from bilan.vault.sealing import Json


def deliver_results(case: Case, *, at: datetime) -> DetailedResults | None:
    """Seal a copy of every result of the bilan under the person's own key; None when there is none."""
    finished = Administration.objects.select_related("key").filter(key=case.key, finished_at__isnull=False)
    told: list[Json] = [_told(row) for row in finished.order_by("finished_at", "pk")]
    if not told:
        return None
    row = DetailedResults(case=case, given_at=at)
    row.key = person_key(owner=case.beneficiary_id, at=at)
    row.results_sealed = open_key(row.key).seal(row, "results_sealed", told)
    row.save(force_insert=True)
    return row


def _told(row: Administration) -> dict[str, Json]:
    asked = instrument_of(administration=row)
    result: Result = result_of(administration=row)
    return {
        "instrument": row.instrument,
        "version": row.version,
        "title": plain(asked.title),
        "moment": row.moment,
        "finished_at": plain(row.finished_at),
        "opinion": row.opinion,
        "result": plain(result),
    }


def plain(value: object) -> Json:
    """Return a value as plain JSON; texts keep both languages.

    Raises:
        TypeError: something that has no plain form: a new kind of result needs a line here.
    """
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Text):
        return {"fr": value.fr, "en": value.en}
    if isinstance(value, Mapping):
        return {str(name): plain(held) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return [plain(held) for held in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no plain form.")
