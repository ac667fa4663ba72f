"""Cards of occupations and official moves between them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from bilan.occupations.memory import remembered
from bilan.occupations.models import Catalogue, LabelKind, Mobility, Occupation, OccupationLabel
from bilan.occupations.queries.catalogues import occupation_catalogue
from bilan.occupations.queries.labels import titles


@dataclass(frozen=True, slots=True)
class OccupationCard:
    """What a page says of an occupation."""

    code: str
    title: str
    about: str
    riasec: str
    level: int | None
    training_months: int | None
    is_regulated: bool
    other_titles: tuple[str, ...]
    access: str = ""
    market_code: str = ""


def occupation_cards(codes: Collection[str], language: str) -> list[OccupationCard]:
    """Return the cards of occupations of the offered catalogue, in the order asked; unknown ones left out."""
    catalogue = occupation_catalogue()
    known = remembered(
        ("cards", catalogue.pk, language), codes, lambda wanted: _cards(catalogue, wanted, language)
    )
    return list(known.values())


def _cards(catalogue: Catalogue, codes: Collection[str], language: str) -> dict[str, OccupationCard]:
    found = {
        occupation.code: occupation
        for occupation in Occupation.objects.filter(catalogue=catalogue, code__in=codes)
    }
    named = titles(codes, language, catalogue)
    texts = _texts([occupation.pk for occupation in found.values()], language)
    return {
        code: _card(occupation, named.get(code, code), texts[occupation.pk])
        for code, occupation in found.items()
    }


def _texts(keys: list[int], language: str) -> defaultdict[int, dict[str, list[str]]]:
    """Return texts by occupation and kind: those of the language, else all."""
    rows = OccupationLabel.objects.filter(occupation__in=keys).exclude(kind=LabelKind.PREFERRED)
    spoken: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    others: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, told_in, kind, text in rows.values_list("occupation", "language", "kind", "text").order_by("pk"):
        (spoken if told_in == language else others)[key][kind].append(text)
    for key, by_kind in others.items():
        for kind, told in by_kind.items():
            spoken[key].setdefault(kind, told)
    return spoken


def _card(occupation: Occupation, title: str, texts: dict[str, list[str]]) -> OccupationCard:
    return OccupationCard(
        code=occupation.code,
        title=title,
        about=" ".join(texts.get(LabelKind.DEFINITION, ())),
        riasec=occupation.riasec,
        level=occupation.level,
        training_months=occupation.training_months,
        is_regulated=occupation.is_regulated,
        other_titles=tuple(text for text in texts.get(LabelKind.ALTERNATIVE, ()) if text != title),
        access=" ".join(texts.get(LabelKind.ACCESS, ())),
        market_code=occupation.market_code or occupation.code,
    )


def official_moves(code: str) -> list[str]:
    """Return the codes an occupation officially leads to, in the publisher's order."""
    catalogue = occupation_catalogue()

    def read(wanted: Collection[str]) -> dict[str, list[str]]:
        rows = Mobility.objects.filter(origin__catalogue=catalogue, origin__code__in=wanted)
        told: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for origin, target in rows.order_by("rank", "pk").values_list("origin__code", "target__code"):
            told[origin][target] = None
        return {origin: list(targets) for origin, targets in told.items()}

    return list(remembered(("moves", catalogue.pk), [code], read).get(code, ()))
