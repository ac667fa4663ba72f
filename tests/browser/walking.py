"""A whole bilan in steps, on the running site, without any script: the same for every country's rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

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
class Programme:
    """What the rules of a country make of the walk: how long one meets, and for how many weeks at least.

    `investigation` is the second interview of that phase; `more` are those after it, in their order.
    """

    investigation: int = 120
    more: tuple[tuple[str, int], ...] = (
        ("INVESTIGATION", 120),
        ("INVESTIGATION", 120),
        ("CONCLUSION", 120),
        ("CONCLUSION", 120),
        ("CONCLUSION", 120),
    )
    days_before_the_end: int = 0
    plans: int = 2


@dataclass(frozen=True, slots=True)
class Walk:
    """Two people, each in a browser of their own, the time they live in, and the rules they walk under."""

    newcomer: Newcomer
    counsellor: Counsellor
    clock: Clock
    programme: Programme = Programme()


@contextmanager
def walking(browser: Browser, site: Site, make: Callable[[Page, Page], Walk]) -> Iterator[Walk]:
    """Open two browsers without scripts; every page that either opens must answer."""
    contexts = [
        browser.new_context(java_script_enabled=False, locale="fr-FR", base_url=site.address)
        for _ in range(2)
    ]
    faults: list[str] = []
    newcomer, counsellor = (_watched(context.new_page(), faults) for context in contexts)
    yield make(newcomer, counsellor)
    for context in contexts:
        context.close()
    assert faults == []


def come_in(walk: Walk) -> None:
    """Front door, account, consent, counsellor, the first free interview, held and signed."""
    who = walk.newcomer
    acts.ask_at_the_door(who)
    acts.open_account(who)
    acts.introduce_oneself(who)
    acts.consent(who)
    acts.choose_counsellor(who, walk.counsellor.door)
    starts_at = acts.book_first_slot(who)
    hold(walk, starts_at, minutes=60, phase="PRELIMINARY")


def settle_the_program(walk: Walk) -> None:
    """Demand, limits, the twenty questions, a plan, the agreement signed by both."""
    who = walk.newcomer
    acts.tell_demand(who)
    acts.tell_limits(who)
    acts.answer(who, "Répondre aux questions", (1, 2))
    acts.choose_plan(who, least=walk.programme.plans)
    counsel.sign_agreement(walk.counsellor)
    acts.sign_agreement(who)


def investigate(walk: Walk) -> None:
    """Experiences, skills, values, interests, options compared and tried, two projects."""
    who = walk.newcomer
    starts_at = acts.book_next(who)
    acts.tell_experience(who)
    acts.confirm_skills(who)
    counsel.prepare(walk.counsellor)
    hold(walk, starts_at, minutes=60, phase="INVESTIGATION")
    meet_tomorrow(walk, minutes=walk.programme.investigation)
    acts.answer(who, "Trier les cartes", (3, 1, 2, 0))
    acts.answer(who, "Répondre", LIKINGS)
    acts.keep_options(who)
    acts.compare(who)
    tried = acts.enquire(who, today=today(walk))
    acts.choose_projects(who, tried=tried)
    acts.write_steps(who, today=today(walk))
    hold_tomorrow(walk, minutes=walk.programme.investigation, phase="INVESTIGATION")


def conclude(walk: Walk) -> None:
    """The hours lived and signed, the synthesis drafted, observed, acknowledged and handed over."""
    for phase, minutes in walk.programme.more:
        meet_tomorrow(walk, minutes=minutes)
        hold_tomorrow(walk, minutes=minutes, phase=phase)
    if walk.programme.days_before_the_end:
        walk.clock.forward(days=walk.programme.days_before_the_end)
    counsel.draft_synthesis(walk.counsellor)
    acts.observe_and_acknowledge(walk.newcomer, OBSERVATIONS)
    counsel.acknowledge_synthesis(walk.counsellor, OBSERVATIONS)
    counsel.hand_over(walk.counsellor)
    assert acts.download_synthesis(walk.newcomer).startswith(b"%PDF")


def look_after(walk: Walk) -> None:
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


def hold(walk: Walk, starts_at: datetime, *, minutes: int, phase: str) -> None:
    """Let the interview go by; the counsellor writes it down and both sign."""
    walk.clock.reach(starts_at + timedelta(minutes=minutes + 1))
    counsel.record_interview(walk.counsellor, minutes=minutes, phase=phase)
    acts.sign_attendance(walk.newcomer)


def meet_tomorrow(walk: Walk, *, minutes: int) -> None:
    """Let the counsellor plan an interview for the next day."""
    counsel.plan_interview(walk.counsellor, on=tomorrow(walk).date(), time="14:00", minutes=minutes)


def hold_tomorrow(walk: Walk, *, minutes: int, phase: str) -> None:
    """Hold the interview planned for the next day."""
    hold(walk, tomorrow(walk), minutes=minutes, phase=phase)


def today(walk: Walk) -> date:
    """Return what day it is for the two."""
    return walk.clock.now.astimezone(PARIS).date()


def tomorrow(walk: Walk) -> datetime:
    """Return two in the afternoon of the next day."""
    now = walk.clock.now.astimezone(PARIS)
    return (now + timedelta(days=1)).replace(hour=14, minute=0, second=0, microsecond=0)


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
