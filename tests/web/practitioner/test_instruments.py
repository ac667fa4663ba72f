"""The questionnaires of a bilan at the counsellor's desk: opinion first, interview, reserved ones."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from bilan.audit.queries import readings_of
from bilan.cases.models import Case
from bilan.instruments.library import ALLIANCE, CMS, CONFIDENCE, DECISION, RIASEC, instrument
from bilan.instruments.models import Administration
from bilan.instruments.operations import (
    finish_administration,
    give_opinion,
    import_instruments,
    record_answer,
)
from tests.builders import a_person
from tests.instruments import files
from tests.instruments.builders import a_finished_one, an_administration
from tests.providers.builders import MANAGER, a_practitioner
from tests.web.beneficiary.story import a_visitor, is_well_made
from tests.web.practitioner.desk import Desk, a_desk, a_led_case, some_time_ago

pytestmark = pytest.mark.django_db
SECRET = "Ornithorynque"


@pytest.fixture
def _reserved(settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"
    files.put(tmp_path / "in", files.reserved(), "one.toml")
    psychologists = files.reserved(whom="PSYCHOLOGIST").replace('id = "reserved"', 'id = "for-psychologists"')
    files.put(tmp_path / "in", psychologists, "two.toml")
    files.put(tmp_path / "in", files.free_text(), "three.toml")
    import_instruments(folder=tmp_path / "in")


def the_desk(case: Case) -> Desk:
    return a_desk(case.practitioner.person)


def page(case: Case) -> str:
    return reverse("case-instruments", args=[case.pk])


def act(name: str, case: Case, administration: Administration) -> str:
    return reverse(name, args=[case.pk, administration.pk])


def finished_by(case: Case, instrument_id: str = RIASEC) -> Administration:
    person = case.beneficiary
    return a_finished_one(person=person, instrument_id=instrument_id, at=some_time_ago(days=3))


def test_shows_what_the_person_said_before_the_interview(case: Case) -> None:
    finished = finished_by(case)
    give_opinion(administration=finished, opinion="PARTLY", by=case.beneficiary, at=some_time_ago(days=2))

    read = the_desk(case).open(page(case))

    assert "S’y reconnaît\u00a0: En partie" in read.text
    assert (read.count("h1"), read.count("a", "btn") + read.count("button", "btn")) == (1, 1)
    assert readings_of(case.beneficiary).exists()


def test_notes_that_a_result_was_gone_through(case: Case) -> None:
    finished = finished_by(case)

    the_desk(case).post(act("case-instrument-feedback", case, finished))

    finished.refresh_from_db()
    assert finished.feedback_at is not None
    assert "Repris ensemble le" in the_desk(case).open(page(case)).text


@pytest.mark.usefixtures("_reserved")
def test_opens_a_reserved_one_that_the_person_answers_and_discovers_in_the_interview(case: Case) -> None:
    desk, visitor = the_desk(case), a_visitor(case.beneficiary)

    desk.post(reverse("case-instrument-assign", args=[case.pk]), instrument="reserved")
    assert "proposé par votre conseiller" in visitor.get(reverse("journey"))
    visitor.post(reverse("question-start", args=["reserved"]))
    held = Administration.objects.get(person=case.beneficiary, instrument="reserved")
    for item in instrument("reserved").items:
        visitor.post(reverse("question", args=[held.pk, item.id]), value="1")
    waiting = visitor.said(reverse("question-review", args=[held.pk]))

    assert "se découvre avec votre conseiller" in waiting
    assert is_well_made(waiting)
    assert "Cela vous ressemble" not in waiting
    desk.post(act("case-instrument-feedback", case, held))
    assert "Est-ce que cela vous ressemble" in visitor.get(reverse("result", args=[held.pk]))


@pytest.mark.usefixtures("_reserved")
def test_a_person_never_opens_a_reserved_one_alone(case: Case) -> None:
    visitor = a_visitor(case.beneficiary)

    said = visitor.said(reverse("question-start", args=["reserved"]))

    assert "s’ouvre avec votre conseiller" in said
    assert not Administration.objects.filter(instrument="reserved").exists()


@pytest.mark.usefixtures("_reserved")
def test_an_opinion_waits_for_the_interview_too(case: Case) -> None:
    desk, visitor = the_desk(case), a_visitor(case.beneficiary)
    desk.post(reverse("case-instrument-assign", args=[case.pk]), instrument="reserved")
    held = Administration.objects.get(instrument="reserved")
    for item in instrument("reserved").items:
        record_answer(administration=held, item_id=item.id, value=1, by=case.beneficiary, at=timezone.now())
    finish_administration(administration=held, by=case.beneficiary, at=timezone.now())

    visitor.post(reverse("result", args=[held.pk]), opinion="YES")

    held.refresh_from_db()
    assert held.opinion == ""


@pytest.mark.usefixtures("_reserved")
def test_the_title_of_psychologist_is_attested_or_nothing_is_opened(case: Case) -> None:
    desk, url = the_desk(case), reverse("case-instrument-assign", args=[case.pk])

    desk.post(url, instrument="for-psychologists")
    assert not Administration.objects.filter(instrument="for-psychologists").exists()
    desk.post(url, instrument="for-psychologists", title="1")

    assert Administration.objects.get(instrument="for-psychologists").assigned_by == desk.person


@pytest.mark.usefixtures("_reserved")
def test_takes_a_proposal_back(case: Case) -> None:
    desk = the_desk(case)
    desk.post(reverse("case-instrument-assign", args=[case.pk]), instrument="reserved")
    held = Administration.objects.get(instrument="reserved")

    desk.post(act("case-instrument-take-back", case, held))

    assert not Administration.objects.filter(instrument="reserved").exists()


def test_what_anyone_opens_alone_is_not_proposed(case: Case) -> None:
    answer = the_desk(case).post(reverse("case-instrument-assign", args=[case.pk]), instrument=RIASEC)

    assert answer.status_code == 404


@pytest.mark.usefixtures("_reserved")
def test_the_result_page_leaves_out_what_is_for_the_person_alone(case: Case) -> None:
    person, at = case.beneficiary, some_time_ago(days=1)
    held = an_administration(person=person, instrument_id="free-text", at=at)
    record_answer(administration=held, item_id="pride", value=SECRET, is_private=True, by=person, at=at)
    finish_administration(administration=held, by=person, at=at)

    told = the_desk(case).open(act("case-instrument", case, held)).text

    assert SECRET not in told
    assert SECRET in a_visitor(person).get(reverse("result", args=[held.pk]))


@pytest.mark.parametrize("name", [RIASEC, DECISION, CONFIDENCE, ALLIANCE])
def test_opens_each_result_as_the_person_reads_it(name: str, case: Case) -> None:
    finished = finished_by(case, name)

    read = the_desk(case).open(act("case-instrument", case, finished))

    assert "telle que la personne la lit" in read.text
    assert read.count("h1") == 1


def test_the_diagnosis_is_read_where_it_is_corrected(case: Case) -> None:
    finished = finished_by(case, CMS)

    answer = the_desk(case).client.get(act("case-instrument", case, finished))

    assert answer.headers["Location"] == reverse("case-start", args=[case.pk])


def test_tells_what_moved(case: Case) -> None:
    for days, value, moment in ((60, 2, "START"), (1, 9, "END")):
        a_finished_one(
            person=case.beneficiary,
            instrument_id=CONFIDENCE,
            at=some_time_ago(days=days),
            other=value,
            moment=moment,
        )

    assert "plus haut, de 2,0 à 9,0" in the_desk(case).open(page(case)).text


def test_an_administration_of_another_bilan_is_not_there(case: Case) -> None:
    beside = a_led_case(practitioner=case.practitioner)
    finished = finished_by(beside)
    desk = the_desk(case)

    assert desk.status(act("case-instrument", case, finished)) == 404
    assert desk.post(act("case-instrument-feedback", case, finished)).status_code == 404
    assert desk.post(act("case-instrument-take-back", case, finished)).status_code == 404
    finished.refresh_from_db()
    assert finished.feedback_at is None


@pytest.mark.parametrize("who", ["a colleague", "the direction", "the person"])
def test_nobody_else_finds_the_page(who: str, case: Case) -> None:
    finished = finished_by(case)
    provider = case.practitioner.provider
    other = {
        "a colleague": lambda: a_practitioner(provider=provider, person=a_person()).person,
        "the direction": lambda: a_practitioner(provider=provider, person=a_person(), role=MANAGER).person,
        "the person": lambda: case.beneficiary,
    }[who]()
    desk = a_desk(other)

    assert desk.status(page(case)) == 404
    assert desk.status(act("case-instrument", case, finished)) == 404
    assert desk.post(act("case-instrument-feedback", case, finished)).status_code == 404
    assert desk.post(reverse("case-instrument-assign", args=[case.pk]), instrument=RIASEC).status_code == 404


def test_an_unfinished_one_shows_no_answer(case: Case) -> None:
    begun = an_administration(person=case.beneficiary, instrument_id=DECISION, at=some_time_ago(days=1))

    assert the_desk(case).status(act("case-instrument", case, begun)) == 404
    assert the_desk(case).status(reverse("case-instrument", args=[case.pk, UUID(int=5)])) == 404


def test_three_results_and_thirty_cost_the_same() -> None:
    def cost(count: int) -> int:
        case = a_led_case()
        for rank in range(count):
            at = timezone.now() - timedelta(days=40 - rank)
            a_finished_one(
                person=case.beneficiary, instrument_id=DECISION, at=at, moment="START" if rank == 0 else "END"
            )
        desk = the_desk(case)
        desk.open(page(case))
        with CaptureQueriesContext(connection) as seen:
            desk.open(page(case))
        return len(seen)

    assert cost(3) == cost(30)
