"""The practitioner writes beside an option or a step, never over it; the owner may take a remark away."""

from datetime import datetime

import pytest
from django.db import connection

from bilan.accounts.models import Person
from bilan.projects.errors import ProjectHidden, WordsMissing
from bilan.projects.models import Option, Remark
from bilan.projects.operations import mark_option, remark_on_option, remark_on_step, remove_remark
from bilan.projects.queries import option_for, remarks_on_option, remarks_on_step
from tests.builders import a_person
from tests.projects.builders import a_plan_option, a_step, an_option

pytestmark = pytest.mark.django_db


def write(option: Option, by: Person, at: datetime, words: str = "Et le dimanche ?") -> Remark:
    return remark_on_option(option_id=option.pk, words=words, by=by, is_practitioner=True, at=at)


def test_a_remark_stands_beside_the_option_which_stays(now: datetime) -> None:
    person, counselor = a_person(), a_person(name="Hélène Aubry")
    option = an_option(person=person, at=now)
    before = option_for(reader=person, option_id=option.pk)

    write(option, counselor, now, "  Et le dimanche ? ")

    (remark,) = remarks_on_option(reader=person, option_id=option.pk)
    assert (remark.author, remark.words, remark.is_mine) == ("Hélène Aubry", "Et le dimanche ?", False)
    assert option_for(reader=person, option_id=option.pk) == before


def test_a_remark_stands_beside_a_step(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    a_plan_option(person=person, at=now)
    step = a_step(person=person, at=now)

    remark_on_step(step_id=step.pk, words="Appelez avant 10 h", by=counselor, is_practitioner=True, at=now)

    (remark,) = remarks_on_step(reader=counselor, step_id=step.pk, is_practitioner=True)
    assert (remark.words, remark.is_mine) == ("Appelez avant 10 h", True)


def test_refuses_a_remark_without_words(now: datetime) -> None:
    with pytest.raises(WordsMissing):
        write(an_option(person=a_person(), at=now), a_person(), now, " ")


@pytest.mark.parametrize("case", ["owner", "not leading", "private"])
def test_nobody_writes_beside_what_is_not_open_to_them(now: datetime, case: str) -> None:
    person, counselor = a_person(), a_person()
    option = an_option(person=person, at=now)
    if case == "private":
        mark_option(option_id=option.pk, is_private=True, by=person, at=now)

    with pytest.raises(ProjectHidden):
        remark_on_option(
            option_id=option.pk,
            words="x",
            by=person if case == "owner" else counselor,
            is_practitioner=case != "not leading",
            at=now,
        )


def test_a_private_step_takes_no_remark_and_shows_none(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    a_plan_option(person=person, at=now)
    step = a_step(person=person, at=now, is_private=True)

    with pytest.raises(ProjectHidden):
        remark_on_step(step_id=step.pk, words="x", by=counselor, is_practitioner=True, at=now)
    with pytest.raises(ProjectHidden):
        remarks_on_step(reader=counselor, step_id=step.pk, is_practitioner=True)
    assert remarks_on_step(reader=person, step_id=step.pk) == ()


def test_a_private_option_shows_its_remarks_to_its_owner_alone(now: datetime) -> None:
    person, counselor = a_person(), a_person()
    option = an_option(person=person, at=now)
    write(option, counselor, now)
    mark_option(option_id=option.pk, is_private=True, by=person, at=now)

    with pytest.raises(ProjectHidden):
        remarks_on_option(reader=counselor, option_id=option.pk, is_practitioner=True)
    assert len(remarks_on_option(reader=person, option_id=option.pk)) == 1


def test_who_wrote_it_and_whose_it_is_may_take_it_away(now: datetime) -> None:
    person, counselor, other = a_person(), a_person(), a_person()
    option = an_option(person=person, at=now)

    for who in (person, counselor):
        remark = write(option, counselor, now)
        with pytest.raises(ProjectHidden):
            remove_remark(remark_id=remark.pk, by=other, at=now)
        remove_remark(remark_id=remark.pk, by=who, at=now)

    assert remarks_on_option(reader=person, option_id=option.pk) == ()
    with pytest.raises(ProjectHidden):
        remove_remark(remark_id=remark.pk, by=person, at=now)


def test_remarks_are_sealed(now: datetime) -> None:
    write(an_option(person=a_person(), at=now), a_person(), now, "Une remarque lisible")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Remark._meta.db_table}")
        assert "lisible" not in repr(cursor.fetchall())
