"""From a told experience to confirmed cards, on a phone and by keyboard alone, in under three minutes."""

import time
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.acts import STORY

Visit = Callable[..., Page]
PHONE = 390
THREE_MINUTES = 180.0
ACTION_SECONDS = 1.5  # what a person takes to find and touch one thing
LETTERS_A_SECOND = 5.0  # a slow typist's pace on a phone
TABS_AT_MOST = 80
TITLE = "Secrétaire au cabinet médical"


class Hand:
    """Someone who touches one thing at a time; counts what it takes of a person's time."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions, self.started = page, 0, time.monotonic()

    def touch(self, role: str, name: str) -> None:
        """Touch the first thing of its kind that is called so."""
        self.actions += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]  # a role by name

    def fill(self, label: str, words: str) -> None:
        """Write in a field."""
        self.actions += 1
        self.page.get_by_label(label).first.fill(words)

    def seconds(self) -> float:
        """Return what the machine took and what a person would take to act, the story's writing apart."""
        return time.monotonic() - self.started + self.actions * ACTION_SECONDS


def offers(page: Page) -> int:
    return page.locator(".suggest > li").count()


def test_on_a_phone_a_story_becomes_confirmed_cards_in_under_three_minutes(visit: Visit) -> None:
    page = visit(as_="Thomas", width=PHONE)
    page.goto("/experiences/new/")
    hand = Hand(page)

    hand.touch("radio", "Salarié")
    hand.fill("Comment l’appelez-vous", TITLE)
    hand.fill("Depuis l’année", "2012")
    hand.fill("Racontez", STORY)
    hand.touch("button", "Garder ce récit")
    hand.touch("button", "Chercher dans mes mots")
    asked = offers(page)
    assert 0 < asked <= 10
    while offers(page):
        hand.touch("button", "C’est moi")

    expect(page.locator(".skill h3").first).to_be_visible()
    assert hand.seconds() + len(TITLE) / LETTERS_A_SECOND < THREE_MINUTES


def focus(page: Page, selector: str) -> None:
    """Move the focus by the keyboard until it stands on something."""
    for _ in range(TABS_AT_MOST):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Reach something by the keyboard and act on it."""
    focus(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)


def test_by_keyboard_alone_a_story_becomes_a_card_and_a_no_says_why(visit: Visit) -> None:
    page = visit(as_="Thomas")
    page.goto("/experiences/new/")
    focus(page, "input[name=kind]")
    page.keyboard.press("Space")
    for name, words in (("title", TITLE), ("from_year", "2012"), ("narrative", STORY)):
        focus(page, f"[name={name}]")
        page.keyboard.type(words)

    press(page, "main form:has(textarea) button")
    press(page, ".card.next button")
    asked = offers(page)
    press(page, ".suggest button[value=yes]")
    focus(page, ".suggest summary")
    page.keyboard.press("Enter")
    press(page, ".suggest button[value=MISREAD]")

    assert offers(page) == asked - 2
    expect(page.get_by_text("Les prochaines propositions en tiennent compte").first).to_be_visible()


def test_the_pages_of_the_portfolio_have_no_violation_and_fit_a_phone(visit: Visit) -> None:
    page, phone = visit(as_="Claire"), visit(as_="Claire", width=360)
    page.goto("/skills/")
    card = page.locator(".skill a").first.get_attribute("href") or ""
    paths = [
        "/skills/",
        card,
        f"{card}split/",
        f"{card}history/",
        "/skills/constellation/",
        "/skills/certifications/",
        "/skills/paper/",
        "/skills/paper/?part=stories",
    ]

    for path in paths:
        page.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
