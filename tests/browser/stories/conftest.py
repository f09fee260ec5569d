"""Every story three times: on a desktop, on a phone, and with key presses alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

from .hands import Hands, Keys, Pointer

WAYS = {"desktop": (DESKTOP, Pointer), "phone": (PHONE, Pointer), "keys": (DESKTOP, Keys)}
Open = Callable[[str], str]
End = Callable[[], None]


@pytest.fixture(params=WAYS)
def hands(request: pytest.FixtureRequest, page: Page, transactional_db: None) -> Hands:
    """Somebody with a pointer or with keys, before a page that no sandbox is open on."""
    size, kind = WAYS[request.param]
    page.set_viewport_size(size)
    return kind(page)


@pytest.fixture
def begin(hands: Hands) -> Open:
    """Open one of the companies as a stranger does: from the front page, by what stands there."""

    def begin(title: str) -> str:
        page = hands.page
        page.goto("/sandbox/")
        hands.press(page.get_by_role("button", name=f"Open {title}"))
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        return page.url

    return begin


@pytest.fixture
def end(hands: Hands, axe: Callable[[Page], None]) -> End:
    """See that the page a story ends on fits its window, and that axe finds nothing."""

    def end() -> None:
        page = hands.page
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], f"{page.url} scrolls sideways"
        # In a high window no bar that sticks to its edge covers half a button, which axe takes for a small one.
        size = page.viewport_size or DESKTOP
        page.set_viewport_size({**size, "height": 5000})
        axe(page)
        page.set_viewport_size(size)

    return end
