"""A note from paper to plan, by a counsellor who clicks and types: counted, and under two minutes."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.clock import Clock
from tests.browser.conftest import Site

TWO_MINUTES = 120.0
ACTION_SECONDS = 1.5  # what a person takes to find and touch one thing
LETTERS_A_SECOND = 5.0  # copying from paper on a keyboard, sixty words a minute
MOST_ACTIONS = 8
WEEKS_AHEAD = 6
NOTE = (
    "Trois pistes relues ensemble, une écartée : trop loin. Elle a parlé du déménagement de sa mère, "
    "et de ce qu’il change à ses horaires. Confiance en hausse ; le mot « chef » l’effraie encore."
)
NEXT_STEP = "Appeler deux anciens collègues avant jeudi."


class Hands:
    """Someone who touches one thing at a time and types; counts what it takes of a person's time."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions, self.letters, self.started = page, 0, 0, time.monotonic()

    def touch(self, thing: Locator) -> None:
        """Touch something."""
        self.actions += 1
        thing.first.click()

    def type(self, label: str, words: str) -> None:
        """Write in a field, letter by letter."""
        self.actions += 1
        self.letters += len(words)
        self.page.get_by_label(label).fill(words)

    def seconds(self) -> float:
        """Return what the machine took and what a person would take to act and to type."""
        machine = time.monotonic() - self.started
        return machine + self.actions * ACTION_SECONDS + self.letters / LETTERS_A_SECOND


@pytest.fixture
def desk(browser: Browser, moving_site: Site) -> Iterator[Page]:
    """Open the day of a counsellor of the demonstration."""
    context = browser.new_context(locale="fr-FR", base_url=moving_site.address, bypass_csp=True)
    page = context.new_page()
    page.goto("/demo/")
    page.get_by_role("button", name="Entrer comme Hélène").first.click()
    yield page
    context.close()


def let_an_interview_go_by(page: Page, clock: Clock) -> Locator:
    """Let days go by until a bilan has an interview to write down; return the link that leads to it."""
    waiting = page.locator(".next-act", has_text="Noter la séance")
    for _ in range(WEEKS_AHEAD):
        page.goto("/counsel/cases/")
        if waiting.count():
            return waiting
        clock.forward(days=7)
    raise AssertionError("no interview of the demonstration asks to be written down")


def test_a_note_goes_from_paper_to_plan_in_under_two_minutes(desk: Page, clock: Clock) -> None:
    let_an_interview_go_by(desk, clock)
    desk.goto("/counsel/")
    hands = Hands(desk)

    hands.touch(desk.get_by_role("link", name="Dossiers"))
    hands.touch(desk.locator(".next-act", has_text="Noter la séance"))
    hands.type("Ma note", NOTE)
    hands.type("La prochaine étape", NEXT_STEP)
    lived = desk.locator("input[name=modules]")
    if lived.count():
        hands.touch(lived)
    hands.touch(desk.get_by_role("button", name="Noter la séance"))
    expect(desk.get_by_text("La séance est notée")).to_be_visible()
    hands.touch(desk.get_by_role("button", name="Signer ma présence"))
    expect(desk.get_by_text("Votre présence est signée")).to_be_visible()
    hands.touch(desk.get_by_role("link", name="Plan", exact=True))

    expect(desk).to_have_url(re.compile(r"/plan/$"))
    assert hands.actions <= MOST_ACTIONS
    assert hands.seconds() < TWO_MINUTES, f"{hands.actions} actions, {hands.letters} letters"
