"""A certificate says what was destroyed as people say it, never the name of a table."""

import re
from pathlib import Path

from bilan.cases.operations.proof import PROOF
from bilan.cases.queries.belongings import sealed_models
from bilan.web.beneficiary.destroyed_words import DESTROYED
from bilan.web.beneficiary.kept import counted

PRODUCT = Path(__file__).parents[3] / "bilan"


def test_every_kind_of_sealed_row_has_words() -> None:
    assert {model._meta.model_name for model in sealed_models()} <= set(DESTROYED)


def test_every_class_of_proof_has_words() -> None:
    assert {name for name, _model in PROOF} <= set(DESTROYED)


def test_every_class_counted_anywhere_has_words() -> None:
    texts = (path.read_text(encoding="utf-8") for path in PRODUCT.rglob("*.py"))
    named = {name for text in texts for name in re.findall(r'tally\.add\("(\w+)"', text)}

    assert "sign_ins" in named
    assert named <= set(DESTROYED)


def test_counts_become_words_and_zeros_are_left_out() -> None:
    assert list(counted([("formercard", 2), ("card", 0)])) == [("les versions précédentes des cartes", 2)]
