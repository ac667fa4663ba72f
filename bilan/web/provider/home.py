"""Is the proof complete, and how much was given: hours, signatures and counts, never what is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.cases.durations import in_words
from bilan.cases.models import FollowUp, Phase
from bilan.cases.queries import (
    PractitionerFigures,
    ProofRow,
    ProviderFigures,
    practitioner_figures,
    provider_cases,
    provider_figures,
)
from bilan.providers.permissions import LEADING
from bilan.web.audience import for_provider, manager_of
from bilan.web.beneficiary.hours import Fact
from bilan.web.pictures.ranges import percent
from bilan.web.practitioner.rows import share_of, told_hours

PAGE = 30


@dataclass(frozen=True, slots=True)
class ProofItem:
    """A proof: what it is, how many are there, and whether something is missing."""

    label: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One practitioner in figures."""

    name: str
    is_active: bool
    under_way: int
    delivered: int
    signed: str
    recorded: str
    share: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A bilan by its reference, in dates and hours."""

    key: UUID
    reference: str
    practitioner: str
    state: str
    opened_at: datetime
    signed_at: datetime | None
    share: str
    hours: str
    delivered_at: datetime | None
    destroyed_at: datetime | None


@for_provider
def provider(request: HttpRequest) -> HttpResponse:
    """Show the provider's figures and the list of its bilans by reference."""
    manager, today = manager_of(request), timezone.localdate()
    figures = provider_figures(manager.provider, today=today)
    page = _page_number(request, figures.opened)
    rows = provider_cases(manager.provider, today=today, limit=PAGE, offset=(page - 1) * PAGE)
    context = {
        "provider": manager.provider,
        "today": today,
        "title": _title(figures),
        "facts": _facts(figures),
        "proof": _proof(figures),
        "phases": _phases(figures),
        "outcomes": _outcomes(figures),
        "people": _people(practitioner_figures(manager.provider, today=today)),
        "month": _month(today),
        "rows": [_case(row) for row in rows],
        "page": page,
        "previous": page - 1 if page > 1 else 0,
        "next": page + 1 if page * PAGE < figures.opened else 0,
    }
    return render(request, "provider/provider.html", context)


def _page_number(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("page", "1")
    last = max(1, -(-count // PAGE))
    return min(int(asked), last) if asked.isdecimal() and int(asked) else 1


def _title(figures: ProviderFigures) -> str:
    missing = figures.sessions_unsigned + figures.agreements_to_sign
    if not missing:
        return _("Toutes les preuves sont là")
    return ngettext(
        "Il manque %(count)d signature", "Il manque des signatures sur %(count)d pièces", missing
    ) % {"count": missing}


def _facts(figures: ProviderFigures) -> tuple[Fact, ...]:
    recorded = _("sur %(time)s") % {"time": _time(figures.minutes_recorded)}
    return (
        Fact(_("Bilans en cours"), str(figures.under_way)),
        Fact(_("Bilans remis"), str(figures.delivered)),
        Fact(_("Interrompus par la personne"), str(figures.left)),
        Fact(_("Heures signées"), _time(figures.minutes_signed), recorded),
    )


def _proof(figures: ProviderFigures) -> tuple[ProofItem, ...]:
    return (
        _missing(_("Conventions à signer"), figures.agreements_to_sign),
        _missing(_("Présences à signer"), figures.sessions_unsigned),
        _missing(_("Présences signées des deux sur un même appareil, à vérifier"), figures.signed_as_one),
        ProofItem(_("Synthèses remises, avec accusé"), str(figures.receipts), "done"),
        ProofItem(_("Certificats de destruction"), str(figures.destroyed), "done"),
        ProofItem(_("Contenus gardés sur accord écrit, à détruire ensuite"), str(figures.kept), ""),
        ProofItem(
            _("Suivis répondus, sur ceux arrivés à leur date"),
            _("%(answered)d sur %(due)d")
            % {"answered": figures.follow_ups_answered, "due": figures.follow_ups_due},
            "",
        ),
    )


def _missing(label: str, count: int) -> ProofItem:
    return ProofItem(label, str(count) if count else _("aucune"), "watch" if count else "done")


def _phases(figures: ProviderFigures) -> list[tuple[str | Promise, int]]:
    return [(phase.label, figures.by_phase.get(phase, 0)) for phase in list(Phase)[:3]]


def _outcomes(figures: ProviderFigures) -> list[tuple[str | Promise, int]]:
    known = [(outcome.label, figures.outcomes.get(outcome, 0)) for outcome in FollowUp.Outcome]
    return [(label, count) for label, count in known if count]


def _people(found: Iterable[PractitionerFigures]) -> list[PersonRow]:
    """Return whoever leads bilans, or led some."""
    return [
        _person(one)
        for one in found
        if one.practitioner.role in LEADING or one.under_way or one.delivered or one.minutes_recorded
    ]


def _person(figures: PractitionerFigures) -> PersonRow:
    return PersonRow(
        name=str(figures.practitioner.person),
        is_active=figures.practitioner.is_active,
        under_way=figures.under_way,
        delivered=figures.delivered,
        signed=_time(figures.minutes_signed),
        recorded=_time(figures.minutes_recorded),
        share=percent(figures.minutes_signed / max(1, figures.minutes_recorded)),
    )


def _case(row: ProofRow) -> CaseRow:
    return CaseRow(
        key=row.key,
        reference=row.reference,
        practitioner=row.practitioner,
        state=row.state,
        opened_at=row.opened_on,
        signed_at=row.agreement_signed_at,
        share=share_of(row.hours),
        hours=told_hours(row.hours),
        delivered_at=row.delivered_at,
        destroyed_at=row.destroyed_at,
    )


def _time(minutes: int) -> str:
    return in_words(minutes) if minutes else _("0 h")


def _month(today: date) -> date:
    return today.replace(day=1)
