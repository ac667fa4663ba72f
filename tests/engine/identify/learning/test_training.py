"""A short course brings texts nearer to what they speak of, the same way each time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bilan.engine.identify.concepts import unit
from bilan.engine.identify.encoder import Encoder
from bilan.engine.identify.learning import Course, Learnt, Lessons, train
from bilan.engine.identify.learning.contrast import contrast
from bilan.engine.identify.learning.descent import Descent, clipped
from bilan.engine.identify.learning.drawing import deck_of, draw
from bilan.engine.identify.learning.phrases import told
from bilan.engine.identify.learning.training import nearest, pace
from bilan.engine.identify.pieces import Marks
from tests.engine.identify.networks import a_network

LESSONS = Lessons(
    names=(("keep a till", "cash handling"), ("bake bread",), ("sew",)),
    french_names=(("tenir une caisse",), (), ("coudre",)),
    sentences=((), ("Works flour and water into bread.",), ()),
    together=((0, 1), (2,)),
    portraits=(("Bakers make bread every night.", (1,)),),
    fillers=("in a shop",),
)
LABELLED = replace(LESSONS, labelled=(("I ran the till while the dough was rising", (0, 1)),))
COURSE = Course(
    steps=12, texts=8, warming=2, near=2, drawn_near=1, drawn_far=2, rate=1e-3, kept=1.0, rounds=1
)


def cut(word: str) -> tuple[int, ...]:
    return tuple(ord(letter) % 40 for letter in word)


def a_course() -> tuple[Learnt, list[float]]:
    encoder = Encoder(a_network(), cut, Marks(1, 2))
    losses: list[float] = []
    learnt = train(
        LESSONS,
        encoder,
        encoder(["till", "bread", "sew"]),
        chance=np.random.default_rng(1),
        course=COURSE,
        report=lambda _, loss: losses.append(loss),
    )
    return learnt, losses


@pytest.fixture(scope="module")
def taught() -> tuple[Learnt, list[float]]:
    """Take the course once for those who only look at what it taught."""
    return a_course()


def test_the_loss_falls(taught: tuple[Learnt, list[float]]) -> None:
    _, losses = taught

    assert np.mean(losses[-4:]) < np.mean(losses[:4])


def test_the_same_course_teaches_the_same_to_the_bit(taught: tuple[Learnt, list[float]]) -> None:
    (first, _), (again, _) = taught, a_course()

    assert np.array_equal(first.prototypes, again.prototypes)
    assert all(np.array_equal(first.weights[name], again.weights[name]) for name in first.weights)


def test_what_is_kept_is_the_mean_of_the_rounds() -> None:
    encoder = Encoder(a_network(), cut, Marks(1, 2))
    places, chance = encoder(["till", "bread", "sew"]), np.random.default_rng(1)
    told: list[int] = []

    both = train(
        LESSONS,
        encoder,
        places,
        chance=np.random.default_rng(1),
        course=replace(COURSE, rounds=2),
        report=lambda step, _: told.append(step),
    )

    first, second = (train(LESSONS, encoder, places, chance=chance, course=COURSE) for _ in range(2))
    assert told == list(range(1, 2 * COURSE.steps + 1))
    for name, weight in both.weights.items():
        assert weight == pytest.approx((first.weights[name] + second.weights[name]) / 2, abs=1e-6)
    assert both.prototypes == pytest.approx(
        unit(np.asarray(first.prototypes + second.prototypes, np.float32)), abs=1e-6
    )


def test_the_published_weights_are_left_alone() -> None:
    encoder = Encoder(a_network(), cut, Marks(1, 2))
    before = {name: array.copy() for name, array in encoder.network.weights.items()}

    train(LESSONS, encoder, encoder(["a", "b", "c"]), chance=np.random.default_rng(1), course=COURSE)

    assert all(np.array_equal(before[name], array) for name, array in encoder.network.weights.items())


def test_labelled_sentences_are_drawn_now_and_then_with_words_left_out() -> None:
    chance = np.random.default_rng(3)
    drawn = [draw(deck_of(LABELLED), chance) for _ in range(400)]

    told = [(text, concepts) for text, concepts in drawn if concepts == (0, 1) and "dough" in text.lower()]
    assert 30 < len(told) < 80
    assert len({text for text, _ in told}) > 5


@given(st.integers(0, 2**32))
def test_what_is_drawn_is_a_text_about_known_concepts(seed: int) -> None:
    text, concepts = draw(deck_of(LESSONS), np.random.default_rng(seed))

    assert text.strip()
    assert concepts
    assert all(0 <= concept < 3 for concept in concepts)


@given(st.integers(0, 1000))
def test_a_verb_is_told_in_the_first_person(seed: int) -> None:
    chance = np.random.default_rng(seed)

    assert told("ranger les rayons", chance) in {
        "je rangeais les rayons",
        "j'ai rangé les rayons",
        "je range les rayons",
    }
    assert told("lancer", chance) in {"je lançais", "j'ai lancé", "je lance"}
    assert told("choisir", chance) in {"je choisissais", "j'ai choisi", "je choisis"}
    assert told("aider", chance) in {"j'aidais", "j'ai aidé", "j'aide"}
    assert told("comptabilité", chance) == "comptabilité"


def plain_loss(likeness: NDArray[np.float64], texts: list[tuple[int, int]], spoken: list[list[int]]) -> float:
    """Return the loss of the docstring, text by text."""
    total = 0.0
    for (first, last), columns in zip(texts, spoken, strict=True):
        rows = likeness[first:last]
        pull = np.exp(15.0 * (rows - 1))
        scores = 25.0 * (0.45 * rows[0] + 0.55 * (pull * rows).sum(axis=0) / pull.sum(axis=0))
        others = sum(np.exp(scores[column]) for column in range(len(scores)) if column not in columns)
        shares = [np.exp(scores[column]) / (np.exp(scores[column]) + others) for column in columns]
        total -= float(np.mean(np.log(shares)))
    return total / len(texts)


@given(st.integers(0, 2**32))
def test_the_loss_is_that_of_the_plain_reference(seed: int) -> None:
    likeness = np.random.default_rng(seed).uniform(-1, 1, size=(5, 4))

    seen = contrast(likeness, np.array([0, 3]), [[0, 2], [1]])

    assert seen.loss == pytest.approx(plain_loss(likeness, [(0, 3), (3, 5)], [[0, 2], [1]]))


def test_near_concepts_are_others() -> None:
    chance = np.random.default_rng(0)
    prototypes = unit(chance.normal(size=(9, 4)).astype(np.float32))

    near = nearest(prototypes, 3)

    likeness = prototypes @ prototypes.T - 3 * np.eye(9, dtype=np.float32)
    assert [set(row) for row in near.tolist()] == [
        set(row) for row in np.argsort(-likeness, axis=1)[:, :3].tolist()
    ]


def test_speed_rises_then_falls() -> None:
    course = Course(steps=100, warming=10)

    assert pace(course, 0) == pytest.approx(0.1)
    assert pace(course, 9) > pace(course, 0)
    assert pace(course, 99) == pytest.approx(0.02)


def test_only_the_rows_named_move() -> None:
    array = np.ones((3, 2), np.float32)
    descent = Descent()
    descent.begin()

    descent.move("rows", array, np.ones((1, 2), np.float32), rate=0.5, rows=np.array([1]))

    assert array.tolist() == [[1, 1], [pytest.approx(0.5), pytest.approx(0.5)], [1, 1]]


def test_gradients_too_long_together_are_shortened() -> None:
    short = clipped({"a": np.array([3.0], np.float32), "b": np.array([4.0], np.float32)}, longest=1.0)

    assert [float(short["a"][0]), float(short["b"][0])] == pytest.approx([0.6, 0.8])
