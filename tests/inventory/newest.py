"""What PyPI's page of a package says of its newest release, for places where no list of all releases answers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PAGE = "https://pypi.org/pypi/{name}/json"
AT_ONCE = 8
PATIENCE = 20
"""Seconds."""


def newest_said(asked: tuple[str, ...]) -> dict[str, Any]:
    """What is known of these packages, each as `name==version`, in the form of pip-audit's JSON. A package whose newest
    release is another one, or whose page did not come, is left out: nothing was said of it."""
    with ThreadPoolExecutor(AT_ONCE) as asking:
        pages = tuple(asking.map(_page, asked))
    return {"dependencies": [one for package, page in zip(asked, pages, strict=True) for one in said_of(package, page)]}


def said_of(package: str, page: dict[str, Any]) -> list[dict[str, Any]]:
    """What a page says of one release: nothing unless it is the newest."""
    name, _, version = package.partition("==")
    faults = page.get("vulnerabilities")
    if page.get("info", {}).get("version") != version or not isinstance(faults, list):
        return []
    standing = [{"id": one["id"]} for one in faults if not one.get("withdrawn")]
    return [{"name": name, "version": version, "vulns": standing}]


def _page(package: str) -> dict[str, Any]:
    address = PAGE.format(name=package.partition("==")[0])
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # always https
            page: dict[str, Any] = json.load(answer)
    except (urllib.error.URLError, TimeoutError, ValueError):
        return {}
    return page
