"""What someone told, said to their practitioner in a few words."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bilan.cases.pieces import EASE_LABELS, EQUIPMENT_LABELS, REMOTE_LABELS, Constraints
from bilan.instruments.results import RiasecResult
from bilan.web.beneficiary.demand_forms import CONTEXTS, DIPLOMA

ORIGINS: dict[str, Promise] = {
    "CASE": gettext_lazy("des dates et des heures"),
    "DEMAND": gettext_lazy("de la demande"),
    "AIM": gettext_lazy("des objectifs"),
    "CARD": gettext_lazy("d’une carte confirmée"),
    "RESULT": gettext_lazy("d’un résultat reconnu"),
    "CHANGE": gettext_lazy("d’une mesure prise deux fois"),
    "OPTION": gettext_lazy("d’un projet choisi"),
    "FACT": gettext_lazy("du terrain"),
    "STEP": gettext_lazy("du plan d’action"),
    "COUNSELLOR": gettext_lazy("de vous"),
}


def language() -> str:
    """Return the language of the page, as the catalogues name it."""
    return (get_language() or "fr")[:2]


def in_demand(told: Constraints) -> list[str]:
    """Say what must be respected, one sentence each (no query)."""
    said = [
        _("Entretiens : %(how)s") % {"how": str(REMOTE_LABELS[told.remote]).lower()},
        ngettext("%(hours)d heure par semaine", "%(hours)d heures par semaine", told.hours_a_week)
        % {"hours": told.hours_a_week},
    ]
    if told.meetings_a_week:
        said.append(
            ngettext(
                "%(count)d rendez-vous par semaine au plus",
                "%(count)d rendez-vous par semaine au plus",
                told.meetings_a_week,
            )
            % {"count": told.meetings_a_week}
        )
    said.append(_("Chez soi : %(what)s") % {"what": str(EQUIPMENT_LABELS[told.equipment]).lower()})
    if told.digital_ease < 1:
        said.append(_("À l’aise avec un écran : %(how)s") % {"how": _ease(told.digital_ease)})
    return [*said, *_of_work(told)]


def _of_work(told: Constraints) -> list[str]:
    """Say what the work to come must respect, then what is only wished for."""
    said = []
    if told.minimum_pay:
        said.append(_("Pas moins de %(pay)d € nets par mois") % {"pay": told.minimum_pay})
    if told.maximum_training_months is not None:
        said.append(_training(told.maximum_training_months))
    if told.diploma is not None:
        said.append(_("Diplôme : %(level)s") % {"level": dict(DIPLOMA)[str(told.diploma)]})
    if told.place:
        said.append(_("Jusqu’où : %(place)s") % {"place": told.place})
    if told.refused_contexts:
        said.append(_("À éviter : %(contexts)s") % {"contexts": _listed(told.refused_contexts)})
    return [*said, *_of_wishes(told)]


def _of_wishes(told: Constraints) -> list[str]:
    said = []
    if told.unwanted_contexts:
        said.append(_("Plutôt éviter : %(contexts)s") % {"contexts": _listed(told.unwanted_contexts)})
    if told.hoped_pay:
        said.append(_("Salaire espéré : %(pay)d € nets par mois") % {"pay": told.hoped_pay})
    return said


def _listed(contexts: Sequence[str]) -> str:
    names = dict(CONTEXTS)
    return ", ".join(str(names.get(code, code)) for code in contexts)


def _ease(told: float) -> str:
    """Say the nearest of the three answers."""
    nearest = min(EASE_LABELS, key=lambda known: abs(known - told))
    return str(EASE_LABELS[nearest]).lower()


def leading_interests(found: RiasecResult) -> str:
    """Say which interests lead, or that none does."""
    if found.is_flat or not found.leading:
        return _("Aucun intérêt ne se détache : les récits diront davantage.")
    names = [f"« {found.interest(letter).title} »" for letter in found.leading]
    return _("D’abord %(first)s, puis %(others)s.") % {"first": names[0], "others": ", ".join(names[1:])}


def _training(months: int) -> str:
    if not months:
        return _("Pas de formation longue")
    return ngettext("Formation : %(months)d mois au plus", "Formation : %(months)d mois au plus", months) % {
        "months": months
    }
