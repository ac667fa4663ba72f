"""Who read what, what is kept, what was destroyed, and taking everything away."""

import io
import json
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bilan.cases.models import Case, KeepAgreement
from bilan.cases.operations import hand_over
from bilan.cases.queries import read_by
from tests.builders import a_person
from tests.cases.builders import WHY_NOW, a_case, a_concluding_case, a_demand, the_counsellor
from tests.instruments.builders import a_finished_one
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import a_fact, a_plan_option, a_step
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def taken(archive: bytes) -> Any:
    with ZipFile(io.BytesIO(archive)) as held:
        return json.loads(held.read("profil.json"))


def with_a_case() -> tuple[Visitor, Case]:
    case = a_case(at=a_visitor().now)
    return a_visitor(case.beneficiary), case


def test_nobody_read_anything_yet() -> None:
    page = a_visitor().get(reverse("my-data"))

    assert is_well_made(page)
    assert "Personne d’autre que vous n’a rien lu." in page


def test_a_read_by_the_counsellor_is_told_in_plain_words() -> None:
    visitor, case = with_a_case()
    read_by(case=case, reader=the_counsellor(case), what="demand", at=visitor.now)

    page = visitor.get(reverse("my-data"))

    assert the_counsellor(case).name in page
    assert "a lu votre demande et vos objectifs" in page


def test_ones_own_reads_and_those_of_others_people_are_not_listed() -> None:
    visitor, case = with_a_case()
    _other, other_case = with_a_case()
    read_by(case=case, reader=visitor.person, what="demand", at=visitor.now)
    read_by(case=other_case, reader=the_counsellor(other_case), what="demand", at=visitor.now)

    assert "Personne d’autre que vous n’a rien lu." in visitor.get(reverse("my-data"))


def test_everything_is_taken_away_in_one_file_and_nobody_elses() -> None:
    visitor, case = with_a_case()
    a_demand(case, at=visitor.now)
    an_experience(person=visitor.person, at=visitor.now, narrative="Mon récit à moi.", is_private=True)
    a_card(person=visitor.person, at=visitor.now, sentence="Ma carte à moi.")
    option = a_plan_option(person=visitor.person, at=visitor.now)
    a_fact(option=option, at=visitor.now)
    a_step(person=visitor.person, at=visitor.now)
    a_finished_one(person=visitor.person, instrument_id="riasec", at=visitor.now)
    a_card(person=a_person(name="Nadia Other"), at=visitor.now, sentence="Pas à vous.")

    answer = visitor.client.get(reverse("my-data-export"))
    told = taken(answer.content)
    text = json.dumps(told, ensure_ascii=False)

    assert "attachment" in answer["Content-Disposition"]
    for words in (
        "Mon récit à moi.",
        "Ma carte à moi.",
        WHY_NOW,
        "Appeler Karim",
        "On recrute toute l’année.",
    ):
        assert words in text
    assert told["answers"][0]["answers"]
    assert "Pas à vous." not in text


def test_an_empty_life_is_taken_away_too() -> None:
    told = taken(a_visitor().client.get(reverse("my-data-export")).content)

    assert told["experiences"] == []
    assert told["bilan"] is None


def test_a_written_agreement_keeps_the_papers_and_can_be_taken_back() -> None:
    visitor, _case = with_a_case()
    until = localdate() + timedelta(days=200)

    page = visitor.said(reverse("my-data-keep"), until=until.isoformat(), reason="TRAINING")
    assert is_well_made(page)
    assert KeepAgreement.objects.get().until == until
    visitor.post(reverse("my-data-stop-keeping"))

    assert KeepAgreement.objects.get().withdrawn_at is not None


def test_a_day_past_what_the_text_allows_is_refused_beside_the_field() -> None:
    visitor, _case = with_a_case()

    page = visitor.said(reverse("my-data-keep"), until="2099-01-01", reason="TRAINING")

    assert is_well_made(page)
    assert 'id="id_until_error"' in page
    assert not KeepAgreement.objects.exists()


def test_after_the_hand_over_a_certificate_says_what_was_destroyed() -> None:
    case = a_concluding_case(at=a_visitor().now)
    visitor = a_visitor(case.beneficiary)
    hand_over(case=case, by=the_counsellor(case), at=visitor.now)

    page = visitor.get(reverse("my-data"))

    assert is_well_made(page)
    assert "Destruction du" in page
    assert WHY_NOW not in page
    told = taken(visitor.client.get(reverse("my-data-export")).content)
    assert told["bilan"]["synthesis"]["parts"]["steps"]


def test_leaving_needs_the_box_and_destroys_the_papers() -> None:
    visitor, case = with_a_case()
    a_demand(case, at=visitor.now)

    visitor.post(reverse("my-data-leave"))
    case.refresh_from_db()
    assert case.state == Case.State.OPEN
    visitor.post(reverse("my-data-leave"), is_sure="on")
    case.refresh_from_db()

    assert case.state == Case.State.LEFT
    assert case.content_destroyed_at is not None


def test_the_counsellor_cannot_keep_or_leave_for_somebody_else() -> None:
    visitor, case = with_a_case()
    counsellor = a_visitor(the_counsellor(case))

    for name in ("my-data-leave", "my-data-stop-keeping"):
        assert counsellor.post(reverse(name), is_sure="on").status_code == 404
    case.refresh_from_db()

    assert case.state == Case.State.OPEN
    assert visitor.person.pk == case.beneficiary_id


def test_thirty_readings_cost_the_queries_of_three() -> None:
    visitor, case = with_a_case()
    for _each in range(3):
        read_by(case=case, reader=the_counsellor(case), what="brief", at=visitor.now)
    few = visitor.queries(reverse("my-data"))
    for _each in range(27):
        read_by(case=case, reader=the_counsellor(case), what="brief", at=visitor.now)

    assert visitor.queries(reverse("my-data")) == few
