"""What refusals taught, said in whole sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.occupations.matching.changes import SLIDER_NAMES
from bilan.occupations.matching.names import CONTEXT_NAMES
from bilan.occupations.queries import titles
from bilan.projects.pieces import KeptLean, Lean, LeaningKind


@dataclass(frozen=True, slots=True)
class LeaningView:
    """Something the person lets count, in words."""

    id: UUID
    sentence: str


def leaning_views(kept: Sequence[KeptLean], *, language: str) -> tuple[LeaningView, ...]:
    """Say what the person lets count; a constant number of queries."""
    told = field_titles([one.lean for one in kept], language=language)
    return tuple(LeaningView(one.id, lean_said(one.lean, told)) for one in kept)


def weights_leaned(kept: Sequence[KeptLean]) -> frozenset[str]:
    """Return the weights that a refusal raised."""
    return frozenset(one.lean.name for one in kept if one.lean.kind == LeaningKind.WEIGHT)


def field_titles(leans: Sequence[Lean], *, language: str) -> Mapping[str, str]:
    """Return the titles of the occupations that stand for a field (no query for none)."""
    codes = [lean.name for lean in leans if lean.kind == LeaningKind.DOMAIN]
    return titles(codes, language) if codes else {}


def lean_said(lean: Lean, told: Mapping[str, str]) -> str:
    """Say what a leaning does, in the active language."""
    if lean.kind == LeaningKind.CONTEXT:
        return _("Éviter ceci : %(name)s.") % {"name": _context(lean.name)}
    if lean.kind == LeaningKind.PAY:
        return _pay_said(lean.value)
    if lean.kind == LeaningKind.TRAINING:
        return _training_said(lean.value)
    if lean.kind == LeaningKind.DOMAIN:
        title = told.get(lean.name, lean.name)
        return _("Laisser de côté les métiers du même domaine que « %(title)s ».") % {"title": title}
    return _("Donner plus de poids à ceci : %(name)s.") % {"name": _(SLIDER_NAMES[lean.name])}


def _context(name: str) -> str:
    said = _(CONTEXT_NAMES[name]) if name in CONTEXT_NAMES else name
    return said[:1].lower() + said[1:]


def _pay_said(value: int) -> str:
    if not value:
        return _("Laisser de côté les métiers dont le salaire médian ne me suffit pas.")
    pay = number_format(value, 0, use_l10n=True, force_grouping=True)
    return _("Laisser de côté les métiers dont le salaire médian est sous %(pay)s € net par mois.") % {
        "pay": pay
    }


def _training_said(months: int) -> str:
    if not months:
        return _("Laisser de côté les métiers qui demandent une longue formation.")
    said = ngettext(
        "Laisser de côté les métiers qui demandent plus de %(count)d mois de formation.",
        "Laisser de côté les métiers qui demandent plus de %(count)d mois de formation.",
        months,
    )
    return said % {"count": months}
