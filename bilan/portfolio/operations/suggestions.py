"""Look for skills in someone's words, and take their yes, their own words, or their no."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.occupations.identification import suggest_skills
from bilan.occupations.queries.askers import occupations_asking
from bilan.portfolio.errors import AlreadyAnswered, NothingTold, PieceHidden
from bilan.portfolio.lessons import in_the_light_of
from bilan.portfolio.models import Card, Experience, Suggestion
from bilan.portfolio.operations.cards import keep_card
from bilan.portfolio.operations.experiences import own_experience
from bilan.portfolio.operations.trades import offer_trades, read_trades
from bilan.portfolio.permissions import may_change
from bilan.portfolio.pieces import UNSAID, Claim, Finding
from bilan.portfolio.queries import (
    MOST_OFFERED,
    experience_for,
    found,
    official_labels,
    reasoned_refusals,
    settled_uris,
)
from bilan.portfolio.words import words_around
from bilan.vault.operations import open_key

MOST_A_SENTENCE = 3
SEARCHED = 3 * MOST_OFFERED


def suggest_from_experience(*, experience_id: UUID, by: Person, at: datetime) -> int:
    """Look for skills in what was told of an activity and offer ten at most; return how many.

    The search runs outside the transaction: it takes a while and holds no lock. Skills that are on a card
    or were refused are not offered again; what waited for an answer is replaced.

    Raises:
        PieceHidden: someone else's activity, or none.
        NothingTold: there are no words to look into.
    """
    told = experience_for(reader=by, experience_id=experience_id)
    if not told.narrative:
        raise NothingTold
    findings = _search(text=told.narrative, person=by)
    trades = read_trades(title=told.title, kind=told.kind, language=by.language)
    offer_trades(experience_id=experience_id, codes=trades, by=by)
    return _offer(experience_id=experience_id, findings=findings, by=by, at=at)


@transaction.atomic
def confirm_suggestion(
    *,
    suggestion_id: UUID,
    claim: Claim = UNSAID,
    by: Person,
    at: datetime,
) -> Card:
    """Say "that is me": a card is kept, in the person's words that led there.

    Raises:
        PieceHidden: someone else's, or none.
        AlreadyAnswered: a yes or a no was said before.
    """
    row = _waiting(suggestion_id=suggestion_id, by=by)
    uri, because = found(row)
    sentence = because or official_labels(uris=[uri], language=by.language).get(uri, uri)
    return _accept(row, uri=uri, sentence=sentence, state=Suggestion.State.CONFIRMED, claim=claim, at=at)


@transaction.atomic
def rephrase_suggestion(
    *,
    suggestion_id: UUID,
    sentence: str,
    claim: Claim = UNSAID,
    by: Person,
    at: datetime,
) -> Card:
    """Say it otherwise: a card is kept with the person's sentence and the same official name.

    Raises:
        PieceHidden, AlreadyAnswered, SentenceMissing.
    """
    row = _waiting(suggestion_id=suggestion_id, by=by)
    uri, _ = found(row)
    return _accept(row, uri=uri, sentence=sentence, state=Suggestion.State.REPHRASED, claim=claim, at=at)


@transaction.atomic
def refuse_suggestion(*, suggestion_id: UUID, reason: str = "", by: Person, at: datetime) -> None:
    """Say "not me", and why if one likes: it is not offered again, and the next ones heed the reason.

    Raises:
        PieceHidden, AlreadyAnswered.
    """
    row = _waiting(suggestion_id=suggestion_id, by=by)
    row.state = Suggestion.State.REFUSED
    row.reason = Suggestion.Reason(reason) if reason else ""
    row.save(update_fields=["state", "reason"])
    record(act="suggestion.refused", by=by, subject=by, object_=row, at=at)
    if reason:
        _reorder(experience=row.experience, person=by)


def _search(*, text: str, person: Person) -> tuple[Finding, ...]:
    hits = suggest_skills(
        text,
        language=person.language,
        limit=SEARCHED,
        excluding=tuple(sorted(settled_uris(owner=person))),
    )
    found = [Finding(hit.uri, words_around(text=text, found=hit.because), hit.score) for hit in hits]
    return _spread(_heeding(found, person=person))


def _heeding(findings: Sequence[Finding], *, person: Person) -> tuple[Finding, ...]:
    """Put what the person's refusals speak against behind the rest."""
    refusals = reasoned_refusals(owner=person)
    if not refusals:
        return tuple(findings)
    askers = occupations_asking({one.uri for one in findings} | {no.uri for no in refusals})
    return in_the_light_of(refusals=refusals, findings=findings, askers=askers)


def _reorder(*, experience: Experience, person: Person) -> None:
    """Let what still waits beside a refused skill heed the reason at once."""
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("key")
    waiting = rows.filter(experience=experience, state=Suggestion.State.PROPOSED)
    of: dict[str, Suggestion] = {found(row)[0]: row for row in waiting.order_by("rank", "pk")}
    findings = [Finding(*found(row), row.score) for row in of.values()]
    for rank, one in enumerate(_heeding(findings, person=person), 1):
        of[one.uri].rank = rank
    Suggestion.objects.bulk_update(of.values(), ["rank"])


def _spread(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep three skills a sentence at most: one word that many skills share must not fill the page."""
    told: Counter[str] = Counter()
    kept: list[Finding] = []
    for finding in findings:
        told[finding.because] += 1
        if told[finding.because] <= MOST_A_SENTENCE:
            kept.append(finding)
    return tuple(kept[:MOST_OFFERED])


@transaction.atomic
def _offer(*, experience_id: UUID, findings: Sequence[Finding], by: Person, at: datetime) -> int:
    experience = own_experience(experience_id=experience_id, by=by)
    Suggestion.objects.filter(experience=experience, state=Suggestion.State.PROPOSED).delete()
    key = open_key(experience.key)
    rows = [
        Suggestion(experience=experience, key=experience.key, score=finding.score, rank=rank, proposed_at=at)
        for rank, finding in enumerate(findings[:MOST_OFFERED], 1)
    ]
    for row, finding in zip(rows, findings, strict=False):
        told = {"uri": finding.uri, "because": finding.because}
        row.found_sealed = key.seal(row, "found_sealed", {**told})
    Suggestion.objects.bulk_create(rows)
    facts = {"offered": len(rows)}
    record(act="skills.offered", by=by, subject=by, object_=experience, at=at, facts=facts)
    return len(rows)


def _waiting(*, suggestion_id: UUID, by: Person) -> Suggestion:
    rows = Suggestion.objects.select_for_update(of=("self",)).select_related("key", "experience__person")
    row = rows.filter(pk=suggestion_id).first()
    if row is None or not may_change(person=by, owner=row.experience.person):
        raise PieceHidden
    if row.state != Suggestion.State.PROPOSED:
        raise AlreadyAnswered
    return row


def _accept(
    row: Suggestion, *, uri: str, sentence: str, state: Suggestion.State, claim: Claim, at: datetime
) -> Card:
    experience = row.experience
    card = keep_card(
        person=experience.person, experience=experience, sentence=sentence, uri=uri, claim=claim, at=at
    )
    row.state = state
    row.save(update_fields=["state"])
    return card
