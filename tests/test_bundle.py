"""The folder for a USB stick: what goes into it, what never does, and when none is made.

pip and apt-get are stand-ins here that put a small file where the real ones would; `sudo tests/bare_machine.sh 12
--bundle` makes and uses a real one.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import as_set_up, checkout_in, run_command, said_by, with_programs

PATIENT = "Petra Holm, 12 May 1961"
PYTHON = f"""case "$*" in
*lock_for.py*) exec {sys.executable} "$@" ;;
*"pip download"*) while [ "$1" != --dest ]; do shift; done; echo library >"$2/flask-1-py3-none-any.whl" ;;
*) exit 1 ;;
esac"""
APT = """case "$*" in
*download-only*) cp "{package}" "$(sed -n 's/^Dir::Cache "\\(.*\\)";/\\1/p' "$2")/archives/" ;;
esac"""


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=ann", "-c", "user.email=ann@localhost")
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607  # by name


def committed(checkout: Path) -> None:
    git(checkout, "add", "--all", "--force")
    git(checkout, "commit", "--quiet", "-m", "checkout")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which a clinic works."""
    folder = checkout_in(tmp_path)
    (folder / "instance").mkdir()
    (folder / "instance" / ".gitignore").write_text("*\n!.gitignore\n", encoding="ascii")
    git(folder, "init", "--quiet")
    committed(folder)
    as_set_up(folder, python=PYTHON)  # which knows no more than what bundle asks of it
    (folder / "instance" / "clinic.sqlite3").write_text(PATIENT, encoding="utf-8")
    (folder / "letter.txt").write_text(PATIENT, encoding="utf-8")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A search path with an apt-get that knows one package, on a bookworm."""
    control = tmp_path / "package" / "DEBIAN" / "control"
    control.parent.mkdir(parents=True)
    fields = "Package: python3-venv\nVersion: 1:3.11\nArchitecture: all\nMaintainer: nobody\nDescription: a Python\n"
    control.write_text(fields, encoding="ascii")
    package = tmp_path / "python3-venv_1%3a3.11_all.deb"
    build = ["dpkg-deb", "--build", str(control.parent.parent), str(package)]
    subprocess.run(build, check=True, capture_output=True)
    return with_programs(tmp_path / "programs", {"apt-get": APT.format(package=package)})


def bundled(checkout: Path, folder: Path, path: str) -> str:
    run = run_command(checkout / "clinic" / "bin" / "bundle", folder, PATH=path)
    assert run.returncode == 0, run.stderr
    return run.stderr


def files_in(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def packages_in(folder: Path) -> Path:
    """The folder of the one release in a bundle."""
    (index,) = (folder / "packages").glob("*/Packages")
    return index.parent


def test_it_holds_the_checkout_as_committed_the_libraries_and_the_systems_packages(
    checkout: Path, tmp_path: Path, path: str
) -> None:
    said = bundled(checkout, tmp_path / "stick", path)
    assert "What is not committed" in said
    files = files_in(tmp_path / "stick")
    assert {name for name in files if not name.startswith("packages/")} == {
        "README.txt", "pyproject.toml", "instance/.gitignore",
        *(f"clinic/bin/{file.name}" for file in (checkout / "clinic" / "bin").iterdir() if file.is_file()),
    }  # fmt: skip  # a list of names reads best in lines
    release = packages_in(tmp_path / "stick").name
    assert {name for name in files if name.startswith("packages/")} == {
        "packages/SHA256SUMS", "packages/pythons", "packages/wheels/flask-1-py3-none-any.whl",
        *(f"packages/{release}/{name}" for name in ("Packages", "system", "python3-venv_all.deb")),
    }  # fmt: skip  # a list of names reads best in lines
    assert len((tmp_path / "stick" / "README.txt").read_text(encoding="utf-8").splitlines()) == 2


def test_nothing_of_a_patient_goes_with_it(checkout: Path, tmp_path: Path, path: str) -> None:
    bundled(checkout, tmp_path / "stick", path)
    holds = [name for name in files_in(tmp_path / "stick") if b"Petra" in (tmp_path / "stick" / name).read_bytes()]
    assert holds == []


def test_without_a_registry_it_says_so_and_leaves_what_stood_there(checkout: Path, tmp_path: Path, path: str) -> None:
    bundled(checkout, tmp_path / "stick", path)
    before = files_in(tmp_path / "stick")
    offline = PYTHON.replace("while", 'echo "ERROR: No matching distribution found for flask" >&2; exit 1; while')
    (checkout / ".venv" / "bin" / "python").write_text(f"#!/bin/sh\n{offline}\n", encoding="ascii")
    said = said_by(checkout / "clinic" / "bin" / "bundle", tmp_path / "stick", PATH=path)
    assert "The libraries could not be downloaded. The package registry did not answer" in said
    assert files_in(tmp_path / "stick") == before
    assert [folder.name for folder in tmp_path.glob("*stick*")] == ["stick"]


def test_a_clinics_file_that_was_committed_stops_it(checkout: Path, tmp_path: Path, path: str) -> None:
    committed(checkout)  # with its instance folder
    said = said_by(checkout / "clinic" / "bin" / "bundle", tmp_path / "stick", PATH=path)
    assert "would go with it: instance/clinic.sqlite3" in said
    assert list(tmp_path.glob("*stick*")) == []


def test_every_file_has_its_sum_and_every_package_its_place_in_the_index(
    checkout: Path, tmp_path: Path, path: str
) -> None:
    bundled(checkout, tmp_path / "stick", path)
    sums = (tmp_path / "stick" / "packages" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert dict(line.split("  ./")[::-1] for line in sums) == {
        name: hashlib.sha256((tmp_path / "stick" / name).read_bytes()).hexdigest()
        for name in files_in(tmp_path / "stick") - {"packages/SHA256SUMS"}
    }
    release = packages_in(tmp_path / "stick")
    fields = dict(
        line.split(": ", 1) for line in (release / "Packages").read_text(encoding="ascii").splitlines() if line
    )
    package = (release / fields["Filename"]).read_bytes()
    assert (fields["Version"], fields["Size"]) == ("1:3.11", str(len(package)))
    assert fields["SHA256"] == hashlib.sha256(package).hexdigest()


def test_made_anew_it_is_replaced_and_keeps_the_packages_of_other_releases(
    checkout: Path, tmp_path: Path, path: str
) -> None:
    stick = tmp_path / "stick"
    bundled(checkout, stick, path)
    here = packages_in(stick)
    here.rename(here.with_name("sarge-i386"))
    sums = stick / "packages" / "SHA256SUMS"
    sums.write_text(sums.read_text(encoding="ascii").replace(here.name, "sarge-i386"), encoding="ascii")
    (stick / "pyproject.toml").write_text("old", encoding="ascii")
    bundled(checkout, stick, path)
    assert (stick / "pyproject.toml").read_bytes() == (checkout / "pyproject.toml").read_bytes()
    assert {index.parent.name for index in stick.glob("packages/*/Packages")} == {here.name, "sarge-i386"}
    assert [folder.name for folder in tmp_path.glob("*stick*")] == ["stick"]
    (stick / "packages" / "sarge-i386" / "python3-venv_all.deb").write_bytes(b"cut short")
    said = said_by(checkout / "clinic" / "bin" / "bundle", stick, PATH=path)
    assert "The packages of sarge-i386" in said
    assert [folder.name for folder in tmp_path.glob("*stick*")] == ["stick"]


def test_a_run_that_was_ended_between_its_last_two_steps_loses_nothing(
    checkout: Path, tmp_path: Path, path: str
) -> None:
    bundled(checkout, tmp_path / "stick", path)
    (tmp_path / "stick").rename(tmp_path / ".stick.bundle-old")
    failing = with_programs(tmp_path / "failing", {"tar": "exit 1"})
    said_by(checkout / "clinic" / "bin" / "bundle", tmp_path / "stick", PATH=failing)
    assert [folder.name for folder in tmp_path.glob("*stick*")] == ["stick"]
