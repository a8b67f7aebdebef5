"""Imports point one way: the contracts of pyproject.toml, kept by the package and broken by planted imports."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

PACKAGES = (
    "backups", "domain", "knowledge", "figures", "handout", "log", "store", "exchange", "network", "pathway", "web",
    "cli",
)  # fmt: skip  # a list reads best in lines
ALLOWED = {
    "__init__.py": "import flask, clinic.version",
    "app.py": "import flask, flask_bootstrap, flask_wtf, werkzeug, wtforms, clinic.web, clinic.settings",
    "backups/sealing.py": "import pyrage, clinic.store, clinic.network",
    "durable.py": "",
    "settings.py": "",
    "version.py": "",
    "cli/serve.py": "import clinic.app, clinic.network, clinic.version",
    "handout/pdf.py": "import weasyprint",
    "handout/sheet.py": "import jinja2, clinic.figures, clinic.knowledge",
    "network/__init__.py": "",
    "network/server.py": "import cryptography, tornado, jinja2, clinic.settings",
    "store/rows.py": "import alembic, flask_sqlalchemy, psycopg, pysqlite3, sqlalchemy, sqlite3",
    "web/access/__init__.py": "",
    "web/access/secrets.py": "import argon2, pyotp, segno",
    "web/logo.py": "import PIL.Image",
    "web/pages.py": "import flask, clinic.pathway, clinic.handout",
    "domain/facts.py": "import dataclasses",
}
FORBIDDEN = [
    ("domain/facts.py", "import jinja2"),
    ("domain/facts.py", "import clinic.knowledge"),
    ("version.py", "import clinic.domain"),
    ("domain/facts.py", "def later():\n    from flask import current_app"),
    ("knowledge/reader.py", "import clinic.figures"),
    ("figures/draw.py", "import clinic.settings"),
    ("figures/draw.py", "from weasyprint import HTML"),
    ("handout/sheet.py", "import weasyprint"),
    ("handout/sheet.py", "import flask"),
    ("handout/sheet.py", "import clinic.store"),
    ("pathway/screen.py", "from werkzeug.exceptions import NotFound"),
    ("pathway/screen.py", "import clinic.web"),
    ("cli/screen.py", "import flask"),
    ("pathway/screen.py", "from sqlalchemy import select"),
    ("cli/backup.py", "import sqlite3"),
    ("web/patients.py", "import psycopg"),
    ("web/pages.py", "from argon2 import PasswordHasher"),
    ("store/people.py", "import pyotp"),
    ("cli/invite.py", "import segno"),
    ("handout/sheet.py", "from PIL import Image"),
    ("store/seal.py", "import pyrage"),
    ("store/seal.py", "import clinic.backups"),
    ("backups/page.py", "import flask"),
    ("backups/copy.py", "import sqlalchemy"),
    ("web/pages.py", "import weasyprint"),
    ("web/pages.py", "import clinic.cli"),
    ("web/pages.py", "import tornado.web"),
    ("cli/lan.py", "from cryptography import x509"),
    ("network/page.py", "import clinic.store"),
    ("network/page.py", "import flask"),
    ("log/kept.py", "import clinic.settings"),
    ("reports/sums.py", ""),
]


def lint(folder: Path) -> tuple[int, str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


def package(folder: Path, name: str = "settings.py", line: str = "") -> Path:
    """A package of the same parts as ours, with the imports that are allowed and one more line in one module."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    modules = {f"{part}/__init__.py": "" for part in PACKAGES} | ALLOWED
    modules |= {f"{name.partition('/')[0]}/__init__.py": ""} if "/" in name else {}
    modules[name] = f"{modules.get(name, '')}\n{line}\n"
    for module, text in modules.items():
        path = folder / "clinic" / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_imports_of_the_package_point_one_way() -> None:
    status, report = lint(ROOT)
    assert status == 0, report


def test_the_imports_that_the_design_allows_are_allowed(tmp_path: Path) -> None:
    status, report = lint(package(tmp_path))
    assert status == 0, report


@pytest.mark.parametrize(("module", "line"), FORBIDDEN)
def test_an_import_against_the_direction_is_refused(tmp_path: Path, module: str, line: str) -> None:
    status, report = lint(package(tmp_path, module, line))
    assert (status, "BROKEN" in report) == (1, True), report
