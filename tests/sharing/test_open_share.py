"""The holder of a link opens a document: what is shown, counted, asked and refused."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from bilan.audit.models import Event
from bilan.sharing.errors import CodeWrong, ShareHidden, TooManyCodes
from bilan.sharing.models import Confirmation, Share, Visit
from bilan.sharing.operations import ask_code, open_share, revoke_share
from bilan.sharing.queries import offered_paper, shared_pdf, shares_of
from bilan.vault.operations import destroy_key
from tests.builders import a_person
from tests.cases.builders import a_concluding_case, the_counsellor
from tests.sharing.builders import a_share, mailed_code

pytestmark = pytest.mark.django_db


def test_opening_gives_the_very_bytes_and_leaves_a_visit(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    opened = open_share(token=sent.token, at=now + timedelta(hours=1))

    assert opened.pdf == shared_pdf(reader=sent.share.person, share_id=sent.share.pk)
    told = shares_of(owner=sent.share.person, reader=sent.share.person, today=localdate(now))[0]
    assert told.visits == (now + timedelta(hours=1),)
    event = Event.objects.get(act="share.opened")
    assert (event.actor, event.subject) == ("system", str(sent.share.person_id))


def test_looking_at_the_offer_opens_nothing(now: datetime) -> None:
    sent = a_share(person=a_person(name="Claire Morel"), at=now, words="Voici")

    offer = offered_paper(token=sent.token, today=localdate(now))

    assert (offer.owner, offer.recipient, offer.words) == ("Claire Morel", "Nadia Benali", "Voici")
    assert not Visit.objects.exists()


def test_opens_on_the_last_day_and_not_on_the_next(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, until=localdate(now))

    open_share(token=sent.token, at=now)
    with pytest.raises(ShareHidden):
        open_share(token=sent.token, at=now + timedelta(days=1))


def test_the_last_day_ends_at_midnight_where_people_live(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, until=localdate(now))
    before_midnight = now.replace(hour=22, minute=59)  # 23:59 in Paris

    open_share(token=sent.token, at=before_midnight)
    with pytest.raises(ShareHidden):
        open_share(token=sent.token, at=before_midnight + timedelta(minutes=1))


def test_taken_back_it_opens_no_more_at_once(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    revoke_share(share_id=sent.share.pk, by=sent.share.person, at=now)

    for read in (
        lambda: open_share(token=sent.token, at=now),
        lambda: offered_paper(token=sent.token, today=localdate(now)),
        lambda: ask_code(token=sent.token, at=now),
    ):
        with pytest.raises(ShareHidden):
            read()
    assert not Visit.objects.exists()


def test_taking_back_twice_keeps_the_first_moment(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    revoke_share(share_id=sent.share.pk, by=sent.share.person, at=now)
    revoke_share(share_id=sent.share.pk, by=sent.share.person, at=now + timedelta(days=1))

    assert Share.objects.get().revoked_at == now
    assert Event.objects.filter(act="share.revoked").count() == 1


def test_only_the_person_takes_back(now: datetime) -> None:
    case = a_concluding_case(at=now)
    sent = a_share(person=case.beneficiary, at=now, document="SYNTHESIS")

    for other in (the_counsellor(case), a_share(person=a_person(), at=now).share.person):
        with pytest.raises(ShareHidden):
            revoke_share(share_id=sent.share.pk, by=other, at=now)

    assert Share.objects.get(pk=sent.share.pk).revoked_at is None


def test_a_link_that_never_was_is_told_like_one_that_is_over(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, until=localdate(now))

    told = set()
    for token, at in (("nothing", now), (sent.token, now + timedelta(days=2)), (sent.token[:-1], now)):
        with pytest.raises(ShareHidden) as refusal:
            open_share(token=token, at=at)
        told.add(str(refusal.value))

    assert len(told) == 1


def test_destroying_the_persons_key_closes_every_share(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now)

    destroy_key(key=sent.share.key, at=now)

    with pytest.raises(ShareHidden):
        open_share(token=sent.token, at=now)


def test_a_code_is_asked_each_time(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, asks_code=True)
    with pytest.raises(CodeWrong):
        open_share(token=sent.token, at=now)
    ask_code(token=sent.token, at=now)
    code = mailed_code()

    assert open_share(token=sent.token, code=f" {code[:3]} {code[3:]} ", at=now).pdf.startswith(b"%PDF")
    with pytest.raises(CodeWrong):
        open_share(token=sent.token, code=code, at=now)
    assert Visit.objects.count() == 1


def test_the_code_is_not_kept(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, asks_code=True)

    ask_code(token=sent.token, at=now)

    assert mailed_code() not in Confirmation.objects.get().code_hmac


def test_a_code_is_good_for_a_quarter_of_an_hour(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, asks_code=True)
    ask_code(token=sent.token, at=now)

    with pytest.raises(CodeWrong):
        open_share(token=sent.token, code=mailed_code(), at=now + timedelta(minutes=15, seconds=1))
    open_share(token=sent.token, code=mailed_code(), at=now + timedelta(minutes=15))


def test_five_wrong_tries_end_a_code(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, asks_code=True)
    ask_code(token=sent.token, at=now)
    code = mailed_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    for _try in range(5):
        with pytest.raises(CodeWrong):
            open_share(token=sent.token, code=wrong, at=now)

    with pytest.raises(CodeWrong):
        open_share(token=sent.token, code=code, at=now)
    assert Confirmation.objects.get().tries == 5


def test_another_shares_code_opens_nothing(now: datetime) -> None:
    sent, other = (a_share(person=a_person(), at=now, asks_code=True) for _ in range(2))
    ask_code(token=sent.token, at=now)
    code = mailed_code()
    ask_code(token=other.token, at=now + timedelta(seconds=1))

    with pytest.raises(CodeWrong):
        open_share(token=other.token, code=code if code != mailed_code() else "", at=now)


def test_three_codes_an_hour_are_mailed(now: datetime) -> None:
    sent = a_share(person=a_person(), at=now, asks_code=True)
    for minutes in (0, 1, 2):
        ask_code(token=sent.token, at=now + timedelta(minutes=minutes))

    with pytest.raises(TooManyCodes):
        ask_code(token=sent.token, at=now + timedelta(minutes=59))
    ask_code(token=sent.token, at=now + timedelta(minutes=61))
