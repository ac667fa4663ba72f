"""What someone keeps even from their counsellor: no query returns it, none counts it, no page shows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bilan.accounts.models import Person
from bilan.cases.models import Case
from bilan.cases.operations import draft_synthesis
from bilan.cases.queries import brief_of, read_by, synthesis_of
from bilan.portfolio.errors import PieceHidden
from bilan.portfolio.pieces import Claim
from bilan.portfolio.queries import card_for, cards_of, experience_for, experiences_of
from bilan.projects.errors import OptionPrivate, ProjectHidden
from bilan.projects.models import Option, Step
from bilan.projects.operations import add_fact, choose_plan, compare_option, edit_step, mark_option, set_aside
from bilan.projects.pieces import Fact
from bilan.projects.queries import (
    action_plan,
    comparison_of,
    enquiries_of,
    option_for,
    options_of,
    profile_of,
    realism_of,
)
from bilan.projects.reading import step_of
from tests.cases.builders import a_held_session, the_counsellor
from tests.portfolio.builders import a_card, an_experience
from tests.projects.builders import CODES, a_plan_option, a_step, an_option
from tests.security.test_every_url import address, fillers, names_of, private_patterns
from tests.security.world import a_world
from tests.web.practitioner.desk import a_led_case

pytestmark = pytest.mark.django_db

SECRET = "Cachalot"
NOW = timezone.now


def a_private_option(person: Person, *, code: str = CODES[1]) -> Option:
    """Return an option kept for oneself, with a fact learnt of it."""
    option = an_option(person=person, at=NOW(), code=code)
    told = Fact(side="MARKET", learnt=f"{SECRET} appris", verdict="GO", who=SECRET)
    add_fact(option_id=option.pk, fact=told, on=NOW().date(), by=person, at=NOW())
    return mark_option(option_id=option.pk, is_private=True, by=person, at=NOW())


def everything_private(person: Person) -> None:
    """Write one private thing of every kind."""
    hidden = an_experience(person=person, at=NOW(), title=f"{SECRET} vécu", narrative=SECRET, is_private=True)
    a_card(person=person, at=NOW(), sentence=f"{SECRET} tenu", experience=hidden)
    a_card(person=person, at=NOW(), sentence=f"{SECRET} seul", claim=Claim(is_private=True))
    a_plan_option(person=person, at=NOW())
    a_step(person=person, at=NOW(), what=f"{SECRET} pas", is_private=True)
    a_private_option(person)


READS: dict[str, Callable[[Person, Person], object]] = {
    "experiences_of": lambda owner, reader: experiences_of(owner=owner, reader=reader, is_practitioner=True),
    "cards_of": lambda owner, reader: cards_of(owner=owner, reader=reader, is_practitioner=True),
    "options_of": lambda owner, reader: options_of(owner=owner, reader=reader, is_practitioner=True),
    "enquiries_of": lambda owner, reader: enquiries_of(owner=owner, reader=reader, is_practitioner=True),
    "action_plan": lambda owner, reader: (
        action_plan(owner=owner, reader=reader, plan="PLAN_A", is_practitioner=True).steps
    ),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_lists_leave_private_pieces_out_for_the_counsellor(read: Callable[[Person, Person], object]) -> None:
    case = a_led_case()
    owner, counsellor = case.beneficiary, the_counsellor(case)
    before = read(owner, counsellor)
    everything_private(owner)

    seen = repr(read(owner, counsellor))

    assert SECRET not in seen
    assert CODES[1] not in seen
    assert before is not None
    assert repr(read(owner, owner)) != seen  # the owner does read them


def test_single_reads_refuse_the_counsellor_and_serve_the_owner() -> None:
    case = a_led_case()
    owner, counsellor = case.beneficiary, the_counsellor(case)
    hidden = an_experience(person=owner, at=NOW(), is_private=True)
    card, option = a_card(person=owner, at=NOW(), experience=hidden), a_private_option(owner)

    for read, refusal in (
        (lambda who: experience_for(reader=who, experience_id=hidden.pk, is_practitioner=True), PieceHidden),
        (lambda who: card_for(reader=who, card_id=card.pk, is_practitioner=True), PieceHidden),
        (lambda who: option_for(reader=who, option_id=option.pk, is_practitioner=True), ProjectHidden),
        (lambda who: realism_of(reader=who, option_id=option.pk, is_practitioner=True), ProjectHidden),
    ):
        assert read(owner) is not None
        with pytest.raises(refusal):
            read(counsellor)


def test_a_private_option_is_in_no_comparison_of_the_counsellor() -> None:
    case = a_led_case()
    option = a_private_option(case.beneficiary)
    compare_option(option_id=option.pk, by=case.beneficiary, at=NOW())

    def columns(reader: Person) -> int:
        return len(comparison_of(owner=case.beneficiary, reader=reader, is_practitioner=True).options)

    assert (columns(case.beneficiary), columns(the_counsellor(case))) == (1, 0)


def test_private_cards_are_not_even_counted_beside_an_activity() -> None:
    case = a_led_case()
    owner = case.beneficiary
    open_one = an_experience(person=owner, at=NOW())
    a_card(person=owner, at=NOW(), experience=open_one)
    a_card(person=owner, at=NOW(), experience=open_one, claim=Claim(is_private=True))

    def count(reader: Person) -> int:
        return experience_for(reader=reader, experience_id=open_one.pk, is_practitioner=True).cards

    assert (count(owner), count(the_counsellor(case))) == (2, 1)


def test_the_matching_shown_to_a_counsellor_knows_nothing_private() -> None:
    case = a_led_case()
    owner = case.beneficiary
    a_card(person=owner, at=NOW(), uri="starter:accounts", claim=Claim(is_private=True))
    set_aside(option_id=a_private_option(owner).pk, reason="", by=owner, at=NOW())

    own, shown = profile_of(person=owner), profile_of(person=owner, has_private_cards=False)

    assert (len(own.skills), len(own.excluding)) == (1, 1)
    assert (tuple(shown.skills), tuple(shown.excluding)) == ((), ())


def test_neither_brief_nor_draft_tells_a_private_piece() -> None:
    case = a_led_case()
    counsellor = the_counsellor(case)
    everything_private(case.beneficiary)
    a_card(person=case.beneficiary, at=NOW(), sentence="Je tiens des comptes.")
    a_held_session(case, starts_at=NOW() - timedelta(days=2))

    brief = brief_of(case, reader=counsellor, at=NOW())
    draft_synthesis(case=case, by=counsellor, at=NOW())

    told = synthesis_of(read_by(case=case, reader=counsellor, what="synthesis", at=NOW()))
    assert SECRET not in repr(brief)
    assert brief.new_cards == 1
    assert told is not None
    assert SECRET not in repr(told)
    assert "Je tiens des comptes." in repr(told)


def test_no_page_of_the_counsellor_shows_or_counts_it() -> None:
    """Compare each page with the same page before anything private was written."""
    world = a_world(at=NOW())
    client = Client()
    client.force_login(world.counsellor)
    urls = [
        address(one, fillers(world))
        for one in private_patterns()
        if names_of(one) & {"case_id", "session_id"} and names_of(one) <= {"case_id", "session_id"}
    ]
    pages = {url: _page(client, url) for url in urls}
    hidden = an_experience(person=world.owner, at=NOW(), title=SECRET, is_private=True)
    a_card(person=world.owner, at=NOW(), sentence=SECRET, experience=hidden)
    a_step(person=world.owner, at=NOW(), what=SECRET, is_private=True)
    a_private_option(world.owner)

    changed = [url for url, page in pages.items() if _page(client, url) != page]

    assert changed == []
    assert any(page for page in pages.values())


EACH_TIME_ANEW = ("csrfmiddlewaretoken", "letter_id", "DTSTAMP")  # a form's token and key, a file's hour


def _page(client: Client, url: str) -> str:
    answer = client.get(url)
    lines = answer.content.decode(errors="replace").splitlines() if answer.status_code == 200 else []
    return "\n".join(line for line in lines if not any(word in line for word in EACH_TIME_ANEW))


def test_a_plan_cannot_be_private_nor_a_private_option_become_one() -> None:
    case: Case = a_led_case()
    owner = case.beneficiary
    chosen, hidden = a_plan_option(person=owner, at=NOW()), a_private_option(owner)

    with pytest.raises(OptionPrivate):
        mark_option(option_id=chosen.pk, is_private=True, by=owner, at=NOW())
    with pytest.raises(OptionPrivate):
        choose_plan(option_id=hidden.pk, plan="PLAN_B", by=owner, at=NOW())


def test_the_mark_is_the_owners_alone_to_set() -> None:
    case, other = a_led_case(), a_led_case()
    option = an_option(person=case.beneficiary, at=NOW())

    for someone in (the_counsellor(case), other.beneficiary):
        with pytest.raises(ProjectHidden):
            mark_option(option_id=option.pk, is_private=True, by=someone, at=NOW())


def test_a_step_marked_later_leaves_the_counsellors_plan() -> None:
    case = a_led_case()
    owner = case.beneficiary
    a_plan_option(person=owner, at=NOW())
    row = a_step(person=owner, at=NOW(), what=SECRET)
    told = replace(step_of(row), is_private=True)

    edit_step(step_id=row.pk, step=told, due_on=row.due_on, by=owner, at=NOW())

    assert Step.objects.get().is_private
    plan = action_plan(owner=owner, reader=the_counsellor(case), plan="PLAN_A", is_practitioner=True)
    assert plan.steps == ()
