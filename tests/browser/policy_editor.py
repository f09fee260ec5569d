"""The policy editor as somebody uses it: CodeMirror in a shadow root, over the field that is sent."""

import re

from playwright.sync_api import Locator, Page, expect


def field(page: Page, name: str) -> Locator:
    """The text area that keeps what stands in the editor of a policy."""
    return page.locator(f'textarea[aria-label="{name}"]')


def editor(page: Page, name: str) -> Locator:
    """The editor of a policy, in the tab that is opened for it."""
    panel = page.locator("[role=tabpanel]", has=field(page, name))
    if panel.is_hidden():
        page.locator(f'[role=tab][aria-controls="{panel.get_attribute("id")}"]').click()
    return page.locator(".editor", has=field(page, name)).locator(".cm-content")


def write(page: Page, name: str, text: str) -> None:
    """Put a text in place of a policy, by keys."""
    editor(page, name).focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def expect_text(page: Page, name: str, text: str | re.Pattern[str]) -> None:
    """Wait until a policy reads like this, in the editor and in its field."""
    expect(field(page, name)).to_have_value(text)
