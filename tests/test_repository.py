"""What the repository keeps about itself; every check is also shown a planted fault."""

from __future__ import annotations

import importlib.metadata
import os
import re
import socket
import subprocess
import sys
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from pytest_socket import SocketConnectBlockedError

from tests import repository
from tests.repository import ROOT, texts, tracked

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME: list[str] = PYPROJECT["project"]["dependencies"]
EXTRAS: list[str] = PYPROJECT["project"]["optional-dependencies"]["postgresql"]
GROUPS: dict[str, list[str]] = PYPROJECT["dependency-groups"]
COMMANDS = ("clinic/bin/serve", "clinic/bin/test")
HEAVY = {"flask", "jinja2", "sqlalchemy", "weasyprint", "werkzeug", "wtforms"}


def locked(name: str) -> repository.Pins:
    return repository.pins((ROOT / "clinic" / "bin" / name).read_text(encoding="utf-8"))


def modules_after(code: str) -> set[str]:
    """The modules loaded once `code` has run in a Python of its own."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules, sep='\\n')"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip  # one call, one line of arguments
    return set(printed.split())


def test_every_file_lies_in_the_agreed_layout() -> None:
    assert repository.outside_layout(tracked()) == []
    assert repository.outside_layout(["clinic/app.py", "scripts/run.py", "notes.md"]) == ["scripts/run.py", "notes.md"]


def test_the_instance_folder_is_empty_in_git() -> None:
    assert [name for name in tracked() if name.startswith("instance/")] == ["instance/.gitignore"]


def test_every_name_says_what_is_in_it() -> None:
    assert repository.names_that_say_nothing(tracked()) == []
    assert repository.names_that_say_nothing(["clinic/core/a.py", "clinic/dose.py", "tests/helpers.py"]) == [
        "clinic/core/a.py", "tests/helpers.py",
    ]  # fmt: skip  # two names fit on a line


def test_every_python_file_can_be_read_in_one_sitting() -> None:
    assert repository.too_long(texts(tracked(".py"))) == []
    assert repository.too_long({"long.py": "x = 1\n" * 251, "short.py": "x = 1\n" * 250}) == ["long.py: 251"]


def test_nothing_is_left_unfinished() -> None:
    assert repository.lines_matching(repository.UNFINISHED, texts(tracked())) == []
    planted = {"a.py": "x = 1  # TODO later", "b.py": "raise NotImplementedError", "c.py": "skipped = TODOS"}
    assert [line[:4] for line in repository.lines_matching(repository.UNFINISHED, planted)] == ["a.py", "b.py"]


def test_nothing_names_the_machine_it_was_written_on() -> None:
    assert repository.lines_matching(repository.OTHER_MACHINE, texts(tracked())) == []
    planted = {"a.py": 'open("/home/sam/clinic")', "b.md": "see http://build.lan/job", "c.md": "at work/home/sport"}
    assert [line[:4] for line in repository.lines_matching(repository.OTHER_MACHINE, planted)] == ["a.py", "b.md"]


def test_every_silenced_warning_has_its_code_and_its_reason() -> None:
    sources = texts(tracked(".py"))
    assert repository.lines_matching(repository.UNEXPLAINED, sources) == []
    assert len(repository.type_ignores(sources)) <= 10
    reason = "  # the library says bytes"
    comments = [
        "type: ignore",
        "type: ignore[arg-type]",
        f"type: ignore[arg-type]{reason}",
        "noqa: S603",
        "noqa" + reason,
    ]
    planted = {str(number): f"call()  # {comment}" for number, comment in enumerate(comments)}
    found = repository.lines_matching(repository.UNEXPLAINED, planted)
    assert [line[0] for line in found] == ["0", "1", "3", "4"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_are_there_and_executable(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\s*{command}\s*$", readme, re.MULTILINE)
    assert os.access(ROOT / command, os.X_OK)


def test_every_file_the_readme_names_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!\w+:|#)([^)#]+)", readme)
    named = re.findall(r"`((?:clinic|templates|tests)/[\w./-]+)`", readme)
    assert [name for name in linked + named if not (ROOT / name).exists()] == []


def test_the_reasoning_loads_neither_flask_nor_a_database() -> None:
    assert modules_after("import clinic.domain") & HEAVY == set()
    assert modules_after("import flask") & HEAVY >= {"flask", "jinja2", "werkzeug"}


def test_importing_the_package_loads_its_version_and_nothing_else() -> None:
    loaded = modules_after("import clinic")
    assert {name for name in loaded if name.partition(".")[0] == "clinic"} == {"clinic", "clinic.version"}
    assert loaded & HEAVY == set()


def test_every_dependency_says_why_it_is_there() -> None:
    assert repository.without_reason((ROOT / "pyproject.toml").read_text(encoding="utf-8")) == []
    assert repository.without_reason('  "Flask>=3",  # the web application\n  "rich>=1",\n') == ['"rich>=1",']
    assert repository.without_reason('  "rich[extra]>=1",\n') == ['"rich[extra]>=1",']


def test_what_the_package_imports_is_what_it_depends_on() -> None:
    declared = {repository.plain(Requirement(text).name) for text in RUNTIME + EXTRAS}
    in_a_checkout = {repository.plain(Requirement(text).name) for text in GROUPS["build"]} | declared
    brings = importlib.metadata.packages_distributions()
    undeclared = {  # what this machine has no wheel of is known by its own name
        f"{file}: {name}"
        for file, text in texts(tracked(".py")).items()
        if file.startswith("clinic/")
        for name in repository.imports(text) - sys.stdlib_module_names - {"clinic"}
        if not {repository.plain(found) for found in brings.get(name, [name])}
        & (in_a_checkout if file.startswith("clinic/bin/") else declared)
    }
    assert undeclared == set()
    assert repository.imports("def f():\n    from rich.table import Table\n    import numpy as np") == {"rich", "numpy"}


def test_the_locks_pin_every_dependency_by_hash() -> None:
    runtime, whole = locked("requirements.lock"), locked("requirements-test.lock")
    assert repository.not_locked(RUNTIME + EXTRAS + GROUPS["build"], runtime) == []
    assert repository.not_locked(RUNTIME + EXTRAS + GROUPS["build"] + GROUPS["test"], whole) == []
    planted = repository.pins("flask==3.0.0 \\\n    --hash=sha256:00\nrich==15.0.0\n")
    assert repository.not_locked(["Flask>=3"], planted) == []
    assert repository.not_locked(["Flask>=3.1", "rich>=15", "click"], planted) == ["Flask>=3.1", "rich>=15", "click"]


def test_the_tests_run_with_the_versions_that_are_served() -> None:
    runtime, whole = locked("requirements.lock"), locked("requirements-test.lock")
    assert {name: whole.get(name) for name in runtime} == runtime


def test_a_lock_says_nothing_about_where_packages_come_from() -> None:
    origin = re.compile(r"https?://|file:|--(?:index|extra-index|find|trusted)")
    assert repository.lines_matching(origin, texts(tracked(".lock"))) == []
    planted = {"a.lock": "flask==3.0\n--index-url https://pypi.example/simple", "b.lock": "--extra-index-url x"}
    assert len(repository.lines_matching(origin, planted)) == 2


def test_no_test_reaches_another_machine() -> None:
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)  # a documentation address: nobody is there
