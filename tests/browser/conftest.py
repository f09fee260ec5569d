"""A real browser: Debian's Chromium through Playwright, against a live server."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

# Playwright runs an event loop in this thread; Django would refuse to use the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text(encoding="utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A form sent back with its errors is 422, which Chromium notes as if it were a fault of the page.
EXPECTED_NOTE = re.compile(r"Failed to load resource: the server responded with a status of 422")

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
# The caret of an editor blinks for ever.
STILL = """async () => {
    const moving = (each) => Number.isFinite(each.effect.getComputedTiming().endTime);
    while (document.getAnimations().some(moving)) await new Promise(requestAnimationFrame);
}"""
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the browser that is installed, offline as far as it can be told."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "install Chromium, or leave these tests out: tests/run --quick"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Open a desktop window that asks for no motion."""
    return {**browser_context_args, "viewport": DESKTOP, "reduced_motion": "reduce", "locale": "en-GB"}


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Begin the live server once the database is the one of the tests: before, its threads would share a connection."""
    return live_server


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let `page.goto("/")` mean the live server."""
    return str(live_server.url)


@pytest.fixture
def page(page: Page, base_url: str, expected_in_console: list[str]) -> Iterator[Page]:
    """Give a page; afterwards fail the test for an error in its console or a request to another host."""
    faults: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error" and not EXPECTED_NOTE.search(message.text):
            faults.append(message.text)

    def note_host(url: str) -> None:
        if not url.startswith((base_url, "data:", "blob:", "about:")):
            faults.append(f"request to another host: {url}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: note_host(request.url))
    page.set_default_timeout(10_000)
    yield page
    assert [fault for fault in faults if not any(part in fault for part in expected_in_console)] == []


@pytest.fixture
def expected_in_console() -> list[str]:
    """A list for a test to append parts of console errors that belong to what it does, such as a 404."""
    return []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A function that fails for whatever axe-core finds on a page: WCAG 2.0 to 2.2, A and AA, and best practices."""

    def axe(page: Page) -> None:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
        found = page.evaluate(run, STANDARDS)["violations"]
        violations = [
            f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:160] for node in rule["nodes"])
            for rule in found
        ]
        assert violations == [], "\n".join(violations)

    return axe


@pytest.fixture
def axe_in_both_themes(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """Like `axe`, of a page as it is: once in the light theme and once in the dark one."""

    def axe_in_both_themes(page: Page) -> None:
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            # Colours pass from parents to children as transitions, however short: axe would see them on their way.
            page.evaluate(STILL)
            axe(page)

    return axe_in_both_themes
