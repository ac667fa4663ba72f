"""The whole programme under other rules than the French ones of the day: the sheet of 2015, and Flanders."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import acts, counsel
from tests.browser.acts import Newcomer
from tests.browser.clock import Clock
from tests.browser.conftest import Site, demonstration
from tests.browser.counsel import Counsellor
from tests.browser.house import found_house
from tests.browser.walking import (
    Programme,
    Walk,
    come_in,
    conclude,
    investigate,
    look_after,
    settle_the_program,
    walking,
)

SHEET_OF_2015 = Programme(
    investigation=240,
    more=(("INVESTIGATION", 240), ("CONCLUSION", 240), ("CONCLUSION", 240)),
    days_before_the_end=28,
    plans=1,
)
FLANDERS = Programme(investigation=60, more=(("CONCLUSION", 60),), plans=1)
Start = Callable[..., AbstractContextManager[Walk]]


@pytest.fixture(scope="module")
def other_clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """Keep a time apart from that of the other walk."""
    return Clock(tmp_path_factory.mktemp("other-clock") / "clock")


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory, other_clock: Clock) -> Iterator[Site]:
    """Start a demonstration whose time the other clock moves."""
    with demonstration(tmp_path_factory.mktemp("other"), **other_clock.environment()) as running:
        yield running


@pytest.fixture
def start(browser: Browser, other_site: Site, other_clock: Clock) -> Start:
    """Found a house under some rules and send someone there."""

    def make(page: Page, other: Page, *, newcomer: str, counsellor: str, programme: Programme) -> Walk:
        address = f"{newcomer.split(maxsplit=1)[0].lower()}@example.org"
        who = Newcomer(page, other_site, name=newcomer, email=address)
        return Walk(who, Counsellor(other, counsellor.split(maxsplit=1)[0], newcomer), other_clock, programme)

    def begin(profile: str, **told: object) -> AbstractContextManager[Walk]:
        found_house(other_site, other_clock, profile=profile, counsellor=str(told["counsellor"]))
        return walking(browser, other_site, partial(make, **told))  # type: ignore[arg-type]  # told by name

    return begin


def test_the_sheet_of_2015_is_walked_within_its_thirty_hours(start: Start) -> None:
    told = {"newcomer": "Odile Garnier", "counsellor": "Mireille Vasseur", "programme": SHEET_OF_2015}
    with start("programme-2015", **told) as walk:
        come_in(walk)
        settle_the_program(walk)
        acts.reads_rules(walk.newcomer, "30 h au plus")
        investigate(walk)
        conclude(walk)
        look_after(walk)


def test_flanders_is_walked_within_its_four_hours_with_messages_in_between(start: Start) -> None:
    told = {"newcomer": "Lies Janssens", "counsellor": "Annelies Peeters", "programme": FLANDERS}
    with start("be-vlg", **told) as walk:
        come_in(walk)
        settle_the_program(walk)
        acts.reads_rules(walk.newcomer, "4 h")
        acts.write_message(walk.newcomer, "Mercredi me va mieux que jeudi.")
        counsel.answer_message(walk.counsellor, "Mercredi me va mieux", "C’est noté.")
        acts.read_message(walk.newcomer, "C’est noté.")
        investigate(walk)
        conclude(walk)
        look_after(walk)
