"""Activities and cards, stating only what matters to a test."""

from datetime import datetime

from bilan.accounts.models import Person
from bilan.occupations.models import Catalogue, Skill, SkillLabel
from bilan.portfolio.models import Card, EvidenceFile, Experience, Suggestion
from bilan.portfolio.operations import add_card, add_evidence, add_experience
from bilan.portfolio.pieces import UNSAID, Claim, Period
from bilan.vault.operations import open_key
from bilan.vault.sealing import Json

SIX_YEARS = Period(2010, None, 2016)


def an_experience(
    *,
    person: Person,
    at: datetime,
    title: str = "Trésorière, parents d’élèves",
    narrative: str = "",
    kind: str = "UNPAID",
    period: Period = SIX_YEARS,
    is_private: bool = False,
) -> Experience:
    """Return an activity told by its owner."""
    return add_experience(
        person=person,
        kind=kind,
        period=period,
        title=title,
        narrative=narrative,
        is_private=is_private,
        by=person,
        at=at,
    )


def a_card(
    *,
    person: Person,
    at: datetime,
    sentence: str = "Je tiens des comptes qui tombent juste.",
    uri: str = "",
    experience: Experience | None = None,
    claim: Claim = UNSAID,
) -> Card:
    """Return a card written by its owner."""
    return add_card(
        person=person,
        sentence=sentence,
        uri=uri,
        experience_id=None if experience is None else experience.pk,
        claim=claim,
        by=person,
        at=at,
    )


def an_evidence(
    *,
    card: Card,
    at: datetime,
    content: bytes = b"Planning de la semaine",
    name: str = "planning.txt",
    words: str = "",
) -> EvidenceFile:
    """Return a file that shows a skill, added by the card's owner."""
    return add_evidence(card_id=card.pk, content=content, name=name, words=words, by=card.person, at=at)


def an_offer(
    *,
    experience: Experience,
    at: datetime,
    uri: str = "starter:accounts",
    because: str = "je tenais les comptes",
) -> Suggestion:
    """Return a skill found in an activity, waiting for a yes or a no."""
    rank = Suggestion.objects.filter(experience=experience).count() + 1
    row = Suggestion(experience=experience, key=experience.key, score=1 / rank, rank=rank, proposed_at=at)
    told: Json = {"uri": uri, "because": because}
    row.found_sealed = open_key(experience.key).seal(row, "found_sealed", told)
    row.save()
    return row


def a_skill(
    *,
    uri: str = "starter:accounts",
    fr: str = "Tenir une comptabilité simple",
    en: str = "Keep simple accounts",
) -> None:
    """Name a skill in a catalogue."""
    catalogue, _ = Catalogue.objects.get_or_create(
        code="starter", defaults={"name": "Départ", "version": "1", "licence": "EUPL-1.2"}
    )
    skill = Skill.objects.create(catalogue=catalogue, uri=uri, kind="SKILL")
    for language, text in (("fr", fr), ("en", en)):
        SkillLabel.objects.create(skill=skill, language=language, kind="PREFERRED", text=text)
