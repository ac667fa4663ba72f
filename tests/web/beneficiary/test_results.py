"""Results say how sure they are, and leave the last word to the person."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from bilan.cases.operations import hand_over
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import (
    correct_level,
    finish_administration,
    record_answer,
    start_administration,
)
from bilan.instruments.results import Interest, RiasecResult
from bilan.instruments.schema import Text
from bilan.web.beneficiary.told import told_interests
from tests.cases.builders import a_case, a_concluding_case, the_counsellor
from tests.instruments.builders import a_finished_one, an_administration
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def answered(
    instrument_id: str, values: dict[str, int | str | None] | None = None, other: int | str = 1
) -> tuple[Visitor, Administration]:
    visitor = a_visitor()
    administration = a_finished_one(
        person=visitor.person, instrument_id=instrument_id, at=visitor.now, values=values, other=other
    )
    return visitor, administration


def at(administration: Administration) -> str:
    return reverse("result", args=[administration.pk])


def scale(letter: str, value: int) -> dict[str, int | str | None]:
    return {f"{letter}{number:02d}": value for number in range(1, 11)}


def test_shows_five_areas_with_their_range_and_their_table() -> None:
    visitor, administration = answered("cms-diagnosis", {"A1": 3, "A2": 3, "A3": 3, "A4": 3})

    page = visitor.get(at(administration))

    assert is_well_made(page)
    assert page.count('class="reach"') == 5
    assert "Les mêmes chiffres en tableau" in page
    assert "Pas encore validé" in page


def test_names_no_strongest_area_where_all_are_alike() -> None:
    visitor, administration = answered("cms-diagnosis", other=1)

    page = visitor.get(at(administration))

    assert "rien ne se détache" in page
    assert "le plus à l’aise" not in page


def test_a_high_level_waits_for_an_example() -> None:
    visitor, administration = answered("cms-diagnosis", {"A1": 3, "A2": 3, "A3": 3, "A4": 3})

    before = visitor.get(at(administration))
    url = reverse("result-evidence", args=[administration.pk, "A"])
    after = visitor.said(url, text="J’ai changé de poste deux fois.")

    assert "Sans exemple, nous retenons" in before
    assert "J’ai changé de poste deux fois." in after
    assert "Sans exemple, nous retenons" not in after


def test_shows_the_counsellor_s_reading_beside_one_s_own() -> None:
    visitor, administration = answered("cms-diagnosis")
    case = a_case(at=visitor.now, person=visitor.person)
    correct_level(
        administration=administration,
        area="B",
        level=3,
        reason="Vous avez interrogé trois personnes.",
        by=the_counsellor(case),
        is_practitioner=True,
        at=visitor.now,
    )

    page = visitor.get(at(administration))

    assert "Hélène Quéméner propose de lire" in page
    assert "Vous avez interrogé trois personnes." in page


def test_says_what_comes_first_and_keeps_the_opinion() -> None:
    visitor, administration = answered("riasec", scale("S", 4) | scale("C", 3))

    page = visitor.get(at(administration))
    visitor.post(at(administration), opinion="PARTLY")

    assert escape("«\u00a0Aider, expliquer\u00a0» passe devant") in page
    assert "deux fois sur trois" in page
    administration.refresh_from_db()
    assert administration.opinion == "PARTLY"


@pytest.mark.parametrize(
    ("tied", "sentence", "order"),
    [
        ((), "« R » passe devant, « I » vient ensuite.", "D’abord r ; puis i."),
        ((("R", "I"),), "« R » et « I » viennent en tête, à égalité.", "Autant r que i."),
        ((("I", "A"),), "« R » passe devant ; « I » et « A » suivent, sans ordre sûr.", "D’abord r."),
    ],
)
def test_an_order_is_told_only_where_the_measure_tells(
    tied: tuple[tuple[str, str], ...], sentence: str, order: str
) -> None:
    interests = tuple(
        Interest(letter, _text(letter), _text(letter.lower()), 20, 0.5, 0.1) for letter in "RIASEC"
    )

    told = told_interests(RiasecResult(interests, tuple("RIASEC"), is_flat=False, indistinct=tied))

    assert told.first.replace("\u00a0", " ") == sentence
    assert told.second.replace("\u00a0", " ") == order


def _text(words: str) -> Text:
    return Text(fr=words, en=words)


def test_says_plainly_that_a_profile_is_flat() -> None:
    visitor, administration = answered("riasec", other=2)

    page = visitor.get(at(administration))

    assert "aucun ne se détache" in page
    assert "passe devant" not in page


def test_does_not_draw_what_was_not_answered() -> None:
    skipped: dict[str, int | str | None] = dict.fromkeys(scale("R", 0), None)
    visitor, administration = answered("riasec", skipped)

    page = visitor.get(at(administration))

    assert "Trop de questions passées" in page
    assert "<title id=" not in page


def test_shows_values_in_the_person_s_order() -> None:
    visitor, administration = answered("work-values", {"calme": "INDISPENSABLE"}, other="AVOID")

    page = visitor.get(at(administration))

    assert "En premier\u00a0: travailler au calme." in page


def test_shows_a_short_measure_as_it_was_answered() -> None:
    visitor, administration = answered("decision-state", {"clear": 8, "informed": None}, other=5)

    page = visitor.get(at(administration))

    assert '<td class="n">8</td>' in page
    assert '<td class="n">passée</td>' in page


def test_an_impossible_opinion_is_refused() -> None:
    visitor, administration = answered("riasec")

    page = visitor.said(at(administration), opinion="MAYBE")

    assert "Cela n’a pas été fait" in page
    administration.refresh_from_db()
    assert administration.opinion == ""


def test_there_is_no_result_before_the_end() -> None:
    visitor = a_visitor()
    administration = an_administration(person=visitor.person, instrument_id="riasec", at=visitor.now)

    answer = visitor.client.get(at(administration))

    assert answer.headers["Location"] == reverse("question-resume", args=[administration.pk])


def test_someone_else_s_result_is_not_there() -> None:
    _visitor, administration = answered("riasec")
    other, _theirs = answered("riasec")

    assert other.client.get(at(administration)).status_code == 404
    assert other.post(at(administration), opinion="YES").status_code == 404
    evidence = reverse("result-evidence", args=[administration.pk, "A"])
    assert other.post(evidence, text="Moi aussi.").status_code == 404


def again(visitor: Visitor, instrument_id: str, *, other: int, moment: str, minutes: int) -> Administration:
    return a_finished_one(
        person=visitor.person,
        instrument_id=instrument_id,
        at=visitor.now + timedelta(minutes=minutes),
        other=other,
        moment=moment,
    )


def test_the_first_time_compares_with_nothing() -> None:
    visitor, administration = answered("self-efficacy", other=3)

    assert "Depuis le" not in visitor.get(at(administration))


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [(2, 8, "Plus haut"), (8, 2, "Plus bas"), (5, 6, "On ne peut pas dire")],
)
def test_says_whether_a_change_is_real(before: int, after: int, verdict: str) -> None:
    visitor, _administration = answered("self-efficacy", other=before)

    page = visitor.get(at(again(visitor, "self-efficacy", other=after, moment="END", minutes=5)))

    assert verdict in page
    assert "Vous comparé à vous-même" in page
    assert is_well_made(page)


def test_six_months_later_compares_with_the_copy_kept_when_the_answers_are_gone() -> None:
    then = timezone.now() - timedelta(days=180)
    case = a_concluding_case(at=then)
    case_key = case.key
    start = start_administration(
        person=case.beneficiary,
        instrument_id="decision-state",
        key=case_key,
        moment="START",
        by=case.beneficiary,
        at=then,
    )
    for item in instrument("decision-state").items:
        record_answer(administration=start, item_id=item.id, value=1, by=case.beneficiary, at=then)
    finish_administration(administration=start, by=case.beneficiary, at=then)
    hand_over(case=case, by=the_counsellor(case), at=then)
    visitor = a_visitor(case.beneficiary)

    page = visitor.get(at(again(visitor, "decision-state", other=9, moment="FOLLOW_UP", minutes=0)))

    assert "Plus haut" in page
    assert page.count('id="change-kept-START"') == 1
