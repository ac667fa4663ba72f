"""The field notebook and what is published: kept as facts, with whom, source and vintage."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from bilan.occupations.models import Occupation
from bilan.occupations.operations.starter import load_starter
from bilan.projects.models import Evidence, Option
from bilan.projects.operations import (
    compare_option,
    keep_option,
    mark_option,
    remark_on_option,
    remark_on_step,
    set_aside,
)
from bilan.projects.reading import fact_of
from tests.builders import a_person
from tests.portfolio.builders import a_card
from tests.projects.builders import CODES, a_catalogue, a_fact, a_plan_option, a_step, an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made
from tests.web.beneficiary.test_mobility import figures

pytestmark = pytest.mark.django_db


def a_meeting(option: Option, /, **changed: str) -> dict[str, str]:
    told = {
        "option": str(option.pk),
        "who": "Karim, conseiller",
        "asked": "Un mardi ordinaire ?",
        "learnt": "Six rendez-vous, puis les dossiers.",
        "changes": "Je veux voir un après-midi.",
        "side": "PERSON",
        "verdict": "GO",
        "on": localdate().isoformat(),
    }
    return told | changed


def test_without_an_option_the_notebook_says_what_to_do_first() -> None:
    a_catalogue()

    assert is_well_made(a_visitor().get(reverse("enquiries")))


def test_a_meeting_is_kept_whole_and_told_on_both_pages() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("enquiries"), **a_meeting(row))

    assert is_well_made(page)
    for shown in (page, visitor.get(reverse("option", args=[row.pk]))):
        for words in ("Karim, conseiller", "Un mardi ordinaire", "Six rendez-vous", "voir un après-midi"):
            assert words in shown


@pytest.mark.parametrize("changed", [{"who": ""}, {"option": "nothing"}, {"on": "2099-01-01"}])
def test_what_is_missing_is_said_and_what_was_typed_stays(changed: dict[str, str]) -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("enquiries"), **a_meeting(row, **changed))

    assert is_well_made(page)
    assert "Six rendez-vous" in page
    assert not Evidence.objects.exists()


def test_a_meeting_about_someone_elses_option_is_not_possible() -> None:
    visitor = a_visitor()
    an_option(person=visitor.person, at=visitor.now)
    theirs = an_option(person=a_person(name="Nadia Other"), at=visitor.now)

    visitor.post(reverse("enquiries"), **a_meeting(theirs))

    assert not Evidence.objects.exists()


def test_what_was_learnt_of_an_option_set_aside_stays_in_the_notebook() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)
    a_fact(option=row, at=visitor.now)
    set_aside(option_id=row.pk, reason="Non.", by=visitor.person, at=visitor.now)

    assert "Karim Haddad" in visitor.get(reverse("enquiries"))


def test_ten_meetings_cost_the_queries_of_one() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)
    a_fact(option=row, at=visitor.now)
    few = visitor.queries(reverse("enquiries"))
    for _again in range(9):
        a_fact(option=row, at=visitor.now)

    assert visitor.queries(reverse("enquiries")) == few


def kept_figure(visitor: Visitor, **told: str) -> int:
    row = an_option(person=visitor.person, at=visitor.now)
    return visitor.post(reverse("option-figure", args=[row.pk]), **told).status_code


def test_a_published_figure_is_kept_with_its_source_and_vintage() -> None:
    visitor = a_visitor()
    figures(d49=5)
    visitor.person.postcode = "49000"
    visitor.person.save()
    row = an_option(person=visitor.person, at=visitor.now)
    address = reverse("option", args=[row.pk])
    assert 'value="tension"' in visitor.get(address)

    page = visitor.said(reverse("option-figure", args=[row.pk]), figure="tension", verdict="ADAPT")

    assert is_well_made(page)
    assert 'value="tension"' not in page  # kept: not offered again
    fact = Evidence.objects.get()
    assert (fact.side, fact.verdict) == ("MARKET", "ADAPT")
    assert "Dares, Maine-et-Loire (2019)" in page


def test_each_side_has_something_known_with_its_source_and_vintage() -> None:
    visitor = a_visitor()
    figures(d49=2, d53=5, d72=2)
    load_starter(at=visitor.now)
    baker = Occupation.objects.get(catalogue__code="starter", code="D1102")
    for uri in baker.requirements.order_by("pk").values_list("skill__uri", flat=True)[:2]:
        a_card(person=visitor.person, at=visitor.now, uri=uri)
    visitor.person.postcode = "49000"
    visitor.person.save()
    row = keep_option(person=visitor.person, code="D1102", by=visitor.person, at=visitor.now)

    page = visitor.get(reverse("option", args=[row.pk]))
    visitor.post(reverse("option-figure", args=[row.pk]), figure="skills", verdict="GO")

    assert is_well_made(page)
    assert "2 de vos compétences y servent déjà" in page
    (left,) = re.findall(r"Il vous reste (\d+) savoir-faire importants", page)
    assert f"{left} savoir-faire importants restent à apprendre" in page
    assert "Vos cartes confirmées" in page
    kept = fact_of(Evidence.objects.get())
    assert (kept.side, kept.source) == ("PERSON", "Vos cartes confirmées")
    assert str(visitor.now.year) in kept.vintage


def test_the_places_around_are_said_with_how_far_they_are() -> None:
    visitor = a_visitor()
    figures(d49=2, d53=5, d72=2)
    visitor.person.postcode = "49000"
    visitor.person.save()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.get(reverse("option", args=[row.pk]))

    assert "peinent aussi à recruter : Mayenne (" in page
    assert "Sarthe (" not in page
    visitor.post(reverse("option-figure", args=[row.pk]), figure="around", verdict="GO")
    kept = fact_of(Evidence.objects.get())
    assert (kept.side, kept.source, kept.vintage) == ("PLACE", "Dares", "2019")


def test_a_document_without_its_date_is_not_a_fact_yet() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)
    told = {"side": "MONEY", "learnt": "1 800 euros", "source": "Une brochure", "verdict": "GO"}
    day = localdate(visitor.now).isoformat()

    page = visitor.said(reverse("option-fact", args=[row.pk]), on=day, **told)

    assert "Dites de quand date ce document" in page
    assert "Une brochure" in page
    assert not Evidence.objects.exists()
    visitor.post(reverse("option-fact", args=[row.pk]), on=day, vintage="2025", **told)
    assert fact_of(Evidence.objects.get()).vintage == "2025"


@pytest.mark.parametrize("told", [{"figure": "nothing", "verdict": "GO"}, {"figure": "tension"}])
def test_a_figure_nobody_publishes_is_not_kept(told: dict[str, str]) -> None:
    figures(d49=5)

    assert kept_figure(a_visitor(), **told) == 404
    assert not Evidence.objects.exists()


def test_a_remark_is_read_beside_the_option_and_may_be_taken_away() -> None:
    visitor, counselor = a_visitor(), a_person(name="Hélène Aubry")
    row = an_option(person=visitor.person, at=visitor.now)
    remark = remark_on_option(
        option_id=row.pk, words="Et le dimanche ?", by=counselor, is_practitioner=True, at=visitor.now
    )
    assert "Et le dimanche ?" in visitor.get(reverse("option", args=[row.pk]))

    page = visitor.said(reverse("project-remark-remove", args=[remark.pk]))

    assert is_well_made(page)
    assert "Et le dimanche ?" not in page


def test_a_remark_beside_a_step_is_read_there_and_taking_it_away_comes_back() -> None:
    visitor, counselor = a_visitor(), a_person()
    a_plan_option(person=visitor.person, at=visitor.now)
    step = a_step(person=visitor.person, at=visitor.now)
    remark = remark_on_step(
        step_id=step.pk, words="Avant 10 h", by=counselor, is_practitioner=True, at=visitor.now
    )

    page = visitor.get(reverse("step", args=[step.pk]))
    sent = visitor.post(reverse("project-remark-remove", args=[remark.pk]))

    assert is_well_made(page)
    assert "Avant 10 h" in page
    assert sent.headers["Location"] == reverse("step", args=[step.pk])


def test_someone_elses_figure_and_remark_do_not_exist() -> None:
    visitor, other = a_visitor(), a_person(name="Nadia Other")
    theirs = an_option(person=other, at=visitor.now)
    remark = remark_on_option(
        option_id=theirs.pk, words="x", by=a_person(), is_practitioner=True, at=visitor.now
    )

    figure = visitor.post(reverse("option-figure", args=[theirs.pk]), figure="tension", verdict="GO")
    removed = visitor.post(reverse("project-remark-remove", args=[remark.pk]))

    assert (figure.status_code, removed.status_code) == (404, 404)
    assert theirs.remarks.count() == 1


def test_the_reason_of_a_decision_is_shown_beside_it() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    visitor.post(reverse("option-decide", args=[row.pk]), decision="ADAPT", reason="À mi-temps.")

    assert "À mi-temps." in visitor.get(reverse("option", args=[row.pk]))


def test_paper_shows_what_the_screen_shows_and_room_to_write() -> None:
    visitor = a_visitor()
    row = a_plan_option(person=visitor.person, at=visitor.now)
    a_fact(option=row, at=visitor.now)
    visitor.post(reverse("projects-criteria"), names=["Le salaire"])

    pages = [
        visitor.get(reverse(name, args=args))
        for name, args in (("options-paper", []), ("option-paper", [row.pk]), ("projects-paper", []))
    ]

    assert all(is_well_made(page) for page in pages)
    assert all("Métier K1101" in page for page in pages)
    assert "On recrute toute l’année." in pages[1]
    assert "Le salaire" in pages[2]
    assert "Karim Haddad" in visitor.get(reverse("options-paper") + "?part=enquiries")


def test_paper_leaves_out_what_is_private_unless_asked() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)
    an_option(person=visitor.person, at=visitor.now, code=CODES[1])
    a_fact(option=row, at=visitor.now)
    compare_option(option_id=row.pk, by=visitor.person, at=visitor.now)
    mark_option(option_id=row.pk, is_private=True, by=visitor.person, at=visitor.now)

    for query, seen in (("", False), ("?all=1", True)):
        for name in ("options-paper", "projects-paper"):
            assert ("Métier K1101" in visitor.get(reverse(name) + query)) is seen
    for query, seen in (("?part=enquiries", False), ("?part=enquiries&all=1", True)):
        assert ("Karim Haddad" in visitor.get(reverse("options-paper") + query)) is seen


def test_empty_paper_is_still_a_page() -> None:
    visitor = a_visitor()
    a_catalogue()

    assert is_well_made(visitor.get(reverse("options-paper")))
    assert is_well_made(visitor.get(reverse("projects-paper")))
