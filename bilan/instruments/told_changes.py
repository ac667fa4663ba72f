"""What moved between the moments of a programme, in sentences fit for a synthesis or a brief."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.accounts.models import Person
from bilan.engine.measure.change import Verdict
from bilan.instruments.models import Administration
from bilan.instruments.queries import (
    Progression,
    ScaleChange,
    administrations_of,
    awaits_feedback,
    changes_up_to,
    instrument_of,
)

VERDICTS: dict[Verdict, Promise] = {
    Verdict.BETTER: gettext_lazy("plus haut"),
    Verdict.SAME: gettext_lazy("stable"),
    Verdict.WORSE: gettext_lazy("plus bas"),
    Verdict.CANNOT_TELL: gettext_lazy("on ne peut pas dire"),
}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """What may be said of one instrument since an earlier day; `opinion` is that of the last result."""

    administration_id: UUID
    instrument: str
    opinion: str
    since: datetime
    sentence: str


def change_words(*, person: Person) -> tuple[ChangeWords, ...]:
    """Say what moved since the start, and since the last time, for each measure that was taken again.

    Nothing is said of a result that its owner has not seen yet. One query, and at most five a measure.
    """
    latest: dict[str, Administration] = {}
    repeated: set[str] = set()
    for row in administrations_of(person=person).filter(finished_at__isnull=False):
        if row.instrument in latest:
            repeated.add(row.instrument)
        latest.setdefault(row.instrument, row)
    last = [latest[name] for name in sorted(repeated) if not awaits_feedback(administration=latest[name])]
    return tuple(words for administration in last for words in _words(administration))


def _words(administration: Administration) -> Iterable[ChangeWords]:
    title = str(instrument_of(administration=administration).title)
    for since in changes_up_to(administration=administration):
        if since.changes:
            yield ChangeWords(
                administration_id=administration.pk,
                instrument=administration.instrument,
                opinion=administration.opinion,
                since=since.since,
                sentence=_sentence(title, since),
            )


def _sentence(title: str, since: Progression) -> str:
    told = _alone(since.changes[0]) if len(since.changes) == 1 else _together(since.changes)
    day = date_format(localdate(since.since), "j F Y")
    return _("%(title)s, depuis le %(day)s : %(told)s.") % {"title": title, "day": day, "told": told}


def _alone(each: ScaleChange) -> str:
    return _("%(verdict)s, de %(before)s à %(after)s (écart entre %(low)s et %(high)s)") % {
        "verdict": VERDICTS[each.change.verdict],
        "before": _number(each.before),
        "after": _number(each.after),
        "low": _number(each.change.low),
        "high": _number(each.change.high),
    }


def _together(changes: Iterable[ScaleChange]) -> str:
    """Group scales by verdict, in the order of the verdicts."""
    by_verdict: dict[Verdict, list[str]] = {}
    for each in changes:
        by_verdict.setdefault(each.change.verdict, []).append(str(each.title).lower())
    return " ; ".join(
        _("%(verdict)s pour %(scales)s") % {"verdict": VERDICTS[verdict], "scales": ", ".join(scales)}
        for verdict, scales in sorted(by_verdict.items(), key=lambda pair: list(VERDICTS).index(pair[0]))
    )


def _number(value: float) -> str:
    return str(number_format(value, 1))
