"""Where a guided module is worked on in the site, and what may help to write where it has no page."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES: dict[str, tuple[str, Promise]] = {
    "P2": ("demand", _("Ma demande")),
    "P3": ("demand-constraints", _("Mes limites")),
    "I1": ("experiences", _("Mes récits")),
    "I2": ("experiences", _("Mes récits")),
    "I3": ("skills", _("Mes compétences")),
    "I4": ("journey", _("Mes questionnaires")),
    "I5": ("journey", _("Mes questionnaires")),
    "I6": ("journey", _("Mes questionnaires")),
    "I9": ("options", _("Mes pistes")),
    "I10": ("enquiries", _("Mes enquêtes")),
    "I12": ("options", _("Mes pistes")),
    "I13": ("projects", _("Comparer mes pistes")),
    "I15": ("curriculum", _("Mon CV")),
    "I16": ("certifications", _("Les certifications proches")),
    "C2": ("action-plan", _("Mon plan d’action")),
}
PROMPTS: tuple[Promise, ...] = (
    _("Ce que j’ai fait, et ce qui a été facile ou difficile"),
    _("Ce que j’ai remarqué, ce qui m’a surpris"),
    _("Ce dont je voudrais parler, ou ce que je me demande"),
)


def page_of(module: str) -> tuple[str, str]:
    """Return the address and the name of the page of a module; both empty where it has none."""
    name, label = PAGES.get(module, ("", ""))
    return (reverse(name), str(label)) if name else ("", "")
