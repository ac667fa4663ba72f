"""Programmes side by side, then week by week, changed with a reason."""

import pytest
from django.urls import reverse

from bilan.cases.models import Case, PlanChange, PlanItem
from bilan.cases.operations import swap_item
from tests.cases.builders import a_case, a_demand, a_diagnosis, a_planned_case, the_counsellor
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db

PLAN, CHANGE = reverse("plan"), reverse("plan-swap")


def ready() -> tuple[Visitor, Case]:
    """Return someone with a demand and a diagnosis, and no plan yet."""
    visitor = a_visitor()
    case = a_case(at=visitor.now, person=visitor.person)
    a_demand(case, at=visitor.now)
    a_diagnosis(case, at=visitor.now)
    return visitor, case


def planned() -> tuple[Visitor, Case]:
    visitor = a_visitor()
    case = a_planned_case(at=visitor.now)
    return a_visitor(case.beneficiary), case


def test_says_what_is_missing_before_any_plan() -> None:
    visitor = a_visitor()
    a_case(at=visitor.now, person=visitor.person)

    page = visitor.get(PLAN)

    assert is_well_made(page)
    assert reverse("demand") in page
    assert reverse("question-start", args=["cms-diagnosis"]) in page


def test_shows_programmes_side_by_side_with_hours_cost_and_why() -> None:
    visitor, _case = ready()

    page = visitor.get(PLAN)

    assert is_well_made(page)
    assert 2 <= page.count('name="style"') <= 3
    assert "À votre charge" in page
    assert "Une étape de tout bilan." in page


def test_chooses_one_and_shows_it_by_week() -> None:
    visitor, case = ready()

    page = visitor.said(PLAN, style="BALANCED")

    case.refresh_from_db()
    assert case.plan_style == "BALANCED"
    assert is_well_made(page)
    assert "Semaine 1" in page
    assert "Lire la convention" in page


def test_a_style_that_was_not_proposed_is_refused() -> None:
    visitor, case = ready()

    page = visitor.said(PLAN, style="LUXURY")

    assert "Cela n’a pas été fait" in page
    assert not PlanItem.objects.filter(case=case).exists()


def test_lives_a_step_another_way_and_keeps_the_reason() -> None:
    visitor, case = planned()
    before = visitor.get(PLAN)
    item = PlanItem.objects.get(case=case, module="P2")
    other = "FACE" if item.mode == "VIDEO" else "VIDEO"

    visitor.post(CHANGE, to=f"P2:{other}", reason="Je préfère venir.")

    assert "Échanger cette étape" in before
    assert PlanItem.objects.get(case=case, module="P2").mode == other
    assert "Je préfère venir." in visitor.get(PLAN)


def test_a_step_that_every_plan_holds_stays() -> None:
    visitor, case = planned()
    count = PlanChange.objects.filter(case=case).count()

    page = visitor.said(CHANGE, to="P2:", reason="Sans.")

    assert "Cela n’a pas été fait" in page
    assert PlanChange.objects.filter(case=case).count() == count


def test_says_that_a_guided_step_is_done() -> None:
    visitor, case = planned()
    item = PlanItem.objects.filter(case=case, mode="GUIDED", is_counted=True).order_by("week", "pk")[0]

    visitor.post(reverse("plan-done", args=[item.module]))

    item.refresh_from_db()
    assert item.done_at is not None


@pytest.mark.parametrize("name", ["plan-swap", "plan-done"])
def test_changing_is_never_a_get(name: str) -> None:
    visitor, _case = planned()
    url = reverse(name, args=["I4"] if name == "plan-done" else [])

    assert visitor.client.get(url).status_code == 405


def test_a_change_touches_one_s_own_plan_alone() -> None:
    _visitor, theirs = planned()
    mine, _case = planned()
    before = list(PlanItem.objects.filter(case=theirs).order_by("pk").values_list("module", "mode"))

    mine.post(CHANGE, to="P2:FACE", reason="Le mien.")

    after = list(PlanItem.objects.filter(case=theirs).order_by("pk").values_list("module", "mode"))
    assert after == before


def test_someone_without_a_bilan_is_led_to_the_start() -> None:
    assert a_visitor().client.get(PLAN).headers["Location"] == reverse("start")


def test_a_refused_change_keeps_what_was_typed_where_it_was_typed() -> None:
    visitor, _case = planned()

    page = visitor.said(CHANGE, form="P2", to="P2:", reason="Je préfère m’en passer.")

    assert "Cela n’a pas été fait" in page
    assert 'value="Je préfère m’en passer."' in page
    assert page.count('<details class="wide small" open>') == 1


def test_a_proposal_tells_the_time_of_the_counsellor_and_what_an_hour_more_would_add() -> None:
    visitor, _case = ready()

    page = visitor.get(PLAN)

    assert "préparation comprise" in page
    assert "Une heure de plus" in page


def test_each_guided_module_leads_to_the_page_where_it_is_done() -> None:
    visitor, case = planned()
    codes = PlanItem.objects.filter(case=case, mode="GUIDED").values_list("module", flat=True)

    page = visitor.get(PLAN)

    links = [reverse("guided-work", args=[code]) for code in codes]
    assert links
    assert [link for link in links if link not in page] == []
    assert page.count(reverse("guided-work", args=["x"])[:-2]) == len(links)
    assert is_well_made(visitor.get(links[0]))


def test_a_step_that_the_other_one_changed_meanwhile_is_not_changed_over() -> None:
    visitor, case = planned()
    read = PlanItem.objects.get(case=case, module="P2").mode
    theirs, mine = ("FACE", "VIDEO") if read == "VIDEO" else ("VIDEO", read)
    swap_item(case=case, module_code="P2", mode=theirs, by=the_counsellor(case), at=visitor.now)

    page = visitor.said(CHANGE, form="P2", to=f"P2:{mine}", was=read, reason="Je préfère ainsi.")

    assert "Cette étape a changé depuis que la page est ouverte" in page
    assert 'value="Je préfère ainsi."' in page
    assert PlanItem.objects.get(case=case, module="P2").mode == theirs
