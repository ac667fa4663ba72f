"""From confirmed cards to three compared projects, on a phone and by keyboard alone, in under ten minutes."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
PHONE = 390
TEN_MINUTES = 600.0
ACTION_SECONDS = 1.5  # what a person takes to find and touch one thing
TAB_SECONDS = 0.4  # what a person takes from one thing to the next by the keyboard
READING_SECONDS = 40.0  # what a person takes to read one option before keeping it
COMPARED = 3
TABS_AT_MOST = 160
STANDS_THERE = "found => found.includes(document.activeElement)"
MARKS = "select[name^=mark-]"


class Hand:
    """Someone who does one thing at a time; counts what it takes of a person's time."""

    def __init__(self, page: Page) -> None:
        self.page, self.started = page, time.monotonic()
        self.actions = self.tabs = self.read = 0

    def act(self, selector: str) -> None:
        """Touch the first thing of a kind and wait for the page it brings."""
        self.actions += 1
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def mark(self, value: str) -> None:
        """Choose one mark in each of the cells that a phone shows."""
        for cell in self.page.locator(f"{MARKS}:visible").all():
            self.actions += 2  # opening the list, choosing in it
            cell.select_option(value)

    def seconds(self) -> float:
        """Return what the machine took and what a person would take to read and act."""
        waited = time.monotonic() - self.started + self.tabs * TAB_SECONDS
        return waited + self.actions * ACTION_SECONDS + self.read * READING_SECONDS


class Keys(Hand):
    """The same, by the keyboard alone."""

    def act(self, selector: str) -> None:
        """Reach something by Tab and press Enter."""
        self._reach(selector)
        self.actions += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def mark(self, value: str) -> None:
        """Walk through the cells and go down to each mark from the empty choice at the top."""
        names = [cell.get_attribute("name") for cell in self.page.locator(f"{MARKS}:visible").all()]
        for name in names:
            self._reach(f"select[name='{name}']")
            while self.page.locator(f"select[name='{name}']").input_value() != value:
                self.actions += 1
                self.page.keyboard.press("ArrowDown")

    def _reach(self, selector: str) -> None:
        for _ in range(TABS_AT_MOST):
            if self.page.locator(selector).evaluate_all(STANDS_THERE):
                return
            self.tabs += 1
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")


def compares_three_projects(hand: Hand) -> None:
    """Keep three options after reading them, lay criteria, mark each project."""
    hand.page.goto("/options/")
    for _ in range(COMPARED):
        hand.read += 1
        hand.act("main form[action*='keep'] button")
    hand.act("main a.btn[href='/projects/']")
    for _ in range(COMPARED):
        hand.act("main form[action*='compare'] button")
    hand.act("main button:has-text('Poser ces critères')")
    hand.mark("2")
    hand.act("main button:has-text('Mettre à jour la comparaison')")


def has_three_projects_side_by_side(page: Page) -> None:
    """See the comparison kept, with three projects and every mark."""
    expect(page.get_by_text("La comparaison est à jour").first).to_be_visible()
    expect(page.locator(".card.project")).to_have_count(COMPARED)
    marks = [cell.input_value() for cell in page.locator(MARKS).all()]
    assert set(marks) == {"2"}


def test_on_a_phone_cards_become_three_compared_projects_in_under_ten_minutes(visit: Visit) -> None:
    hand = Hand(visit(as_="Claire", width=PHONE))

    compares_three_projects(hand)

    has_three_projects_side_by_side(hand.page)
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert hand.seconds() < TEN_MINUTES


def test_by_keyboard_alone_cards_become_three_compared_projects_in_under_ten_minutes(visit: Visit) -> None:
    keys = Keys(visit(as_="Maud"))

    compares_three_projects(keys)

    has_three_projects_side_by_side(keys.page)
    assert keys.seconds() < TEN_MINUTES
