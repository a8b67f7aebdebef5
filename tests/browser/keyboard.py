"""A hand on the keyboard that never takes the mouse, and does not go on when the focus is not where it should be."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Hand:
    """Keys, pressed one by one in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def at(self, place: Locator) -> None:
        """The focus is here by itself."""
        expect(place).to_be_focused()

    def to(self, place: Locator, within: int = 1, key: str = "Tab") -> None:
        """On to this place, which must be reached within so many presses of the key."""
        for _ in range(within):
            self.press(key)
            if place.evaluate("(one) => one === document.activeElement", timeout=5000):
                return
        on = self.page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        raise AssertionError(f"{within} times {key} does not lead to {place}; the focus is at {on}")

    def past_the_bar(self) -> None:
        """From the top of a page that was just opened to its content, by its first link."""
        self.to(self.page.locator(".skip"))
        self.press("Enter")
        self.at(self.page.locator("#main"))

    def fill(self, place: Locator, words: str, within: int = 1) -> None:
        """On to a field, and into it."""
        self.to(place, within)
        self.type(words)
        expect(place).to_have_value(words)

    def open(self, address: str, key: str = "Enter") -> None:
        """Press what has the focus, which leads to a page."""
        with self.page.expect_event("load"):
            self.press(key)
        self.page.wait_for_url(address)
