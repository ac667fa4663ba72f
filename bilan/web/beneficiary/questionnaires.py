"""The questionnaires of a person: what is done, begun, to come or to take again, each with its door."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.queries import case_of
from bilan.instruments.library import instruments
from bilan.instruments.models import Administration
from bilan.instruments.queries import administrations_of
from bilan.instruments.schema import Instrument
from bilan.web.beneficiary.asked_when import has_met, is_listed, moment_now
from bilan.web.templatetags.moments import day

Moment = Administration.Moment
AGAIN: dict[str, Promise] = {
    Moment.MIDWAY: gettext_lazy("fait le %(day)s, à refaire maintenant, à mi-parcours"),
    Moment.END: gettext_lazy("fait le %(day)s, à refaire maintenant pour voir le chemin parcouru"),
    Moment.FOLLOW_UP: gettext_lazy("fait le %(day)s, à refaire maintenant, six mois après"),
}


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire, where it stands, and where to go."""

    title: str
    note: str
    url: str


def questionnaires_of(person: Person) -> tuple[QuestionnaireRow, ...]:
    """Return each questionnaire with its latest administration (at most three queries)."""
    case = case_of(person)
    met = has_met(case)
    latest: dict[str, Administration] = {}
    for administration in administrations_of(person=person):
        latest.setdefault(administration.instrument, administration)
    return tuple(
        _row(asked, latest.get(asked.id), case)
        for asked in instruments()
        if asked.id in latest or is_listed(asked=asked, met=met)
    )


def _row(asked: Instrument, held: Administration | None, case: Case | None) -> QuestionnaireRow:
    title, start = str(asked.title), reverse("question-start", args=[asked.id])
    if held is None:
        return QuestionnaireRow(title, _("pas encore commencé"), start)
    if held.finished_at is None and held.assigned_by_id is not None:
        return QuestionnaireRow(title, _("proposé par votre conseiller, à répondre"), start)
    if held.finished_at is None:
        return QuestionnaireRow(title, _("commencé, à reprendre"), reverse("question-resume", args=[held.pk]))
    words = {"day": day(held.finished_at)}
    now = moment_now(asked=asked, case=case)
    if now in AGAIN and now != held.moment:
        return QuestionnaireRow(title, str(AGAIN[now]) % words, start)
    return QuestionnaireRow(title, _("fait le %(day)s") % words, reverse("result", args=[held.pk]))
