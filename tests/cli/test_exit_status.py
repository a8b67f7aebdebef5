"""Every way a command can end has its exit status; results stand on standard output and nothing else does."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clinic.cli.command import carried_out
from tests.cli.calls import ACHE, BRITTLE, CANCER, OPEN, SADDLE, UNSURE, WRONG, Clinic, apart

EVERY_DISPOSITION = [
    ("emergency", SADDLE, 3),
    ("refer_before_exercise", CANCER, 3),
    ("incomplete", OPEN, 4),
    ("incomplete", UNSURE, 4),
    ("programme_with_restrictions", BRITTLE, 0),
    ("programme", ACHE, 0),
]
NAMES = ["saddle", "cancer", "open", "unsure", "brittle", "ache"]


@pytest.mark.parametrize(("disposition", "case", "status"), EVERY_DISPOSITION, ids=NAMES)
def test_screen_and_explain_answer_whatever_the_disposition(
    clinic: Clinic, disposition: str, case: dict[str, Any], status: int
) -> None:
    ended = clinic("screen", case, "--json")
    assert (ended.status, ended.json["disposition"], ended.told) == (0, disposition, "")
    assert clinic("explain", case).status == 0
    assert clinic("explain", case, "plank").status == 0
    assert clinic("propose", case).status == status


@pytest.mark.parametrize(("disposition", "case", "status"), EVERY_DISPOSITION, ids=NAMES)
def test_propose_prints_the_screening_and_a_programme_only_where_one_may_be(
    clinic: Clinic, disposition: str, case: dict[str, Any], status: int
) -> None:
    ended = clinic("propose", case, "--json")
    assert (ended.status, ended.json["disposition"]) == (status, disposition)
    assert (ended.json["programme"] is None) == (status != 0)


@pytest.mark.parametrize(("disposition", "case", "status"), EVERY_DISPOSITION, ids=NAMES)
def test_a_sheet_is_written_only_where_a_programme_may_be(
    clinic: Clinic, disposition: str, case: dict[str, Any], status: int
) -> None:
    sheet = clinic.folder / "sheet.pdf"
    ended = clinic("handout", case, "-o", sheet)
    assert ended.status == status
    assert sheet.exists() == (status == 0)
    assert (disposition.replace("_", " ") in ended.told) == (status != 0)


@pytest.mark.parametrize("command", ["screen", "propose", "explain", "handout"])
def test_a_wrong_case_is_refused_with_every_mistake(clinic: Clinic, command: str) -> None:
    sheet = clinic.folder / "sheet.pdf"
    ended = clinic(command, WRONG, *(["-o", sheet] if command == "handout" else []))
    assert (ended.status, ended.out) == (2, "")
    assert "red_flags.rf_fver" in ended.told
    assert 'did you mean "rf_fever"' in ended.told
    assert "tests.sbp" in ended.told
    assert "Traceback" not in ended.told
    assert not sheet.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("screeen", "case.json"),
        ("screen",),
        ("screen", "nowhere.json"),
        ("screen", "nowhere.json", "--jason"),
        ("handout", "nowhere.json"),
        ("matrix", "--json"),
        ("serve", "--port", "many"),
        ("serve", "--port", "70000"),
        ("check", "nowhere"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_asked_is_refused(clinic: Clinic, arguments: tuple[str, ...]) -> None:
    ended = clinic(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.told
    assert "Traceback" not in ended.told


def test_an_exercise_nobody_knows_is_refused_with_the_nearest_one(clinic: Clinic) -> None:
    ended = clinic("explain", ACHE, "bird-dogg")
    assert ended.status == 2
    assert 'did you mean "bird_dog"' in ended.told


def test_a_sheet_that_cannot_be_written_is_refused(clinic: Clinic) -> None:
    ended = clinic("handout", ACHE, "-o", clinic.folder / "nowhere" / "sheet.pdf")
    assert ended.status == 2
    assert "cannot be written" in ended.told


def test_a_machine_that_cannot_print_says_so(clinic: Clinic) -> None:
    """A WeasyPrint whose libraries are missing ends as soon as it is imported."""
    broken = clinic.folder / "broken"
    (broken / "weasyprint").mkdir(parents=True)
    (broken / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library pango')", encoding="ascii")
    sheet = clinic.folder / "sheet.pdf"
    instance = str(clinic.folder / "instance")
    ended = apart("handout", str(clinic.file(ACHE)), "-o", str(sheet), PYTHONPATH=str(broken), CLINIC_INSTANCE=instance)
    assert (ended.status, ended.out) == (5, "")
    assert "pango" in ended.told
    assert not sheet.exists()


def fault(_: argparse.Namespace) -> int:
    raise KeyError("Ada Byron")


def test_a_fault_of_ours_is_one_line_without_patient_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert carried_out(fault, argparse.Namespace(debug=False)) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "KeyError" in said.err
    assert "Ada" not in said.err


def test_a_fault_of_ours_shows_where_it_is_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert carried_out(fault, argparse.Namespace(debug=True)) == 70
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("--debug", "screen"), ("screen", "--debug")], ids=" ".join)
def test_debug_may_stand_on_either_side_of_the_command(clinic: Clinic, arguments: tuple[str, ...]) -> None:
    assert clinic(*arguments, ACHE).status == 0


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("screen", "--help")], ids=" ".join)
def test_help_is_an_answer(clinic: Clinic, arguments: tuple[str, ...]) -> None:
    ended = clinic(*arguments)
    assert (ended.status, ended.told) == (0, "")
    assert ended.out


def test_whoever_stops_reading_early_ends_nothing_in_an_error(clinic: Clinic) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "clinic.cli", "explain", str(clinic.file(ACHE))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() == 0


def test_a_case_may_come_through_a_pipe() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "clinic.cli", "screen", "-", "--json"],
        input=json.dumps(ACHE),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout)["disposition"] == "programme"


def test_the_answer_is_the_same_in_every_process(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(BRITTLE), encoding="utf-8")
    answers = {apart("propose", str(path), "--json", PYTHONHASHSEED=seed).out for seed in ("1", "2")}
    assert len(answers) == 1


def test_screening_needs_no_part_of_the_web_the_store_or_the_printer(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(ACHE), encoding="utf-8")
    watched = "{'flask', 'werkzeug', 'sqlalchemy', 'weasyprint', 'jinja2', 'tornado', 'cryptography', 'wtforms'}"
    script = (
        "import sys; from clinic.cli import main; status = main(['screen', sys.argv[1]]); "
        f"print(sorted({watched} & set(sys.modules)), file=sys.stderr); sys.exit(status)"
    )
    run = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert run.stderr == "[]\n"
