"""A newcomer and her counsellor walk through a whole bilan, under the French rules of the day."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.acts import Newcomer
from tests.browser.clock import Clock
from tests.browser.conftest import Site
from tests.browser.counsel import Counsellor
from tests.browser.walking import (
    Walk,
    come_in,
    conclude,
    investigate,
    look_after,
    settle_the_program,
    walking,
)


@pytest.fixture
def walk(browser: Browser, moving_site: Site, clock: Clock) -> Iterator[Walk]:
    """Let a newcomer meet a counsellor of the demonstration."""

    def make(page: Page, other: Page) -> Walk:
        newcomer = Newcomer(page, moving_site)
        return Walk(newcomer, Counsellor(other, "Maëlle", newcomer.name), clock)

    with walking(browser, moving_site, make) as walked:
        yield walked


def test_a_newcomer_and_her_counsellor_walk_through_a_whole_bilan(walk: Walk) -> None:
    come_in(walk)
    settle_the_program(walk)
    investigate(walk)
    conclude(walk)
    look_after(walk)
