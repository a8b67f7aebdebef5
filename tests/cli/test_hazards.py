"""`clinic hazards`: the hazard log on paper."""

from __future__ import annotations

from clinic.knowledge.hazards import load_hazards
from tests.cli.calls import Clinic
from tests.cli.test_printing import text_of


def test_the_printed_log_holds_every_hazard_and_what_is_open(clinic: Clinic) -> None:
    path = clinic.folder / "hazards.pdf"
    assert clinic("hazards", "-o", path).status == 0
    said = "".join(text_of(path.read_bytes()).split())
    log = load_hazards()
    for sentence in (log.scheme.what, *(one.hazard for one in log.hazards), *(one.why_open for one in log.open)):
        assert "".join(sentence.split()) in said


def test_what_cannot_be_written_is_said(clinic: Clinic) -> None:
    ended = clinic("hazards", "-o", clinic.folder / "nowhere" / "hazards.pdf")
    assert ended.status == 2
    assert "nowhere" in ended.told
