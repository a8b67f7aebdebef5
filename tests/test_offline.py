"""`serve` in a folder that `bundle` made: from its files alone, and a clear word when they are not for this machine."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
import zipfile
from pathlib import Path

import pytest

from tests.shell import NO_RIGHTS, NO_VENV, PYTHONS, SHELL, checkout_in, run_command, said_by, with_programs

HERE = f"{sys.version_info.major}.{sys.version_info.minor} {platform.machine()}"
THIS_PYTHON = {"python3.13": f'exec {sys.executable} "$@"'}
PIP = f"""case "$*" in
"-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
*"-m pip install"*) printf "%s\\n" "$*" >>"{{asked}}" ;;
*) exec {sys.executable} "$@" ;;
esac"""


def with_sums(checkout: Path) -> None:
    """The sums of every file, as bundle writes them."""
    files = [file for file in checkout.rglob("*") if file.is_file() and file.name != "SHA256SUMS"]
    lines = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  ./{one.relative_to(checkout)}\n" for one in files]
    (checkout / "packages" / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def carried(tmp_path: Path) -> Path:
    """A folder that holds one library for this Python, and packages of a release that nobody runs any more."""
    checkout = checkout_in(tmp_path)
    (checkout / "packages" / "wheels").mkdir(parents=True)
    (checkout / "packages" / "pythons").write_text(f"{HERE}\n", encoding="ascii")
    with zipfile.ZipFile(checkout / "packages" / "wheels" / "one-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("one.py", "")
    sarge = checkout / "packages" / "sarge-i386"
    sarge.mkdir()
    (sarge / "Packages").write_text("Package: python3-venv\n\n", encoding="ascii")
    (sarge / "system").write_text("Debian GNU/Linux 3.1 (sarge) (i386)\n", encoding="utf-8")
    with_sums(checkout)
    return checkout


def serve(checkout: Path) -> Path:
    return checkout / "clinic" / "bin" / "serve"


def for_this_system(checkout: Path) -> None:
    """The packages are said to be for the system that the tests run on."""
    named = f'. "{checkout}/clinic/bin/setup.sh"; system'
    name = run_command(SHELL, "-c", named, serve(checkout)).stdout.strip()
    assert re.fullmatch(r"[a-z]+-[a-z0-9]+", name)
    (checkout / "packages" / "sarge-i386").rename(checkout / "packages" / name)
    with_sums(checkout)


def test_the_libraries_are_taken_from_it_by_their_hashes_and_from_no_registry(carried: Path, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    python = {"python3.13": PIP.format(asked=asked), "apt-get": "exit 1", "ldconfig": "", "id": "echo 1000"}
    run_command(serve(carried), PATH=with_programs(tmp_path / "programs", python))
    libraries = asked.read_text(encoding="utf-8").splitlines()[0]
    assert libraries.endswith(f"--no-index --find-links {carried}/packages/wheels")
    assert "--require-hashes" in libraries.split()


@pytest.mark.parametrize("fault", ["altered", "missing"])
def test_a_file_that_is_not_as_it_was_made_is_named_and_nothing_is_installed(
    carried: Path, tmp_path: Path, fault: str
) -> None:
    library = carried / "packages" / "wheels" / "one-1-py3-none-any.whl"
    if fault == "altered":
        library.write_bytes(library.read_bytes()[:-1])
    else:
        library.unlink()
    said = said_by(serve(carried), PATH=with_programs(tmp_path / "programs", {**NO_RIGHTS, **THIS_PYTHON}))
    assert f"Altered, cut short or missing: ./packages/wheels/{library.name}." in said
    assert not (carried / ".venv").exists()


def test_another_python_is_named_with_those_it_was_made_for(carried: Path, tmp_path: Path) -> None:
    (carried / "packages" / "pythons").write_text("3.7 x86_64\n3.8 x86_64\n", encoding="ascii")
    with_sums(carried)
    said = said_by(serve(carried), PATH=with_programs(tmp_path / "programs", {**NO_RIGHTS, **THIS_PYTHON}))
    assert f"the libraries for Python 3.7 x86_64, 3.8 x86_64; this machine has Python {HERE}." in said
    assert not (carried / ".venv").exists()


def test_another_system_is_named_with_those_it_was_made_for(carried: Path, tmp_path: Path) -> None:
    path = with_programs(tmp_path / "bare", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, NO_VENV)})
    said = said_by(serve(carried), PATH=path)
    assert "Python's venv module is needed." in said
    assert "holds the packages of Debian GNU/Linux 3.1 (sarge) (i386); this machine has" in said


def test_without_packages_for_printing_it_says_so_and_goes_on(carried: Path, tmp_path: Path) -> None:
    (carried / "packages" / "pythons").write_text("3.7 x86_64\n", encoding="ascii")
    with_sums(carried)
    said = said_by(serve(carried), PATH=with_programs(tmp_path / "programs", {**NO_RIGHTS, **THIS_PYTHON}))
    assert "Printed sheets need Pango, HarfBuzz and a font. Everything else works. This folder was made" in said
    assert "the libraries for Python 3.7" in said


def test_whoever_may_install_nothing_is_told_a_line_that_needs_no_registry(carried: Path, tmp_path: Path) -> None:
    for_this_system(carried)
    path = with_programs(tmp_path / "bare", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, NO_VENV)})
    said = said_by(serve(carried), PATH=path)
    assert re.findall(r"^    .*", said, re.MULTILINE) == [f"    sudo sh '{serve(carried)}' --packages-only"]


def test_whoever_may_installs_from_it_alone_and_the_machines_sources_stay(carried: Path, tmp_path: Path) -> None:
    for_this_system(carried)
    said_to_apt = tmp_path / "said_to_apt"
    apt = (
        'case "$*" in *" update") ;; *) cat "$2"; sed -n "s/^Dir::Etc::SourceList .\\(.*\\).;/\\1/p" "$2" | xargs cat; '
        f'echo "$*" ;; esac >>"{said_to_apt}"'
    )
    programs = {"id": "echo 0", "apt-get": apt, "ldconfig": "", **dict.fromkeys(PYTHONS, NO_VENV)}
    said = said_by(serve(carried), "--packages-only", PATH=with_programs(tmp_path / "root", programs))
    lines = said_to_apt.read_text(encoding="utf-8").splitlines()
    assert {line.split()[0] for line in lines[:-2]} == {
        "Dir::State::Lists", "Dir::Cache", "APT::Sandbox::User", "Acquire::Languages",
        "Dir::Etc::SourceList", "Dir::Etc::SourceParts",
    }  # fmt: skip  # a list of names reads best in lines
    assert re.fullmatch(r"deb \[trusted=yes\] file:/\S+/packages \./", lines[-2])
    assert "--no-remove" in lines[-1].split()
    assert "python3.13 has no venv module" in said  # the stand-in has installed nothing


def test_packages_that_do_not_fit_the_machine_are_said_to_be_of_another_state(carried: Path, tmp_path: Path) -> None:
    for_this_system(carried)
    apt = 'case "$*" in *" update") ;; *) echo "The following packages have unmet dependencies:"; exit 100 ;; esac'
    programs = {"id": "echo 0", "apt-get": apt, "ldconfig": "", **dict.fromkeys(PYTHONS, NO_VENV)}
    said = said_by(serve(carried), "--packages-only", PATH=with_programs(tmp_path / "root", programs))
    assert "do not fit what is installed on this machine" in said
