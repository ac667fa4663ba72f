"""Which answers an instrument takes, which are left, and where a card sort stands."""

from collections.abc import Mapping, Sequence

from bilan.instruments.errors import (
    AnswerImpossible,
    ItemUnknown,
    PileFull,
    RankImpossible,
    WordsTooLong,
)
from bilan.instruments.schema import (
    CardSort,
    Choosing,
    FreeText,
    Frequency,
    Instrument,
    Item,
    Likert,
    Rating,
    TradeOff,
)

Value = int | str
Given = Mapping[str, int | str | None]
RANK = "rank:"
BETTER_THAN = ">"


def rank_item(rank: int) -> str:
    """Return the name of the answer that holds the card of a rank, from 1."""
    return f"{RANK}{rank}"


def checked_value(*, instrument: Instrument, item_id: str, value: Value) -> Value:
    """Return the value to store for a question.

    Raises:
        ItemUnknown: the instrument has no such question.
        AnswerImpossible: the response format has no such value.
        WordsTooLong: a text past its length.
    """
    item, response = instrument.item(item_id), instrument.response
    if item is None:
        raise ItemUnknown(item_id=item_id)
    if isinstance(response, Likert | Frequency | Rating):
        return _checked_number(response=response, value=value)
    if isinstance(response, FreeText):
        return _checked_words(response, str(value))
    if not _is_offered(item, response, str(value)):
        raise AnswerImpossible
    return str(value)


def _is_offered(item: Item, response: CardSort | Choosing, value: str) -> bool:
    if isinstance(response, CardSort):
        return response.pile(value) is not None
    if isinstance(response, TradeOff):
        return item.option(value) is not None
    best, worst = best_and_worst(value)
    return best != worst and item.option(best) is not None and item.option(worst) is not None


def _checked_words(response: FreeText, value: str) -> str:
    words = value.strip()
    if not words:
        raise AnswerImpossible
    if len(words) > response.most_characters:
        raise WordsTooLong(length=len(words), most=response.most_characters)
    return words


def best_and_worst(value: str) -> tuple[str, str]:
    """Return the two options of a best–worst answer, kept as `best>worst`."""
    best, _sign, worst = value.partition(BETTER_THAN)
    return best, worst


def bounds(response: Likert | Frequency | Rating) -> tuple[int, int]:
    """Return the lowest and the highest number that may be answered."""
    if isinstance(response, Rating):
        return response.lowest, response.highest
    return 0, len(response.labels) - 1


def keyed(*, instrument: Instrument, item: Item, value: int | str | None) -> int | None:
    """Return a numbered answer turned the way its scale runs; None where there is none."""
    if value is None or not isinstance(instrument.response, Likert | Frequency | Rating):
        return None
    lowest, highest = bounds(instrument.response)
    return lowest + highest - int(value) if item.is_reversed else int(value)


def _checked_number(*, response: Likert | Frequency | Rating, value: Value) -> int:
    lowest, highest = bounds(response)
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
