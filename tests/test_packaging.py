"""The wheel: what ships in it, and that the package finds its own files without a checkout around it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

import clinic
from tests.repository import ROOT, tracked


def build(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def unpacked(wheel: Path) -> Path:
    folder = wheel.parent / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def printed_by(unpacked: Path, code: str, **environ: str) -> str:
    """What the code prints in a Python that sees the unpacked wheel and not the checkout."""
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=unpacked,
        env={**os.environ, "PYTHONPATH": str(unpacked), **environ},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def test_every_file_of_the_package_ships_and_nothing_else(wheel: Path) -> None:
    package = {name for name in tracked() if name.startswith("clinic/") and not name.startswith("clinic/bin/")}
    pages = {f"clinic/{name}" for name in tracked() if name.startswith("templates/")}
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert shipped == package | pages


def test_the_clinical_content_and_the_pages_ship_beside_the_code(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        kinds = {PurePosixPath(name).suffix for name in archive.namelist()}
    assert kinds >= {".py", ".toml", ".html", ".css"}


def test_the_wheel_carries_its_licence_its_version_and_its_command(wheel: Path) -> None:
    assert wheel.name == f"plumbline-{clinic.__version__}-py3-none-any.whl"
    about = f"plumbline-{clinic.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(f"{about}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert archive.read(f"{about}/entry_points.txt").decode() == "[console_scripts]\nclinic = clinic.cli:main\n"


def test_two_builds_of_one_commit_are_the_same_file(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_an_installed_package_finds_its_templates_inside_itself(unpacked: Path) -> None:
    code = "from clinic.settings import template_folder; print(template_folder())"
    found = Path(printed_by(unpacked, code))
    assert found == unpacked.resolve() / "clinic" / "templates"
    assert list(found.rglob("*.html"))


def test_an_installed_package_keeps_the_clinics_files_out_of_itself(unpacked: Path, tmp_path: Path) -> None:
    code = "from clinic.settings import instance_folder; print(instance_folder())"
    found = Path(printed_by(unpacked, code, HOME=str(tmp_path), XDG_DATA_HOME="", LOCALAPPDATA=""))
    assert found.is_relative_to(tmp_path)
    assert found.name.lower() == "plumbline"


def test_the_instance_folder_can_be_named(unpacked: Path, tmp_path: Path) -> None:
    code = "from clinic.settings import instance_folder; print(instance_folder())"
    assert printed_by(unpacked, code, CLINIC_INSTANCE=str(tmp_path / "our clinic")) == str(tmp_path / "our clinic")
