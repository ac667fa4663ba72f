"""Reads of a portfolio, opened for its owner or for the practitioner of their open case."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from bilan.accounts.models import Person
from bilan.occupations.queries import skill_labels
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.lessons import Refusal
from bilan.portfolio.models import Card, Comment, Experience, Suggestion
from bilan.portfolio.permissions import may_read, may_read_piece
from bilan.portfolio.pieces import (
    LIKING_SIGNS,
    PROOF_RANKS,
    HeldName,
    OfferedSkill,
    Period,
    SkillCard,
    ToldExperience,
    Trade,
)
from bilan.vault.operations import open_key

MOST_OFFERED = 10
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Counts:
    """A portfolio in figures, without a word of it."""

    experiences: int
    cards: int
    retired: int
    offered: int


def experiences_of(
    *, owner: Person, reader: Person, is_practitioner: bool = False
) -> tuple[ToldExperience, ...]:
    """Return the life line, oldest first; private activities for their owner alone (one query).

    Raises:
        PieceHidden: the reader is neither the owner nor their practitioner.
    """
    rows = _experiences(owner=owner, reader=reader, is_practitioner=is_practitioner)
    return tuple(_told(row) for row in rows.order_by("from_year", "from_month", "created_at", "pk"))


def lived_occupations(*, owner: Person, has_private: bool = True) -> tuple[str, ...]:
    """Return the codes of the occupations that the owner said they worked in (one query)."""
    rows = Experience.objects.filter(person=owner, trade_sealed__isnull=False).select_related("key")
    trades = [trade_of(row) for row in (rows if has_private else rows.filter(is_private=False))]
    return tuple(sorted({trade.said for trade in trades if trade and trade.said}))


def held_names(*, owner: Person, has_private: bool = True) -> tuple[HeldName, ...]:
    """Return what the cards are called officially, latest first (one query): no sentence is opened.

    Cards without an official name are left out.
    """
    rows = Card.objects.filter(person=owner, retired_at__isnull=True, uri_sealed__isnull=False)
    shown = rows if has_private else rows.filter(is_private=False)
    opened = cache(open_key)
    read = [
        (row, opened(row.key).read_text(row, "uri_sealed"))
        for row in shown.select_related("key").defer("sentence_sealed").order_by("-created_at", "-pk")
    ]
    return tuple(
        HeldName(uri, PROOF_RANKS[Card.Proof(row.proof)], LIKING_SIGNS[Card.Liking(row.liking)])
        for row, uri in read
        if uri
    )


def experience_for(*, reader: Person, experience_id: UUID, is_practitioner: bool = False) -> ToldExperience:
    """Return one activity (one query).

    Raises:
        PieceHidden: someone else's, a private one, or none.
    """
    row = _with_cards(Experience.objects.filter(pk=experience_id), reader=reader).first()
    if row is None or not may_read_piece(reader=reader, piece=row, is_practitioner=is_practitioner):
        raise PieceHidden
    return _told(row)


def cards_of(
    *,
    owner: Person,
    reader: Person,
    is_practitioner: bool = False,
    language: str = "",
    is_retired: bool = False,
    among: slice = ALL,
) -> tuple[SkillCard, ...]:
    """Return the cards, latest first, or those put away; a constant number of queries.

    `among` is the stretch of the list to open, all of it by default.

    Raises:
        PieceHidden: the reader is neither the owner nor their practitioner.
    """
    _check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    rows = _cards().filter(person=owner, retired_at__isnull=not is_retired)
    if reader.pk != owner.pk:
        rows = rows.filter(is_private=False)
    ordered = rows.order_by("-created_at", "-pk")[among]
    return _opened_cards(ordered, is_owner=reader.pk == owner.pk, language=language)


def card_for(
    *, reader: Person, card_id: UUID, is_practitioner: bool = False, language: str = ""
) -> SkillCard:
    """Return one card, put away or not; a constant number of queries.

    Raises:
        PieceHidden: someone else's, a private one, or none.
    """
    row = _cards().filter(pk=card_id).first()
    if row is None or not may_read_piece(reader=reader, piece=row, is_practitioner=is_practitioner):
        raise PieceHidden
    return _opened_cards([row], is_owner=reader.pk == row.person_id, language=language)[0]


def offered_skills(
    *, owner: Person, reader: Person, experience_id: UUID | None = None, language: str = ""
) -> tuple[OfferedSkill, ...]:
    """Return what waits for the owner's yes or no, ten at most, best first; a constant number of queries.

    Raises:
        PieceHidden: the reader is not the owner: what was not confirmed is nobody else's business.
    """
    _check_reader(owner=owner, reader=reader, is_practitioner=False)
    rows = (
        Suggestion.objects.filter(experience__person=owner, state=Suggestion.State.PROPOSED)
        .select_related("key", "experience__key")
        .order_by("-proposed_at", "rank", "pk")
    )
    if experience_id is not None:
        rows = rows.filter(experience=experience_id)
    return _opened_offers(rows[:MOST_OFFERED], language=language)


def portfolio_counts(*, owner: Person) -> Counts:
    """Return the portfolio in figures (three queries); counts only, so it asks for no reader."""
    held = Card.objects.filter(person=owner).aggregate(
        here=Count("pk", filter=Q(retired_at=None)), away=Count("pk", filter=Q(retired_at__isnull=False))
    )
    return Counts(
        experiences=Experience.objects.filter(person=owner).count(),
        cards=held["here"],
        retired=held["away"],
        offered=Suggestion.objects.filter(experience__person=owner, state=Suggestion.State.PROPOSED).count(),
    )


def settled_uris(*, owner: Person) -> frozenset[str]:
    """Return the skills that are on a card or were refused: they are not offered again (two queries)."""
    cards = Card.objects.select_related("key").filter(person=owner, uri_sealed__isnull=False)
    carded = {open_key(card.key).read_text(card, "uri_sealed") for card in cards}
    refused = Suggestion.objects.select_related("key").filter(
        experience__person=owner, state=Suggestion.State.REFUSED
    )
    return frozenset(carded | {found(row)[0] for row in refused})


def reasoned_refusals(*, owner: Person) -> tuple[Refusal, ...]:
    """Return the skills that were refused with a reason, which the next proposals heed (one query)."""
    rows = Suggestion.objects.select_related("key").filter(
        experience__person=owner, state=Suggestion.State.REFUSED
    )
    return tuple(Refusal(*found(row), row.reason) for row in rows.exclude(reason="").order_by("pk"))


def surprises_of(
    *, owner: Person, reader: Person, is_practitioner: bool = False, language: str = ""
) -> tuple[SkillCard, ...]:
    """Return the cards of which their owner said "I did not know I could do that", latest first.

    Raises:
        PieceHidden: the reader is neither the owner nor their practitioner.
    """
    cards = cards_of(owner=owner, reader=reader, is_practitioner=is_practitioner, language=language)
    return tuple(card for card in cards if card.was_unexpected)


def found(row: Suggestion) -> tuple[str, str]:
    """Return the skill of a suggestion and the words that led to it (its key is loaded)."""
    read = open_key(row.key).read(row, "found_sealed")
    told = read if isinstance(read, dict) else {}
    return str(told.get("uri", "")), str(told.get("because", ""))


def official_labels(*, uris: Iterable[str], language: str = "") -> dict[str, str]:
    """Return the catalogue's names of skills, in a language or the page's (no query for none)."""
    wanted = sorted({uri for uri in uris if uri})
    if not wanted:
        return {}
    return skill_labels(wanted, (language or get_language() or "fr")[:2])


def _check_reader(*, owner: Person, reader: Person, is_practitioner: bool) -> None:
    if not may_read(reader=reader, owner=owner, is_practitioner=is_practitioner):
        raise PieceHidden


def _experiences(*, owner: Person, reader: Person, is_practitioner: bool) -> QuerySet[Experience]:
    _check_reader(owner=owner, reader=reader, is_practitioner=is_practitioner)
    rows = _with_cards(Experience.objects.filter(person=owner), reader=reader)
    return rows if reader.pk == owner.pk else rows.filter(is_private=False)


def _with_cards(rows: QuerySet[Experience], *, reader: Person) -> QuerySet[Experience]:
    """Count the cards beside each activity; not even the count of private ones leaves their owner."""
    shown = Q(cards__is_private=False) | Q(person=reader)
    return rows.select_related("key").annotate(
        card_count=Count("cards", filter=Q(cards__retired_at__isnull=True) & shown, distinct=True),
        comment_count=Count("comments", distinct=True),
    )


def _told(row: Experience) -> ToldExperience:
    key = open_key(row.key)
    return ToldExperience(
        id=row.pk,
        kind=Experience.Kind(row.kind),
        period=Period(row.from_year, row.from_month, row.to_year, row.to_month),
        title=key.read_text(row, "title_sealed"),
        narrative=key.read_text(row, "narrative_sealed"),
        is_private=row.is_private,
        cards=getattr(row, "card_count", 0),
        changed_at=row.changed_at,
        version=row.version,
        comments=getattr(row, "comment_count", 0),
        trade=trade_of(row),
    )


def trade_of(row: Experience) -> Trade | None:
    """Return what is known of the occupation an activity was; None where nothing was read."""
    if row.trade_sealed is None:
        return None
    told = open_key(row.key).read(row, "trade_sealed")
    assert isinstance(told, dict)
    said = told["said"]
    return Trade(tuple(filter(None, str(told["read"]).split(","))), None if said is None else str(said))


def _cards() -> QuerySet[Card]:
    # Fetched apart, a key and an activity are read once for all the cards that share them.
    sources = Experience.objects.defer("narrative_sealed").select_related("key")
    beside = Comment.objects.filter(card=OuterRef("pk")).order_by().values("card")
    counted = Subquery(beside.annotate(count=Count("pk")).values("count"))
    return Card.objects.prefetch_related("key", Prefetch("experience", sources)).annotate(
        comment_count=Coalesce(counted, 0)
    )


def _opened_cards(rows: Iterable[Card], *, is_owner: bool, language: str) -> tuple[SkillCard, ...]:
    opened, title = cache(open_key), cache(_title)
    read = [(row, opened(row.key).read_text(row, "uri_sealed")) for row in rows]
    labels = official_labels(uris=(uri for _, uri in read), language=language)
    return tuple(
        _opened_card(
            row,
            sentence=opened(row.key).read_text(row, "sentence_sealed"),
            official=(uri, labels.get(uri, "")),
            source=title(row.experience) if _shows_source(row, is_owner) else None,
        )
        for row, uri in read
    )


def _opened_card(row: Card, *, sentence: str, official: tuple[str, str], source: str | None) -> SkillCard:
    """Fill a card; `official` is its name in the catalogue, `source` the activity when it may be named."""
    return SkillCard(
        id=row.pk,
        sentence=sentence,
        uri=official[0],
        label=official[1],
        proof=Card.Proof(row.proof),
        level=row.level,
        liking=Card.Liking(row.liking),
        experience_id=None if source is None else row.experience_id,
        experience=source or "",
        is_private=row.is_private,
        was_unexpected=row.was_unexpected,
        is_retired=row.retired_at is not None,
        merged_into=row.merged_into_id,
        created_at=row.created_at,
        version=row.version,
        comments=getattr(row, "comment_count", 0),
    )


def _shows_source(row: Card, is_owner: bool) -> bool:
    """Tell whether the activity behind a card may be named: a private one only to its owner."""
    return row.experience is not None and (is_owner or not row.experience.is_private)


def _title(experience: Experience | None) -> str:
    return "" if experience is None else open_key(experience.key).read_text(experience, "title_sealed")


def _opened_offers(rows: Iterable[Suggestion], *, language: str) -> tuple[OfferedSkill, ...]:
    read = [(row, *found(row)) for row in rows]
    labels = official_labels(uris=(uri for _, uri, _ in read), language=language)
    return tuple(
        OfferedSkill(
            id=row.pk,
            uri=uri,
            label=labels.get(uri, ""),
            because=because,
            experience_id=row.experience_id,
            experience=_title(row.experience),
            score=row.score,
        )
        for row, uri, because in read
    )
