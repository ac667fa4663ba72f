"""Every page that anyone can reach, checked by axe in light and dark, and on a narrow screen."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

Visit = Callable[..., Page]
MOST_PAGES = 40
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=900)
WALKERS = ("", "Claire", "Thomas", "Hélène", "Nadia")
HREF = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"")
# Pages that look the same for everybody are walked once, by the visitor without an account.
FOR_ALL = (
    *("/about/", "/modules/", "/who-reads/", "/accessibility/", "/sources/"),
    *("/account/", "/demo/", "/gallery/"),
)


def pages_within_reach(page: Page, *, is_visitor: bool) -> list[str]:
    """Follow every link from where one stands, one of each kind of address; return the paths of pages."""
    waiting, kinds = [urlsplit(page.url).path or "/"], set[str]()
    seen: list[str] = []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = page.request.get(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        seen.append(path)
        for link in paths_in(answer.text(), of=answer.url):
            is_here = is_visitor or not link.startswith(FOR_ALL)
            if is_here and (kind := kind_of(link)) not in kinds:
                kinds.add(kind)
                waiting.append(link)
    return seen


def paths_in(html: str, *, of: str) -> list[str]:
    """Return where the links of a page lead on this site."""
    links = [urlsplit(urljoin(of, unescape(link))) for link in HREF.findall(html)]
    return [link.path for link in links if link.netloc == urlsplit(of).netloc]


def kind_of(path: str) -> str:
    """Return an address without its identifiers: two cases are one kind of page."""
    parts = ["*" if any(character.isdigit() for character in part) else part for part in path.split("/")]
    return "/".join(parts)


@pytest.mark.parametrize("who", WALKERS, ids=lambda who: who or "nobody")
def test_no_page_has_a_violation_or_scrolls_sideways(visit: Visit, who: str) -> None:
    page = visit(as_=who)
    if not who:
        page.goto("/")
    paths = pages_within_reach(page, is_visitor=not who)

    faults = [fault for path in paths for fault in faults_of(path, page)]

    assert len(paths) > 3
    assert faults == []


def faults_of(path: str, page: Page) -> list[str]:
    """Return what is wrong with a page: axe's violations in light and dark, a sideways scroll on a phone.

    The dark page differs by its colors alone: these alone are looked at again.
    """
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # else colors are read on their way
    page.goto(path)
    found = [Axe().run(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found.append(Axe().run(page, options={"runOnly": ["color-contrast"]}))
    faults = [f"{path}: {one.generate_report()}" for one in found if one.violations_count]
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
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
