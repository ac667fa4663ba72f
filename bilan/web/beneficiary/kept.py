"""What is kept of a person, until when and by which rule; what was destroyed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.audit.queries import readings_of
from bilan.cases.envelope import years_after
from bilan.cases.models import Case, Destruction
from bilan.cases.queries import destructions_of
from bilan.cases.retention import proof_kept_until
from bilan.rules import load_profile
from bilan.web.beneficiary.destroyed_words import DESTROYED

READINGS_SHOWN = 100
WHAT_WAS_READ: dict[str, Promise] = {
    "brief": gettext_lazy("votre dossier, pour préparer un entretien"),
    "demand": gettext_lazy("votre demande et vos objectifs"),
    "constraints": gettext_lazy("ce qu’il faut respecter"),
    "note": gettext_lazy("les notes d’un entretien"),
    "notes": gettext_lazy("les notes des entretiens"),
    "portfolio": gettext_lazy("vos récits et vos cartes non privés"),
    "skills": gettext_lazy("vos cartes non privées"),
    "results": gettext_lazy("vos résultats de questionnaires"),
    "projects": gettext_lazy("vos pistes et vos projets"),
    "plan": gettext_lazy("votre plan d’action"),
    "synthesis": gettext_lazy("votre synthèse"),
    "case": gettext_lazy("votre dossier"),
    "diagnosis": gettext_lazy("votre point de départ"),
    "today": gettext_lazy("ce qui est prévu avec vous aujourd’hui"),
    "messages": gettext_lazy("vos messages"),
    "guided": gettext_lazy("vos travaux guidés remis"),
}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A read by somebody else, in plain words."""

    who: str
    what: str
    event: Event


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A kind of trace: what, for whom, until when."""

    what: str | Promise
    whose: str | Promise
    until: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A destruction in plain words, without any content."""

    row: Destruction
    counts: tuple[tuple[str, int], ...]


def read_lines(person: Person) -> list[ReadLine]:
    """Return who read what and when, latest first (two queries)."""
    events = list(readings_of(person)[:READINGS_SHOWN])
    names = {str(one.pk): str(one) for one in Person.objects.filter(pk__in={event.actor for event in events})}
    return [
        ReadLine(
            who=names.get(event.actor, _("une personne dont le compte n’existe plus")),
            what=str(WHAT_WAS_READ.get(str(event.facts.get("what", "")), _("votre dossier"))),
            event=event,
        )
        for event in events
    ]


def kept_lines(case: Case | None, today: date) -> list[KeptLine]:
    """Return what is kept, until when (no query)."""
    mine = [
        KeptLine(
            _("Vos récits, vos cartes, vos pistes, votre plan"),
            _("À vous"),
            _("aussi longtemps que vous le voulez"),
        )
    ]
    if case is None:
        return mine
    return [
        *mine,
        KeptLine(_("Votre synthèse"), _("À vous"), _("aussi longtemps que vous le voulez")),
        *_papers(case),
        _proof(case, today),
    ]


def latest_keeping_day(case: Case, today: date) -> date | None:
    """Return the last day to which papers may be kept, by the rule of the case."""
    years = load_profile(case.rule_profile).retention_years_with_agreement.on(today).value
    return years_after(localdate(case.delivered_at) if case.delivered_at else today, years) if years else None


def certificates_of(person: Person) -> list[Certificate]:
    """Return what was destroyed, latest first (one query)."""
    return [Certificate(row, tuple(counted(row.counts.items()))) for row in destructions_of(person)]


def counted(counts: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Return what was destroyed in plain words, zeros left out."""
    return ((str(DESTROYED.get(name, name)), count) for name, count in counts if count)


def _papers(case: Case) -> list[KeptLine]:
    what = _("Votre demande, vos réponses, les notes d’entretien")
    whose = _("À vous et à la personne qui vous accompagne")
    if case.content_destroyed_at is not None:
        day = date_format(case.content_destroyed_at, "j F Y")
        return [KeptLine(what, whose, _("détruits le %(day)s") % {"day": day})]
    if case.keep_until is not None:
        day = date_format(case.keep_until, "j F Y")
        return [KeptLine(what, whose, _("jusqu’au %(day)s, avec votre accord écrit") % {"day": day})]
    return [KeptLine(what, whose, _("jusqu’à la remise de la synthèse, puis détruits"))]


def _proof(case: Case, today: date) -> KeptLine:
    rule = load_profile(case.rule_profile).proof_retention_years.on(today)
    what, whose = _proof_words()
    if case.proof_destroyed_at is not None:
        day = date_format(case.proof_destroyed_at, "j F Y")
        return KeptLine(what, whose, _("détruites le %(day)s") % {"day": day})
    last = proof_kept_until(case, today=today)
    if last is not None:
        return KeptLine(
            what, whose, _("jusqu’au %(day)s, pour les contrôles") % {"day": date_format(last, "j F Y")}
        )
    until = (
        _("%(years)d ans après l’année de la fin, pour les contrôles") % {"years": rule.value}
        if rule.value
        else _("le temps que demandent les contrôles")
    )
    return KeptLine(what, whose, until)


def _proof_words() -> tuple[str, str]:
    return (
        _("Les dates, les heures, les signatures, la convention"),
        _("À vous, à l’organisme et à ceux qui financent"),
    )
