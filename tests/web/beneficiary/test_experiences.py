"""What someone did, on the line of their life."""

import pytest
from django.test import Client
from django.urls import reverse

from bilan.portfolio.models import Experience
from tests.builders import a_person
from tests.portfolio.builders import an_experience
from tests.web.beneficiary.story import a_visitor, is_well_made

pytestmark = pytest.mark.django_db
TOLD = {
    "kind": "UNPAID",
    "title": "Aide à ma mère",
    "from_year": "2021",
    "from_month": "5",
    "to_year": "",
    "to_month": "",
    "narrative": "C’est moi qui tenais le fil.",
}


def test_an_empty_page_teaches_the_first_step() -> None:
    page = a_visitor().get(reverse("experiences"))

    assert is_well_made(page)
    assert reverse("experience-add") in page


def test_a_told_activity_is_on_the_line_and_in_its_table() -> None:
    visitor = a_visitor()

    visitor.post(reverse("experience-add"), **TOLD)
    page = visitor.get(reverse("experiences"))

    assert is_well_made(page)
    assert page.count("Aide à ma mère") >= 3
    assert "mai 2021 à aujourd’hui" in page
    assert "<svg" in page
    assert "<table" in page


def test_telling_leads_to_looking_for_skills() -> None:
    visitor = a_visitor()

    page = visitor.said(reverse("experience-add"), **TOLD)

    assert reverse("experience-search", args=[Experience.objects.get().pk]) in page
    assert is_well_made(page)


def test_dates_that_do_not_go_together_are_told_beside_the_field_and_words_are_kept() -> None:
    visitor = a_visitor()

    answer = visitor.client.post(reverse("experience-add"), TOLD | {"to_year": "2019"})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Ces dates ne vont pas ensemble" in page
    assert "C’est moi qui tenais le fil." in page
    assert not Experience.objects.exists()


def test_an_activity_can_be_changed_and_kept_for_oneself() -> None:
    visitor = a_visitor()
    row = an_experience(person=visitor.person, at=visitor.now)

    visitor.post(reverse("experience", args=[row.pk]), **TOLD, is_private="on")
    row.refresh_from_db()

    assert row.is_private
    assert "Vous, personne d’autre." in visitor.get(reverse("experience", args=[row.pk]))


def test_an_activity_can_be_erased() -> None:
    visitor = a_visitor()
    row = an_experience(person=visitor.person, at=visitor.now)

    visitor.post(reverse("experience-remove", args=[row.pk]))

    assert not Experience.objects.exists()


def test_reading_never_erases() -> None:
    visitor = a_visitor()
    row = an_experience(person=visitor.person, at=visitor.now)

    for name in ("experience-remove", "experience-search"):
        assert visitor.client.get(reverse(name, args=[row.pk])).status_code == 405


@pytest.mark.parametrize("name", ["experience", "experience-remove", "experience-search"])
def test_someone_elses_activity_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    row = an_experience(person=a_person(name="Nadia Other"), at=visitor.now, narrative="Mes mots à moi.")

    assert visitor.client.post(reverse(name, args=[row.pk]), TOLD).status_code == 404
    assert visitor.client.get(reverse("experience", args=[row.pk])).status_code == 404
    assert Experience.objects.get().pk == row.pk


def test_searching_without_words_says_what_to_do() -> None:
    visitor = a_visitor()
    row = an_experience(person=visitor.person, at=visitor.now)

    assert "Racontez d’abord cette activité" in visitor.said(reverse("experience-search", args=[row.pk]))


def test_thirty_activities_cost_the_queries_of_three() -> None:
    visitor = a_visitor()
    for _each in range(3):
        an_experience(person=visitor.person, at=visitor.now)
    few = visitor.queries(reverse("experiences"))
    for _each in range(27):
        an_experience(person=visitor.person, at=visitor.now)

    assert visitor.queries(reverse("experiences")) == few


def test_a_stranger_is_sent_to_the_door() -> None:
    answer = Client().get(reverse("experiences"))

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]
