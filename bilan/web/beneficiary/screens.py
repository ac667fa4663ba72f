"""What one question looks like: its words, its choices, how far one is; no query, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bilan.instruments.answering import best_and_worst, is_rank
from bilan.instruments.models import Answer
from bilan.instruments.paths import Path
from bilan.instruments.queries import GivenAnswer
from bilan.instruments.schema import (
    BestWorst,
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
from bilan.web.beneficiary.answer_choices import Choice, choices_of, last_choices_of, rank_of
from bilan.web.pictures.ranges import percent

Words = str | Promise
Given = Mapping[str, GivenAnswer]
LONGEST_ANSWER = 120


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
    last_choices: tuple[Choice, ...] = ()
    words: str = ""
    most_characters: int = 0
    is_private: bool = False

    @property
    def skips(self) -> list[tuple[str, Words]]:
        """Return the reasons for passing a question over."""
        return list(Answer.Skip.choices)


def screen_of(
    *,
    instrument: Instrument,
    given: Given,
    path: Path,
    item_id: str,
    administration_id: UUID,
    typed: str | None = None,
    is_private: bool = False,
) -> Screen | None:
    """Return the screen of a question; None when there is no such question now.

    `typed`: what was sent and could not be kept, shown again in place of the answer that stands, with
    `is_private`, the mark that was sent with it.
    """
    order = path.order
    if item_id not in order and instrument.item(item_id) is not None:
        order = (*given, item_id)
    if item_id not in order:
        return None
    rank, held, response = order.index(item_id), given.get(item_id), instrument.response
    values = {item: answer.value for item, answer in given.items()}
    if typed is not None:
        values[item_id] = typed
    return Screen(
        kind="RANK" if is_rank(item_id) else response.kind,
        title=str(instrument.title),
        text=_text(instrument, item_id),
        lead=_lead(instrument, item_id),
        choices=choices_of(instrument=instrument, values=values, item_id=item_id),
        here=_here(instrument, item_id, rank=rank, path=path, done=len(given)),
        left=minutes_left(seconds=instrument.seconds_per_item * path.left),
        share=percent((rank + 1) / max(_total(path, len(given)), rank + 1)),
        previous_url=_url(administration_id, order[rank - 1]) if rank else "",
        previous_label=_("Revenir à la précédente"),
        may_skip=not is_rank(item_id),
        skip_reason=held.skip_reason if held else "",
        low=f"{response.lowest} : {response.low}" if isinstance(response, Rating) else "",
        high=f"{response.highest} : {response.high}" if isinstance(response, Rating) else "",
        last_choices=last_choices_of(instrument=instrument, values=values, item_id=item_id),
        words=str(values.get(item_id) or "") if isinstance(response, FreeText) else "",
        most_characters=response.most_characters if isinstance(response, FreeText) else 0,
        is_private=is_private if typed is not None else held is not None and held.is_private,
    )


def following(*, path: Path, item_id: str) -> str | None:
    """Return the question after this one; None at the end."""
    after = path.order.index(item_id) + 1 if item_id in path.order else len(path.order)
    return path.order[after] if after < len(path.order) else None


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
    response, value = instrument.response, answer.value
    if isinstance(response, Likert | Frequency):
        return str(response.labels[int(value)])
    if isinstance(response, Rating):
        return _("%(value)s sur %(highest)s") % {"value": value, "highest": response.highest}
    if is_rank(answer.item):
        return _text(instrument, str(value))
    told = _in_words(response, instrument.item(answer.item), str(value))
    return _("%(words)s (pour vous seulement)") % {"words": told} if answer.is_private else told


def _in_words(response: CardSort | FreeText | Choosing, item: Item | None, value: str) -> str:
    if isinstance(response, CardSort):
        pile = response.pile(value)
        return str(pile.title) if pile else ""
    if isinstance(response, FreeText):
        return value if len(value) <= LONGEST_ANSWER else value[:LONGEST_ANSWER].rstrip() + "…"
    return _chosen(item, value)


def _chosen(item: Item | None, value: str) -> str:
    """Say a choice among options: the one preferred, and the one put last when it was asked."""
    best, worst = (item.option(name) if item else None for name in best_and_worst(value))
    if best and worst:
        return _("D’abord : %(best)s. En dernier : %(worst)s.") % {"best": best.text, "worst": worst.text}
    return str(best.text) if best else ""


def _text(instrument: Instrument, item_id: str) -> str:
    if is_rank(item_id):
        return _("Laquelle compte le plus ?") if rank_of(item_id) == 1 else _("Et ensuite ?")
    item = instrument.item(item_id)
    return str(item.text) if item else ""


def _lead(instrument: Instrument, item_id: str) -> str:
    response = instrument.response
    if is_rank(item_id):
        return _("Il ne reste que les cartes pas encore classées. Choisissez, même à peu de chose près.")
    if isinstance(response, CardSort):
        return _("Sur quelle pile posez-vous cette carte ? Vous pourrez la déplacer.")
    if isinstance(response, TradeOff):
        return _("Entre ces deux situations, laquelle choisiriez-vous ? Aucune n’est la bonne.")
    if isinstance(response, BestWorst):
        return _("Choisissez celle qui passe en premier, puis celle qui passe en dernier.")
    if isinstance(response, Frequency):
        return f"{response.period}."
    return str(instrument.lead)


def _here(instrument: Instrument, item_id: str, *, rank: int, path: Path, done: int) -> str:
    total = _total(path, done)
    if is_rank(item_id):
        places = {"rank": rank_of(item_id), "total": total - len(instrument.items)}
        return _("Place %(rank)s sur %(total)s") % places
    if isinstance(instrument.response, CardSort):
        return _("Carte %(rank)s sur %(total)s") % {"rank": rank + 1, "total": len(instrument.items)}
    if path.is_estimate:
        return _("Question %(rank)s sur environ %(total)s") % {"rank": rank + 1, "total": total}
    return _("Question %(rank)s sur %(total)s") % {"rank": rank + 1, "total": total}


def _total(path: Path, done: int) -> int:
    """Return how many questions there are in all, about as many when they are chosen on the way."""
    return done + path.left if path.is_estimate else len(path.order)


def _url(administration_id: UUID, item_id: str) -> str:
    return reverse("question", args=[administration_id, item_id])
