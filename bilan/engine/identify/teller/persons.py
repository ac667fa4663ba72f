"""Whether people named in a clause are the teller or the teller's own, or others for whom one acts."""

from bilan.engine.identify.teller.clauses import OWN, Token
from bilan.engine.identify.teller.vocabulary import (
    AROUND,
    BECOMING,
    KIN,
    KNOWN,
    NUMBERS,
    PERSONS,
    SMALL,
    STANDING,
    bag,
)

PERSONAL = KIN | PERSONS
_LIKE = bag("comme tant qu que as like nous us we")
_BEING = bag("suis etais etre etant fus serai serais am m was being been devenu devenue became become")
_HAVING = bag("ai as a avons avais avait ayant eu have had having got")
_HELD = bag("un une")
_DETERMINERS = bag("un une le la l the a an seul seule only")
_OF = bag("de d of from")
_LED = OWN | _BEING | _HAVING | PERSONAL | STANDING | {"sans", "et", "and", "no"}
_ALL = KNOWN["fr"] | KNOWN["en"]
_PEOPLE = bag("people men women children kids gens")
_ALONE = bag("fils petit-fils époux")
_SPANS = bag("ans years origines")


def names_others(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether a word names people who are not the teller's: « les enfants », « with a lady »."""
    return _names_people(words[place].plain) and not _is_own(words, place)


def is_many(plain: str) -> bool:
    """Tell whether a word names several people or things."""
    return plain in _PEOPLE or (plain.endswith(("s", "x")) and plain not in _ALONE)


def _names_people(plain: str) -> bool:
    """Tell whether a word names people, if only by their standing when they are many (« réfugiés »)."""
    if plain in PERSONAL:
        return True
    return plain not in _SPANS and plain in STANDING and plain.endswith("s") and plain[:-1] in STANDING


def _is_own(words: tuple[Token, ...], place: int) -> bool:
    """Tell whether people named are the teller, or the teller's own."""
    before = [word.plain for word in words[:place]]
    if any(word in _LIKE for word in (*before[:3], *before[-3:])) and before[0] != "que":
        return True
    while before and (before[-1] in AROUND or before[-1] in NUMBERS or before[-1].isdigit()):
        before.pop()
    if not before:
        return place > 0 or not is_many(words[place].plain)
    return before[-1] in _LED or _is_reached(before)


def _is_reached(before: list[str]) -> bool:
    """Tell whether two words lead from the teller to people: « mère d’enfants », « j’ai des frères »."""
    led = before[:-1] if before[-1] in _DETERMINERS and before[-2:-1] and before[-2] in _OF else before
    last, sooner = led[-1], led[-2] if len(led) > 1 else ""
    if last in _OF and (sooner in BECOMING or (sooner in _ALL and sooner not in SMALL)):
        return True
    if last in _HELD and sooner in _HAVING:
        return True
    opens = sooner in ("", "s", "est", "c") and len(before) < 4
    return last in _DETERMINERS and (sooner in _BEING or opens)
