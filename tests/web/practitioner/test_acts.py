"""What is done from the pages: write a session down, sign, plan, correct, draft, hand over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilan.cases.models import Agreement, Case, FollowUp, PlanChange, Receipt, Session, Synthesis
from bilan.cases.queries import note_of, read_by
from bilan.instruments.models import LevelCorrection
from bilan.portfolio.models import Card
from bilan.providers.models import Slot
from tests.cases.builders import (
    a_booked_session,
    a_concluding_case,
    a_drafted_synthesis,
    a_held_session,
    a_planned_case,
)
from tests.portfolio.builders import a_card
from tests.providers.builders import a_slot
from tests.web.html import page_of
from tests.web.practitioner.desk import a_desk, a_led_case, some_time_ago

pytestmark = pytest.mark.django_db


def test_a_note_records_the_session_with_its_next_step(case: Case) -> None:
    session = a_booked_session(case, starts_at=some_time_ago(hours=3))
    url = reverse("session-note", args=[session.pk])

    answer = a_desk(case.practitioner.person).post(
        url, minutes="90", phase="INVESTIGATION", note="Elle hésite.", next_step="Appeler Karim."
    )

    held = Session.objects.get(pk=session.pk)
    reading = read_by(case=case, reader=case.practitioner.person, what="test", at=timezone.now())
    told = note_of(reading, session=held)
    assert (answer.status_code, held.state, held.minutes) == (302, Session.State.HELD, 90)
    assert told is not None
    assert (told.text, told.next_step) == ("Elle hésite.", "Appeler Karim.")


def test_a_note_without_a_length_keeps_what_was_typed(case: Case) -> None:
    session = a_booked_session(case, starts_at=some_time_ago(hours=3))
    url = reverse("session-note", args=[session.pk])

    page = page_of(a_desk(case.practitioner.person).post(url, minutes="", note="Elle hésite."))

    assert "Elle hésite." in page.text
    assert "Donnez une durée" in page.text


def test_a_session_longer_than_time_gone_by_is_refused_and_the_note_kept(case: Case) -> None:
    session = a_booked_session(case, starts_at=some_time_ago(minutes=20))
    url = reverse("session-note", args=[session.pk])

    page = page_of(a_desk(case.practitioner.person).post(url, minutes="90", note="Elle hésite."))

    assert "Cela n’a pas été fait" in page.text
    assert "Elle hésite." in page.text


def test_whoever_leads_signs_the_attendance(case: Case) -> None:
    session = a_held_session(case, starts_at=some_time_ago(days=1), is_signed=False)

    a_desk(case.practitioner.person).post(reverse("session-attendance", args=[session.pk]))

    assert Session.objects.get(pk=session.pk).signed_by_practitioner_at is not None


def test_a_missed_session_counts_nothing(case: Case) -> None:
    session = a_booked_session(case, starts_at=some_time_ago(hours=3))

    a_desk(case.practitioner.person).post(reverse("session-missed", args=[session.pk]))

    held = Session.objects.get(pk=session.pk)
    assert (held.state, held.minutes) == (Session.State.MISSED, 0)


def test_a_session_to_come_is_called_off(case: Case) -> None:
    session = a_booked_session(case, starts_at=timezone.now() + timedelta(days=1))

    a_desk(case.practitioner.person).post(reverse("session-call-off", args=[session.pk]))

    assert Session.objects.get(pk=session.pk).state == Session.State.CANCELLED


def test_a_session_is_planned_in_an_open_slot(case: Case) -> None:
    slot = a_slot(practitioner=case.practitioner, starts_at=timezone.now() + timedelta(days=3))

    a_desk(case.practitioner.person).post(reverse("case-session-new", args=[case.pk]), slot=str(slot.pk))

    assert Session.objects.get(case=case).starts_at == slot.starts_at


def test_a_session_is_planned_at_a_time_of_ones_own(case: Case) -> None:
    on = (timezone.localdate() + timedelta(days=5)).isoformat()
    url = reverse("case-session-new", args=[case.pk])

    a_desk(case.practitioner.person).post(url, slot="", on=on, time="14:30", minutes="60", mode="VIDEO")

    booked = Session.objects.get(case=case)
    assert (timezone.localtime(booked.starts_at).hour, booked.planned_minutes, booked.mode) == (
        14,
        60,
        "VIDEO",
    )


def test_planning_without_a_time_says_what_is_missing(case: Case) -> None:
    page = page_of(a_desk(case.practitioner.person).post(reverse("case-session-new", args=[case.pk])))

    assert "Donnez un jour, ou choisissez un créneau." in page.text


def test_a_level_is_read_otherwise_with_its_reason(case: Case) -> None:
    url = reverse("case-correct", args=[case.pk, "A"])

    answer = a_desk(case.practitioner.person).post(url, level="3", reason="Elle l’a montré deux fois.")

    assert answer.status_code == 302
    assert LevelCorrection.objects.get().level == 3


def test_a_level_without_a_reason_is_refused(case: Case) -> None:
    url = reverse("case-correct", args=[case.pk, "A"])

    page = page_of(a_desk(case.practitioner.person).post(url, level="3", reason=" "))

    assert "Cela n’a pas été fait" in page.text
    assert not LevelCorrection.objects.exists()


def test_a_plan_is_made_again_with_its_reason(case: Case) -> None:
    changes = PlanChange.objects.filter(case=case).count()
    url = reverse("case-plan-choose", args=[case.pk])

    a_desk(case.practitioner.person).post(url, style="REMOTE", reason="Elle déménage.")

    assert PlanChange.objects.filter(case=case).count() == changes + 1
    assert Case.objects.get(pk=case.pk).plan_style == "REMOTE"


def test_a_module_is_done_then_opened_again(case: Case) -> None:
    item = case.plan_items.first()
    assert item is not None
    url, desk = reverse("case-plan-done", args=[case.pk, item.module]), a_desk(case.practitioner.person)

    desk.post(url)
    item.refresh_from_db()
    was_done = item.done_at is not None
    desk.post(url, undo="yes")
    item.refresh_from_db()

    assert was_done
    assert item.done_at is None


def test_the_agreement_that_was_read_is_signed() -> None:
    case = a_planned_case(at=some_time_ago(days=2))
    sha256 = Agreement.objects.get(case=case).terms_sha256
    url = reverse("case-agreement-sign", args=[case.pk])

    a_desk(case.practitioner.person).post(url, has_read="yes", sha256=sha256)

    assert Agreement.objects.get(case=case).signed_by_practitioner_at is not None


def test_an_agreement_that_changed_since_is_not_signed() -> None:
    case = a_planned_case(at=some_time_ago(days=2))
    url = reverse("case-agreement-sign", args=[case.pk])

    a_desk(case.practitioner.person).post(url, has_read="yes", sha256="0" * 64)

    assert Agreement.objects.get(case=case).signed_by_practitioner_at is None


def test_the_price_of_an_agreement_is_set_in_euros() -> None:
    case = a_planned_case(at=some_time_ago(days=2))

    a_desk(case.practitioner.person).post(reverse("case-agreement", args=[case.pk]), price="1500", weeks="9")

    assert Agreement.objects.get(case=case).terms["price_cents"] == 150_000


def test_a_skill_is_confirmed_by_someone_who_saw_it(case: Case) -> None:
    card = a_card(person=case.beneficiary, at=timezone.now())

    a_desk(case.practitioner.person).post(reverse("case-card-confirm", args=[case.pk, card.pk]))

    assert Card.objects.get(pk=card.pk).proof == Card.Proof.CONFIRMED


def test_a_reworded_part_is_a_new_version(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())
    url = reverse("case-synthesis-edit", args=[case.pk, "steps"])

    a_desk(case.practitioner.person).post(url, text=["Appeler Karim cette semaine."], revision="1")

    assert Synthesis.objects.get(case=case).revision == 2


def test_rewording_an_older_version_keeps_what_was_typed(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())
    url, desk = reverse("case-synthesis-edit", args=[case.pk, "steps"]), a_desk(case.practitioner.person)
    desk.post(url, text=["Appeler Karim cette semaine."], revision="1")

    page = page_of(desk.post(url, text=["Écrire à Karim."], revision="1"))

    assert "Écrire à Karim." in page.text
    assert Synthesis.objects.get(case=case).revision == 2


def test_the_versions_before_are_there_to_be_read_again(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())
    desk = a_desk(case.practitioner.person)
    edit = reverse("case-synthesis-edit", args=[case.pk, "steps"])
    desk.post(edit, text=["Appeler Karim cette semaine."], revision="1")
    desk.post(edit, text=["Écrire à Karim."], revision="2")

    page = " ".join(desk.open(reverse("case-synthesis", args=[case.pk])).text.split())

    leader = case.practitioner.person
    assert f"Version 2, par {leader}" in page
    assert f"Version 3, par {leader}" not in page
    assert "Appeler Karim cette semaine." in page


def test_whoever_leads_acknowledges_the_version_they_read(case: Case) -> None:
    a_drafted_synthesis(case, at=timezone.now())

    a_desk(case.practitioner.person).post(reverse("case-synthesis-agree", args=[case.pk]), revision="1")

    assert Synthesis.objects.get(case=case).acknowledged_by_practitioner_at is not None


def test_the_synthesis_is_handed_over_once_one_is_sure() -> None:
    case = a_concluding_case(at=timezone.now())
    url, desk = reverse("case-hand-over", args=[case.pk]), a_desk(case.practitioner.person)

    desk.post(url)
    waited = not Receipt.objects.filter(case=case).exists()
    desk.post(url, is_sure="yes")

    assert waited
    assert Receipt.objects.filter(case=case).exists()
    assert desk.status(reverse("brief", args=[case.pk])) == 404
    assert desk.status(reverse("case", args=[case.pk])) == 200


def test_what_came_after_is_recorded_in_a_code() -> None:
    case = a_concluding_case(at=timezone.now())
    desk = a_desk(case.practitioner.person)
    desk.post(reverse("case-hand-over", args=[case.pk]), is_sure="yes")
    promised = FollowUp.objects.filter(case=case).earliest("due_on")
    FollowUp.objects.filter(pk=promised.pk).update(due_on=timezone.localdate())

    desk.post(reverse("case-follow-up", args=[case.pk, promised.pk]), outcome="TRAINING")

    assert FollowUp.objects.get(pk=promised.pk).outcome == "TRAINING"


def test_several_slots_open_at_once(case: Case) -> None:
    first = timezone.localdate() + timedelta(days=3)
    told = {"from_on": first.isoformat(), "until_on": (first + timedelta(days=13)).isoformat()}

    a_desk(case.practitioner.person).post(
        reverse("calendar"), **told, days=["0", "1"], hours="9 h 30, 14h", minutes="90", mode="FACE"
    )

    hours = {timezone.localtime(slot.starts_at).strftime("%H:%M") for slot in Slot.objects.all()}
    assert Slot.objects.count() == 8
    assert hours == {"09:30", "14:00"}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("hours", "tôt", "ne se lit pas comme une heure"),
        ("days", [], "Choisissez au moins un jour."),
        ("until_on", "2020-01-01", "La fin vient après le début"),
    ],
)
def test_a_slot_that_cannot_be_says_why(field: str, value: object, told: str) -> None:
    first = timezone.localdate() + timedelta(days=3)
    said: dict[str, object] = {
        "from_on": first.isoformat(),
        "until_on": (first + timedelta(days=6)).isoformat(),
        "days": ["0"],
        "hours": "14 h",
        "minutes": "90",
        "mode": "FACE",
    }

    page = page_of(
        a_desk(a_led_case().practitioner.person).post(reverse("calendar"), **{**said, field: value})
    )

    assert told in page.text
    assert not Slot.objects.exists()


def test_a_free_slot_is_closed(case: Case) -> None:
    slot = a_slot(practitioner=case.practitioner, starts_at=timezone.now() + timedelta(days=3))

    a_desk(case.practitioner.person).post(reverse("slot-close", args=[slot.pk]))

    assert not Slot.objects.exists()
