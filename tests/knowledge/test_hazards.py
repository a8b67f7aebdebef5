"""The hazard log is read strictly, and every test that it names exists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from clinic.domain.hazard import HazardLog, sentence_of
from clinic.knowledge import read_knowledge
from clinic.knowledge.files import packaged_folder, read_tables
from clinic.knowledge.hazards import load_hazards, packaged_hazards, read_hazards
from clinic.knowledge.mistakes import KnowledgeError
from tests.repository import ROOT

GOOD = """
[scheme]
what = "A self-assessment."
severity = { minor = "it passes", grave = "it stays" }
likelihood = { rare = "never", likely = "weekly" }
risk = { rare = ["low", "low"], likely = ["low", "high"] }
meaning = { low = "accepted", high = "not accepted" }
[groups]
sheet = "The sheet"
[hazards.torn]
group = "sheet"
hazard = "The sheet is torn."
cause = "Paper."
harm = "Half a dose."
before = { severity = "grave", likelihood = "likely" }
after = { severity = "minor", likelihood = "rare" }
residual = "Paper tears."
controls = [{ says = "It is thick.", shown_by = ["tests/handout/test_paper.py::test_it_is_thick"] }]
"""
FAULTS = {
    "a misspelt field": ("residual =", "resiudal =", "Did you mean 'residual'?"),
    "a field that is missing": ('cause = "Paper."', "", "cause: is missing"),
    "a text that is empty": ('cause = "Paper."', 'cause = ""', "is empty"),
    "an unknown group": ('group = "sheet"', 'group = "shete"', "Did you mean 'sheet'?"),
    "a group without a hazard": ("[groups]", '[groups]\nink = "Ink"', "ink: has no hazard"),
    "an unknown severity": ('severity = "minor"', 'severity = "mior"', "Did you mean 'minor'?"),
    "an unknown likelihood": ('likelihood = "rare" }', 'likelihood = "raer" }', "Did you mean 'rare'?"),
    "an unknown word of risk": ('rare = ["low", "low"]', 'rare = ["low", "lwo"]', "Did you mean 'low'?"),
    "a row of risk that is too short": ('rare = ["low", "low"]', 'rare = ["low"]', "has to hold 2 words"),
    "no control": ("controls = [{", "controls = []\nopen = false\nother = [{", "controls: names none"),
    "a control without a test": ('["tests/handout/test_paper.py::test_it_is_thick"]', "[]", "names no test"),
    "a test that is no reference": ("test_paper.py::", "test_paper.py:", "is not written like"),
    "a high risk that is not open": (
        'after = { severity = "minor", likelihood = "rare" }', 'after = { severity = "grave", likelihood = "likely" }',
        "open: has to be true while the risk is high",
    ),
    "open without saying why": ("residual =", "open = true\nresidual =", "why_open: is missing"),
    "why and not open": ("residual =", 'why_open = "x"\nresidual =', "open is not true"),
    "no TOML": ("[groups]", "[groups", "is not TOML"),
}  # fmt: skip  # one fault, one line


def read(tmp_path: Path, written: str) -> HazardLog:
    file = tmp_path / "hazards.toml"
    file.write_text(written, encoding="utf-8")
    return read_hazards(file)


def missing_tests(log: HazardLog) -> list[str]:
    """Every test that the log names and the repository does not have."""
    found: dict[str, set[str]] = {}
    for name in log.tests:
        file = name.partition("::")[0]
        if file not in found:
            path = ROOT / file
            tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
            found[file] = {f"{file}::{one.name}" for one in tree.body if isinstance(one, ast.FunctionDef)}
    return [name for name in log.tests if name not in found[name.partition("::")[0]]]


def test_every_test_that_the_log_names_exists() -> None:
    assert missing_tests(load_hazards()) == []


def test_a_test_that_does_not_exist_is_found(tmp_path: Path) -> None:
    this = "tests/knowledge/test_hazards.py::test_a_test_that_does_not_exist_is_found"
    gone = this + "_ever"
    written = GOOD.replace('["tests/handout/test_paper.py::test_it_is_thick"]', f'["{this}", "{gone}"]')
    assert missing_tests(read(tmp_path, written)) == [gone]
    assert missing_tests(read(tmp_path, GOOD)) == ["tests/handout/test_paper.py::test_it_is_thick"]


def test_the_log_of_a_file_is_read_with_the_risk_before_and_after(tmp_path: Path) -> None:
    (torn,) = read(tmp_path, GOOD).hazards
    assert (torn.before.word, torn.after.word, torn.open) == ("high", "low", False)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_place(tmp_path: Path, fault: str) -> None:
    right, wrong, said = FAULTS[fault]
    assert GOOD.count(right) >= 1
    with pytest.raises(KnowledgeError, match=r"hazards/hazards\.toml") as refused:
        read(tmp_path, GOOD.replace(right, wrong, 1))
    assert said in str(refused.value)


def test_controls_never_make_a_risk_greater(tmp_path: Path) -> None:
    swapped = GOOD.replace("before =", "swap =").replace("after =", "before =").replace("swap =", "after =")
    with pytest.raises(KnowledgeError, match="is a greater risk than before"):
        read(tmp_path, swapped)


def test_a_log_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="this file is missing"):
        read_hazards(tmp_path / "hazards.toml")


def test_what_is_open_says_what_the_clinic_has_to_do() -> None:
    log = load_hazards()
    assert {one.id for one in log.open} >= {one.id for one in log.hazards if one.after.word == "high"}
    assert "rule_not_checked" in {one.id for one in log.open}


def test_the_log_is_no_part_of_the_clinical_edition() -> None:
    assert packaged_hazards().is_relative_to(packaged_folder())
    assert not [name for name in read_tables(packaged_folder()) if "hazard" in name]
    assert "hazards" not in vars(read_knowledge())


def test_the_name_of_a_test_is_read_as_a_sentence() -> None:
    assert sentence_of("tests/test_x.py::test_a_lost_limit_is_noticed") == "A lost limit is noticed"
