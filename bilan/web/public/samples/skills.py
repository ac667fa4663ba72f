"""Skills to show in the gallery: cards with each kind of proof, and skills found in someone's words."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from bilan.portfolio.models import Card, Suggestion
from bilan.portfolio.pieces import OfferedSkill, SkillCard
from bilan.web.beneficiary.skill_sky import sky_of


def skill_samples() -> dict[str, object]:
    """Return cards, offers, the constellation, and the words of proofs, likings and reasons."""
    return {
        "cards": cards(),
        "offers": offers(),
        "proofs": tuple(enumerate((proof.label for proof in Card.Proof), 1)),
        "likings": Card.Liking.choices,
        "sky": sky_of(cards()),
        "reasons": Suggestion.Reason.choices,
    }


def cards() -> tuple[SkillCard, ...]:
    """Return a card that says all it can, a private one, and one without an official name."""
    full = _card()
    plain = replace(full, proof=Card.Proof.SAID, liking=Card.Liking.NO_MORE, was_unexpected=False)
    private = replace(
        plain,
        id=UUID(int=2),
        sentence=_("Je calme une file d’attente"),
        label=_("gérer l’accueil"),
        is_private=True,
    )
    name = _("Je retiens tous les prénoms")
    return full, private, replace(plain, id=UUID(int=3), sentence=name, label="", experience="")


def offers() -> tuple[OfferedSkill, ...]:
    """Return a skill with the words that led to it, and one without."""
    quoted = OfferedSkill(
        id=UUID(int=1),
        uri="",
        label=_("tenir des comptes"),
        because=_("j’ai tenu les comptes pendant sept ans"),
        experience_id=UUID(int=3),
        experience=_("Trésorière d’une école"),
        score=0.8,
    )
    return quoted, replace(quoted, id=UUID(int=2), label=_("gérer l’accueil"), because="")


def _card() -> SkillCard:
    return SkillCard(
        id=UUID(int=1),
        sentence=_("Je fais voter les comptes sans que personne n’ait à redemander"),
        uri="",
        label=_("présenter des comptes"),
        proof=Card.Proof.CONFIRMED,
        level=3,
        liking=Card.Liking.LIKED,
        experience_id=None,
        experience=_("Trésorière d’une école"),
        is_private=False,
        was_unexpected=True,
        is_retired=False,
        merged_into=None,
        created_at=datetime(2026, 1, 12, 9, tzinfo=UTC),
    )
