"""The synthesis, read, remarked and acknowledged by the person it belongs to."""

import pytest
from django.urls import reverse

from bilan.cases.models import Case, Synthesis
from bilan.cases.operations import acknowledge_synthesis
from bilan.cases.queries import read_by, synthesis_of
from tests.cases.builders import (
    WHY_NOW,
    a_case,
    a_demand,
    a_drafted_synthesis,
    a_locked_synthesis,
    a_quick_case,
    an_emptied_part,
    the_counsellor,
)
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def drafted() -> tuple[Visitor, Case]:
    visitor = a_visitor()
    case = a_quick_case(at=visitor.now)
    a_demand(case, at=visitor.now)
    a_drafted_synthesis(case, at=visitor.now)
    return a_visitor(case.beneficiary), case


def test_before_it_is_drafted_the_page_says_what_comes_first() -> None:
    case = a_case(at=a_visitor().now)

    page = a_visitor(case.beneficiary).get(reverse("synthesis"))

    assert is_well_made(page)
    assert "Elle n’est pas encore rédigée" in page


def test_without_a_bilan_the_page_still_answers() -> None:
    assert is_well_made(a_visitor().get(reverse("synthesis")))


def test_the_draft_shows_four_parts_and_where_each_sentence_comes_from() -> None:
    visitor, _case = drafted()

    page = visitor.get(reverse("synthesis"))

    assert is_well_made(page)
    assert WHY_NOW in page
    for part in ("Les circonstances", "Les compétences", "Les éléments du projet", "Les principales étapes"):
        assert part in page
    assert "de votre demande" in page


def test_remarks_are_kept_beside_the_draft_as_they_are() -> None:
    visitor, case = drafted()

    page = visitor.said(reverse("synthesis-remarks"), observations="Je tiens à la boulangerie.")

    assert "Je tiens à la boulangerie." in page
    told = synthesis_of(read_by(case=case, reader=visitor.person, what="synthesis", at=visitor.now))
    assert told is not None
    assert told.observations == "Je tiens à la boulangerie."


def test_acknowledging_the_revision_that_was_read_counts() -> None:
    visitor, case = drafted()
    revision = Synthesis.objects.get(case=case).revision

    page = visitor.said(reverse("synthesis-acknowledge"), revision=revision)

    assert is_well_made(page)
    assert Synthesis.objects.get(case=case).acknowledged_by_beneficiary_at is not None


def test_a_revision_that_changed_meanwhile_is_not_acknowledged() -> None:
    visitor, case = drafted()
    revision = Synthesis.objects.get(case=case).revision
    an_emptied_part(case, part="steps", at=visitor.now)

    visitor.post(reverse("synthesis-acknowledge"), revision=revision)

    assert Synthesis.objects.get(case=case).acknowledged_by_beneficiary_at is None


def test_an_empty_mandatory_part_is_said_and_blocks() -> None:
    visitor, case = drafted()
    an_emptied_part(case, part="steps", at=visitor.now)

    page = visitor.get(reverse("synthesis"))

    assert "il manque encore" in page
    assert reverse("synthesis-acknowledge") not in page
    assert is_well_made(page)


def test_the_document_exists_once_both_acknowledged() -> None:
    visitor, case = drafted()
    assert visitor.client.get(reverse("synthesis-document")).status_code == 404

    for person in (case.beneficiary, the_counsellor(case)):
        acknowledge_synthesis(case=case, by=person, at=visitor.now)
    page = visitor.get(reverse("synthesis"))
    answer = visitor.client.get(reverse("synthesis-document"))

    assert is_well_made(page)
    assert reverse("synthesis-document") in page
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_counsellor_of_another_bilan_finds_no_document_here() -> None:
    visitor = a_visitor()
    case = a_quick_case(at=visitor.now)
    a_demand(case, at=visitor.now)
    a_locked_synthesis(case, at=visitor.now)

    counsellor = a_visitor(the_counsellor(case))

    assert counsellor.client.get(reverse("synthesis-document")).status_code == 404
    assert counsellor.post(reverse("synthesis-remarks"), observations="Non.").status_code == 404


def test_reading_never_acknowledges() -> None:
    visitor, _case = drafted()

    for name in ("synthesis-acknowledge", "synthesis-remarks"):
        assert visitor.client.get(reverse(name)).status_code == 405
