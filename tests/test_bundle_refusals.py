"""When no folder for a USB stick is made: each says why, and what stood there stands as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT
from tests.shell import SHELL, checkout_in, run_command, said_by

LOCK = ROOT / "clinic" / "bin" / "requirements.lock"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return checkout_in(tmp_path) / "clinic" / "bin" / "bundle"


@pytest.mark.parametrize("arguments", [[], ["--help"], [""], ["one", "two"]])
def test_it_takes_one_folder_and_nothing_else(bundle: Path, arguments: list[str]) -> None:
    run = run_command(bundle, *arguments)
    assert (run.returncode, run.stderr.splitlines()[0]) == (2, "usage: clinic/bin/bundle FOLDER")


def test_it_makes_no_folder_in_one_that_is_not_there(bundle: Path, tmp_path: Path) -> None:
    assert f"There is no folder {tmp_path}/stick" in said_by(bundle, tmp_path / "stick" / "plumbline")


def test_it_replaces_nothing_that_it_has_not_made(bundle: Path, tmp_path: Path) -> None:
    letter = tmp_path / "stick" / "letter.txt"
    letter.parent.mkdir()
    letter.write_text("ours", encoding="ascii")
    assert "is not empty and was not made by bundle" in said_by(bundle, letter.parent)
    assert "is a file; name a folder" in said_by(bundle, letter)
    assert letter.read_text(encoding="ascii") == "ours"


def test_it_replaces_no_folder_in_which_a_clinic_works(bundle: Path, tmp_path: Path) -> None:
    for name in ("packages/SHA256SUMS", "instance/.gitignore", "instance/backups/first.age"):
        (tmp_path / "stick" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "stick" / name).touch()
    assert "A clinic works in" in said_by(bundle, tmp_path / "stick")
    assert (tmp_path / "stick" / "instance" / "backups" / "first.age").exists()


def test_it_replaces_no_folder_into_which_somebody_put_a_file(bundle: Path, tmp_path: Path) -> None:
    sums = tmp_path / "stick" / "packages" / "SHA256SUMS"
    sums.parent.mkdir(parents=True)
    sums.write_text(f"{'0' * 64}  ./README.txt\n", encoding="ascii")
    (tmp_path / "stick" / "README.txt").touch()
    (tmp_path / "stick" / "backup key.txt").write_text("the only one", encoding="ascii")
    assert "holds what bundle did not put there: ./backup key.txt." in said_by(bundle, tmp_path / "stick")
    assert (tmp_path / "stick" / "backup key.txt").exists()


def test_a_full_stick_is_named_with_the_room_it_takes(bundle: Path) -> None:
    full = 'log=$(mktemp); echo "No space left on device" >"$log"; place=/stick; takes="400 MB"; explain "No."'
    run = run_command(SHELL, "-c", f'. "$0"; {full}', bundle.parent / "setup.sh")
    assert (run.returncode, run.stderr.splitlines()[-1]) == (
        1, "No. The disk is full: make room (400 MB for /stick) and start again.",
    )  # fmt: skip  # the status and the line belong together


def pins_for(python: str, machine: str, lock: Path = LOCK) -> dict[str, str]:
    """What is downloaded for a Python on a machine: the hashes by the pin."""
    command = [sys.executable, str(ROOT / "clinic" / "bin" / "lock_for.py"), str(lock), python, machine]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return dict(line.split(" ", 1) for line in printed.splitlines())


def test_libraries_are_chosen_for_the_machine_they_go_to() -> None:
    intel, arm = pins_for("3.13", "x86_64"), pins_for("3.13", "aarch64")
    assert {pin.split("==")[0] for pin in intel.keys() - arm.keys()} == {"pysqlite3"}
    assert arm.items() < intel.items()


def test_a_condition_on_the_python_is_judged_for_the_python_it_goes_to(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "# made by hand\nold==1 ; python_full_version < '3.12' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n"
        "windows==2 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\n",
        encoding="ascii",
    )
    assert pins_for("3.11", "x86_64", lock) == {"old==1": "--hash=sha256:aa --hash=sha256:bb"}
    assert pins_for("3.12", "x86_64", lock) == {}
