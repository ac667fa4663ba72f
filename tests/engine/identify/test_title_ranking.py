"""A job title finds the occupation it names, in either language, by what it is called and said to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilan.engine.identify import ConceptLabels, build_index
from bilan.engine.identify.title_ranking import (
    TERMS,
    WEIGHTS,
    TitleIndex,
    candidates_of,
    rank_titles,
    title_terms,
)
from tests.engine.identify.encoders import Spelling, spelling
from tests.shared import examples

NAMES = {
    "a:baker": ("baker", "boulanger"),
    "b:cashier": ("cashier", "caissière"),
    "c:driver": ("bus driver", "conducteur de bus"),
}
TOLD = {"a:baker": "pétrit la pâte et cuit le pain"}


def an_index(names: dict[str, tuple[str, str]], told: dict[str, str] = TOLD) -> TitleIndex:
    labels = ConceptLabels(
        uris=tuple(names),
        texts=tuple(text for pair in names.values() for text in pair),
        owners=np.repeat(np.arange(len(names), dtype=np.int32), 2),
        languages=("en", "fr") * len(names),
        definitions={},
    )
    portraits = np.zeros((len(names), spelling(["a"]).shape[1]), np.float16)
    for row, uri in enumerate(names):
        if uri in told:
            portraits[row] = spelling([told[uri]])[0]
    return TitleIndex(build_index(labels, spelling), {"fr": portraits, "en": np.zeros_like(portraits)})


@pytest.fixture(scope="module")
def index() -> TitleIndex:
    return an_index(NAMES)


@pytest.mark.parametrize(
    ("title", "named"),
    [("Boulangers", "a:baker"), ("night bus driver", "c:driver"), ("caissiere", "b:cashier")],
)
def test_a_title_names_an_occupation_in_either_language(index: TitleIndex, title: str, named: str) -> None:
    ((first, *_),) = rank_titles(index, [title], Spelling(), limit=3)

    assert index.names.uris[first.concept] == named


def test_what_an_occupation_is_said_to_do_brings_it_nearer() -> None:
    title = "pétrir et cuire"
    (told,) = rank_titles(an_index(NAMES), [title], Spelling(), limit=3)
    (untold,) = rank_titles(an_index(NAMES, {}), [title], Spelling(), limit=3)

    assert {hit.concept: hit.score for hit in told}[0] > {hit.concept: hit.score for hit in untold}[0]


def test_a_story_is_searched_by_its_clauses(index: TitleIndex) -> None:
    story = "Pendant douze ans j’ai été dans ma petite ville, conducteur de bus, puis j’ai tout arrêté"

    ((first, *_),) = rank_titles(index, [story], Spelling(), limit=1)

    assert index.names.uris[first.concept] == "c:driver"
    assert "bus" in first.span.of(story)


def test_nothing_written_names_nothing(index: TitleIndex) -> None:
    assert rank_titles(index, ["", "  ", "🙂", "…"], Spelling(), limit=5) == [[], [], [], []]


def test_an_empty_catalogue_names_nothing() -> None:
    assert rank_titles(an_index({}), ["boulanger"], Spelling(), limit=5) == [[]]


def test_ties_are_broken_by_uri() -> None:
    ((first, second),) = rank_titles(
        an_index(dict.fromkeys(("x:1", "x:2", "x:3"), ("baker", "boulanger")), {}),
        ["boulanger"],
        Spelling(),
        limit=2,
    )

    assert (first.concept, second.concept) == (0, 1)


@settings(max_examples=examples(50), deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_a_score_is_the_sum_of_its_weighed_terms(text: str) -> None:
    index = an_index(NAMES)
    (hits,) = rank_titles(index, [text], Spelling(), limit=3)
    if not hits or len(text.split()) > 12:
        return
    vector = spelling([text])[0]
    kept = candidates_of(index, text, vector)

    plain = {
        int(concept): sum(WEIGHTS[name] * float(term) for name, term in zip(TERMS, row, strict=True))
        for concept, row in zip(kept, title_terms(index, text, vector, kept), strict=True)
    }

    assert all(hit.score == pytest.approx(plain[hit.concept], abs=1e-4) for hit in hits)
