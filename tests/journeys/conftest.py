"""A running site and a browser, each started once: all journeys run in one process."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.installation import running_site
from tests.journeys.pages import PAGES
from tracker.management.commands.screenshot import find_chromium

CHROMIUM = find_chromium()
# A click does not wait for the page it leads to: every journey says with `expect` what it waits
# for before it reads. On a busy machine that may take long; on a broken page it never comes.
PATIENCE = 30_000  # milliseconds
# Chromium would otherwise call its maker's hosts and try HTTP/3.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site that holds the data of this project."""
    with running_site(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def fetch(site: str) -> Callable[[str], str]:
    """Read one address of the site as text."""

    def read(path: str) -> str:
        with urllib.request.urlopen(site + path, timeout=20) as answer:  # noqa: S310
            return str(answer.read().decode())

    return read


@pytest.fixture(scope="session")
def fetch_json(fetch: Callable[[str], str]) -> Callable[[str], dict]:
    return lambda path: json.loads(fetch(path))


@pytest.fixture(scope="session")
def address_of(site: str, fetch: Callable[[str], str]) -> Callable[[str], str]:
    """The full address of a kind of page; `{first}` stands for the first row of its list."""

    def address(kind: str) -> str:
        path = PAGES[kind]
        if "{first}" in path:
            listing = path.partition("{first}")[0]
            found = re.search(rf'href="({re.escape(listing)}[^"?]+/)"', fetch(listing))
            assert found, f"{listing} links to none of its rows"
            path = found[1]
        return site + path

    return address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail("no chromium on this machine")
        pytest.skip(
            "no chromium on this machine; on Debian: apt-get install chromium-headless-shell"
        )
    # Playwright keeps an event loop in this thread; Django would take it for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
        # Beside a running loop Django keeps connections apart; after it nobody would find them.
        connections.close_all()


class Visitor:
    """A reader's browser window; remembers what it asked other hosts for, and what went wrong."""

    def __init__(self, browser: Browser, site: str, language: str = "zh-hans", **options: object):
        self.context: BrowserContext = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
        self.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        self.site = site

    def _note(self, message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        # A refused or missing page is itself logged as an error; that is what was asked for.
        if kind == "error" and "Failed to load resource" not in text:
            self.errors.append(text)

    def foreign_requests(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.site, "data:"))]


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Open a window: `visitor(language=…, viewport=…, color_scheme=…)`."""
    opened: list[Visitor] = []

    def open_window(**options: object) -> Visitor:
        opened.append(Visitor(browser, site, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_window
    for window in opened:
        window.context.close()
