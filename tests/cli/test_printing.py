"""The commands that write a PDF."""

from __future__ import annotations

import pypdfium2

from clinic.knowledge import read_knowledge
from clinic.knowledge.poses import load_poses
from tests.cli.calls import ACHE, Clinic


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_the_sheet_holds_the_programme_that_is_proposed(clinic: Clinic) -> None:
    path = clinic.folder / "sheet.pdf"
    ended = clinic("handout", ACHE, "-o", path)
    assert ended.status == 0
    said = text_of(path.read_bytes())
    for one in clinic("propose", ACHE, "--json").json["programme"]["exercises"]:
        assert read_knowledge().exercises[one["id"]].name in said
    assert "Ada" in said


def test_the_same_case_on_the_same_day_is_the_same_sheet_to_the_byte(clinic: Clinic) -> None:
    first, second = clinic.folder / "first.pdf", clinic.folder / "second.pdf"
    for path in (first, second):
        assert clinic("handout", ACHE, "-o", path, "--printed-on", "2026-11-21").status == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_sheet_with_a_name_on_it_is_written_where_it_was_asked_for_and_nowhere_else(clinic: Clinic) -> None:
    (clinic.folder / "instance").mkdir()
    assert clinic("handout", ACHE, "-o", clinic.folder / "sheet.pdf").status == 0
    assert list((clinic.folder / "instance").rglob("*")) == []


def test_a_sheet_without_a_name_is_kept_to_be_quicker_the_next_time(clinic: Clinic) -> None:
    (clinic.folder / "instance").mkdir()
    path = clinic.folder / "sheet.pdf"
    assert clinic("handout", {**ACHE, "patient": {"age": 41, "sex": "F"}}, "-o", path).status == 0
    (kept,) = (clinic.folder / "instance").rglob("*.pdf")
    assert kept.read_bytes() == path.read_bytes()


def test_the_sheet_names_the_day_it_is_printed_for(clinic: Clinic) -> None:
    path = clinic.folder / "sheet.pdf"
    clinic("handout", ACHE, "-o", path, "--printed-on", "2026-11-21")
    assert "21 Nov 2026" in text_of(path.read_bytes())


def test_a_day_that_is_none_is_refused(clinic: Clinic) -> None:
    ended = clinic("handout", ACHE, "-o", clinic.folder / "sheet.pdf", "--printed-on", "tomorrow")
    assert ended.status == 2
    assert "2026-11-20" in ended.told


def test_the_contact_sheet_holds_every_figure(clinic: Clinic) -> None:
    path = clinic.folder / "all.pdf"
    assert clinic("figures", "-o", path).status == 0
    said = "".join(text_of(path.read_bytes()).split())
    assert not [id for id in load_poses() if id not in said]
