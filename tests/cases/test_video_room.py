"""Where a counsellor meets people by video: their own address, in the calendar, nowhere else."""

from datetime import datetime, timedelta

import pytest

from bilan.cases.errors import AddressRefused, NotPermitted
from bilan.cases.models import Case, Session
from bilan.cases.operations import set_video_room
from bilan.cases.queries import calendar_of, room_of_session, video_room_of
from tests.cases.builders import a_booked_session, a_quick_case, the_counsellor

pytestmark = pytest.mark.django_db
ROOM = "https://visio.example/salle-claire"


def furnish(case: Case, now: datetime, address: str = ROOM) -> None:
    set_video_room(practitioner=case.practitioner, address=address, by=the_counsellor(case), at=now)


def agenda(session: Session, now: datetime) -> str:
    return calendar_of(session=session, reader=session.case.beneficiary, at=now).decode()


def test_the_room_is_in_the_calendar_of_an_interview_by_video(now: datetime) -> None:
    case = a_quick_case(at=now)
    session = a_booked_session(case, starts_at=now + timedelta(days=2))
    assert "URL:" not in agenda(session, now)

    furnish(case, now)

    assert f"URL:{ROOM}" in agenda(session, now)
    assert f"LOCATION:{ROOM}" in agenda(session, now)


def test_an_interview_at_the_office_and_one_called_off_have_no_room(now: datetime) -> None:
    case = a_quick_case(at=now)
    furnish(case, now)
    session = a_booked_session(case, starts_at=now + timedelta(days=2))

    session.mode = "FACE"
    assert room_of_session(session) == ""
    session.mode, session.state = "VIDEO", Session.State.CANCELLED
    assert room_of_session(session) == ""


@pytest.mark.parametrize(
    "address",
    ["http://visio.example/salle", "visio", "javascript:alert(1)", f"https://a.example/{'a' * 200}"],
)
def test_what_is_not_a_whole_https_address_leaves_the_former_one(now: datetime, address: str) -> None:
    case = a_quick_case(at=now)
    furnish(case, now)

    with pytest.raises(AddressRefused):
        furnish(case, now, address)

    assert video_room_of(the_counsellor(case).pk) == ROOM


def test_an_empty_address_takes_the_room_away(now: datetime) -> None:
    case = a_quick_case(at=now)
    furnish(case, now)

    furnish(case, now, "")

    assert video_room_of(the_counsellor(case).pk) == ""


def test_another_counsellor_does_not_furnish_it(now: datetime) -> None:
    case, other = a_quick_case(at=now), a_quick_case(at=now)

    with pytest.raises(NotPermitted):
        set_video_room(practitioner=case.practitioner, address=ROOM, by=the_counsellor(other), at=now)
