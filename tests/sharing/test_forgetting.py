"""What sharing forgets: visits long after the share ended, codes after a quarter of an hour."""

from datetime import datetime, timedelta

import pytest

from bilan.cases.models import Destruction
from bilan.sharing.forgetting import forget_ended
from bilan.sharing.models import Confirmation, Visit
from tests.builders import a_person
from tests.sharing.builders import a_share

pytestmark = pytest.mark.django_db
LONG = timedelta(days=30 + 400)


def test_visits_go_when_their_term_has_come_and_a_certificate_says_so(now: datetime) -> None:
    share = a_share(person=a_person(), at=now).share
    Visit.objects.create(share=share, at=now)

    assert forget_ended(at=now + LONG) == 1

    assert not Visit.objects.exists()
    assert Destruction.objects.get(kind=Destruction.Kind.VISITS).counts == {"visits": 1}


def test_visits_of_a_share_that_ended_lately_stay(now: datetime) -> None:
    share = a_share(person=a_person(), at=now).share
    Visit.objects.create(share=share, at=now)

    assert forget_ended(at=now + timedelta(days=60)) == 0

    assert Visit.objects.count() == 1


def test_a_second_run_finds_nothing_and_certifies_nothing(now: datetime) -> None:
    Visit.objects.create(share=a_share(person=a_person(), at=now).share, at=now)
    forget_ended(at=now + LONG)

    assert forget_ended(at=now + LONG) == 0

    assert Destruction.objects.filter(kind=Destruction.Kind.VISITS).count() == 1


@pytest.mark.parametrize(("minutes", "left"), [(14, 1), (16, 0)])
def test_a_code_stays_for_a_quarter_of_an_hour(now: datetime, minutes: int, left: int) -> None:
    share = a_share(person=a_person(), at=now, asks_code=True).share
    Confirmation.objects.create(share=share, code_hmac="0" * 64, asked_at=now)

    forget_ended(at=now + timedelta(minutes=minutes))

    assert Confirmation.objects.count() == left
