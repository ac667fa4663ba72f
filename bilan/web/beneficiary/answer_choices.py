"""What one question offers to choose among, in each format; no query, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.instruments.answering import (
    RANK,
    Value,
    best_and_worst,
    bounds,
    is_rank,
    kept_cards,
    rank_item,
)
from bilan.instruments.schema import (
    BestWorst,
    CardSort,
    Choosing,
    FreeText,
    Instrument,
    Item,
    Pile,
    Rating,
)

LETTERS = "abcdef"
Values = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, with its key and a note."""

    value: str
    label: str
    key: str = ""
    note: str = ""
    is_chosen: bool = False
    is_full: bool = False


def choices_of(*, instrument: Instrument, values: Values, item_id: str) -> tuple[Choice, ...]:
    """Return what may be answered to a question; nothing where one writes."""
    if is_rank(item_id):
        return _ranks(instrument, values, item_id)
    response, held = instrument.response, values.get(item_id)
    if isinstance(response, FreeText):
        return ()
    if isinstance(response, Choosing):
        best = best_and_worst(str(held or ""))[0]
        return _options(_item(instrument, item_id), chosen=best, keys="123456")
    if isinstance(response, CardSort):
        return tuple(
            _pile(pile, values, item_id, key=str(at)) for at, pile in enumerate(response.piles, start=1)
        )
    if isinstance(response, Rating):
        return _numbers(response, held)
    return tuple(
        Choice(value=str(at), label=str(label), key=str(at + 1), is_chosen=held == at)
        for at, label in enumerate(response.labels)
    )


def last_choices_of(*, instrument: Instrument, values: Values, item_id: str) -> tuple[Choice, ...]:
    """Return what may be put last, where a best and a worst are asked; else nothing."""
    if not isinstance(instrument.response, BestWorst):
        return ()
    worst = best_and_worst(str(values.get(item_id) or ""))[1]
    return _options(_item(instrument, item_id), chosen=worst, keys=LETTERS)


def rank_of(item_id: str) -> int:
    """Return the place that a ranking question asks for."""
    return int(item_id.removeprefix(RANK))


def _item(instrument: Instrument, item_id: str) -> Item:
    item = instrument.item(item_id)
    assert item is not None, "a screen is made of a question that is there"
    return item


def _options(item: Item, *, chosen: str, keys: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=option.id, label=str(option.text), key=key, is_chosen=option.id == chosen)
        for option, key in zip(item.options, keys, strict=False)
    )


def _numbers(response: Rating, held: Value | None) -> tuple[Choice, ...]:
    lowest, highest = bounds(response)
    return tuple(
        Choice(value=str(at), label=str(at), key=str(at) if 0 <= at < 10 else "", is_chosen=held == at)
        for at in range(lowest, highest + 1)
    )


def _pile(pile: Pile, values: Values, item_id: str, *, key: str) -> Choice:
    count = sum(value == pile.id for item, value in values.items() if item != item_id and not is_rank(item))
    is_full = pile.most is not None and count >= pile.most
    return Choice(
        value=pile.id,
        label=str(pile.title),
        key=key,
        note=_places(pile, count),
        is_chosen=values.get(item_id) == pile.id,
        is_full=is_full,
    )


def _places(pile: Pile, count: int) -> str:
    if pile.most is None:
        return ""
    free = pile.most - count
    if free <= 0:
        return _("Pile pleine : déplacez d’abord une carte, depuis « Voir mes réponses ».")
    return ngettext("Encore %(free)d place", "Encore %(free)d places", free) % {"free": free}


def _ranks(instrument: Instrument, values: Values, item_id: str) -> tuple[Choice, ...]:
    before = {values.get(rank_item(rank)) for rank in range(1, rank_of(item_id))}
    left = [card for card in kept_cards(instrument=instrument, given=values) if card not in before]
    return tuple(
        Choice(
            value=card,
            label=str(_item(instrument, card).text),
            key=str(at),
            is_chosen=values.get(item_id) == card,
        )
        for at, card in enumerate(left, start=1)
    )
