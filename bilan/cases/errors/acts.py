"""Acts that belong to someone else, come too soon, or collide."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from bilan.cases.errors.base import CaseError


class NotPermitted(CaseError):
    """The act belongs to someone else."""

    def __init__(self) -> None:
        super().__init__(_("Cette action revient à quelqu’un d’autre dans ce bilan. Rien n’a été modifié."))


class CaseClosed(CaseError):
    """The bilan is over, or was left."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce bilan est terminé : il ne change plus. Ce qui a été remis reste chez la personne.")
        )


class CaseOpenAlready(CaseError):
    """The person has a bilan under way."""

    def __init__(self) -> None:
        super().__init__(
            _("Un bilan est déjà en cours. Rien n’a été ouvert : reprenez celui-ci depuis l’accueil.")
        )


class PractitionerUnavailable(CaseError):
    """The person chosen does not lead bilans any more, or is oneself."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette personne ne peut pas conduire votre bilan. Rien n’a été ouvert : "
                "choisissez-en une autre."
            )
        )


class DemandIncomplete(CaseError):
    """One to three objectives, each in words, each with a known tag."""

    def __init__(self, *, count: int) -> None:
        self.count = count
        super().__init__(
            _("Un bilan a d’un à trois objectifs, chacun en quelques mots. Rien n’a été enregistré.")
        )


class ChangedMeanwhile(CaseError):
    """Someone else wrote in between."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "Ce texte a changé pendant que vous écriviez. Rien n’a été remplacé : "
                "relisez la nouvelle version, puis ajoutez la vôtre."
            )
        )


class NoteChanged(ChangedMeanwhile):
    """The note of an interview was written in between; both texts are there to be put together."""


class PlanChanged(ChangedMeanwhile):
    """A module of the plan was changed in between; the reason that was typed is kept on the page."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette étape a changé depuis que la page est ouverte. Rien n’a été remplacé : "
                "voici le programme tel qu’il est maintenant, et la raison que vous aviez écrite."
            )
        )


class PhaseUnfinished(CaseError):
    """What the phase still asks for."""

    def __init__(self, *, missing: Iterable[tuple[str, str]]) -> None:
        pairs = tuple(missing)
        self.codes = tuple(code for code, _label in pairs)
        labels = ", ".join(str(label) for _code, label in pairs)
        super().__init__(_("Avant la suite, il manque encore : %(missing)s.") % {"missing": labels})


class PlanUnavailable(CaseError):
    """No plan can be proposed, or none was chosen."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _(
                "Aucun plan n’est encore choisi. Regardez les propositions, puis choisissez-en une ensemble."
            )
        )


class ModeRefused(PlanUnavailable):
    """This module is not lived that way."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette étape ne se vit pas de cette façon. Le plan n’a pas changé : "
                "choisissez une autre façon."
            )
        )


class ModuleNotPlanned(PlanUnavailable):
    """This module is not in the plan."""

    def __init__(self) -> None:
        super().__init__(_("Cette étape n’est pas dans votre plan. Rien n’a changé : ajoutez-la d’abord."))


class ModuleRequired(PlanUnavailable):
    """The rules ask for this module, or it was lived already: it stays."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette étape fait partie de tout bilan, ou elle est déjà faite : elle reste dans le plan.")
        )
