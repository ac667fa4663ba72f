"""The questionnaires of a person: what is done, begun, or still to come, each with its door."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from bilan.accounts.models import Person
from bilan.instruments.library import instruments
from bilan.instruments.models import Administration
from bilan.instruments.queries import administrations_of
from bilan.instruments.schema import Instrument
from bilan.web.templatetags.moments import day


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire, where it stands, and where to go."""

    title: str
    note: str
    url: str


def questionnaires_of(person: Person) -> tuple[QuestionnaireRow, ...]:
    """Return each questionnaire with its latest administration (one query)."""
    latest: dict[str, Administration] = {}
    for administration in administrations_of(person=person):
        latest.setdefault(administration.instrument, administration)
    return tuple(_row(asked, latest.get(asked.id)) for asked in instruments())


def _row(asked: Instrument, held: Administration | None) -> QuestionnaireRow:
    title = str(asked.title)
    if held is None:
        return QuestionnaireRow(title, _("pas encore commencé"), reverse("question-start", args=[asked.id]))
    if held.finished_at is None:
        return QuestionnaireRow(title, _("commencé, à reprendre"), reverse("question-resume", args=[held.pk]))
    note = _("fait le %(day)s") % {"day": day(held.finished_at)}
    return QuestionnaireRow(title, note, reverse("result", args=[held.pk]))
