"""Messages between the two people of a bilan: sealed, told to nobody else, closed with the bilan."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bilan.audit.models import Event
from bilan.audit.queries import readings_of
from bilan.cases.errors import CaseClosed, NotPermitted, WordsMissing, WordsTooLong
from bilan.cases.models import Case
from bilan.cases.operations import leave_case, read_letters, write_letter
from bilan.cases.queries import Reading, letters_waiting, read_by, thread_of
from bilan.cases.queries.letters import A_PAGE
from bilan.messages.models import Letter, Message
from bilan.vault.operations import open_key
from tests.builders import a_person
from tests.cases.builders import a_quick_case, the_counsellor
from tests.shared import made_once

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
WORDS = "Mercredi me va mieux que jeudi."

case = made_once(lambda: a_quick_case(at=timezone.now() - timedelta(days=3)))


def reading(case: Case, now: datetime) -> Reading:
    return read_by(case=case, reader=case.beneficiary, what="messages", at=now)


def test_each_reads_what_the_other_wrote_in_order_of_time(case: Case, now: datetime) -> None:
    write_letter(case=case, words=f"  {WORDS} ", by=case.beneficiary, at=now)
    write_letter(case=case, words="C’est noté.", by=the_counsellor(case), at=now + SECOND)

    told = thread_of(reading(case, now)).letters

    assert [(one.words, one.is_mine) for one in told] == [(WORDS, True), ("C’est noté.", False)]


def test_the_words_are_sealed_and_the_mail_says_only_that_something_awaits(case: Case, now: datetime) -> None:
    row = write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)

    assert WORDS.encode() not in bytes(Letter.objects.get(pk=row.pk).words_sealed)
    mail = Message.objects.get(kind="letter.awaits")
    body = open_key(mail.key).read_text(mail, "body_sealed")
    assert mail.to == the_counsellor(case).email
    assert WORDS not in body
    assert case.beneficiary.name not in body


def test_several_messages_before_a_mail_leaves_are_one_mail(case: Case, now: datetime) -> None:
    for second in range(3):
        write_letter(case=case, words=WORDS, by=case.beneficiary, at=now + second * SECOND)

    assert Message.objects.filter(kind="letter.awaits").count() == 1


def test_one_form_sent_twice_writes_once_and_another_text_is_not_lost(case: Case, now: datetime) -> None:
    key = uuid4()
    for words in (WORDS, WORDS, "Un autre texte, depuis un autre onglet."):
        write_letter(case=case, words=words, by=case.beneficiary, at=now, letter_id=key)

    told = {one.words for one in thread_of(reading(case, now)).letters}

    assert told == {WORDS, "Un autre texte, depuis un autre onglet."}
    assert Letter.objects.filter(key=case.key).count() == 2


def test_the_key_of_somebody_elses_message_is_never_taken(case: Case, now: datetime) -> None:
    theirs = write_letter(case=case, words=WORDS, by=the_counsellor(case), at=now)

    mine = write_letter(case=case, words=WORDS, by=case.beneficiary, at=now, letter_id=theirs.pk)

    assert mine.pk != theirs.pk
    assert Letter.objects.get(pk=theirs.pk).author == the_counsellor(case)


def test_a_message_waits_until_its_reader_says_so_up_to_what_was_shown(case: Case, now: datetime) -> None:
    write_letter(case=case, words=WORDS, by=the_counsellor(case), at=now)
    write_letter(case=case, words="Arrivé entre-temps.", by=the_counsellor(case), at=now + 2 * SECOND)
    assert letters_waiting(case=case, reader=case.beneficiary) == 2
    assert letters_waiting(case=case, reader=the_counsellor(case)) == 0

    read_letters(case=case, by=case.beneficiary, at=now + 3 * SECOND, up_to=now + SECOND)

    assert letters_waiting(case=case, reader=case.beneficiary) == 1


def test_answering_says_that_what_came_before_was_read(case: Case, now: datetime) -> None:
    write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)

    write_letter(case=case, words="Oui.", by=the_counsellor(case), at=now + SECOND)

    assert letters_waiting(case=case, reader=the_counsellor(case)) == 0


@pytest.mark.parametrize("error_and_words", [(WordsMissing, " \n "), (WordsTooLong, "a" * 4_001)])
def test_nothing_and_too_much_are_refused(
    case: Case, now: datetime, error_and_words: tuple[type[Exception], str]
) -> None:
    error, words = error_and_words

    with pytest.raises(error):
        write_letter(case=case, words=words, by=case.beneficiary, at=now)

    assert not Letter.objects.filter(key=case.key).exists()


def test_the_longest_text_is_kept_whole(case: Case, now: datetime) -> None:
    write_letter(case=case, words="a" * 4_000, by=case.beneficiary, at=now)

    assert len(thread_of(reading(case, now)).letters[0].words) == 4_000


def test_the_counsellor_of_another_bilan_neither_writes_nor_marks_nor_reads(
    case: Case, now: datetime
) -> None:
    other = the_counsellor(a_quick_case(at=now))

    with pytest.raises(NotPermitted):
        write_letter(case=case, words=WORDS, by=other, at=now)
    with pytest.raises(NotPermitted):
        read_letters(case=case, by=other, at=now)
    with pytest.raises(NotPermitted):
        read_by(case=case, reader=other, what="messages", at=now)


def test_somebody_without_any_relation_is_refused(case: Case, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        write_letter(case=case, words=WORDS, by=a_person(), at=now)


def test_a_bilan_that_ended_takes_its_messages_with_it(case: Case, now: datetime) -> None:
    write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)

    leave_case(case=case, by=case.beneficiary, at=now)

    assert not Letter.objects.filter(key=case.key).exists()
    with pytest.raises(CaseClosed):
        write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)


def test_a_message_and_a_read_by_the_other_are_in_the_trail_without_words(case: Case, now: datetime) -> None:
    write_letter(case=case, words=WORDS, by=case.beneficiary, at=now)
    read_by(case=case, reader=the_counsellor(case), what="messages", at=now)

    event = Event.objects.get(act="letter.written", subject=str(case.beneficiary_id))
    assert event.facts == {}
    assert [read.facts["what"] for read in readings_of(case.beneficiary)] == ["messages"]


def test_a_page_of_the_thread_costs_the_same_for_3_and_for_30(
    case: Case, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(30):
        write_letter(case=case, words=f"{count}", by=case.beneficiary, at=now + count * SECOND)
        if count in (2, 29):
            opened = reading(case, now)
            with django_assert_num_queries(1):
                thread_of(opened)


def test_older_messages_are_a_page_away_and_none_is_lost(case: Case, now: datetime) -> None:
    for count in range(A_PAGE + 2):
        write_letter(case=case, words=f"{count}", by=case.beneficiary, at=now + count * SECOND)
    opened = reading(case, now)

    first, second = thread_of(opened), thread_of(opened, page=2)

    assert (first.older, first.newer, second.older, second.newer) == (2, None, None, 1)
    told = [int(one.words) for page in (second, first) for one in page.letters]
    assert told == list(range(A_PAGE + 2))
