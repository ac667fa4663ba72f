"""Errors of access.

AccessError
├── SituationUnknown      a situation that the front door does not offer
├── PointsFileInvalid     a file of information points is wrong: says where and why, and loads nothing
└── MayNotEditPoints      someone who may not change the information points
"""

from django.utils.translation import gettext as _


class AccessError(Exception):
    """Base of what can go wrong at the front door, fit for people."""


class SituationUnknown(AccessError):
    """A situation that the front door does not offer."""

    def __init__(self, situation: str) -> None:
        self.situation = situation
        super().__init__(
            _("Cette situation n’est pas connue ici. Choisissez celle qui ressemble le plus à la vôtre.")
        )


class PointsFileInvalid(AccessError):
    """A file of information points is wrong: nothing of it was loaded."""

    def __init__(self, *, file: str, place: str, problem: str) -> None:
        self.file, self.place = file, place
        super().__init__(f"{file}, {place}: {problem} Nothing was loaded.")


class MayNotEditPoints(AccessError):
    """Someone who may not change the information points."""

    def __init__(self) -> None:
        super().__init__(_("Les lieux d’information ne sont modifiables que par l’équipe du site."))
