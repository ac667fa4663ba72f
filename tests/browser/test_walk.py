"""A newcomer and her counsellor walk through a whole bilan, on the running site, without any script."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Request, Response, expect

from tests.browser import acts, counsel
from tests.browser.acts import Newcomer
from tests.browser.clock import Clock
from tests.browser.conftest import Site
from tests.browser.counsel import Counsellor

PATIENCE = 60_000  # milliseconds: the first search loads the engine
PARIS = ZoneInfo("Europe/Paris")
LEFT = "net::ERR_ABORTED"  # the browser itself gave the request up: a download, a page left early
LIKINGS = (0, 1, 2, 4, 3, 1)  # one answer for each interest in turn: some draw, some do not
OBSERVATIONS = "Ajoutez que j’ai formé deux collègues, j’y tiens."


@dataclass(frozen=True, slots=True)
class Walk:
    """Two people, each in a browser of their own, and the time they live in."""

    newcomer: Newcomer
    counsellor: Counsellor
    clock: Clock


@pytest.fixture
def walk(browser: Browser, moving_site: Site, clock: Clock) -> Iterator[Walk]:
    """Open two browsers without scripts; every page that either opens must answer."""
    contexts = [
        browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=moving_site.address)
        for _ in range(2)
    ]
    faults: list[str] = []
    pages = [_watched(context.new_page(), faults) for context in contexts]
    newcomer = Newcomer(pages[0], moving_site)
    yield Walk(newcomer, Counsellor(pages[1], "Maëlle", newcomer.name), clock)
    for context in contexts:
        context.close()
    assert faults == []


def test_a_newcomer_and_her_counsellor_walk_through_a_whole_bilan(walk: Walk) -> None:
    _come_in(walk)
    _settle_the_program(walk)
    _investigate(walk)
    _conclude(walk)
    _look_after(walk)


def _come_in(walk: Walk) -> None:
    """Front door, account, consent, counsellor, the first free interview, held and signed."""
    who = walk.newcomer
    acts.ask_at_the_door(who)
    acts.open_account(who)
    acts.introduce_oneself(who)
    acts.consent(who)
    acts.choose_counsellor(who, walk.counsellor.door)
    starts_at = acts.book_first_slot(who)
    _hold(walk, starts_at, minutes=60, phase="PRELIMINARY")


def _settle_the_program(walk: Walk) -> None:
    """Demand, limits, the twenty questions, a plan, the agreement signed by both."""
    who = walk.newcomer
    acts.tell_demand(who)
    acts.tell_limits(who)
    acts.answer(who, "Répondre aux questions", (1, 2))
    acts.choose_plan(who)
    counsel.sign_agreement(walk.counsellor)
    acts.sign_agreement(who)


def _investigate(walk: Walk) -> None:
    """Experiences, skills, values, interests, options compared and tried, two projects."""
    who = walk.newcomer
    starts_at = acts.book_next(who)
    acts.tell_experience(who)
    acts.confirm_skills(who)
    counsel.prepare(walk.counsellor)
    _hold(walk, starts_at, minutes=60, phase="INVESTIGATION")
    _meet_tomorrow(walk)
    acts.answer(who, "Trier les cartes", (3, 1, 2, 0))
    acts.answer(who, "Répondre", LIKINGS)
    acts.keep_options(who)
    acts.compare(who)
    tried = acts.enquire(who, today=_today(walk))
    acts.choose_projects(who, tried=tried)
    acts.write_steps(who, today=_today(walk))
    _hold_tomorrow(walk, phase="INVESTIGATION")


def _conclude(walk: Walk) -> None:
    """Thirteen hours lived and signed, the synthesis drafted, observed, acknowledged and handed over."""
    for phase in ("INVESTIGATION", "INVESTIGATION", "CONCLUSION", "CONCLUSION", "CONCLUSION"):
        _meet_tomorrow(walk)
        _hold_tomorrow(walk, phase=phase)
    counsel.draft_synthesis(walk.counsellor)
    acts.observe_and_acknowledge(walk.newcomer, OBSERVATIONS)
    counsel.acknowledge_synthesis(walk.counsellor, OBSERVATIONS)
    counsel.hand_over(walk.counsellor)
    assert acts.download_synthesis(walk.newcomer).startswith(b"%PDF")


def _look_after(walk: Walk) -> None:
    """The working papers are gone, the follow-ups are promised, and the one of six months is answered."""
    page = walk.newcomer.page
    acts.come_home(walk.newcomer)
    for promised in ("À 1 mois", "À 3 mois", "À 6 mois"):
        acts.reads(page, promised)
    page.goto("/my-data/")
    expect(page.get_by_role("heading", name="Ce qui est détruit")).to_be_visible()
    expect(page.locator("section[aria-labelledby=destroyed] .chip").first).to_be_visible()
    walk.clock.forward(days=185)
    acts.say_where_one_stands(walk.newcomer)


def _hold(walk: Walk, starts_at: datetime, *, minutes: int, phase: str) -> None:
    """Let the interview go by; the counsellor writes it down and both sign."""
    walk.clock.reach(starts_at + timedelta(minutes=minutes + 1))
    counsel.record_interview(walk.counsellor, minutes=minutes, phase=phase)
    acts.sign_attendance(walk.newcomer)


def _meet_tomorrow(walk: Walk) -> None:
    counsel.plan_interview(walk.counsellor, on=_tomorrow(walk).date(), time="14:00", minutes=120)


def _hold_tomorrow(walk: Walk, *, phase: str) -> None:
    _hold(walk, _tomorrow(walk), minutes=120, phase=phase)


def _today(walk: Walk) -> date:
    return walk.clock.now.astimezone(PARIS).date()


def _tomorrow(walk: Walk) -> datetime:
    today = walk.clock.now.astimezone(PARIS)
    return (today + timedelta(days=1)).replace(hour=14, minute=0, second=0, microsecond=0)


def _watched(page: Page, faults: list[str]) -> Page:
    def note(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.request.method} {response.url} answered {response.status}")

    def note_failure(request: Request) -> None:
        if request.failure != LEFT:
            faults.append(f"{request.method} {request.url}: {request.failure}")

    page.on("response", note)
    page.on("requestfailed", note_failure)
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(PATIENCE)
    return page
