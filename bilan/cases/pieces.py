"""What is told in a bilan, opened; and what operations take in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Remote = Literal["ANY", "PREFERRED", "ONLY", "AVOIDED"]
Equipment = Literal["NONE", "PHONE", "COMPUTER"]
EQUIPMENT_LABELS: Mapping[str, Promise] = {
    "COMPUTER": _("Un ordinateur ou une tablette"),
    "PHONE": _("Un téléphone seulement"),
    "NONE": _("Ni l’un ni l’autre"),
}
EASE_LABELS: Mapping[float, Promise] = {
    1.0: _("Oui"),
    0.5: _("Avec un peu d’aide"),
    0.0: _("Pas vraiment"),
}
REMOTE_LABELS: Mapping[str, Promise] = {
    "ANY": _("Peu importe"),
    "PREFERRED": _("Plutôt en visio"),
    "ONLY": _("Seulement en visio"),
    "AVOIDED": _("Plutôt sur place"),
}
OBJECTIVE_LABELS: Mapping[str, Promise] = {
    "PROJECT": _("Trouver un projet professionnel"),
    "BUSINESS": _("Créer ou reprendre une activité"),
    "TRAINING": _("Choisir une formation"),
    "PRIOR_LEARNING": _("Faire reconnaître mon expérience"),
    "CONFIDENCE": _("Reprendre confiance"),
    "JOB_SEARCH": _("Chercher un emploi"),
}
PART_LABELS: Mapping[str, Promise] = {
    "circumstances": _("Les circonstances du bilan"),
    "skills": _("Les compétences et les aptitudes, au regard des perspectives"),
    "project": _("Les éléments du projet"),
    "steps": _("Les principales étapes"),
}
PARTS = tuple(PART_LABELS)


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective: a tag the plan understands, and the person's words."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must be respected: needs, never diagnoses."""

    remote: Remote = "ANY"
    hours_a_week: int = 3
    weeks: int | None = None
    refused_contexts: tuple[str, ...] = ()
    unwanted_contexts: tuple[str, ...] = ()  # wished away, where refused ones eliminate
    minimum_pay: int | None = None
    hoped_pay: int | None = None
    maximum_training_months: int | None = None
    diploma: int | None = None  # European level of the highest, 1–8
    place: str = ""
    digital_ease: float = 1.0
    equipment: Equipment = "COMPUTER"
    meetings_a_week: int | None = None

    @property
    def version(self) -> str:
        """What tells these constraints from others."""
        return sha256(repr(self).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ToldDemand:
    """The demand as it was told."""

    why_now: str
    worth_it: str
    aims: tuple[Aim, ...]
    recorded_at: datetime

    @property
    def version(self) -> str:
        """What tells this demand from the next one."""
        return self.recorded_at.isoformat()

    @property
    def is_complete(self) -> bool:
        """Whether it says why now, and has one to three objectives."""
        return bool(self.why_now) and 1 <= len(self.aims) <= 3


@dataclass(frozen=True, slots=True)
class ToldNote:
    """The practitioner's note of an interview, the next step agreed, and which version it is."""

    session_id: UUID
    held_at: datetime
    text: str
    next_step: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note to keep; `seen` is the version its writer read before, empty for none, None to overwrite."""

    text: str
    next_step: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class SynthesisPiece:
    """A sentence of the synthesis and where it comes from.

    `kind` is DEMAND, AIM, CASE, CARD, RESULT, CHANGE, OPTION, FACT, STEP, or COUNSELLOR for a sentence of the
    practitioner's own; `key` names the row it was taken from; `is_edited` tells it was reworded since.
    """

    text: str
    kind: str
    key: str = ""
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class ToldSynthesis:
    """The synthesis as it stands: four parts, the person's observations, who acknowledged it."""

    parts: Mapping[str, tuple[SynthesisPiece, ...]]
    observations: str
    revision: int
    drafted_at: datetime
    acknowledged_by_beneficiary_at: datetime | None
    acknowledged_by_practitioner_at: datetime | None
    locked_at: datetime | None
    content_sha256: str

    @property
    def missing_parts(self) -> tuple[str, ...]:
        """The mandatory parts that say nothing yet."""
        return tuple(
            part for part in PARTS if not any(piece.text.strip() for piece in self.parts.get(part, ()))
        )

    @property
    def observations_version(self) -> str:
        """What tells these observations from others."""
        return sha256(self.observations.encode()).hexdigest()[:16]

    @property
    def is_locked(self) -> bool:
        """Whether both acknowledged it."""
        return self.locked_at is not None
