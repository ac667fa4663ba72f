"""Every page that anyone can reach, checked by axe in light and dark, and on a narrow screen."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Visit = Callable[..., Page]
MOST_PAGES = 40
WALKERS = ("", "Claire", "Thomas", "Hélène", "Nadia")
# Links of pictures answer an object for `href`, so the attribute is resolved by hand.
LINKS = "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
# Pages that look the same for everybody are walked once, by the visitor without an account.
FOR_ALL = ("/about/", "/who-reads/", "/accessibility/", "/sources/", "/account/", "/demo/", "/gallery/")


def pages_within_reach(page: Page, *, is_visitor: bool) -> list[str]:
    """Follow every link from where one stands, one of each kind of address; return the paths of pages."""
    start = urlsplit(page.url)
    waiting, kinds = [start.path or "/"], set[str]()
    seen: list[str] = []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.goto(path)
        seen.append(path)
        for link in page.eval_on_selector_all("a[href]", LINKS):
            parts = urlsplit(link)
            is_here = parts.netloc == start.netloc and (is_visitor or not parts.path.startswith(FOR_ALL))
            if is_here and (kind := kind_of(parts.path)) not in kinds:
                kinds.add(kind)
                waiting.append(parts.path)
    return seen


def kind_of(path: str) -> str:
    """Return an address without its identifiers: two cases are one kind of page."""
    parts = ["*" if any(character.isdigit() for character in part) else part for part in path.split("/")]
    return "/".join(parts)


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "nobody")
def test_no_page_has_a_violation_or_scrolls_sideways(visit: Visit, who: str) -> None:
    light, dark, narrow = (visit(as_=who), visit(as_=who, scheme="dark"), visit(as_=who, width=360))
    if not who:
        light.goto("/")
    paths = pages_within_reach(light, is_visitor=not who)

    faults = [fault for path in paths for fault in faults_of(path, light=light, dark=dark, narrow=narrow)]

    assert len(paths) > 3
    assert faults == []


def faults_of(path: str, *, light: Page, dark: Page, narrow: Page) -> list[str]:
    """Return what is wrong with a page: axe's violations in light and dark, a sideways scroll on a phone."""
    faults = []
    for page in (light, dark):
        page.goto(path)
        found = Axe().run(page)
        if found.violations_count:
            faults.append(f"{path}: {found.generate_report()}")
    narrow.goto(path)
    if narrow.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(f"{path} scrolls sideways at 360 px")
    return faults


def test_nothing_comes_from_elsewhere_and_pages_stay_light(visit: Visit) -> None:
    page = visit(as_="Claire")
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}) if answer.ok else None)
    for path in ("/home/", "/skills/", "/options/", "/journey/", "/my-data/"):
        sizes.clear()
        page.goto(path, wait_until="networkidle")

        assert {urlsplit(url).netloc for url in sizes} == {urlsplit(page.url).netloc}
        assert sum(sizes.values()) < 100_000, f"{path} weighs {sum(sizes.values())} bytes"
