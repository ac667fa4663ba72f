"""The action plan beyond its list: switch, reminders, stock-taking, certifications, recognition, paper."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bilan.cases.models import FollowUp
from bilan.cases.operations import hand_over
from bilan.messages.models import Message
from bilan.occupations.models import Certification, CertificationOccupation, SourceFile
from bilan.projects.models import Option, PlanSwitch, Step
from bilan.projects.operations import add_step
from bilan.projects.pieces import PlannedStep
from bilan.projects.queries import action_plan, step_for, wants_reminders
from tests.builders import a_person
from tests.cases.builders import a_concluding_case, the_counsellor
from tests.projects.builders import CODES, a_plan_option, a_step
from tests.web.beneficiary.story import Visitor, a_visitor, is_well_made

pytestmark = pytest.mark.django_db
CODE = "RNCP35993"


def planning(*, has_reserve: bool = False) -> Visitor:
    visitor = a_visitor()
    a_plan_option(person=visitor.person, at=visitor.now)
    if has_reserve:
        a_plan_option(person=visitor.person, at=visitor.now, plan="PLAN_B", code=CODES[1])
        a_step(person=visitor.person, at=visitor.now, days=40, plan="PLAN_B", what="Pas de réserve")
    return visitor


def a_register(*, by_experience: bool = True) -> Certification:
    """Return a certification that leads to the first occupation of the small catalogue."""
    file = {"name": "Répertoire", "vintage": "2026-11", "imported_at": "2026-11-20T00:00Z"}
    SourceFile.objects.get_or_create(kind="test-register", defaults=file)
    one = Certification.objects.create(
        code=CODE, title="Menuisier", level=3, by_experience=by_experience, dataset="test-register"
    )
    CertificationOccupation.objects.create(certification=one, code=CODES[0])
    return one


def test_the_road_says_in_words_what_it_draws() -> None:
    visitor = planning()
    a_step(person=visitor.person, at=visitor.now)

    page = visitor.get(reverse("action-plan"))

    assert is_well_made(page)
    assert "Tout est devant vous. Le prochain pas" in page


def test_first_steps_are_offered_and_one_fills_the_form_with_a_near_day() -> None:
    visitor = planning()
    (link,) = re.findall(r'href="([^"]*what=Appeler[^"]*)"', visitor.get(reverse("action-plan")))

    form = visitor.get(link.replace("&amp;", "&"))

    assert is_well_made(form)
    assert "Appeler quelqu’un qui fait ce métier" in form
    assert 'type="date"' in form


def test_a_step_keeps_its_hour_its_time_and_its_cost() -> None:
    visitor = planning()
    told = {"what": "Visiter", "due_on": localdate().isoformat(), "time": "14:30", "hours": "1.5"}

    page = visitor.said(reverse("step-add") + "?plan=PLAN_A", **told, euros="40")

    step = Step.objects.get()
    held = step_for(reader=visitor.person, step_id=step.pk).step
    assert (held.time, held.minutes, held.cost_cents) == ("14:30", 90, 4000)
    assert "14:30" in page
    assert is_well_made(visitor.get(reverse("step", args=[step.pk])))


@pytest.mark.parametrize(("progress", "word"), [("UNDERWAY", "En cours"), ("NOT_NOW", "Centre fermé")])
def test_a_step_is_told_in_one_tap(progress: str, word: str) -> None:
    visitor = planning()
    step = a_step(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("step-progress", args=[step.pk]), progress=progress, words="Centre fermé")

    assert word in page
    assert is_well_made(page)


def test_a_progress_that_does_not_exist_is_not_found() -> None:
    visitor = planning()
    step = a_step(person=visitor.person, at=visitor.now)

    assert visitor.post(reverse("step-progress", args=[step.pk]), progress="LOST").status_code == 404


def test_taking_stock_comes_back_to_the_same_page() -> None:
    visitor = planning()
    step = a_step(person=visitor.person, at=visitor.now)
    assert is_well_made(visitor.get(reverse("action-review")))

    page = visitor.said(reverse("step-progress", args=[step.pk]), progress="DONE", page="review")

    assert "tout ce qui était écrit est fait" in page
    assert is_well_made(page)


def test_plan_b_takes_over_in_one_tap_with_its_reason() -> None:
    visitor = planning(has_reserve=True)
    a_step(person=visitor.person, at=visitor.now)

    page = visitor.said(reverse("plan-switch"), why="MONEY", words="Refusé en commission")

    assert is_well_made(page)
    assert "Refusé en commission" in page
    assert "Pas de réserve" in page
    plan = action_plan(owner=visitor.person, reader=visitor.person, plan="PLAN_B")
    assert [step.step.what for step in plan.steps] == ["Appeler Karim"]


@pytest.mark.parametrize("why", ["", "WHIM"])
def test_a_switch_without_a_reason_of_the_list_changes_nothing(why: str) -> None:
    visitor = planning(has_reserve=True)

    assert visitor.post(reverse("plan-switch"), why=why).status_code == 404
    assert not PlanSwitch.objects.exists()


def test_a_switch_without_plan_b_says_so() -> None:
    visitor = planning()

    page = visitor.said(reverse("plan-switch"), why="LIFE")

    assert "Aucun projet B n’attend en réserve" in page
    assert Option.objects.get().state == "PLAN_A"


def test_reminders_stop_and_come_back_in_one_tap() -> None:
    visitor = planning()
    a_step(person=visitor.person, at=visitor.now, days=6)

    assert "Vous ne recevez pas de rappel" in visitor.said(reverse("plan-reminders"), wants="no")
    assert not Message.objects.filter(state=Message.State.WAITING, kind="step.near").exists()
    visitor.post(reverse("plan-reminders"), wants="yes")

    assert wants_reminders(owner=visitor.person)
    assert Message.objects.filter(state=Message.State.WAITING, kind="step.near").count() == 1


def test_certifications_of_the_project_tell_code_level_source_and_both_ways() -> None:
    visitor = planning()
    a_register()

    page = visitor.get(reverse("plan-learning") + "?plan=PLAN_A")

    assert is_well_made(page)
    assert all(words in page for words in ("Menuisier", CODE, "niveau 3", "Répertoire, 2026-11"))
    assert f"code={CODE}" in page
    assert f"certification={CODE}" in page


def test_without_a_certification_known_the_page_says_so() -> None:
    page = planning().get(reverse("plan-learning"))

    assert is_well_made(page)
    assert "ne nomme aucune certification" in page


def test_the_route_of_recognition_tells_its_sources_and_fills_the_plan() -> None:
    visitor = planning()
    a_register()
    url = reverse("plan-recognition") + f"?plan=PLAN_A&code={CODE}"

    page = visitor.get(url)
    assert is_well_made(page)
    assert "décret n° 2023-1275" in page.lower()
    assert "à confirmer" in page
    plan_page = visitor.said(url, begins_on=localdate().isoformat())

    assert Step.objects.count() == 6
    assert "Passer devant le jury" in plan_page
    assert "Votre plan suit déjà la VAE" in visitor.said(url, begins_on=localdate().isoformat())


def test_a_certification_closed_to_experience_offers_no_route() -> None:
    visitor = planning()
    a_register(by_experience=False)
    url = reverse("plan-recognition") + f"?plan=PLAN_A&code={CODE}"

    page = visitor.get(url)

    assert is_well_made(page)
    assert "ne s’obtient pas par l’expérience" in page
    assert "ne s’obtient pas par l’expérience" in visitor.said(url, begins_on=localdate().isoformat())
    assert not Step.objects.exists()


def test_a_code_that_the_register_does_not_hold_is_refused_and_the_words_stay() -> None:
    visitor = planning()
    told = {"what": "Passer le titre", "due_on": localdate().isoformat(), "code": "RS 1"}

    page = visitor.said(reverse("step-add") + "?plan=PLAN_A", **told)

    assert "RS1 n’est pas dans le répertoire" in page
    assert "Passer le titre" in page
    assert not Step.objects.exists()


def test_a_step_names_its_certification_with_its_vintage() -> None:
    visitor = planning()
    a_register()
    step = PlannedStep("Passer le titre", certification=CODE)
    day = localdate()
    add_step(person=visitor.person, plan="PLAN_A", step=step, due_on=day, by=visitor.person, at=visitor.now)

    page = visitor.get(reverse("action-plan"))

    assert "Menuisier (RNCP35993" in page
    assert "Répertoire, 2026-11" in page


def test_private_steps_print_only_when_asked() -> None:
    visitor = planning()
    a_step(person=visitor.person, at=visitor.now, what="Au grand jour")
    a_step(person=visitor.person, at=visitor.now, what="Pour moi", is_private=True)

    plain, whole = (visitor.get(reverse("plan-paper") + query) for query in ("", "?all=1"))

    assert is_well_made(plain)
    assert "Au grand jour" in plain
    assert ">Pour moi<" not in plain
    assert ">Pour moi<" in whole


def test_an_hour_goes_to_the_calendar_in_its_zone_and_plan_b_does_not() -> None:
    visitor = planning(has_reserve=True)
    step = PlannedStep("Visiter", time="14:30", minutes=90)
    day = localdate()
    add_step(person=visitor.person, plan="PLAN_A", step=step, due_on=day, by=visitor.person, at=visitor.now)

    told = visitor.client.get(reverse("plan-calendar")).content.decode()

    assert told.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Visiter" in told
    assert f"DTSTART;TZID=Europe/Paris:{day:%Y%m%d}T143000" in told
    assert f"DTEND;TZID=Europe/Paris:{day:%Y%m%d}T160000" in told
    assert told.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("name", ["action-plan", "action-review", "plan-paper", "plan-learning"])
def test_pages_of_someone_else_show_nothing_of_mine(name: str) -> None:
    mine, other = planning(), a_visitor(a_person(name="Nadia Other"))
    a_plan_option(person=other.person, at=other.now)
    a_step(person=mine.person, at=mine.now, what="Mon secret")

    assert "Mon secret" not in other.get(reverse(name))


@pytest.mark.parametrize("name", ["action-plan", "action-review", "plan-paper"])
def test_thirty_steps_cost_the_queries_of_three(name: str) -> None:
    visitor = planning(has_reserve=True)
    a_register()
    step, day = PlannedStep("Pas", certification=CODE), localdate()

    def write(count: int) -> None:
        for _each in range(count):
            add_step(
                person=visitor.person, plan="PLAN_A", step=step, due_on=day, by=visitor.person, at=visitor.now
            )

    write(3)
    visitor.get(reverse(name))  # the catalogue is read once by the process
    few = visitor.queries(reverse(name))
    write(27)

    assert visitor.queries(reverse(name)) == few


def test_a_follow_up_leads_to_the_steps_that_are_open() -> None:
    then = timezone.now() - timedelta(weeks=20)
    case = a_concluding_case(at=then)
    hand_over(case=case, by=the_counsellor(case), at=then)
    visitor = a_visitor(case.beneficiary)
    follow_up = FollowUp.objects.get(case=case, months=3)

    answer = visitor.post(reverse("follow-up", args=[follow_up.pk]), outcome="TRAINING")

    assert answer["Location"] == reverse("action-review")


def test_a_step_reworded_in_another_tab_is_shown_beside_and_not_written_over_unseen() -> None:
    visitor = planning()
    row = a_step(person=visitor.person, at=visitor.now, what="Appeler Karim")
    url, day = reverse("step", args=[row.pk]), localdate(visitor.now) + timedelta(days=3)
    seen = re.findall(r'name="seen" value="(\d+)"', visitor.get(url))[0]
    visitor.post(url, what="Appeler Nadia", due_on=day.isoformat(), kind="ACTION", seen=seen)

    page = visitor.said(url, what="Appeler Sami", due_on=day.isoformat(), kind="ACTION", seen=seen)

    assert "Appeler Nadia" in page
    assert 'value="Appeler Sami"' in page
    (kept,) = action_plan(owner=visitor.person, reader=visitor.person, plan="PLAN_A").steps
    assert kept.step.what == "Appeler Nadia"
    visitor.post(url, what="Appeler Sami", due_on=day.isoformat(), kind="ACTION", seen=str(kept.mark))
    (kept,) = action_plan(owner=visitor.person, reader=visitor.person, plan="PLAN_A").steps
    assert kept.step.what == "Appeler Sami"
