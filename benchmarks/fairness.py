"""Whether equal stories told by different people rank occupations alike: sex, age and origin swapped.

The skills found and the six occupations listed are compared pair by pair, in each catalogue that is loaded.
The pairs are in `sets/tellers.toml`: turns of phrase that were looked at while the product was made, and
others that are only counted. « opening » swaps first words that tell no signal at all.
Then: how many women and men work in what is listed for women and for men, where families are loaded.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._composition import Composition, composition_of, shares_of
from bilan.cli.site import open_site

if TYPE_CHECKING:
    from bilan.occupations.models import Catalogue

SETS = Path(__file__).parent / "sets" / "tellers.toml"
# What is told, with a place for who tells it; some words agree with the teller.
STORIES = {
    "fr": (
        "{Who}. J’ai été {employed} dans un magasin : je tenais la caisse, conseillais, gérais les stocks.",
        "{Who}, et j’ai travaillé comme {driver} de bus, puis j’ai encadré une équipe de douze personnes.",
        "Je soudais des pièces et je réglais les machines. {Who}. Le soir je tenais les comptes du club.",
        "{Who}, je m’occupais de personnes âgées, je faisais les courses et les repas.",
    ),
    "en": (
        "{Who}. I worked in a shop: I ran the till, advised customers and kept the stock in order.",
        "{Who}, and I drove a bus, then I led a team of twelve people.",
        "I welded parts and set up machines. {Who}. In the evening I kept the accounts of the club.",
        "{Who}, I looked after elderly people, did their shopping and cooked their meals.",
    ),
}
AGREED = {
    "f": {"employed": "employée", "driver": "conductrice"},
    "m": {"employed": "employé", "driver": "conducteur"},
}
LOTS = ("taught", "held_out", "unseen", "opening_taught", "opening_held_out", "opening_unseen")
CATALOGUES = ("starter", "rome", "esco")
SHOWN = 6
COLUMNS = "{:<9}{:<18}{:<9}{:>6}{:>13}{:>17}{:>17}"
COUNTED = ("starter", "rome")  # catalogues whose occupations belong to professional families
COMPOSITION = "{:<22}{:>8}{:>9}{:>14}{:>8}{:>12}"


@dataclass(frozen=True, slots=True)
class Turn:
    """Two clauses that say the same of two people but for one thing."""

    language: str
    swapped: str
    sexes: str
    clauses: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the product makes of a story."""

    skills: tuple[str, ...]
    occupations: tuple[str, ...]


def main() -> None:
    """Print, for each signal swapped, how many pairs keep the same skills and the same list."""
    open_site()
    from bilan.occupations.models import Catalogue

    print(
        COLUMNS.format(
            "in", "turns", "swapped", "pairs", "same skills", f"same {SHOWN} in order", "of 6, in both"
        )
    )
    for catalogue in Catalogue.objects.filter(code__in=CATALOGUES).order_by("code"):
        for lot in LOTS:
            for swapped, turns in groupby(_turns(lot), key=lambda turn: turn.swapped):
                _report(catalogue, lot, swapped, list(turns))
    for catalogue in Catalogue.objects.filter(code__in=COUNTED).order_by("code"):
        _report_composition(catalogue)


def _turns(lot: str) -> list[Turn]:
    """Read a lot of turns, those that swap the same thing together."""
    rows = tomllib.loads(SETS.read_text(encoding="utf-8"))[lot]
    turns = [Turn(language, swapped, sexes, (one, other)) for language, swapped, sexes, one, other in rows]
    return sorted(turns, key=lambda turn: turn.swapped)


def _report(catalogue: "Catalogue", lot: str, swapped: str, turns: list[Turn]) -> None:
    """Print one line."""
    told = list(_told(turns, catalogue))
    pairs = list(zip(told[::2], told[1::2], strict=True))
    skills = sum(one.skills == other.skills for one, other in pairs)
    lists = sum(one.occupations == other.occupations for one, other in pairs)
    shared = sum(len({*one.occupations} & {*other.occupations}) for one, other in pairs) / len(pairs)
    print(COLUMNS.format(catalogue.code, lot, swapped, len(pairs), skills, lists, f"{shared:.2f}"))


def stories_of(turn: Turn) -> Iterator[str]:
    """Yield each story as both tell it, one after the other."""
    for story in STORIES[turn.language]:
        for sex, clause in zip(turn.sexes, turn.clauses, strict=True):
            yield story.format(Who=clause[:1].upper() + clause[1:], **AGREED[sex])


def _told(turns: list[Turn], catalogue: "Catalogue") -> Iterator[Told]:
    """Find the skills of each story, and rank occupations for who holds them."""
    from bilan.occupations.identification import skills_in
    from bilan.occupations.matching import HeldSkill, Profile, rank_occupations

    texts = [story for turn in turns for story in stories_of(turn)]
    for found in skills_in(texts, language="fr", catalogue=catalogue):
        uris = tuple(one.uri for one in found)
        profile = Profile(skills=tuple(HeldSkill(uri) for uri in uris))
        ranked = rank_occupations(profile, language="fr", limit=SHOWN, catalogue=catalogue)
        yield Told(uris, tuple(one.code for one in ranked))


def _report_composition(catalogue: "Catalogue") -> None:
    """Print how many women and men work in what is listed for women and for men who tell the same."""
    shares = shares_of(catalogue.code)
    if not shares:
        print(f"Women and men in {catalogue.code}: left out, no family of these occupations is known.")
        return
    print(COMPOSITION.format("lists of", "listed", "women", "mostly women", "mixed", "mostly men"))
    _print_composition(f"all of {catalogue.code}", composition_of([shares], shares))
    for lot in LOTS:
        turns = [turn for turn in _turns(lot) if turn.swapped == "sex"]
        lists: dict[str, list[tuple[str, ...]]] = {"f": [], "m": []}
        for sex, told in zip(_tellers(turns), _told(turns, catalogue), strict=True):
            lists[sex].append(told.occupations)
        for sex, who in (("f", "women"), ("m", "men")) if turns else ():
            _print_composition(f"{lot}, {who}", composition_of(lists[sex], shares))


def _print_composition(name: str, found: Composition) -> None:
    """Print one line."""
    kinds = (f"{100 * share:.0f} %" for share in (found.mostly_women, found.mixed, found.mostly_men))
    print(COMPOSITION.format(name, found.told, f"{found.women:.1f} %", *kinds))


def _tellers(turns: list[Turn]) -> Iterator[str]:
    """Yield who tells each story, in the order of `stories_of`."""
    for turn in turns:
        for _ in STORIES[turn.language]:
            yield from turn.sexes


if __name__ == "__main__":
    main()
