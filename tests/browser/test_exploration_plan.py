"""The action plan on a phone and by keyboard alone: a first step, told done in one tap, or left to wait."""

from collections.abc import Callable
from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
PHONE = 360
TABS_AT_MOST = 120
PAGES = (
    "/action-plan/",
    "/action-plan/new/?plan=PLAN_A",
    "/action-plan/review/",
    "/action-plan/learning/",
    "/action-plan/recognition/",
    "/action-plan/paper/",
)


def reach(page: Page, selector: str) -> None:
    """Come to something by Tab alone."""
    for _ in range(TABS_AT_MOST):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def enter(page: Page, selector: str) -> None:
    """Come to something and press Enter, which brings another page."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_on_a_phone_a_first_step_is_written_and_told_done_in_one_tap(visit: Visit) -> None:
    page = visit(as_="Inès", width=PHONE)
    page.goto("/action-plan/")
    page.locator("main .starts a").first.click()
    page.get_by_label("Pour quand").fill((date.today() + timedelta(days=3)).isoformat())  # noqa: DTZ011
    page.get_by_label("Si…").fill("personne ne répond")
    page.get_by_label("… alors").fill("je passe sur place le mercredi")
    page.get_by_role("button", name="Ajouter cette étape").click()

    expect(page.get_by_text("Si personne ne répond, alors je passe sur place").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("main .next .btn").click()

    expect(page.get_by_text("Fait. C’est un pas de plus.").first).to_be_visible()


def test_by_keyboard_alone_a_step_waits_and_says_why(visit: Visit) -> None:
    page = visit(as_="Lucie")
    page.goto("/action-plan/review/")
    reach(page, ".tell summary")
    page.keyboard.press("Enter")
    reach(page, ".tell input[name=words]")
    page.keyboard.type("Le lycée est fermé")

    enter(page, ".tell button[value=NOT_NOW]")

    expect(page.get_by_text("Le lycée est fermé").first).to_be_visible()


def test_the_pages_of_the_plan_have_no_violation_and_fit_a_phone(visit: Visit) -> None:
    phone, dark = visit(as_="Lucie", width=PHONE), visit(as_="Lucie", scheme="dark")

    for path in PAGES:
        for page in (phone, dark):
            page.goto(path)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
