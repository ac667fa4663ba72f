"""The demonstration on a free port, a real browser, and ways to be someone."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.clock import Clock

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 180
CODE = r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$"


@dataclass(frozen=True, slots=True)
class Site:
    """The running demonstration: its address and where it keeps its state."""

    address: str
    state: Path

    def url(self, path: str) -> str:
        """Return the full address of a path."""
        return self.address.rstrip("/") + path

    def mails_to(self, email: str) -> frozenset[Path]:
        """Return the mails that an address received."""
        mails = (self.state / "mails").glob("*")
        return frozenset(mail for mail in mails if f"To: {email}" in mail.read_text())

    def code_sent_to(self, email: str, *, after: frozenset[Path] = frozenset()) -> str:
        """Return the code mailed to an address after those mails, waiting for the worker to send it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for mail in self.mails_to(email) - after:
                if found := re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.read_text(), re.M):
                    return found[1]
            time.sleep(0.3)
        raise AssertionError("no code was mailed")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Start the demonstration on a free port and stop it at the end."""
    with demonstration(tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.fixture(scope="session")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """Keep the time at which the walk's own demonstration lives."""
    return Clock(tmp_path_factory.mktemp("clock") / "clock")


@pytest.fixture(scope="session")
def moving_site(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Site]:
    """Start a demonstration apart, whose time the clock moves."""
    with demonstration(tmp_path_factory.mktemp("moving"), **clock.environment()) as running:
        yield running


@contextmanager
def demonstration(state: Path, **more: str) -> Iterator[Site]:
    """Run the demonstration over a folder of its own, with more environment if need be."""
    environment = {**os.environ, "BILAN_STATE": str(state), "PYTHONUNBUFFERED": "1", **more}
    for name in ("DATABASE_URL", "BILAN_REFERENCE", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "bilan", "demo", "--port", "0"]
    log = (state / "server.log").open("w+")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield Site(address=_address(server, state / "server.log"), state=state)
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()
        shutil.rmtree(state, ignore_errors=True)


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if (found := re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text())) and _listens(int(found[1])):
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"the demonstration did not start:\n{log.read_text()}")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open pages in fresh contexts: `visit()`, or `visit(as_="Claire")` to enter as a demo person."""
    contexts: list[BrowserContext] = []

    def open_page(*, as_: str = "", width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            locale="fr-FR",
            base_url=site.address,
            bypass_csp=True,
        )
        contexts.append(context)
        page = context.new_page()
        if as_:
            page.goto("/demo/")
            page.get_by_role("button", name=f"Entrer comme {as_}").first.click()
        return page

    yield open_page
    for context in contexts:
        context.close()
