"""Questions chosen one after the other: the same again anywhere, changed at will, then long enough."""

from datetime import datetime
from itertools import islice
from uuid import UUID

import pytest

from bilan.accounts.models import Person
from bilan.engine.measure.change import Verdict
from bilan.instruments.errors import AlreadyFinished, AnswerImpossible, StillUnfinished
from bilan.instruments.library import ALLIANCE, CMS, RIASEC, instrument
from bilan.instruments.models import Administration, Answer
from bilan.instruments.operations import finish_administration, record_answer, start_administration
from bilan.instruments.queries import (
    answers_of,
    change_between,
    changes_up_to,
    given_values,
    path_through,
    progress,
    result_of,
)
from bilan.instruments.results import CmsResult, RiasecResult
from bilan.vault.operations import person_key
from tests.builders import a_person
from tests.instruments.builders import a_finished_one

pytestmark = pytest.mark.django_db


def begun(now: datetime, *, instrument_id: str = CMS, seed: int = 7, moment: str = "START") -> Administration:
    person = a_person()
    return begun_by(person_id=person.pk, now=now, instrument_id=instrument_id, seed=seed, moment=moment)


def begun_by(
    *, person_id: UUID, now: datetime, instrument_id: str = CMS, seed: int = 7, moment: str = "START"
) -> Administration:
    person = Person.objects.get(pk=person_id)
    key = person_key(owner=person.pk, at=now)
    return start_administration(
        person=person, instrument_id=instrument_id, key=key, moment=moment, by=person, at=now, seed=seed
    )


def answer(administration: Administration, item: str, value: int | None, now: datetime) -> None:
    record_answer(administration=administration, item_id=item, value=value, by=administration.person, at=now)


def asked_in_turn(administration: Administration, now: datetime, *, value: int = 2) -> list[str]:
    """Answer whatever comes next until the end; return the questions in order."""
    items = []
    while (item := progress(administration=administration).next_item) is not None:
        answer(administration, item, value, now)
        items.append(item)
    return items


def finished(administration: Administration, now: datetime, *, value: int = 2) -> Administration:
    asked_in_turn(administration, now, value=value)
    return finish_administration(administration=administration, by=administration.person, at=now)


def test_stops_before_the_last_question_with_every_area_asked(now: datetime) -> None:
    items = asked_in_turn(begun(now), now)

    assert len(items) <= 14
    assert len(set(items)) == len(items)
    assert {item[0] for item in items} == set("ABCDE")


def test_the_same_seed_asks_the_same_questions_and_another_one_others(now: datetime) -> None:
    first, again, other = (asked_in_turn(begun(now, seed=seed), now) for seed in (7, 7, 8))

    assert first == again
    assert first != other


def test_looking_twice_changes_nothing(now: datetime) -> None:
    administration = begun(now)
    answer(administration, progress(administration=administration).next_item or "", 1, now)

    looks = {progress(administration=administration).next_item for _ in range(3)}

    assert len(looks) == 1
    assert Answer.objects.count() == 1


def test_a_resumed_one_goes_on_where_it_was(now: datetime) -> None:
    administration = begun(now)
    items = [progress(administration=administration).next_item or ""]
    answer(administration, items[0], 1, now)
    expected = progress(administration=administration).next_item

    again = begun_by(person_id=administration.person_id, now=now, seed=99)

    assert again.pk == administration.pk
    assert progress(administration=Administration.objects.get(pk=again.pk)).next_item == expected


def test_going_back_changes_an_answer_and_moves_no_question(now: datetime) -> None:
    administration = begun(now)
    for _ in range(4):
        answer(administration, progress(administration=administration).next_item or "", 1, now)
    before = list(answers_of(administration=administration))

    answer(administration, before[1], 3, now)

    after = answers_of(administration=administration)
    assert list(after) == before
    assert after[before[1]].value == 3


def test_a_question_passed_over_is_not_asked_again(now: datetime) -> None:
    administration = begun(now)
    item = progress(administration=administration).next_item or ""

    answer(administration, item, None, now)

    assert progress(administration=administration).skipped == 1
    assert item not in asked_in_turn(administration, now)


def test_an_answer_from_another_tab_counts_though_it_was_not_its_turn(now: datetime) -> None:
    administration = begun(now)
    turn = progress(administration=administration).next_item
    early = next(item.id for item in instrument(CMS).items if item.id != turn)

    answer(administration, early, 2, now)
    answer(administration, turn or "", 2, now)

    path = path_through(administration=administration, given=given_values(administration=administration))
    assert path.order[:2] == (early, turn)


def test_says_about_how_many_are_left(now: datetime) -> None:
    administration = begun(now)
    counts = [progress(administration=administration).left]
    for _ in range(3):
        answer(administration, progress(administration=administration).next_item or "", 1, now)
        counts.append(progress(administration=administration).left)

    assert progress(administration=administration).is_estimate
    assert 0 < counts[-1] < counts[0] <= 14


def test_cannot_be_finished_early_nor_changed_afterwards(now: datetime) -> None:
    administration = begun(now)
    item = progress(administration=administration).next_item or ""
    answer(administration, item, 1, now)

    with pytest.raises(StillUnfinished):
        finish_administration(administration=administration, by=administration.person, at=now)

    finished(administration, now)
    with pytest.raises(AlreadyFinished):
        answer(administration, item, 2, now)


def test_an_answer_outside_the_steps_is_refused(now: datetime) -> None:
    administration = begun(now)

    with pytest.raises(AnswerImpossible):
        answer(administration, progress(administration=administration).next_item or "", 4, now)


def test_a_full_form_stays_possible_and_an_instrument_without_a_choice_asks_everything(
    now: datetime,
) -> None:
    full = a_finished_one(person=a_person(), instrument_id=CMS, at=now)
    alliance = begun(now, instrument_id=ALLIANCE)

    assert not full.is_adaptive
    assert len(answers_of(administration=full)) == 20
    assert not alliance.is_adaptive
    assert progress(administration=alliance).left == 3


def test_scores_come_with_a_wider_error_than_a_full_form(now: datetime) -> None:
    chosen = result_of(administration=finished(begun(now, instrument_id=RIASEC), now, value=2))
    full = result_of(administration=a_finished_one(person=a_person(), instrument_id=RIASEC, at=now, other=2))

    assert isinstance(chosen, RiasecResult)
    assert isinstance(full, RiasecResult)
    for mine, whole in zip(chosen.interests, full.interests, strict=True):
        assert mine.share == pytest.approx(0.5, abs=0.01)
        assert (mine.standard_error or 0) < 0.15
        assert whole.share == 0.5
    assert chosen.is_flat


def test_all_at_the_top_reaches_the_upper_levels_and_all_at_the_bottom_the_first(now: datetime) -> None:
    for value, levels in ((3, {3, 4}), (0, {1})):
        found = result_of(administration=finished(begun(now), now, value=value))

        assert isinstance(found, CmsResult)
        assert {area.level for area in found.areas} <= levels


def test_an_area_of_which_all_was_passed_over_has_no_level(now: datetime) -> None:
    administration = begun(now)
    while (item := progress(administration=administration).next_item) is not None:
        answer(administration, item, None if item.startswith("B") else 2, now)
    finish_administration(administration=administration, by=administration.person, at=now)

    found = result_of(administration=administration)

    assert isinstance(found, CmsResult)
    assert [area.area for area in found.areas if area.level is None] == ["B"]


def test_tells_a_real_change_from_none_between_start_and_end(now: datetime) -> None:
    start = finished(begun(now), now, value=0)
    end = finished(begun_by(person_id=start.person_id, now=now, moment="END", seed=8), now, value=3)
    same = finished(begun_by(person_id=start.person_id, now=now, moment="FOLLOW_UP", seed=9), now, value=3)

    assert {each.change.verdict for each in change_between(before=start, after=end)} == {Verdict.BETTER}
    assert Verdict.BETTER not in {each.change.verdict for each in change_between(before=end, after=same)}


def test_looks_back_at_the_first_time_and_at_the_last_one(now: datetime) -> None:
    start = finished(begun(now), now, value=0)
    times = [now.replace(minute=minute) for minute in (10, 20)]
    later = [
        finished(begun_by(person_id=start.person_id, now=at, moment=moment, seed=3), at)
        for at, moment in zip(times, ("END", "FOLLOW_UP"), strict=True)
    ]

    found = changes_up_to(administration=later[-1])

    assert [each.code for each in found] == [str(start.pk), str(later[0].pk)]
    assert [len(each.changes) for each in found] == [5, 5]
    assert changes_up_to(administration=start) == ()


def test_someone_else_s_measures_are_never_compared(now: datetime) -> None:
    finished(begun(now), now, value=0)
    mine = finished(begun(now.replace(minute=30), moment="END"), now.replace(minute=30))

    assert changes_up_to(administration=mine) == ()


def test_paths_are_spread_over_people(now: datetime) -> None:
    firsts = {progress(administration=begun(now, seed=seed)).next_item for seed in islice(range(99), 12)}

    assert len(firsts) > 3
