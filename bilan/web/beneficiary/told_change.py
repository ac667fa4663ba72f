"""What moved since an earlier questionnaire: a picture, a verdict and its interval, in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.engine.measure.change import Verdict
from bilan.instruments.queries import Progression, ScaleChange
from bilan.web.pictures.change import ChangeBar, Difference, draw_changes
from bilan.web.templatetags.moments import day

VERDICTS: dict[Verdict, Promise] = {
    Verdict.BETTER: gettext_lazy("Plus haut"),
    Verdict.SAME: gettext_lazy("Stable"),
    Verdict.WORSE: gettext_lazy("Plus bas"),
    Verdict.CANNOT_TELL: gettext_lazy("On ne peut pas dire"),
}
SENTENCES: dict[Verdict, Promise] = {
    Verdict.BETTER: gettext_lazy("L’écart dépasse l’incertitude des deux mesures : vous avez avancé."),
    Verdict.SAME: gettext_lazy("S’il y a un écart, il est trop petit pour compter."),
    Verdict.WORSE: gettext_lazy(
        "L’écart dépasse l’incertitude des deux mesures, vers le bas : parlez-en en entretien."
    ),
    Verdict.CANNOT_TELL: gettext_lazy("L’incertitude des deux mesures couvre l’écart : rien à en conclure."),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One scale: where it was, where it is, the picture, the verdict and the sentence."""

    title: str
    before: float
    after: float
    low: float
    high: float
    bar: ChangeBar
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Everything that may be said since one earlier day."""

    code: str
    title: str
    rows: tuple[ChangeRow, ...]


def change_views(found: tuple[Progression, ...]) -> tuple[ChangeView, ...]:
    """Say what moved since each earlier questionnaire; nothing where nothing can be compared."""
    return tuple(_view(each) for each in found if each.changes)


def _view(found: Progression) -> ChangeView:
    title = _("Depuis le %(day)s") % {"day": day(found.since)}
    bars = draw_changes([_difference(each) for each in found.changes])
    rows = tuple(_row(each, bar) for each, bar in zip(found.changes, bars, strict=True))
    return ChangeView(found.code, title, rows)


def _difference(each: ScaleChange) -> Difference:
    return Difference(str(each.title), each.change.difference, each.change.low, each.change.high)


def _row(each: ScaleChange, bar: ChangeBar) -> ChangeRow:
    return ChangeRow(
        title=str(each.title),
        before=each.before,
        after=each.after,
        low=each.change.low,
        high=each.change.high,
        bar=bar,
        verdict=str(VERDICTS[each.change.verdict]),
        sentence=str(SENTENCES[each.change.verdict]),
    )
