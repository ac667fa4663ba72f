"""What to do next: there is always a door, and a free conversation behind one of them."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from bilan.access.queries.answers import ACCOUNT_URL, CEP_URL, NextStep
from bilan.rules import Profile


def next_steps(*, situation: str, is_entitled: bool, profile: Profile, on: date) -> tuple[NextStep, ...]:
    """Return what to do next, in order; never empty."""
    if not is_entitled:
        return (_talk(), *(step() for step in OTHER_DOORS[situation]), _own_means())
    if profile.needs_tripartite.on(on).value:
        return (
            _ask_administration() if situation == "PUBLIC" else _ask_employer(),
            _first_interview(),
            _talk(),
        )
    if profile.funded_hours.on(on).value or profile.price_cap_cents.on(on).value:
        return _first_interview(), _account_request(), _talk()
    return _first_interview(), _talk()


def _talk() -> NextStep:
    """Talk to a career counsellor, free of charge."""
    text = _(
        "En parler avec un conseiller en évolution professionnelle : c’est gratuit, "
        "confidentiel, et ouvert à tous."
    )
    return NextStep("TALK", text, CEP_URL)


def _first_interview() -> NextStep:
    """Meet a provider before deciding."""
    text = _("Choisir un prestataire et prendre un premier entretien, gratuit et sans engagement.")
    return NextStep("FIRST_INTERVIEW", text)


def _account_request() -> NextStep:
    """Ask through the training account."""
    text = _("Faire la demande sur Mon Compte Formation, une fois le prestataire choisi.")
    return NextStep("ACCOUNT_REQUEST", text, ACCOUNT_URL)


def _check_account() -> NextStep:
    """Look whether the account holds rights."""
    text = _("Regarder sur Mon Compte Formation si vous avez des droits : ils restent à vous sans emploi.")
    return NextStep("CHECK_ACCOUNT", text, ACCOUNT_URL)


def _ask_employer() -> NextStep:
    """Ask the employer to pay."""
    text = _(
        "Demander à votre employeur s’il peut payer un bilan ; vous avez dix jours pour "
        "répondre à sa convention."
    )
    return NextStep("ASK_EMPLOYER", text)


def _ask_administration() -> NextStep:
    """Ask the administration."""
    text = _("Adresser votre demande à votre service des ressources humaines.")
    return NextStep("ASK_ADMINISTRATION", text)


def _priority_groups() -> NextStep:
    """Look whether the shorter wait of priority groups applies."""
    text = _("Vérifier si le délai plus court des publics prioritaires vous concerne.")
    return NextStep("PRIORITY_GROUPS", text)


def _employment_service() -> NextStep:
    """Ask the public employment service."""
    text = _("Demander à votre conseiller France Travail ce qui peut être payé autrement.")
    return NextStep("EMPLOYMENT_SERVICE", text)


def _training_fund() -> NextStep:
    """Ask the training fund of the self-employed."""
    text = _("Demander à votre fonds d’assurance formation s’il paie un bilan.")
    return NextStep("TRAINING_FUND", text)


def _own_means() -> NextStep:
    """Pay oneself."""
    text = _("Le payer vous-même : la loi le permet, et les mêmes heures et le même secret vous protègent.")
    return NextStep("OWN_MEANS", text)


OTHER_DOORS: dict[str, tuple[Callable[[], NextStep], ...]] = {
    "EMPLOYEE": (_ask_employer,),
    "JOBSEEKER": (_employment_service,),
    "SELF_EMPLOYED": (_training_fund,),
    "PUBLIC": (_priority_groups, _ask_administration),
    "OTHER": (_check_account,),
}
