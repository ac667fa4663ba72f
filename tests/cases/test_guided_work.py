"""Work done alone and the written feedback on it: nothing overwritten, minutes counted by the rule."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.cases.errors import (
    HoursExceeded,
    LengthRefused,
    NotGuided,
    NotPermitted,
    WordsMissing,
    WorkAnswered,
    WorkChanged,
    WorkNotHandedIn,
)
from bilan.cases.models import Case, PlanItem
from bilan.cases.operations import WorkDraft, answer_work, leave_case, write_work
from bilan.cases.operations.guided import time_given
from bilan.cases.queries import hours_of, read_by, works_of
from bilan.messages.models import GuidedWork, Message
from bilan.vault.operations import open_key
from tests.cases.builders import a_guided_case, a_held_session, a_quick_case, the_counsellor
from tests.shared import made_once

pytestmark = pytest.mark.django_db
MODULE = "I4"
WORDS = "Ce qui compte : le temps, l’équipe, finir ce que je commence."
MINUTE = timedelta(minutes=1)


case = made_once(lambda: a_guided_case(at=timezone.now() - timedelta(days=3), other="I3"))


def hand_in(case: Case, now: datetime) -> GuidedWork:
    return write_work(case=case, module=MODULE, words=WORDS, by=case.beneficiary, at=now, is_handed_in=True)


def answer(case: Case, now: datetime, *, minutes: int = 20) -> GuidedWork:
    return answer_work(
        case=case, module=MODULE, words="Et l’argent ?", minutes=minutes, by=the_counsellor(case), at=now
    )


def test_a_draft_is_the_persons_alone_until_it_is_handed_in(case: Case, now: datetime) -> None:
    write_work(case=case, module=MODULE, words=WORDS, by=case.beneficiary, at=now)
    assert works_of(read_by(case=case, reader=the_counsellor(case), what="guided", at=now)) == {}

    hand_in(case, now)

    told = works_of(read_by(case=case, reader=the_counsellor(case), what="guided", at=now))
    assert told[MODULE].words == WORDS
    assert WORDS.encode() not in bytes(GuidedWork.objects.get(module=MODULE).words_sealed)


def test_handing_in_and_answering_mail_no_word_of_it(case: Case, now: datetime) -> None:
    hand_in(case, now)
    answer(case, now + MINUTE)

    mails = Message.objects.filter(kind="letter.awaits")
    assert {mail.to for mail in mails} == {the_counsellor(case).email, case.beneficiary.email}
    for mail in mails:
        body = open_key(mail.key).read_text(mail, "body_sealed")
        assert WORDS not in body
        assert "argent" not in body


def test_two_tabs_overwrite_nothing(case: Case, now: datetime) -> None:
    first = write_work(case=case, module=MODULE, words=WorkDraft(WORDS, ""), by=case.beneficiary, at=now)

    with pytest.raises(WorkChanged):
        write_work(
            case=case, module=MODULE, words=WorkDraft("Autre", ""), by=case.beneficiary, at=now + MINUTE
        )

    seen = first.written_at.isoformat()
    write_work(case=case, module=MODULE, words=WorkDraft("Suite", seen), by=case.beneficiary, at=now + MINUTE)
    assert (
        works_of(read_by(case=case, reader=case.beneficiary, what="guided", at=now))[MODULE].words == "Suite"
    )


def test_feedback_on_a_text_that_changed_since_is_held_back(case: Case, now: datetime) -> None:
    seen = hand_in(case, now).written_at.isoformat()
    write_work(case=case, module=MODULE, words="Plus long.", by=case.beneficiary, at=now + MINUTE)

    with pytest.raises(WorkChanged):
        answer_work(
            case=case, module=MODULE, words="Oui.", minutes=5, by=the_counsellor(case), at=now, seen=seen
        )


def test_feedback_completes_the_module_and_stays_out_of_accompanied_time_where_no_text_counts_it(
    case: Case, now: datetime
) -> None:
    hand_in(case, now)

    answer(case, now + MINUTE)

    hours = hours_of(case=case, today=localdate(now))
    assert (hours.accompanied, hours.own) == (0, 60)
    row = GuidedWork.objects.get(module=MODULE)
    assert (row.feedback_minutes, row.feedback_by) == (20, the_counsellor(case))
    assert PlanItem.objects.get(case=case, module=MODULE).done_at == now + MINUTE


def test_the_hours_of_the_answer_stop_at_the_maximum(case: Case, now: datetime) -> None:
    hand_in(case, now)
    for day in range(12):
        a_held_session(case, starts_at=now - timedelta(days=day + 1))

    with pytest.raises(HoursExceeded):
        answer(case, now)

    assert GuidedWork.objects.get(module=MODULE).feedback_at is None


@pytest.mark.parametrize("minutes", [0, 61])
def test_a_length_out_of_bounds_is_refused(case: Case, now: datetime, minutes: int) -> None:
    hand_in(case, now)

    with pytest.raises(LengthRefused):
        answer(case, now, minutes=minutes)


@pytest.mark.parametrize("minutes", [1, 60])
def test_a_length_at_the_bounds_is_kept(case: Case, now: datetime, minutes: int) -> None:
    hand_in(case, now)

    assert answer(case, now, minutes=minutes).feedback_minutes == minutes


def test_what_is_not_handed_in_is_not_answered(case: Case, now: datetime) -> None:
    write_work(case=case, module=MODULE, words=WORDS, by=case.beneficiary, at=now)

    with pytest.raises(WorkNotHandedIn):
        answer(case, now)


def test_once_answered_neither_text_changes(case: Case, now: datetime) -> None:
    hand_in(case, now)
    answer(case, now)

    with pytest.raises(WorkAnswered):
        hand_in(case, now + MINUTE)
    with pytest.raises(WorkAnswered):
        answer(case, now + MINUTE)


@pytest.mark.parametrize("module", ["I3", "I5"])
def test_a_module_that_is_not_lived_alone_is_refused(case: Case, now: datetime, module: str) -> None:
    with pytest.raises(NotGuided):
        write_work(case=case, module=module, words=WORDS, by=case.beneficiary, at=now)


def test_nothing_written_is_refused(case: Case, now: datetime) -> None:
    with pytest.raises(WordsMissing):
        write_work(case=case, module=MODULE, words=" ", by=case.beneficiary, at=now)


def test_each_keeps_to_their_part_and_the_counsellor_of_another_bilan_to_none(
    case: Case, now: datetime
) -> None:
    hand_in(case, now)
    other = the_counsellor(a_quick_case(at=now))

    for person in (the_counsellor(case), other):
        with pytest.raises(NotPermitted):
            write_work(case=case, module=MODULE, words=WORDS, by=person, at=now)
    for person in (case.beneficiary, other):
        with pytest.raises(NotPermitted):
            answer_work(case=case, module=MODULE, words="Oui.", minutes=5, by=person, at=now)


def test_a_bilan_that_ended_takes_the_work_with_it(case: Case, now: datetime) -> None:
    hand_in(case, now)

    leave_case(case=case, by=case.beneficiary, at=now)

    assert not GuidedWork.objects.filter(key=case.key).exists()


def test_written_feedback_is_accompanied_time_only_where_the_rule_says_so() -> None:
    assert time_given(own=60, feedback=15, feedback_counts=False) == (60, 0)
    assert time_given(own=60, feedback=15, feedback_counts=True) == (75, 15)
