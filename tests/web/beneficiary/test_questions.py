"""One question a screen: saved at each answer, back always, skipped with a reason, resumed anywhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bilan.cases.operations import hand_over
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration
from bilan.instruments.queries import answers_of, given_values, result_of
from bilan.instruments.results import ValuesResult
from tests.cases.builders import a_case, a_concluding_case, a_diagnosis, the_counsellor
from tests.instruments.builders import a_finished_one, an_administration
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def asked(instrument_id: str) -> tuple[Visitor, Administration]:
    visitor = a_visitor()
    return visitor, an_administration(person=visitor.person, instrument_id=instrument_id, at=visitor.now)


def at(administration: Administration, item: str) -> str:
    return reverse("question", args=[administration.pk, item])


def test_says_what_it_is_for_before_the_first_question() -> None:
    page = a_visitor().get(reverse("question-start", args=["cms-diagnosis"]))

    assert is_well_made(page)
    assert "Environ 14 questions sur 20, environ 3 minutes" in page
    assert "pas encore été validé" in page


def test_starts_under_the_bilan_s_key_and_opens_the_first_question() -> None:
    visitor = a_visitor()
    case = a_case(at=visitor.now, person=visitor.person)

    page = visitor.said(reverse("question-start", args=["cms-diagnosis"]))

    administration = Administration.objects.get(person=visitor.person)
    assert administration.key_id == case.key_id
    assert administration.moment == "START"
    assert "Question 1 sur environ 14" in page


def test_starting_twice_goes_on_with_the_first() -> None:
    visitor, administration = asked("cms-diagnosis")
    visitor.post(at(administration, "A1"), value="2")

    visitor.post(reverse("question-start", args=["cms-diagnosis"]))
    page = visitor.said(reverse("question-resume", args=[administration.pk]))

    assert Administration.objects.count() == 1
    assert "Question 2 sur 20" in page


def test_an_unknown_questionnaire_is_not_there() -> None:
    answer = a_visitor().client.get(reverse("question-start", args=["horoscope"]))

    assert answer.status_code == 404


def test_keeps_an_answer_and_goes_to_the_next() -> None:
    visitor, administration = asked("cms-diagnosis")

    answer = visitor.post(at(administration, "A1"), value="3")

    assert answer.headers["Location"] == at(administration, "A2")
    assert given_values(administration=administration) == {"A1": 3}


def test_shows_the_answer_again_on_the_way_back() -> None:
    visitor, administration = asked("cms-diagnosis")
    visitor.post(at(administration, "A1"), value="3")

    page = visitor.get(at(administration, "A1"))

    assert 'value="3" data-key="4" checked' in page
    assert page.count(" checked") == 1


def test_asks_for_an_answer_or_a_pass_and_loses_nothing() -> None:
    visitor, administration = asked("cms-diagnosis")

    page = visitor.said(at(administration, "A1"))

    assert "Choisissez une réponse" in page
    assert given_values(administration=administration) == {}


def test_passes_a_question_with_a_reason() -> None:
    visitor, administration = asked("cms-diagnosis")

    visitor.post(at(administration, "A1"), skip="1", skip_reason="PRIVATE")

    assert answers_of(administration=administration)["A1"].skip_reason == "PRIVATE"


@pytest.mark.parametrize("value", ["7", "-1", "beaucoup"])
def test_an_impossible_answer_is_refused_on_the_same_page(value: str) -> None:
    visitor, administration = asked("cms-diagnosis")

    page = visitor.said(at(administration, "A1"), value=value)

    assert "pas parmi celles proposées" in page
    assert given_values(administration=administration) == {}


def test_offers_eleven_steps_on_a_rating() -> None:
    visitor, administration = asked("decision-state")

    page = visitor.get(at(administration, "clear"))

    assert page.count('name="value"') == 11
    assert "10\u00a0: Tout à fait" in page


def test_a_full_pile_says_so_and_takes_no_more() -> None:
    visitor, administration = asked("work-values")
    cards = [item.id for item in instrument("work-values").items]
    for card in cards[:8]:
        visitor.post(at(administration, card), value="INDISPENSABLE")

    page = visitor.said(at(administration, cards[8]), value="INDISPENSABLE")

    assert "Pile pleine" in page
    assert cards[8] not in given_values(administration=administration)


def test_sorts_ranks_and_finishes_without_a_line_of_script() -> None:
    visitor, administration = asked("work-values")
    cards = [item.id for item in instrument("work-values").items]
    for rank, card in enumerate(cards):
        visitor.post(at(administration, card), value="INDISPENSABLE" if rank < 3 else "SECONDARY")

    visitor.post(at(administration, "rank:1"), value=cards[2])
    review = visitor.said(at(administration, "rank:2"), value=cards[0])
    visitor.post(reverse("question-review", args=[administration.pk]))

    assert "Terminer et voir le résultat" in review
    administration.refresh_from_db()
    found = result_of(administration=administration)
    assert isinstance(found, ValuesResult)
    assert found.ordered_ids == (cards[2], cards[0], cards[1])


def test_the_review_says_what_is_left_and_finishes_nothing_early() -> None:
    visitor, administration = asked("cms-diagnosis")
    visitor.post(at(administration, "A1"), value="1")

    page = visitor.said(reverse("question-review", args=[administration.pk]))

    assert "Il reste 19 questions" in page
    administration.refresh_from_db()
    assert administration.finished_at is None


def test_a_finished_one_leads_to_its_result() -> None:
    visitor = a_visitor()
    administration = a_finished_one(person=visitor.person, instrument_id="cms-diagnosis", at=visitor.now)

    for name in ("question-resume", "question-review"):
        answer = visitor.client.get(reverse(name, args=[administration.pk]))
        assert answer.headers["Location"] == reverse("result", args=[administration.pk])


def test_a_question_that_does_not_exist_is_not_there() -> None:
    visitor, administration = asked("cms-diagnosis")

    assert visitor.client.get(at(administration, "Z9")).status_code == 404


def test_the_counsellor_reads_nothing_before_the_end() -> None:
    visitor = a_visitor()
    case = a_case(at=visitor.now, person=visitor.person)
    visitor.post(reverse("question-start", args=["cms-diagnosis"]))
    administration = Administration.objects.get(person=visitor.person)
    counsellor = a_visitor(the_counsellor(case))

    assert counsellor.client.get(at(administration, "A1")).status_code == 404


def test_someone_else_s_answers_are_not_there() -> None:
    _visitor, administration = asked("cms-diagnosis")
    other, _theirs = asked("cms-diagnosis")

    assert other.client.get(at(administration, "A1")).status_code == 404
    assert other.post(at(administration, "A1"), value="1").status_code == 404


def test_says_so_once_the_papers_are_destroyed() -> None:
    visitor = a_visitor()
    then = visitor.now - timedelta(days=2)
    case = a_concluding_case(at=then)
    administration = a_diagnosis(case, at=then)
    hand_over(case=case, by=the_counsellor(case), at=then)

    mine = a_visitor(case.beneficiary)
    answer = mine.client.get(reverse("result", args=[administration.pk]), follow=True)

    assert "a été détruit, comme prévu" in answer.content.decode()
