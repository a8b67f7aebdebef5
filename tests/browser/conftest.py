"""A clinic served on this machine and Debian's Chromium; a page that breaks the content policy fails its test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from clinic.app import create_app
from clinic.settings import Settings
from tests.browser.served import served
from tests.web.people import clinic_with_people

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip  # a list reads best in lines
LISTEN = (
    """addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective))"""
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    instance: Path = tmp_path_factory.mktemp("instance")
    with served(create_app(Settings(instance, telephone="01632 960 011"))) as address:
        yield address


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A clinic with one account of each role, for every story that only needs a person of its own."""
    return clinic_with_people(tmp_path_factory.mktemp("clinic"))


@pytest.fixture(scope="session")
def clinic_url(clinic: Flask) -> Iterator[str]:
    """Where that clinic is served."""
    with served(clinic) as address:
        yield address


@pytest.fixture(autouse=True)
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained of; none of it may be left when the test ends."""
    found: list[str] = []
    page.add_init_script(LISTEN)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "console",
        lambda said: found.append(said.text) if said.type == "error" and "status of" not in said.text else None,
    )
    page.on("dialog", lambda dialog: dialog.accept())
    yield found
    assert found == []
