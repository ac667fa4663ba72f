"""Messages and guided work that cannot be written, handed in or answered."""

from django.utils.translation import gettext as _

from bilan.cases.errors.acts import ChangedMeanwhile
from bilan.cases.errors.base import CaseError


class WordsMissing(CaseError):
    """Nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("Il n’y a rien d’écrit encore. Rien n’a été envoyé : écrivez au moins un mot."))


class WordsTooLong(CaseError):
    """More than one text holds."""

    def __init__(self, *, most: int) -> None:
        super().__init__(
            _(
                "Ce texte dépasse %(most)d caractères. Rien n’a été envoyé et il est resté dans la "
                "page : coupez-le en deux."
            )
            % {"most": most}
        )


class WorkChanged(ChangedMeanwhile):
    """The guided work was written elsewhere in between; both texts are there to be put together."""


class WorkRefused(CaseError):
    """The guided work cannot be written, handed in or answered."""


class NotGuided(WorkRefused):
    """The module is not lived alone and guided."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette étape ne se fait pas seul dans votre programme. Rien n’a été gardé : revenez au plan.")
        )


class WorkAnswered(WorkRefused):
    """The feedback is there: the text it speaks of stays as it was."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Le retour est déjà écrit : ce texte ne change plus. Rien n’a été perdu ; "
                "continuez dans les messages."
            )
        )


class WorkNotHandedIn(WorkRefused):
    """The person has not handed it in."""

    def __init__(self) -> None:
        super().__init__(_("Ce travail n’est pas encore remis. Rien n’a été gardé : attendez sa remise."))


class AddressRefused(CaseError):
    """Not the address of a video room."""

    def __init__(self) -> None:
        super().__init__(
            _("Cette adresse ne commence pas par https:// ou n’est pas complète. L’ancienne reste en place.")
        )
