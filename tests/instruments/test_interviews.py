"""What a practitioner opens for someone, takes back, and goes through before the result is shown."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from bilan.accounts.models import Person
from bilan.audit.models import Event
from bilan.instruments.errors import (
    AdministrationHidden,
    AlreadyBegun,
    GivenByAProfessional,
    InstrumentFaulty,
    NoFeedbackDue,
    StillUnfinished,
    TitleNeeded,
)
from bilan.instruments.library import CMS, DECISION, instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import (
    assign_instrument,
    finish_administration,
    give_feedback,
    import_instruments,
    record_answer,
    start_administration,
    take_back_assignment,
)
from bilan.instruments.queries import assigned_to, awaits_feedback
from bilan.vault.operations import person_key
from tests.builders import a_person
from tests.instruments import files
from tests.instruments.builders import a_finished_one, an_administration

pytestmark = pytest.mark.django_db


@pytest.fixture
def _reserved(settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"
    files.put(tmp_path / "in", files.reserved())
    psychologists = files.reserved(whom="PSYCHOLOGIST").replace('id = "reserved"', 'id = "for-psychologists"')
    files.put(tmp_path / "in", psychologists, "two.toml")
    import_instruments(folder=tmp_path / "in")


def assigned(
    person: Person,
    *,
    by: Person,
    at: datetime,
    name: str = "reserved",
    has_title: bool = False,
    is_practitioner: bool = True,
) -> Administration:
    return assign_instrument(
        person=person,
        instrument_id=name,
        key=person_key(owner=person.pk, at=at),
        moment="START",
        by=by,
        is_practitioner=is_practitioner,
        at=at,
        has_title=has_title,
    )


def begun_by(person: Person, *, at: datetime) -> Administration:
    key = person_key(owner=person.pk, at=at)
    return start_administration(
        person=person, instrument_id="reserved", key=key, moment="START", by=person, at=at
    )


def answered(administration: Administration, *, at: datetime) -> Administration:
    person = administration.person
    for item in instrument(administration.instrument).items:
        record_answer(administration=administration, item_id=item.id, value=1, by=person, at=at)
    return finish_administration(administration=administration, by=person, at=at)


@pytest.mark.usefixtures("_reserved")
def test_the_person_answers_what_their_practitioner_opened(now: datetime) -> None:
    person = a_person()
    with pytest.raises(GivenByAProfessional):
        begun_by(person, at=now)

    opened = assigned(person, by=a_person(), at=now)

    assert begun_by(person, at=now) == opened
    assert assigned_to(person=person) == (opened,)
    assert answered(opened, at=now).finished_at == now


@pytest.mark.usefixtures("_reserved")
def test_opening_twice_keeps_the_first_and_tells_it_once(now: datetime) -> None:
    person, counsellor = a_person(), a_person()

    first, second = (assigned(person, by=counsellor, at=now) for _ in range(2))

    assert first == second
    assert Event.objects.filter(act="administration.assigned", subject=str(person.pk)).count() == 1


@pytest.mark.usefixtures("_reserved")
def test_what_was_opened_for_one_is_not_open_to_another(now: datetime) -> None:
    assigned(a_person(), by=a_person(), at=now)

    with pytest.raises(GivenByAProfessional):
        begun_by(a_person(), at=now)


@pytest.mark.usefixtures("_reserved")
def test_nobody_but_the_practitioner_opens_a_reserved_one(now: datetime) -> None:
    person, key_of = a_person(), a_person()

    with pytest.raises(AdministrationHidden):
        assigned(person, by=a_person(), at=now, is_practitioner=False)
    with pytest.raises(AdministrationHidden):
        assigned(person, by=person, at=now)
    with pytest.raises(AdministrationHidden):
        assign_instrument(
            person=person,
            instrument_id="reserved",
            key=person_key(owner=key_of.pk, at=now),
            moment="START",
            by=a_person(),
            is_practitioner=True,
            at=now,
        )
    assert not Administration.objects.exists()


@pytest.mark.usefixtures("_reserved")
def test_psychologists_alone_open_theirs_and_attest_their_title(now: datetime) -> None:
    person, counsellor = a_person(), a_person()

    with pytest.raises(TitleNeeded):
        assigned(person, by=counsellor, at=now, name="for-psychologists")
    assigned(person, by=counsellor, at=now, name="for-psychologists", has_title=True)

    assert Event.objects.get(act="administration.assigned").facts["has_title"] is True


@pytest.mark.usefixtures("_reserved")
def test_takes_back_what_nobody_answered_and_nothing_else(now: datetime) -> None:
    person, counsellor = a_person(), a_person()
    opened = assigned(person, by=counsellor, at=now)

    with pytest.raises(AdministrationHidden):
        take_back_assignment(administration=opened, by=a_person(), is_practitioner=False, at=now)
    take_back_assignment(administration=opened, by=counsellor, is_practitioner=True, at=now)

    assert assigned_to(person=person) == ()
    again = assigned(person, by=counsellor, at=now)
    record_answer(administration=again, item_id="calm1", value=1, by=person, at=now)
    with pytest.raises(AlreadyBegun):
        take_back_assignment(administration=again, by=counsellor, is_practitioner=True, at=now)


def test_never_takes_back_what_the_person_began_alone(now: datetime) -> None:
    own = an_administration(person=a_person(), instrument_id=DECISION, at=now)

    with pytest.raises(AdministrationHidden):
        take_back_assignment(administration=own, by=a_person(), is_practitioner=True, at=now)

    assert Administration.objects.filter(pk=own.pk).exists()


@pytest.mark.usefixtures("_reserved")
def test_a_result_waits_for_the_interview_where_its_instrument_says_so(now: datetime) -> None:
    counsellor = a_person()
    finished = answered(assigned(a_person(), by=counsellor, at=now), at=now)
    assert awaits_feedback(administration=finished)

    with pytest.raises(AdministrationHidden):
        give_feedback(administration=finished, by=a_person(), is_practitioner=False, at=now)
    with pytest.raises(AdministrationHidden):
        give_feedback(administration=finished, by=finished.person, is_practitioner=True, at=now)
    give_feedback(administration=finished, by=counsellor, is_practitioner=True, at=now + timedelta(days=2))

    finished.refresh_from_db()
    assert finished.feedback_at == now + timedelta(days=2)
    assert not awaits_feedback(administration=finished)


def test_an_interview_is_noted_once_and_only_where_it_is_due(now: datetime) -> None:
    counsellor, person = a_person(), a_person()
    due = a_finished_one(person=person, instrument_id=CMS, at=now)
    none_due = a_finished_one(person=person, instrument_id=DECISION, at=now)
    unfinished = an_administration(person=person, instrument_id=CMS, at=now, moment="END")

    give_feedback(administration=due, by=counsellor, is_practitioner=True, at=now)

    for row in (due, none_due):
        with pytest.raises(NoFeedbackDue):
            give_feedback(administration=row, by=counsellor, is_practitioner=True, at=now)
    with pytest.raises(StillUnfinished):
        give_feedback(administration=unfinished, by=counsellor, is_practitioner=True, at=now)


def test_a_file_cannot_hide_a_result_without_asking_for_the_interview(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATE = tmp_path / "state"
    files.put(tmp_path / "in", files.reserved().replace("needs_feedback = true", "needs_feedback = false"))

    with pytest.raises(InstrumentFaulty, match="is_shown_after_feedback"):
        import_instruments(folder=tmp_path / "in")
