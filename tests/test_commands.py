"""The README's two commands, in machines that lack what they need: each says what is missing and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shell import NO_RIGHTS, NO_VENV, PYTHONS, as_set_up, checkout_in, run_command, said_by, with_programs

PRINTING = "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
OLD_PYTHON = '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return checkout_in(tmp_path)


@pytest.mark.parametrize("command", ["serve", "test"])
def test_a_python_that_is_too_old_is_named_with_the_one_needed(checkout: Path, tmp_path: Path, command: str) -> None:
    path = with_programs(tmp_path / "old", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, OLD_PYTHON)})
    said = said_by(checkout / "clinic" / "bin" / command, PATH=path)
    assert "Python 3.11 or newer is needed; this machine has Python 3.9.2." in said


def test_whoever_may_install_nothing_is_told_one_line_with_everything_that_is_missing(
    checkout: Path, tmp_path: Path
) -> None:
    path = with_programs(tmp_path / "bare", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, NO_VENV)})
    said = said_by(checkout / "clinic" / "bin" / "serve", PATH=path)
    assert "Python's venv module is needed. Run this line and start again:" in said
    assert re.findall(r"^    .*", said, re.MULTILINE) == [
        f'    sudo sh -c "apt-get update && apt-get install -y --no-install-recommends {PYTHONS[0]}-venv {PRINTING}"'
    ]


def test_without_what_printing_needs_serve_says_so_and_goes_on(checkout: Path, tmp_path: Path) -> None:
    said = said_by(checkout / "clinic" / "bin" / "serve", PATH=with_programs(tmp_path / "no_pango", NO_RIGHTS))
    assert "Printed sheets need Pango, HarfBuzz and a font. Everything else works." in said
    assert said.count(PRINTING) == 1
    assert "The package registry did not answer" in said


def test_two_set_ups_of_one_checkout_do_not_mix(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()
    said = said_by(checkout / "clinic" / "bin" / "serve")
    assert "Another set-up of this checkout is running." in said
    assert f"remove {checkout}/.venv.lock" in said


def test_a_registry_out_of_reach_is_said_and_leaves_the_next_start_to_try_again(checkout: Path) -> None:
    said = said_by(checkout / "clinic" / "bin" / "serve")
    assert "The package registry did not answer" in said
    assert not (checkout / ".venv" / "made-from").exists()
    assert not (checkout / ".venv.lock").exists()


def test_a_command_reached_through_a_link_finds_its_checkout(checkout: Path, tmp_path: Path) -> None:
    (checkout / ".venv.lock").mkdir()
    link = tmp_path / "plumbline"
    link.symlink_to(checkout / "clinic" / "bin" / "serve")
    assert f"remove {checkout}/.venv.lock" in said_by(link)


def test_a_second_start_starts_no_python_of_the_system(checkout: Path, tmp_path: Path) -> None:
    as_set_up(checkout, python="exit 1", clinic='echo "clinic $*"')
    path = with_programs(tmp_path / "none", {**NO_RIGHTS, **dict.fromkeys(PYTHONS, "exit 1")})
    assert (
        run_command(checkout / "clinic" / "bin" / "serve", "--port", "1", PATH=path).stdout == "clinic serve --port 1\n"
    )


@pytest.mark.parametrize("name", ["bin/python", "made-from"])
def test_an_environment_whose_python_is_gone_or_that_is_not_whole_is_made_anew(
    checkout: Path, tmp_path: Path, name: str
) -> None:
    as_set_up(checkout, python="exit 1", clinic='echo "clinic $*"')
    (checkout / ".venv" / name).unlink()
    path = with_programs(tmp_path / "none", {**NO_RIGHTS, "python3.13": 'case "$*" in "-m venv"*) exit 1 ;; esac'})
    assert "The environment could not be made." in said_by(checkout / "clinic" / "bin" / "serve", PATH=path)
