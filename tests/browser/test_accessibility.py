"""Every page that anyone can reach, checked by axe in light and dark, and on a narrow screen."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Visit = Callable[..., Page]
MOST_PAGES = 60
WALKERS = ("", "Claire", "Agnès", "Françoise", "Thomas", "Hélène", "Nadia")


def pages_within_reach(page: Page) -> list[str]:
    """Follow every link from where one stands, one of each kind of address; return the paths."""
    start = urlsplit(page.url)
    waiting, kinds = [start.path or "/"], set[str]()
    seen: list[str] = []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status == 200, f"{path} answered {answer.status}"
        seen.append(path)
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            if parts.netloc == start.netloc and (kind := kind_of(parts.path)) not in kinds:
                kinds.add(kind)
                waiting.append(parts.path)
    return seen


def kind_of(path: str) -> str:
    """Return an address without its identifiers: two cases are one kind of page."""
    parts = ["*" if any(character.isdigit() for character in part) else part for part in path.split("/")]
    return "/".join(parts)


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "nobody")
def test_no_page_has_a_violation(visit: Visit, who: str) -> None:
    light, dark, narrow = (
        visit(as_=who),
        visit(as_=who, scheme="dark"),
        visit(as_=who, width=360),
    )
    if not who:
        light.goto("/")
    paths = pages_within_reach(light)
    axe, faults = Axe(), []
    for path in paths:
        for page in (light, dark, narrow):
            page.goto(path)
            found = axe.run(page)
            if found.violations_count:
                faults.append(f"{path}: {found.generate_report()}")

    assert paths
    assert faults == []


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "nobody")
def test_no_page_scrolls_sideways_on_a_phone(visit: Visit, who: str) -> None:
    page = visit(as_=who, width=360)
    if not who:
        page.goto("/")

    wide = [
        path
        for path in pages_within_reach(page)
        if page.goto(path) and page.evaluate("document.documentElement.scrollWidth > innerWidth")
    ]

    assert wide == []


def test_nothing_comes_from_elsewhere_and_pages_stay_light(visit: Visit) -> None:
    page = visit(as_="Claire")
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if answer.ok else None)
    for path in pages_within_reach(page)[:20]:
        sizes.clear()
        page.goto(path, wait_until="networkidle")

        assert {urlsplit(url).netloc for url in sizes} == {urlsplit(page.url).netloc}
        assert sum(sizes.values()) < 100_000, f"{path} weighs {sum(sizes.values())} bytes"
