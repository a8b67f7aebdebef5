"""A page as it was answered, shown in the browser, and what is in somebody's way on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route
from werkzeug.test import TestResponse

WIDTHS = (1280, 1024, 768, 640)
"""In CSS pixels; 640 is a window of 1280 at 200 %."""
HEIGHT = 900
OWN = re.compile(r"[A-Za-z0-9_.-]{20,}|\d+")
"""What is different on a page each time it is asked for: keys, tokens, ids, numbers."""

ALIKE = """() => {
  const met = new Map();
  const way = (one) => one === document.body ? "" : way(one.parentElement) + ">" + one.tagName + "." + one.className
    + ["aria-invalid", "aria-current", "disabled", "data-pain"].map((name) => one.getAttribute(name));
  for (const one of document.body.querySelectorAll("*")) {
    const words = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!words && !one.matches("input, select, textarea")) continue;
    const name = way(one);
    met.set(name, (met.get(name) || 0) + 1);
    if (met.get(name) <= 3) one.dataset.contrast = "";
  }
}"""
"""Marks what is to be measured: three of all words whose elements have the same names, classes and states."""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is. Contrast is measured on three of each kind of words that look alike."""
    page.evaluate(ALIKE)
    found = _found(page, "", {"rules": {"color-contrast": {"enabled": False}}})
    return found + _found(page, "[data-contrast]", {"runOnly": ["color-contrast"]})


def _found(page: Page, context: str, options: dict[str, object]) -> list[str]:
    answer = Axe().run(page, context or None, {**options, "resultTypes": ["violations"]}).response
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in answer["violations"]
        for node in one["nodes"]
    ]


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def at_every_width(page: Page) -> dict[int, int]:
    """The overhang by the width of the window."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found[width] = overhang(page)
    return found


def barriers(page: Page) -> list[str]:
    """What is in the way on this page with everything on it unfolded: for axe, and at each width."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wide = [f"{over} pixels too wide at {width}" for width, over in at_every_width(page).items() if over > 0]
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return violations(page) + wide


def is_page(answer: TestResponse) -> bool:
    """Whether an answer is something to look at."""
    return answer.mimetype == "text/html" and (answer.status_code == 200 or answer.status_code >= 400)


def likeness(answer: TestResponse) -> str:
    """The same for two answers whose content is the same but for what is made anew each time."""
    content = re.search(r"<main.*</main>", answer.get_data(as_text=True), re.DOTALL)
    assert content
    return OWN.sub("", content[0])


def show(page: Page, address: str, answer: TestResponse) -> None:
    """Open what was answered in the browser, under its own address and with its own headers, however it was sent."""
    told: Mapping[str, str] = {name: value for name, value in answer.headers if name != "Set-Cookie"}
    url = f"{address}{answer.request.path}"

    def give(route: Route) -> None:
        route.fulfill(status=answer.status_code, headers=dict(told), body=answer.get_data())

    figure = _figure(address)
    page.route("**/figures/**", lambda route: route.fulfill(content_type="image/svg+xml", body=figure))
    page.route(url, give)
    page.goto(url)
    page.unroute(url)


@cache
def _figure(address: str) -> bytes:
    """One figure, shown for all: a page may have hundreds, which are drawn one by one."""
    with urlopen(f"{address}/figures/bird_dog/start.svg") as answer:  # noqa: S310  # of our own clinic
        drawn: bytes = answer.read()
    return drawn
