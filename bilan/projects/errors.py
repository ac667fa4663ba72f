"""Errors of a person's projects.

ProjectError
├── ProjectHidden           someone else's option, criterion, fact or step, or none: told alike
├── TooManyKept             a seventh kept option
├── TooManyCompared         a fourth compared option
├── AlreadyKept             the same occupation kept twice
├── SetAsideAlready         an act on an option that was set aside
├── RealityUntried          "go" before the five sides of reality were looked at
├── WordsMissing            a fact, a criterion or a step without its words
├── MarkImpossible          a weight, a mark or a feeling outside its scale
├── ChangedMeanwhile        another tab kept something else first; both are shown
├── DayImpossible           a fact dated tomorrow, or a step dated yesterday
├── FirstStepTooFar         a plan whose first step is more than seven days away
├── LeaningImpossible       a leaning that no refusal can teach, or a limit outside its range
├── OptionPrivate           a private option cannot be plan A or B, nor a plan become private
├── NoPlan                  steps of a plan for which no option is chosen
├── NoPlanB                 a switch to a plan B that does not exist
├── CertificationUnknown    a code that is not in the register
├── CertificationClosed     a certification that experience alone cannot obtain
├── RouteMissing            a country whose route of recognition is not known
└── RouteFollowed           the same route taken twice toward one certification
"""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class ProjectError(Exception):
    """Base of what can go wrong with a project, fit for people."""


class ProjectHidden(ProjectError):
    """Someone else's piece, or none at all: the two are told alike."""

    def __init__(self) -> None:
        super().__init__(_("Cette piste n’est pas ouverte pour vous. Rien n’a été lu ni modifié."))


class TooManyKept(ProjectError):
    """One option more than a person can look at."""

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "Vous gardez déjà %(most)d piste, c’est le plus que l’on puisse regarder de près. "
                "Écartez-en une pour faire place à celle-ci.",
                "Vous gardez déjà %(most)d pistes, c’est le plus que l’on puisse regarder de près. "
                "Écartez-en une pour faire place à celle-ci.",
                most,
            )
            % {"most": most}
        )


class TooManyCompared(ProjectError):
    """One option more than fits side by side."""

    def __init__(self, *, most: int) -> None:
        super().__init__(
            ngettext(
                "Vous comparez déjà %(most)d projet. Retirez-en un de la comparaison : "
                "il restera parmi vos pistes.",
                "Vous comparez déjà %(most)d projets. Retirez-en un de la comparaison : "
                "il restera parmi vos pistes.",
                most,
            )
            % {"most": most}
        )


class AlreadyKept(ProjectError):
    """The occupation is among the kept ones."""

    def __init__(self) -> None:
        super().__init__(_("Cette piste est déjà parmi les vôtres. Rien n’a changé."))


class SetAsideAlready(ProjectError):
    """The option was set aside before."""

    def __init__(self) -> None:
        super().__init__(_("Vous avez écarté cette piste. Reprenez-la d’abord si vous voulez y revenir."))


class RealityUntried(ProjectError):
    """Some sides of reality were not looked at yet."""

    def __init__(self, *, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            _(
                "Avant de dire « j’y vais », il manque un fait vérifié sur : %(sides)s. "
                "Notez ce que vous apprenez, puis décidez."
            )
            % {"sides": ", ".join(self.missing)}
        )


class WordsMissing(ProjectError):
    """A fact, a criterion or a step came without its words."""

    def __init__(self) -> None:
        super().__init__(_("Écrivez quelques mots ici : rien n’a été enregistré sans eux."))


class MarkImpossible(ProjectError):
    """A weight, a mark or a feeling outside its scale."""

    def __init__(self, *, lowest: int, highest: int) -> None:
        super().__init__(
            _("Cette échelle va de %(lowest)d à %(highest)d. Rien n’a été modifié.")
            % {"lowest": lowest, "highest": highest}
        )


class DayImpossible(ProjectError):
    """A fact dated tomorrow, or a step dated yesterday."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette date ne convient pas : un fait appris est passé, une étape à faire est à venir.")
        )


class FirstStepTooFar(ProjectError):
    """A plan's first step comes within seven days."""

    def __init__(self, *, latest: date) -> None:
        self.latest = latest
        super().__init__(
            _(
                "Un plan commence par un premier pas dans les sept jours, même petit. "
                "Ajoutez-en un avant le %(day)s, puis les autres étapes."
            )
            % {"day": date_format(latest, "j F Y")}
        )


class OptionPrivate(ProjectError):
    """A plan goes into the synthesis, which the practitioner drafts: it cannot stay private."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Un projet A ou B entre dans la synthèse, que votre conseiller lit : il ne peut pas rester "
                "pour vous seulement. Rien n’a changé : levez d’abord cette marque, ou gardez "
                "la piste à part."
            )
        )


class ChangedMeanwhile(ProjectError):
    """Another tab kept something else since the page was opened: nothing is overwritten unseen."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ceci a été modifié ailleurs depuis que cette page est ouverte. "
                "Rien n’est perdu : les deux textes sont ci-dessous, gardez ce qui vous va."
            )
        )


class LeaningImpossible(ProjectError):
    """A leaning that no refusal can teach, or a limit outside its range."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce choix n’est pas possible tel quel. Rien n’a changé : cochez une proposition de la liste.")
        )


class NoPlan(ProjectError):
    """No option is chosen for this plan."""

    def __init__(self) -> None:
        super().__init__(_("Choisissez d’abord le projet que ce plan doit servir."))


class NoPlanB(ProjectError):
    """Nothing waits in reserve."""

    def __init__(self) -> None:
        super().__init__(
            _("Aucun projet B n’attend en réserve. Rien n’a changé : choisissez-en un parmi vos projets.")
        )


class CertificationUnknown(ProjectError):
    """A code that the register does not hold."""

    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(
            _(
                "Le code %(code)s n’est pas dans le répertoire des certifications. Rien n’a été ajouté : "
                "vérifiez-le sur la fiche de la formation (RNCP ou RS, puis des chiffres)."
            )
            % {"code": code}
        )


class CertificationClosed(ProjectError):
    """A certification that recognition of prior learning does not open."""

    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(
            _(
                "D’après le répertoire, %(code)s ne s’obtient pas par l’expérience. Rien n’a été ajouté : "
                "choisissez une certification ouverte à la VAE, ou une formation."
            )
            % {"code": code}
        )


class RouteMissing(ProjectError):
    """No route of recognition is known for this country."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nous ne connaissons pas encore le parcours de validation des acquis de ce pays. "
                "Rien n’a été ajouté : écrivez vos étapes une à une."
            )
        )


class RouteFollowed(ProjectError):
    """The plan holds this route already."""

    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(
            _(
                "Votre plan suit déjà la VAE vers %(code)s. Rien n’a été ajouté deux fois : "
                "vous pouvez changer chaque étape une à une."
            )
            % {"code": code}
        )
