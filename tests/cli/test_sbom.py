"""`clinic sbom`: every part of what runs here, the same each time."""

from __future__ import annotations

import json
import platform
from importlib import metadata
from typing import Any

import pytest

from clinic.knowledge import read_knowledge
from clinic.store.engine import sqlite_driver
from tests.cli.calls import Clinic


@pytest.fixture
def listed(clinic: Clinic) -> dict[str, Any]:
    ended = clinic("sbom", "-o", clinic.folder / "sbom.json")
    assert ended.status == 0
    document: dict[str, Any] = json.loads((clinic.folder / "sbom.json").read_text(encoding="utf-8"))
    return document


def versions(listed: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["version"] for one in listed["components"]}


def test_it_names_every_package_that_is_installed(listed: dict[str, Any]) -> None:
    packages = {one["purl"] for one in listed["components"] if one.get("purl", "").startswith("pkg:pypi/")}
    assert f"pkg:pypi/flask@{metadata.version('flask')}" in packages
    assert f"pkg:pypi/argon2-cffi-bindings@{metadata.version('argon2-cffi-bindings')}" in packages
    assert len(packages) == len(
        {one.name.lower().replace("_", "-") for one in metadata.distributions()} - {"plumbline"}
    )


def test_it_names_python_the_sqlite_that_is_used_and_the_edition(listed: dict[str, Any]) -> None:
    found = versions(listed)
    assert found["Python"] == platform.python_version()
    assert found["SQLite"] == sqlite_driver().sqlite_version
    assert found["Plumbline clinical knowledge"] == read_knowledge().edition


def test_it_names_what_sets_the_sheets_text(listed: dict[str, Any]) -> None:
    found = versions(listed)
    assert found["Pango"].startswith("1.")
    assert found["HarfBuzz"].count(".") == 2


def test_a_package_carries_the_hashes_that_the_lock_allows_for_it(listed: dict[str, Any]) -> None:
    flask = next(one for one in listed["components"] if one["name"].lower() == "flask")
    allowed = [one["value"] for one in flask["properties"]]
    assert len(allowed) == 2
    assert {len(one) for one in allowed} == {64}


def test_every_dependency_is_a_part_of_the_list(listed: dict[str, Any]) -> None:
    there = {one["bom-ref"] for one in (listed["metadata"]["component"], *listed["components"])}
    assert {one["ref"] for one in listed["dependencies"]} == there
    assert all(there.issuperset(one["dependsOn"]) for one in listed["dependencies"])


def test_it_is_the_same_each_time(clinic: Clinic) -> None:
    files = [clinic.folder / name for name in ("first.json", "second.json")]
    for file in files:
        clinic("sbom", "-o", file)
    assert files[0].read_bytes() == files[1].read_bytes()
