"""Who reads a page, said at its foot in the words of this case."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bilan.cases.models import Case


@dataclass(frozen=True, slots=True)
class Readers:
    """The sentences that close a page, by what it holds."""

    who: str
    content: str
    answers: str
    proof: str


def readers_of(case: Case | None) -> Readers:
    """Return who reads what a person writes, before, during and after a bilan (no query)."""
    if case is None:
        return _before()
    if case.state != Case.State.OPEN:
        return _after()
    return _during(counsellor_name(case))


def counsellor_name(case: Case) -> str:
    """Return how one calls the counsellor: by the first name, as on the pages."""
    return case.practitioner.person.first_name or str(case.practitioner.person)


def _before() -> Readers:
    return Readers(
        who=_("Vous, personne d’autre."),
        content=_("Tant que vous n’avez choisi personne, ce que vous écrivez n’est lu que par vous."),
        answers=_("Tant que vous n’avez choisi personne, vos réponses ne sont lues que par vous."),
        proof=_("Aucun rendez-vous n’existe encore."),
    )


def _during(name: str) -> Readers:
    return Readers(
        who=_("Vous et %(name)s, personne d’autre.") % {"name": name},
        content=_(
            "L’organisme et ceux qui financent voient les heures et les dates, jamais le contenu. "
            "Vos écrits sont détruits à la fin du bilan, sauf si vous demandez par écrit de les garder."
        ),
        answers=_(
            "Vous pouvez fermer cette page et reprendre ici, sur un autre appareil aussi. "
            "%(name)s verra vos réponses quand vous aurez fini, pas avant."
        )
        % {"name": name},
        proof=_(
            "L’organisme et ceux qui financent voient aussi les dates, les heures et les signatures : "
            "c’est la preuve que le bilan a eu lieu. Ils ne voient jamais ce qui s’y dit."
        ),
    )


def _after() -> Readers:
    return Readers(
        who=_("Vous, personne d’autre."),
        content=_("Votre bilan est terminé : ce que vous gardez ici n’est plus lu que par vous."),
        answers=_("Votre bilan est terminé : vos réponses ne sont plus lues que par vous."),
        proof=_("L’organisme garde la preuve des dates, des heures et des signatures, sans le contenu."),
    )
