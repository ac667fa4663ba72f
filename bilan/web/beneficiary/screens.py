"""What one question looks like: its words, its choices, how far one is; no query, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.instruments.answering import RANK, Value, is_rank, kept_cards, questions, rank_item
from bilan.instruments.models import Answer
from bilan.instruments.queries import GivenAnswer
from bilan.instruments.schema import CardSort, Instrument, Likert, Pile, Rating
from bilan.web.pictures.ranges import percent

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose, with its key and a note."""

    value: str
    label: str
    key: str = ""
    note: str = ""
    is_chosen: bool = False
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A question laid on a page of its own."""

    kind: str
    title: str
    text: str
    lead: str
    choices: tuple[Choice, ...]
    here: str
    left: str
    share: str
    previous_url: str
    previous_label: str
    may_skip: bool
    skip_reason: str
    low: str = ""
    high: str = ""

    @property
    def skips(self) -> list[tuple[str, Words]]:
        """Return the reasons for passing a question over."""
        return list(Answer.Skip.choices)


Given = Mapping[str, GivenAnswer]


def screen_of(
    *, instrument: Instrument, given: Given, item_id: str, administration_id: UUID
) -> Screen | None:
    """Return the screen of a question; None when there is no such question now."""
    values = {item: answer.value for item, answer in given.items()}
    order = questions(instrument=instrument, given=values)
    if item_id not in order:
        return None
    rank = order.index(item_id)
    held = given.get(item_id)
    response = instrument.response
    return Screen(
        kind="RANK" if is_rank(item_id) else response.kind,
        title=str(instrument.title),
        text=_text(instrument, item_id),
        lead=_lead(instrument, item_id),
        choices=_choices(instrument, values, item_id),
        here=_here(instrument, item_id, rank=rank, total=len(order)),
        left=minutes_left(seconds=instrument.seconds_per_item * sum(item not in given for item in order)),
        share=percent((rank + 1) / len(order)),
        previous_url=_url(administration_id, order[rank - 1]) if rank else "",
        previous_label=_("Revenir à la précédente"),
        may_skip=not is_rank(item_id),
        skip_reason=held.skip_reason if held else "",
        low=f"{response.lowest} : {response.low}" if isinstance(response, Rating) else "",
        high=f"{response.highest} : {response.high}" if isinstance(response, Rating) else "",
    )


def following(*, instrument: Instrument, given: Given, item_id: str) -> str | None:
    """Return the question after this one; None at the end."""
    order = questions(instrument=instrument, given={item: answer.value for item, answer in given.items()})
    after = order.index(item_id) + 1 if item_id in order else len(order)
    return order[after] if after < len(order) else None


def minutes_left(*, seconds: int) -> str:
    """Say how long is left, rounded up; nothing at the end."""
    minutes = ceil(seconds / 60)
    if not minutes:
        return ""
    return ngettext("Encore %(minutes)d minute", "Encore %(minutes)d minutes", minutes) % {"minutes": minutes}


def answer_in_words(*, instrument: Instrument, answer: GivenAnswer | None) -> str:
    """Say an answer as it was offered; what is not answered stays empty."""
    if answer is None:
        return ""
    if answer.value is None:
        return _("passée")
    response = instrument.response
    if isinstance(response, Likert):
        return str(response.labels[int(answer.value)])
    if isinstance(response, CardSort):
        pile = response.pile(str(answer.value))
        return str(pile.title) if pile else ""
    return _("%(value)s sur %(highest)s") % {"value": answer.value, "highest": response.highest}


def _text(instrument: Instrument, item_id: str) -> str:
    if is_rank(item_id):
        rank = _rank(item_id)
        return _("Laquelle compte le plus ?") if rank == 1 else _("Et ensuite ?")
    item = instrument.item(item_id)
    return str(item.text) if item else ""


def _lead(instrument: Instrument, item_id: str) -> str:
    if is_rank(item_id):
        return _("Il ne reste que les cartes pas encore classées. Choisissez, même à peu de chose près.")
    if isinstance(instrument.response, CardSort):
        return _("Sur quelle pile posez-vous cette carte ? Vous pourrez la déplacer.")
    return str(instrument.lead)


def _here(instrument: Instrument, item_id: str, *, rank: int, total: int) -> str:
    if is_rank(item_id):
        places = {"rank": _rank(item_id), "total": total - len(instrument.items)}
        return _("Place %(rank)s sur %(total)s") % places
    if isinstance(instrument.response, CardSort):
        return _("Carte %(rank)s sur %(total)s") % {"rank": rank + 1, "total": len(instrument.items)}
    return _("Question %(rank)s sur %(total)s") % {"rank": rank + 1, "total": total}


def _choices(instrument: Instrument, values: Mapping[str, Value | None], item_id: str) -> tuple[Choice, ...]:
    if is_rank(item_id):
        return _ranks(instrument, values, item_id)
    response, held = instrument.response, values.get(item_id)
    if isinstance(response, CardSort):
        return tuple(
            _pile(pile, values, item_id, key=str(at)) for at, pile in enumerate(response.piles, start=1)
        )
    if isinstance(response, Likert):
        return tuple(
            Choice(value=str(at), label=str(label), key=str(at + 1), is_chosen=held == at)
            for at, label in enumerate(response.labels)
        )
    numbers = range(response.lowest, response.highest + 1)
    return tuple(
        Choice(value=str(at), label=str(at), key=str(at) if at < 10 else "", is_chosen=held == at)
        for at in numbers
    )


def _pile(pile: Pile, values: Mapping[str, Value | None], item_id: str, *, key: str) -> Choice:
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


def _ranks(instrument: Instrument, values: Mapping[str, Value | None], item_id: str) -> tuple[Choice, ...]:
    before = {values.get(rank_item(rank)) for rank in range(1, _rank(item_id))}
    left = [card for card in kept_cards(instrument=instrument, given=values) if card not in before]
    return tuple(
        Choice(value=card, label=_text(instrument, card), key=str(at), is_chosen=values.get(item_id) == card)
        for at, card in enumerate(left, start=1)
    )


def _rank(item_id: str) -> int:
    return int(item_id.removeprefix(RANK))


def _url(administration_id: UUID, item_id: str) -> str:
    return reverse("question", args=[administration_id, item_id])
