"""Where each thing about oneself is corrected: one line per kind of field, with its page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bilan.web.audience import for_beneficiary


@dataclass(frozen=True, slots=True)
class Correction:
    """What may be corrected, and the page that does it."""

    code: str
    what: str | Promise
    page: str

    @property
    def url(self) -> str:
        """Where it is corrected."""
        return reverse(self.page)


# The codes are those of the register of data (docs/DATA_REGISTER.md, column “corrected”).
CORRECTIONS = (
    Correction("identity", _("Mon nom, mon code postal"), "account"),
    Correction("address", _("Mon adresse électronique"), "account_email"),
    Correction("sign-in", _("Mes clés d’accès"), "mfa_index"),
    Correction("demand", _("Ma demande, mes objectifs, ce qu’il faut respecter"), "demand"),
    Correction("experiences", _("Mes récits et leurs dates"), "experiences"),
    Correction("skills", _("Mes cartes de compétence"), "skills"),
    Correction("options", _("Mes pistes, ce que j’en ai appris, mes critères"), "projects"),
    Correction("plan", _("Les étapes de mon plan d’action"), "action-plan"),
    Correction("synthesis", _("Mes remarques sur la synthèse"), "synthesis"),
    Correction("appointments", _("Mes rendez-vous et le programme"), "journey"),
)


@for_beneficiary
def corrections(request: HttpRequest) -> HttpResponse:
    """List what may be corrected, and where."""
    return render(request, "beneficiary/corrections.html", {"corrections": CORRECTIONS})
