"""One question a screen: saved at each answer, back always, skipped with a reason, resumed anywhere."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from bilan.cases.operations import hand_over
from bilan.instruments.library import instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import import_instruments
from bilan.instruments.queries import answers_of, given_values, result_of
from bilan.instruments.results import ValuesResult
from tests.cases.builders import a_case, a_concluding_case, a_diagnosis, the_counsellor
from tests.instruments import files
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


@pytest.fixture
def _handed_in(settings: Settings, tmp_path: Path) -> None:
    """Import one small instrument of each format that does not ship."""
    settings.STATE = tmp_path / "state"
    for rank, text in enumerate((files.best_worst(), files.trade_off(), files.free_text())):
        files.put(tmp_path / "handed-in", text, f"{rank}.toml")
    import_instruments(folder=tmp_path / "handed-in")


@pytest.mark.usefixtures("_handed_in")
def test_asks_for_a_best_and_a_worst_and_says_them_back() -> None:
    visitor, administration = asked("best-worst")

    page = visitor.get(at(administration, "block1"))
    visitor.post(at(administration, "block1"), best="calm", worst="people")

    assert "En premier" in page
    assert page.count('name="best"') == page.count('name="worst"') == 3
    review = visitor.get(reverse("question-review", args=[administration.pk]))
    assert "D’abord\u00a0: Un poste calm. En dernier\u00a0: Un poste people." in review


@pytest.mark.usefixtures("_handed_in")
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"best": "calm"}, "Choisissez une réponse"),
        ({"best": "calm", "worst": "calm"}, "pas parmi celles proposées"),
    ],
)
def test_half_a_choice_or_the_same_twice_is_refused(sent: dict[str, str], told: str) -> None:
    visitor, administration = asked("best-worst")

    page = visitor.said(at(administration, "block1"), **sent)

    assert told in page
    assert given_values(administration=administration) == {}


@pytest.mark.usefixtures("_handed_in")
def test_chooses_between_two_situations_and_shows_the_profile() -> None:
    visitor, administration = asked("trade-off")
    for item, value in (("pair1", "calm"), ("pair2", "speed"), ("pair3", "calm")):
        visitor.post(at(administration, item), value=value)

    page = visitor.said(reverse("question-review", args=[administration.pk]))

    assert "«\u00a0Le calme\u00a0» passe devant." in page
    assert "Pas encore validé" in page
    assert is_well_made(page)


@pytest.mark.usefixtures("_handed_in")
def test_a_text_too_long_stays_on_the_page_then_is_kept_once_shortened() -> None:
    visitor, administration = asked("free-text")

    page = visitor.said(at(administration, "pride"), value="a" * 41)
    visitor.post(at(administration, "pride"), value="D’avoir tenu.")

    assert "a" * 41 in page
    assert "s’arrête à 40" in page
    visitor.post(reverse("question-review", args=[administration.pk]))
    assert "D’avoir tenu." in visitor.get(reverse("result", args=[administration.pk]))


def chosen_on_the_way(visitor: Visitor) -> Administration:
    visitor.post(reverse("question-start", args=["cms-diagnosis"]))
    return Administration.objects.get(person=visitor.person)


def turn(visitor: Visitor, administration: Administration) -> str:
    """Return the address of the question whose turn it is."""
    answer = visitor.client.get(reverse("question-resume", args=[administration.pk]))
    return str(answer.headers["Location"])


def test_two_open_tabs_lose_no_answer() -> None:
    visitor = a_visitor()
    administration = chosen_on_the_way(visitor)
    first_tab = second_tab = turn(visitor, administration)

    visitor.post(first_tab, value="1")
    in_first = turn(visitor, administration)
    visitor.post(in_first, value="2")
    answer = visitor.post(second_tab, value="3")

    assert sorted(given_values(administration=administration).values(), key=str) == [2, 3]
    assert answer.headers["Location"] == in_first


def test_another_device_opens_the_very_question_that_was_left() -> None:
    visitor = a_visitor()
    administration = chosen_on_the_way(visitor)
    visitor.post(turn(visitor, administration), value="1")

    elsewhere = a_visitor(visitor.person)

    assert turn(elsewhere, administration) == turn(visitor, administration)


def test_opening_a_question_changes_nothing() -> None:
    visitor = a_visitor()
    administration = chosen_on_the_way(visitor)

    pages = {turn(visitor, administration) for _ in range(3)}
    visitor.get(pages.copy().pop())

    assert len(pages) == 1
    assert answers_of(administration=administration) == {}


def test_questions_chosen_on_the_way_end_in_a_review_of_those_alone() -> None:
    visitor = a_visitor()
    administration = chosen_on_the_way(visitor)
    where = turn(visitor, administration)
    while "/review/" not in where:
        where = str(visitor.post(where, value="2").headers["Location"])

    review = visitor.get(where)
    page = visitor.said(where)

    count = len(answers_of(administration=administration))
    assert count <= 14
    assert review.count('<span class="soft">Oui, sans aide') == count
    assert f"{count} questions posées sur 20" in page
    assert "provisoires" in page


def test_the_question_can_be_listened_to_where_the_browser_speaks() -> None:
    visitor, administration = asked("cms-diagnosis")

    page = visitor.get(at(administration, "A1"))

    assert "js/aloud.js" in page
    assert re.search(r'<button class="btn-quiet aloud"[^>]* hidden>', page)


def test_an_answer_given_in_another_tab_is_shown_and_not_overwritten() -> None:
    visitor, administration = asked("cms-diagnosis")
    visitor.post(at(administration, "A1"), value="2", seen="")

    page = visitor.said(at(administration, "A1"), value="0", seen="")

    assert "dans un autre onglet" in page
    assert "Réponse gardée" in page
    assert given_values(administration=administration)["A1"] == 2


def test_the_page_that_told_of_the_other_answer_may_replace_it() -> None:
    visitor, administration = asked("cms-diagnosis")
    visitor.post(at(administration, "A1"), value="2", seen="")
    page = visitor.said(at(administration, "A1"), value="0", seen="")
    standing = re.search(r'name="seen" value="([^"]+)"', page)
    assert standing

    visitor.post(at(administration, "A1"), value="0", seen=standing[1])

    assert given_values(administration=administration)["A1"] == 0


def test_a_ranking_laid_in_another_tab_is_not_overwritten() -> None:
    visitor, administration = asked("work-values")
    cards = [item.id for item in instrument("work-values").items]
    for rank, card in enumerate(cards):
        visitor.post(at(administration, card), value="INDISPENSABLE" if rank < 3 else "SECONDARY")
    visitor.post(at(administration, "rank:1"), value=cards[2], seen="")
    visitor.post(at(administration, "rank:2"), value=cards[0], seen="")

    told = [visitor.said(at(administration, f"rank:{rank}"), value=cards[1], seen="") for rank in (1, 2)]

    assert all("dans un autre onglet" in page for page in told)
    given = given_values(administration=administration)
    assert [given[f"rank:{rank}"] for rank in (1, 2, 3)] == [cards[2], cards[0], cards[1]]


def test_says_that_a_finished_questionnaire_took_no_answer_from_a_page_left_open() -> None:
    visitor = a_visitor()
    done = a_finished_one(person=visitor.person, instrument_id="cms-diagnosis", at=visitor.now)

    page = visitor.said(at(done, "A1"), value="0", seen="")

    assert "ses réponses ne changent plus" in page
