"""The printed programme, read back from its PDF."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pytest

from clinic.domain.facts import Person
from clinic.handout.pictures import pictures
from clinic.handout.printing import render_pdf
from clinic.handout.reading import EDGE_PT, PrintedPage, read_pages, squeezed
from clinic.handout.sheet import ClinicDetails, Sheet
from clinic.knowledge import read_knowledge
from clinic.knowledge.poses import load_poses
from tests.handout.builders import FOUR, planned, sheet
from tests.repository import ROOT

SIX = ("breathing_crook", "dead_bug", "side_bridge", "plank", "walking_graded", "goblet_squat")
EASED = {"bird_dog": "bird_dog_leg", "bridge_double": "glute_set", "hip_hinge_dowel": "pelvic_tilt_seated"}


def four() -> Sheet:
    """The usual programme, each exercise with its easier version."""
    return sheet(*(planned(one, eases_back_to=EASED.get(one, "")) for one in FOUR))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_pdf(four())


@pytest.fixture(scope="module")
def pages(printed: bytes) -> tuple[PrintedPage, ...]:
    return read_pages(printed)


def said(pdf: bytes) -> str:
    return squeezed("".join(page.text for page in read_pages(pdf)))


def outside(pages: tuple[PrintedPage, ...]) -> list[str]:
    return [
        box.text
        for page in pages
        for box in page.boxes
        if min(box.left, box.bottom, page.width - box.right, page.height - box.top) < EDGE_PT
    ]


def test_four_exercises_fill_two_pages_of_a4(pages: tuple[PrintedPage, ...]) -> None:
    assert [(round(page.width), round(page.height)) for page in pages] == [(595, 842)] * 2


def test_four_exercises_fill_two_pages_of_letter_paper() -> None:
    pages = read_pages(render_pdf(four(), paper="Letter"))
    assert [(round(page.width), round(page.height)) for page in pages] == [(612, 792)] * 2


def test_four_standing_exercises_with_their_tall_pictures_fill_two_pages() -> None:
    eased = {
        "abdominal_brace_standing": "breathing_seated",
        "hip_hinge_dowel": "quadruped_rock_back",
        "single_leg_stance": "bird_dog_standing",
        "sit_to_stand": "",
    }
    drawn = pictures(load_poses(), tuple(eased))
    tall = sheet(*(planned(one, eases_back_to=easier) for one, easier in eased.items()), figures=drawn)
    assert len(read_pages(render_pdf(tall))) == 2


def test_six_exercises_fill_three_pages() -> None:
    assert len(read_pages(render_pdf(sheet(*SIX)))) == 3


def test_one_exercise_fills_one_page_with_lines_to_write_on() -> None:
    (page,) = read_pages(render_pdf(sheet("plank")))
    assert "Myquestionsandnotes" in squeezed(page.text)


def test_every_part_stands_in_order(printed: bytes) -> None:
    text, at = said(printed), 0
    made = four()
    parts = [made.title, "Amara Okafor", made.minutes, made.next_visit, made.goal, "When to stop", *made.stop[0].signs]
    parts += [made.clinic.telephone, "How much pain is all right?", *(light.what_to_do for light in made.pain)]
    for one in made.exercises:
        parts += [one.name, one.purpose, *one.steps, *(pill.text for pill in one.pills), one.effort, one.watch_for]
        parts += [one.stop_if, one.easier]
    for part in [*parts, "Tick each day", "Pain today, 0 to 10", made.bring_back]:
        found = text.find(squeezed(part), at)
        assert found >= 0, part
        at = found


def test_an_exercise_never_runs_over_a_page_break(pages: tuple[PrintedPage, ...]) -> None:
    for one in four().exercises:
        parts = [squeezed(part) for part in (one.name, *one.steps, one.stop_if, one.easier)]
        on = [page for page in pages if all(part in squeezed(page.text) for part in parts)]
        assert len(on) == 1, one.name


def test_every_page_names_the_person_the_page_and_the_edition(pages: tuple[PrintedPage, ...]) -> None:
    for number, page in enumerate(pages, start=1):
        assert "Amara Okafor · born 5 Mar 1979 · no. 1042" in page.text
        assert f"Page {number} of 2 · printed 20 Nov 2026 · rulebook {read_knowledge().edition[:7]}" in page.text


def test_large_print_sets_everything_but_labels_in_sixteen_point(printed: bytes) -> None:
    large = render_pdf(four(), large=True)
    assert outside(read_pages(large)) == []

    def height(pdf: bytes) -> float:
        return max(box.top - box.bottom for page in read_pages(pdf) for box in page.boxes if "Squeeze both" in box.text)

    assert height(large) > 1.4 * height(printed)


def test_nothing_stands_outside_the_paper(pages: tuple[PrintedPage, ...]) -> None:
    assert outside(pages) == []


@pytest.mark.parametrize(
    "name", ["Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley-Warrington", "X" * 120, "Nguyễn Thị Ánh Tuyết"]
)
def test_a_long_name_stays_on_the_paper(name: str) -> None:
    made = sheet("plank", person=Person(name=name, number="1042-7783-XB"), clinic=ClinicDetails("C" * 70, "D" * 90))
    pdf = render_pdf(made)
    assert squeezed(name) in said(pdf)
    assert outside(read_pages(pdf)) == []


def test_a_goal_with_markup_is_printed_as_it_was_said() -> None:
    goal = "lift <b>5 kg</b> & climb \\ the 'stairs' {{ 1 }}"
    assert squeezed(f"“{goal}”") in said(render_pdf(sheet("plank", goal=goal)))


def test_an_exercise_without_a_drawing_is_printed_with_its_steps() -> None:
    pdf = render_pdf(sheet("plank", figures={}))
    for step in read_knowledge().exercises["plank"].steps:
        assert squeezed(step) in said(pdf)


@pytest.mark.parametrize("phase", [1, 2, 3, 4, 5])
def test_every_exercise_of_the_library_can_be_printed(phase: int) -> None:
    chosen = [one for one in read_knowledge().in_library_order if one.phase == phase and one.recommended]
    made = sheet(*(planned(one.id, eases_back_to=(*one.regressions, "")[0]) for one in chosen))
    pdf = render_pdf(made)
    assert outside(read_pages(pdf)) == []
    assert [one.name for one in chosen if squeezed(one.name) not in said(pdf)] == []


def test_equal_input_gives_equal_bytes_in_another_process(printed: bytes) -> None:
    code = (
        "import sys; from clinic.handout.printing import render_pdf; from tests.handout.test_sheet_pdf import four;"
        "sys.stdout.buffer.write(render_pdf(four()))"
    )
    surroundings = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LANG": "C"}
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=surroundings, check=True, capture_output=True)
    assert again.stdout == printed


def test_what_was_printed_before_leaves_no_trace(printed: bytes) -> None:
    render_pdf(sheet(*SIX))
    render_pdf(sheet("plank", person=Person(name="Ζωή Жанна"), figures={}))
    assert render_pdf(four()) == printed


def structure(pdf: bytes) -> list[dict[str, Any]]:
    """Every element of the tag tree as its kind and alternative text."""
    found = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append({"kind": str(element.S), "alt": str(element.get("/Alt", ""))})
            walk(element.get("/K"))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def test_the_pdf_is_tagged_with_title_language_and_alternative_texts(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert str(document.docinfo["/Title"]) == "Your back programme: Amara Okafor"
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.MarkInfo.Marked)
        assert 'pdfuaid:part="1"' in document.Root.Metadata.read_bytes().decode()
    elements = structure(printed)
    figures = [one["alt"] for one in elements if one["kind"] == "/Figure"]
    assert figures[:2] == ["Pelvic tilt, lying, start: a ball.", "Pelvic tilt, lying, finish: a ball."]
    assert len(figures) == 8
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD"} <= {one["kind"] for one in elements}


def test_every_font_is_embedded_and_ours(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        names = {str(font.BaseFont) for font in fonts}
        embedded = ["/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert names
    assert all("Sheet-Sans" in name for name in names)
    assert all(embedded)
