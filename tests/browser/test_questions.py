"""Card sort, trade-off, best and worst, words: answered by keyboard alone, fit for a phone, accessible."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.instruments import files

Visit = Callable[..., Page]
# By format: the instrument, then the digits and letters that answer one of its questions.
KEYS = {
    "card sort": ("work-values", "2"),
    "trade-off": ("trade-off", "1"),
    "best and worst": ("best-worst", "1c"),
    "steps": ("frequency", "3"),
}
OWN = {
    "trade-off": files.trade_off(),
    "best-worst": files.best_worst(),
    "frequency": files.frequency(),
    "free-text": files.free_text(),
}


@pytest.fixture(autouse=True)
def _every_format(site: Site) -> Iterator[None]:
    """Lay instruments of every format beside those that ship, and take them away."""
    folder = site.state / "instruments"
    laid = [files.put(folder, text, f"{name}-1.toml") for name, text in OWN.items()]
    yield
    for path in laid:
        path.unlink()


def begin(page: Page, instrument: str) -> str:
    """Start a questionnaire, or go on with it, and return the address of the question whose turn it is."""
    page.goto(f"/questionnaires/{instrument}/")
    with page.expect_navigation():
        page.locator("main button.btn").click()
    return page.url


@pytest.mark.parametrize("name", KEYS)
def test_keys_alone_answer_a_question_and_go_to_the_next(visit: Visit, name: str) -> None:
    instrument, keys = KEYS[name]
    page = visit(as_="Thomas")
    asked = begin(page, instrument)

    for key in keys:
        page.keyboard.press(key)
    checked = page.locator("input:checked").count()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert checked == len(keys)
    assert page.url != asked


def test_words_are_marked_for_oneself_by_keyboard(visit: Visit) -> None:
    page = visit(as_="Thomas")
    begin(page, "free-text")
    page.locator("textarea").focus()
    page.keyboard.type("D’avoir tenu.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "pour vous seulement" in page.locator("main").inner_text()


@pytest.mark.parametrize("instrument", ["work-values", *OWN])
def test_every_format_fits_a_phone_without_a_violation(visit: Visit, instrument: str) -> None:
    page = visit(as_="Claire", width=360)
    begin(page, instrument)

    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
