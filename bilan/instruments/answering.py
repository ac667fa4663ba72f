"""Which answers an instrument takes, which are left, and where a card sort stands."""

from collections.abc import Mapping, Sequence

from bilan.instruments.errors import AnswerImpossible, ItemUnknown, PileFull, RankImpossible
from bilan.instruments.schema import CardSort, Instrument, Likert, Rating

Value = int | str
Given = Mapping[str, int | str | None]
RANK = "rank:"


def rank_item(rank: int) -> str:
    """Return the name of the answer that holds the card of a rank, from 1."""
    return f"{RANK}{rank}"


def checked_value(*, instrument: Instrument, item_id: str, value: Value) -> Value:
    """Return the value to store for a question.

    Raises:
        ItemUnknown: the instrument has no such question.
        AnswerImpossible: the response format has no such value.
    """
    if instrument.item(item_id) is None:
        raise ItemUnknown(item_id=item_id)
    response = instrument.response
    if isinstance(response, CardSort):
        if response.pile(str(value)) is None:
            raise AnswerImpossible
        return str(value)
    return _checked_number(response=response, value=value)


def _checked_number(*, response: Likert | Rating, value: Value) -> int:
    lowest, highest = (
        (0, len(response.labels) - 1) if isinstance(response, Likert) else (response.lowest, response.highest)
    )
    try:
        number = int(value)
    except ValueError as error:
        raise AnswerImpossible from error
    if isinstance(value, bool) or not lowest <= number <= highest:
        raise AnswerImpossible
    return number


def check_pile(*, instrument: Instrument, given: Given, card: str) -> None:
    """Refuse the card just laid when its pile now holds more than it takes."""
    response = instrument.response
    pile = response.pile(str(given.get(card))) if isinstance(response, CardSort) else None
    if pile is None or pile.most is None:
        return
    laid = sum(value == pile.id for item, value in given.items() if not is_rank(item))
    if laid > pile.most:
        raise PileFull(pile=str(pile.title), most=pile.most)


def check_ranking(*, kept: Sequence[str], cards: Sequence[str]) -> None:
    """Refuse a ranking with a card that was not kept, or twice the same."""
    if len(set(cards)) != len(cards) or not set(cards) <= set(kept):
        raise RankImpossible


def is_rank(item_id: str) -> bool:
    """Tell whether an answer is a rank rather than a pile."""
    return item_id.startswith(RANK)


def kept_cards(*, instrument: Instrument, given: Given) -> tuple[str, ...]:
    """Return the cards laid on the pile to rank, in the order of the deck."""
    if not isinstance(instrument.response, CardSort):
        return ()
    pile = instrument.response.ranked_pile
    return tuple(item.id for item in instrument.items if given.get(item.id) == pile)


def ranking(*, given: Given) -> tuple[str, ...]:
    """Return the cards ranked so far, first to last."""
    ranks = sorted(int(item.removeprefix(RANK)) for item in given if is_rank(item))
    return tuple(str(given[rank_item(rank)]) for rank in ranks)


def questions(*, instrument: Instrument, given: Given) -> tuple[str, ...]:
    """Return all there is to answer: the items, then one rank for each card kept."""
    ranks = range(1, len(kept_cards(instrument=instrument, given=given)) + 1)
    return tuple(item.id for item in instrument.items) + tuple(rank_item(rank) for rank in ranks)


def moved(*, cards: Sequence[str], card: str, rank: int) -> tuple[str, ...]:
    """Return the ranking with a card at a rank, the others keeping their order; past the end means last."""
    others = [other for other in cards if other != card]
    others.insert(max(rank, 1) - 1, card)
    return tuple(others)
