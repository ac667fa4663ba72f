"""Two tabs or two people who change one thing at once, from what each had read; scenes for `rivals`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from tests.cases.meeting import at_once

DAY = timedelta(days=1)
Told = dict[str, object]


def moved_or_called_off(now: datetime) -> Told:
    """Let the person call an interview off while the counsellor moves it."""
    from bilan.cases.models import Session
    from bilan.cases.operations import Appointment, cancel_session, move_session
    from bilan.providers.models import Slot
    from tests.cases.builders import a_booked_session, a_quick_case, the_counsellor
    from tests.providers.builders import a_slot

    case = a_quick_case(at=now - 9 * DAY)
    held = a_booked_session(case, starts_at=now + DAY)
    later = Appointment.of(a_slot(practitioner=case.practitioner, starts_at=now + 2 * DAY))
    refused = at_once(
        [
            partial(cancel_session, session=held, by=case.beneficiary, at=now),
            partial(move_session, session=held, appointment=later, by=the_counsellor(case), at=now),
        ]
    )
    booked = Session.objects.filter(case=case, state=Session.State.BOOKED).count()
    taken = Slot.objects.filter(practitioner=case.practitioner).exclude(taken_by="").count()
    return {"refused": refused, "is_coherent": booked == taken}


def called_off_or_recorded(now: datetime) -> Told:
    """Let the counsellor record an interview while the person calls it off."""
    from bilan.cases.models import Session
    from bilan.cases.operations import cancel_session, record_session
    from tests.cases.builders import a_booked_session, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 9 * DAY)
    held = a_booked_session(case, starts_at=now - DAY)
    refused = at_once(
        [
            partial(cancel_session, session=held, by=case.beneficiary, at=now),
            partial(record_session, session=held, minutes=60, by=the_counsellor(case), at=now),
        ]
    )
    held.refresh_from_db()
    is_whole = (held.state == Session.State.HELD) == (held.minutes == 60)
    return {"refused": refused, "is_coherent": is_whole}


def signed_or_left(now: datetime) -> Told:
    """Let the counsellor sign the agreement while the person leaves."""
    from bilan.cases.models import Agreement, Case
    from bilan.cases.operations import leave_case, sign_agreement
    from tests.cases.builders import a_planned_case, the_counsellor

    case = a_planned_case(at=now)
    refused = at_once(
        [
            partial(leave_case, case=case, by=case.beneficiary, at=now),
            partial(sign_agreement, case=case, by=the_counsellor(case), at=now),
        ]
    )
    case.refresh_from_db()
    is_signed = Agreement.objects.get(case=case).signed_by_practitioner_at is not None
    return {
        "has_left": case.state == Case.State.LEFT,
        "is_coherent": refused == ([] if is_signed else ["CaseClosed"]),
    }


def one_module(now: datetime) -> Told:
    """Let both live one module another way, each having read the plan before."""
    from bilan.cases.models import PlanChange, PlanItem
    from bilan.cases.operations import swap_item
    from tests.cases.builders import a_planned_case, the_counsellor

    case = a_planned_case(at=now)
    read = PlanItem.objects.get(case=case, module="P2").mode
    tab = partial(swap_item, case=case, module_code="P2", was=read, at=now)
    other = "FACE" if read == "VIDEO" else "VIDEO"
    before = PlanChange.objects.filter(case=case).count()
    refused = at_once([partial(tab, mode=other, by=by) for by in (case.beneficiary, the_counsellor(case))])
    return {
        "refused": refused,
        "count": PlanChange.objects.filter(case=case).count() - before,
        "is_coherent": PlanItem.objects.get(case=case, module="P2").mode == other,
    }


def remarks(now: datetime) -> Told:
    """Let two tabs write the person's observations while the counsellor rewords a part."""
    from bilan.cases.operations import edit_synthesis, write_observations
    from bilan.cases.queries.contents import opened_synthesis
    from tests.cases.builders import a_drafted_synthesis, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 40 * DAY)
    row = a_drafted_synthesis(case, at=now)
    tab = partial(write_observations, case=case, by=case.beneficiary, at=now)
    seen = opened_synthesis(row).observations_version
    theirs = partial(edit_synthesis, case=case, part="steps", texts=["Autre."], revision=row.revision, at=now)
    acts: Sequence[Callable[[], object]] = [
        partial(tab, text="Un.", seen=seen),
        partial(tab, text="Deux.", seen=seen),
        partial(theirs, by=the_counsellor(case)),
    ]
    refused = at_once(acts)
    row.refresh_from_db()
    told = opened_synthesis(row)
    return {
        "refused": refused,
        "is_coherent": told.observations in {"Un.", "Deux."}
        and [piece.text for piece in told.parts["steps"]] == ["Autre."],
    }


def locked_or_reworded(now: datetime) -> Told:
    """Let the person give the acknowledgement that locks while the counsellor rewords a part."""
    from bilan.cases.operations import acknowledge_synthesis, edit_synthesis
    from bilan.cases.queries.contents import opened_synthesis
    from tests.cases.builders import a_demand, a_drafted_synthesis, a_quick_case, the_counsellor

    case = a_quick_case(at=now - 40 * DAY)
    a_demand(case, at=now)
    row, counsellor = a_drafted_synthesis(case, at=now), the_counsellor(case)
    acknowledge_synthesis(case=case, revision=row.revision, by=counsellor, at=now)
    last = partial(acknowledge_synthesis, case=case, revision=row.revision, by=case.beneficiary, at=now)
    reword = partial(edit_synthesis, case=case, part="steps", texts=["Autre."], by=counsellor, at=now)
    refused = at_once([last, partial(reword, revision=row.revision)])
    row.refresh_from_db()
    is_reworded = [piece.text for piece in opened_synthesis(row).parts["steps"]] == ["Autre."]
    expected = "ChangedMeanwhile" if is_reworded else "SynthesisLocked"
    return {"is_coherent": refused == [expected] and (row.locked_at is None) == is_reworded}


def one_demand(now: datetime) -> Told:
    """Let two tabs tell what brings the person, each having read nothing."""
    from bilan.cases.models import Objective
    from bilan.cases.operations import record_demand
    from tests.cases.builders import AIM, a_case

    case = a_case(at=now)
    tab = partial(record_demand, case=case, worth_it="", aims=(AIM,), seen="", by=case.beneficiary)
    acts = [partial(tab, why_now=words, at=now + place * DAY) for place, words in enumerate(("Un.", "Deux."))]
    return {"refused": at_once(acts), "count": Objective.objects.filter(case=case).count()}


def one_card(now: datetime) -> Told:
    """Let two tabs reword one skill card."""
    from bilan.portfolio.models import FormerCard
    from bilan.portfolio.operations import edit_card
    from bilan.portfolio.pieces import UNSAID
    from tests.builders import a_person
    from tests.portfolio.builders import a_card

    person = a_person()
    card = a_card(person=person, at=now)
    tab = partial(edit_card, card_id=card.pk, claim=UNSAID, seen=card.version, by=person, at=now)
    refused = at_once([partial(tab, sentence=words) for words in ("Je tiens.", "Je compte.")])
    return {"refused": refused, "count": FormerCard.objects.filter(card=card).count()}


def one_answer(now: datetime) -> Told:
    """Let two tabs answer one question, each having read no answer."""
    from bilan.instruments.models import Answer
    from bilan.instruments.operations import record_answer
    from tests.builders import a_person
    from tests.instruments.builders import an_administration

    person = a_person()
    held = an_administration(person=person, instrument_id="cms-diagnosis", at=now)
    tab = partial(record_answer, administration=held, item_id="A1", seen="", by=person, at=now)
    refused = at_once([partial(tab, value=value) for value in (0, 2)])
    return {"refused": refused, "count": Answer.objects.filter(administration=held).count()}


def two_clicks(now: datetime) -> Told:
    """Let two people take one slot from their pages: no page of error, one appointment."""
    from django.test import Client
    from django.urls import reverse

    from bilan.cases.models import Session
    from tests.cases.builders import a_case
    from tests.providers.builders import a_slot

    first = a_case(at=now)
    cases = [first, a_case(at=now, practitioner=first.practitioner)]
    slot = a_slot(practitioner=first.practitioner, starts_at=now + DAY)
    clients = [Client(SERVER_NAME="localhost") for _case in cases]
    for client, case in zip(clients, cases, strict=True):
        client.force_login(case.beneficiary)
    pages: list[tuple[int, str]] = []

    def click(client: Client) -> None:
        page = client.post(reverse("session-book"), {"slot": str(slot.pk)}, follow=True)
        pages.append((page.status_code, page.content.decode()))

    at_once([partial(click, client) for client in clients])
    return {
        "statuses": [status for status, _page in pages],
        "told": sum("Ce créneau vient d’être pris" in page for _status, page in pages),
        "count": Session.objects.filter(case__in=cases).count(),
    }


SCENES: dict[str, Callable[[datetime], Told]] = {
    "moved_or_called_off": moved_or_called_off,
    "called_off_or_recorded": called_off_or_recorded,
    "signed_or_left": signed_or_left,
    "one_module": one_module,
    "remarks": remarks,
    "locked_or_reworded": locked_or_reworded,
    "one_demand": one_demand,
    "one_card": one_card,
    "one_answer": one_answer,
    "two_clicks": two_clicks,
}
