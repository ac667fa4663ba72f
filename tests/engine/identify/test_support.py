"""What a text says is counted in words that carry meaning, known to the labels or not."""

import numpy as np
import pytest

from bilan.engine.identify import ConceptIndex, ConceptLabels, build_index
from bilan.engine.identify.support import Support, support_of

LABELS = ConceptLabels(
    uris=("a", "b"),
    texts=("weld metal", "tenir la caisse"),
    owners=np.array([0, 1], np.int32),
    languages=("en", "fr"),
    definitions={},
)


@pytest.fixture(scope="module")
def index() -> ConceptIndex:
    return build_index(LABELS, lambda texts: np.ones((len(texts), 2), np.float32))


@pytest.mark.parametrize(
    "text", ["", "🙂", "a", "12/03/2019", "x y z", "moi@example.org", "https://example.org"]
)
def test_letters_numbers_and_addresses_say_nothing(index: ConceptIndex, text: str) -> None:
    assert support_of(index, text).words == 0


def test_words_of_labels_are_known_in_either_language(index: ConceptIndex) -> None:
    assert support_of(index, "Caisses") == Support(words=1, is_known=True)
    assert support_of(index, "welding") == Support(words=1, is_known=True)
    assert support_of(index, "qsdfg hjklm qsdfg") == Support(words=2, is_known=False)


@pytest.mark.parametrize("text", ["test", "Ceci est un test.", "Lorem ipsum dolor sit amet", "See you soon!"])
def test_what_fills_a_page_or_takes_leave_says_nothing(index: ConceptIndex, text: str) -> None:
    assert support_of(index, text).words == 0


@pytest.mark.parametrize("text", ["testeuse", "Je fais passer des tests", "à demain je préfère ce soir"])
def test_the_same_words_in_a_story_say_something(index: ConceptIndex, text: str) -> None:
    assert support_of(index, text).words > 0
