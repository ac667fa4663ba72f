"""The one act that answers each reason to look at a bilan: where it is done, in the words of the link."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.cases.queries import Attention

AGREEMENT, PACE, PLAN, SYNTHESIS = "case-agreement", "case-pace", "case-plan", "case-synthesis"
PLACES: Mapping[str, tuple[str, Promise]] = {
    "SILENT": ("case-session-new", _("Proposer une date")),
    "SILENT_FIRST": ("case-session-new", _("Appeler, puis poser une date")),
    "SILENT_SECOND": ("case-session-new", _("Appeler, puis poser une date")),
    "DROP_OUT_PROPOSED": (PACE, _("Voir où en est la proposition")),
    "TO_RECORD": ("session-note", _("Noter la séance")),
    "UNSIGNED": ("session-note", _("Signer la présence")),
    "UNSIGNED_PERSON": (PACE, _("Voir les présences")),
    "AGREEMENT_TO_SIGN": (AGREEMENT, _("Lire et signer la convention")),
    "AGREEMENT_AWAITED": (AGREEMENT, _("Voir la convention")),
    "REPLY_SOON": (AGREEMENT, _("Voir la convention")),
    "AGREEMENT_REFUSED": (AGREEMENT, _("Voir la convention")),
    "EMPLOYER_AWAITED": (AGREEMENT, _("Voir la convention")),
    "PAUSED": (PACE, _("Voir la pause")),
    "NO_SESSION": ("case-session-new", _("Prévoir un rendez-vous")),
    "HOURS_LOW": (PLAN, _("Revoir le plan")),
    "ACCOMPANIMENT_SHORT": ("case-session-new", _("Prévoir un rendez-vous")),
    "WEEKS_OVER": (PACE, _("Reporter la fin")),
    "WEEKS_SHORT": (PACE, _("Voir le rythme")),
    "LATER_ASKED": (PACE, _("Répondre à la demande")),
    "SYNTHESIS_TO_ACKNOWLEDGE": (SYNTHESIS, _("Relire la synthèse")),
    "SYNTHESIS_AWAITED": (SYNTHESIS, _("Voir la synthèse")),
    "HAND_OVER": (SYNTHESIS, _("Remettre la synthèse")),
    "ALLIANCE_LOW": ("brief", _("Préparer le prochain entretien")),
    "TO_DESTROY": ("case", _("Ouvrir le dossier")),
    "FOLLOW_UP": ("case", _("Noter où en est la personne")),
}


@dataclass(frozen=True, slots=True)
class NextAct:
    """Where to go, and the words of the link."""

    url: str
    words: str | Promise


def next_act(attention: Attention | None, *, case_id: UUID) -> NextAct | None:
    """Return the act that answers a reason to look; None where nothing asks for one."""
    if attention is None:
        return None
    name, words = PLACES[attention.code]
    return NextAct(reverse(name, args=[attention.session_id or case_id]), words)
