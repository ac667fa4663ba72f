"""Projects side by side on the person's own criteria."""

import pytest
from django.urls import reverse

from bilan.projects.models import Criterion, Option, Rating
from bilan.projects.operations import compare_option, open_criteria
from tests.builders import a_person
from tests.projects.builders import CODES, an_option
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db


def compared(visitor: Visitor, *, many: int = 2) -> list[Option]:
    rows = [an_option(person=visitor.person, at=visitor.now, code=code) for code in CODES[:many]]
    for row in rows:
        compare_option(option_id=row.pk, by=visitor.person, at=visitor.now)
    open_criteria(person=visitor.person, names=["Le salaire"], by=visitor.person, at=visitor.now)
    return rows


def test_without_an_option_the_page_leads_to_them() -> None:
    page = a_visitor().get(reverse("projects"))

    assert is_well_made(page)
    assert reverse("options") in page


def test_kept_options_are_offered_for_comparison() -> None:
    visitor = a_visitor()
    row = an_option(person=visitor.person, at=visitor.now)

    page = visitor.get(reverse("projects"))
    assert is_well_made(page)
    assert reverse("option-compare", args=[row.pk]) in page
    page = visitor.said(reverse("option-compare", args=[row.pk]))

    assert is_well_made(page)
    assert "Poser ces critères" in page


def test_first_criteria_are_those_ticked_with_energy_and_doubt() -> None:
    visitor = a_visitor()

    visitor.post(reverse("projects-criteria"), names=["Le trajet"])

    assert sorted(Criterion.objects.values_list("kind", flat=True)) == ["DOUBT", "ENERGY", "OWN"]


def test_marks_and_weights_are_kept_at_once() -> None:
    visitor = a_visitor()
    first, _second = compared(visitor)
    criterion = Criterion.objects.get(kind="OWN")

    page = visitor.said(
        reverse("projects-marks"), **{f"weight-{criterion.pk}": "4", f"mark-{first.pk}-{criterion.pk}": "3"}
    )
    criterion.refresh_from_db()

    assert criterion.weight == 4
    assert Rating.objects.get().value == 3
    assert is_well_made(page)


def test_a_comparison_open_in_two_tabs_keeps_what_each_changed() -> None:
    visitor = a_visitor()
    first, second = compared(visitor)
    criterion = Criterion.objects.get(kind="OWN")
    names = [f"mark-{row.pk}-{criterion.pk}" for row in (first, second)]
    shown = {f"shown-{name}": "" for name in names}
    visitor.post(reverse("projects-marks"), **shown, **dict(zip(names, ("3", ""), strict=True)))
    shown = {f"shown-{names[0]}": "2", f"shown-{names[1]}": ""}

    visitor.post(reverse("projects-marks"), **shown, **dict(zip(names, ("2", "1"), strict=True)))

    assert {row.option_id: row.value for row in Rating.objects.all()} == {first.pk: 3, second.pk: 1}


def test_the_page_sends_what_it_showed() -> None:
    visitor = a_visitor()
    first, second = compared(visitor)
    criterion = Criterion.objects.get(kind="OWN")
    visitor.post(reverse("projects-marks"), **{f"mark-{first.pk}-{criterion.pk}": "3"})

    page = visitor.get(reverse("projects"))

    assert f'name="shown-weight-{criterion.pk}" value="2"' in page
    assert f'name="shown-mark-{first.pk}-{criterion.pk}" value="3"' in page
    assert f'name="shown-mark-{second.pk}-{criterion.pk}" value=""' in page


def test_a_mark_outside_its_scale_changes_nothing_at_all() -> None:
    visitor = a_visitor()
    first, _second = compared(visitor)
    criterion = Criterion.objects.get(kind="OWN")

    page = visitor.said(
        reverse("projects-marks"), **{f"weight-{criterion.pk}": "4", f"mark-{first.pk}-{criterion.pk}": "9"}
    )
    criterion.refresh_from_db()

    assert "Cette échelle va de 0 à 3" in page
    assert criterion.weight == 2
    assert not Rating.objects.exists()


def test_one_project_is_chosen_a_and_another_b() -> None:
    visitor = a_visitor()
    first, second = compared(visitor)

    visitor.post(reverse("projects-choose", args=[first.pk]), plan="PLAN_A")
    visitor.post(reverse("projects-choose", args=[second.pk]), plan="PLAN_B")

    assert set(Option.objects.values_list("state", flat=True)) == {"PLAN_A", "PLAN_B"}


def test_a_fourth_project_is_refused_with_what_to_do() -> None:
    visitor = a_visitor()
    compared(visitor, many=3)
    fourth = an_option(person=visitor.person, at=visitor.now, code=CODES[3])

    page = visitor.said(reverse("option-compare", args=[fourth.pk]))

    assert "Vous comparez déjà 3 projets" in page


@pytest.mark.parametrize("name", ["projects-choose", "option-compare", "option-stop-comparing"])
def test_someone_elses_option_does_not_exist(name: str) -> None:
    visitor = a_visitor()
    row = an_option(person=a_person(name="Nadia Other"), at=visitor.now)

    assert visitor.post(reverse(name, args=[row.pk]), plan="PLAN_A").status_code == 404
    row.refresh_from_db()
    assert row.state == Option.State.KEPT


def test_someone_elses_criterion_does_not_exist() -> None:
    visitor, other = a_visitor(), a_visitor(a_person(name="Nadia Other"))
    compared(other)
    criterion = Criterion.objects.get(kind="OWN")

    assert visitor.post(reverse("projects-criterion-remove", args=[criterion.pk])).status_code == 404
    visitor.post(reverse("projects-marks"), **{f"weight-{criterion.pk}": "4"})
    criterion.refresh_from_db()

    assert criterion.weight == 2


def test_ten_criteria_cost_the_queries_of_two() -> None:
    visitor = a_visitor()
    compared(visitor)
    few = visitor.queries(reverse("projects"))
    names = [f"Critère {each}" for each in range(8)]
    open_criteria(person=visitor.person, names=names, by=visitor.person, at=visitor.now)

    assert visitor.queries(reverse("projects")) == few
