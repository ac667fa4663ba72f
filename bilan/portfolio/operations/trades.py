"""Which occupation an activity was: read in its title, settled by the person alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bilan.accounts.models import Person
from bilan.audit.operations import record
from bilan.occupations.errors import UnknownOccupation
from bilan.occupations.identification import suggest_titles
from bilan.occupations.queries import titles
from bilan.portfolio.models import Experience
from bilan.portfolio.operations.experiences import own_experience
from bilan.portfolio.pieces import Trade
from bilan.portfolio.queries import trade_of
from bilan.vault.operations import open_key

MOST_READ = 3
PAID = (Experience.Kind.EMPLOYED, Experience.Kind.SELF_EMPLOYED)


def read_trades(*, title: str, kind: str, language: str) -> tuple[str, ...]:
    """Return the codes of the occupations that the title of a paid activity may name."""
    if kind not in PAID:
        return ()
    return tuple(hit.code for hit in suggest_titles(title, language=language, limit=MOST_READ))


@transaction.atomic
def offer_trades(*, experience_id: UUID, codes: tuple[str, ...], by: Person) -> None:
    """Keep what was read, for the person to settle; what they said before stays.

    Raises:
        PieceHidden: someone else's activity, or none.
    """
    row = own_experience(experience_id=experience_id, by=by)
    before = trade_of(row)
    if codes:
        _seal(row, Trade(codes, before.said if before else None))


@transaction.atomic
def tell_trade(*, experience_id: UUID, code: str, by: Person, at: datetime) -> None:
    """Say which occupation it was, or none of those that were read: the empty code.

    Raises:
        PieceHidden: someone else's activity, or none.
        UnknownOccupation: the loaded catalogue does not hold this code.
    """
    row = own_experience(experience_id=experience_id, by=by)
    if code and not titles([code], by.language):
        raise UnknownOccupation(code=code)
    before = trade_of(row)
    _seal(row, Trade(before.read if before else (), code))
    record(act="experience.trade_told", by=by, subject=by, object_=row, at=at, facts={"is_one": bool(code)})


def _seal(row: Experience, trade: Trade) -> None:
    read, said = ",".join(trade.read), trade.said
    row.trade_sealed = open_key(row.key).seal(row, "trade_sealed", {"read": read, "said": said})
    row.save(update_fields=["trade_sealed"])
