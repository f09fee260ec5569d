"""The hands of a stranger: a pointer, or the keys of a keyboard alone."""

import re
from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

from tests.browser.policy_editor import field

HAS_FOCUS = "element => element === element.getRootNode().activeElement"
# One point of the focused element is enough: nobody is lost as long as a part of it can be seen (WCAG 2.2, 2.4.11).
IS_SEEN = """element => {
  const spots = [...element.getClientRects()].flatMap(({ left, top, width, height }) =>
    [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y])));
  return spots.some(([x, y]) => {
    const root = element.getRootNode();
    const hit = root.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element) && hit.closest("label, summary, td, p, div") === hit);
  });
}"""
MOST_STOPS = 150
SOON = 50  # tenths of a second


class Hands(ABC):
    """What somebody can do to a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, place: Locator) -> None:
        """Press a button, follow a link, unfold what is folded."""

    @abstractmethod
    def tick(self, place: Locator) -> None:
        """Tick a box, or take its tick away."""

    @abstractmethod
    def write(self, place: Locator, text: str) -> None:
        """Put a text in place of a field's."""

    @abstractmethod
    def choose(self, place: Locator, label: str) -> None:
        """Choose what begins like this from a list."""

    @abstractmethod
    def open_tab(self, tab: Locator) -> None:
        """Bring what stands behind a tab to the front."""

    @abstractmethod
    def enter(self, place: Locator) -> None:
        """Put the focus into something that is written in."""

    @abstractmethod
    def run(self) -> None:
        """Ask for a decision."""

    @abstractmethod
    def step(self, *, back: bool = False) -> None:
        """Go one step of the decision on, or back."""

    def write_policy(self, name: str, text: str) -> None:
        """Put a text in place of a policy's, in the editor behind its tab."""
        panel = self.page.locator("[role=tabpanel]", has=field(self.page, name))
        if panel.is_hidden():
            self.open_tab(self.page.locator(f'[role=tab][aria-controls="{panel.get_attribute("id")}"]'))
        self.enter(self.page.locator(".editor", has=field(self.page, name)).locator(".cm-content"))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def menu(self, item: str) -> None:
        """Take something from the menu of a sandbox."""
        self.press(self.page.locator(".menu-in-page summary"))
        place = self.page.locator(".menu-list").get_by_text(item, exact=True)
        self.press(place)


class Pointer(Hands):
    """A mouse, or a finger."""

    def press(self, place: Locator) -> None:
        """Click it."""
        place.click()

    def tick(self, place: Locator) -> None:
        """Click it."""
        place.click()

    def write(self, place: Locator, text: str) -> None:
        """Click it, and type."""
        place.click()
        place.fill(text)

    def choose(self, place: Locator, label: str) -> None:
        """Take the first that begins like this."""
        found = place.locator("option").filter(has_text=re.compile("^" + re.escape(label))).first
        place.select_option(label=found.inner_text())

    def open_tab(self, tab: Locator) -> None:
        """Click it."""
        tab.click()

    def enter(self, place: Locator) -> None:
        """Click into it."""
        place.click()

    def run(self) -> None:
        """Click the button."""
        self.page.get_by_role("button", name=re.compile("^Run")).last.click()

    def step(self, *, back: bool = False) -> None:
        """Click a button of the stepper."""
        self.page.get_by_role("button", name="Previous step" if back else "Next step").click()


class Keys(Hands):
    """Tab, Shift+Tab, Enter, Space, arrows, Escape and Ctrl+Enter."""

    def press(self, place: Locator) -> None:
        """Go there by Tab, and press Enter."""
        self.reach(place)
        self.page.keyboard.press("Enter")

    def tick(self, place: Locator) -> None:
        """Go there by Tab, and press Space."""
        self.reach(place)
        self.page.keyboard.press("Space")

    def write(self, place: Locator, text: str) -> None:
        """Go there by Tab, and type over what stands there."""
        self.reach(place)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, place: Locator, label: str) -> None:
        """Go there by Tab, and down the list by the arrow key."""
        self.reach(place)
        self.page.keyboard.press("Home")
        chosen = "select => select.selectedOptions[0].innerText.trim()"
        for _ in range(MOST_STOPS):
            if place.evaluate(chosen).startswith(label):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The list has no {label}")

    def open_tab(self, tab: Locator) -> None:
        """Go to the tab that is open, and on by the arrow key."""
        tabs = tab.locator("xpath=..").get_by_role("tab")
        self.reach(tab.locator("xpath=..").get_by_role("tab", selected=True))
        for _ in range(tabs.count()):
            if tab.get_attribute("aria-selected") == "true":
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError("The arrow key does not come to the tab")

    def enter(self, place: Locator) -> None:
        """Go there by Tab."""
        self.reach(place)

    def run(self) -> None:
        """Press Ctrl+Enter, wherever in the panel the focus is."""
        if not self.page.evaluate("!!document.activeElement.closest('form[data-run]')"):
            self.reach(self.page.get_by_role("button", name=re.compile("^Run")).last)
        self.page.keyboard.press("Control+Enter")

    def step(self, *, back: bool = False) -> None:
        """Press an arrow key. Where the focus is in a field it means that field: go to the stepper first."""
        if self.page.evaluate("!!document.activeElement.closest('input, select, textarea, [role=tab], .editor')"):
            self.reach(self.page.get_by_role("button", name="Next step"), back=True)
        self.page.keyboard.press("ArrowLeft" if back else "ArrowRight")

    def _see(self, place: Locator) -> None:
        """Wait until nothing lies over all of it: what was loaded a moment ago may still move."""
        for _ in range(SOON):
            if place.evaluate(IS_SEEN):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"the focus is under something else: {place}")

    def reach(self, place: Locator, *, back: bool = False) -> None:
        """Press Tab, or Shift+Tab, until it has the focus; and see that nothing lies over all of it."""
        expect(place).to_be_visible()
        for _ in range(MOST_STOPS):
            if place.evaluate(HAS_FOCUS):
                self._see(place)
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not come to {place}")
