"""The body chart on a page: real boxes with a drawing that answers to them, details kept, mistakes at their field."""

from __future__ import annotations

import re
from functools import cache

import pytest
from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict

from clinic.domain.body_chart import VIEWS, PainMark, read_chart, typed_chart
from clinic.domain.in_words import ended
from clinic.figures.body_chart import TONES, UNTOLD
from clinic.knowledge.body_chart import load_body_chart
from clinic.settings import template_folder
from clinic.web.body_chart import chart_view, marked_count
from tests.repository import ROOT
from tests.web.visit import Element, entered, parsed, text, texts

CHART = load_body_chart()
CSS = (ROOT / "clinic/static/css/body_chart.css").read_text(encoding="utf-8")
PAGE = """{% from "macros/body_chart.html" import body_chart with context %}
<form>{{ body_chart(view.chart, view.drawing, view.typed, view.mistakes) }}</form>"""


@pytest.fixture(scope="module")
def bare() -> Flask:
    """An application with the templates and nothing else."""
    app = Flask("clinic", template_folder=str(template_folder()))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["ended"] = ended
    return app


@cache
def page(app: Flask, *fields: tuple[str, str]) -> Element:
    with app.test_request_context():
        template = app.jinja_env.from_string(PAGE)
        return parsed(template.render(view=chart_view(MultiDict(fields))))


def row(page: Element, place: str) -> Element:
    return page.one(f"#row-chart-{place}")


def test_every_region_has_one_real_box_with_its_own_name(bare: Flask) -> None:
    opened = page(bare)
    boxes = opened.all(".chart-tick input[type=checkbox]")
    assert [box.value("name") for box in boxes] == [region.field for region in CHART.regions]
    assert {box.value() for box in boxes} == {"yes"}
    named = {text(opened.one(f"#{box.value('aria-labelledby')}")) for box in boxes}
    assert len(named) == len(boxes)
    assert "Low back, left" in named


def test_every_region_of_the_drawing_is_a_label_of_its_box(bare: Flask) -> None:
    opened = page(bare)
    for view in VIEWS:
        held = [label.value("for") for label in opened.all(f".chart-{view} label.at")]
        assert sorted(held) == sorted(region.field for region in CHART.regions if view in region.views)


def test_the_list_stands_in_the_groups_of_the_chart(bare: Flask) -> None:
    assert texts(page(bare), ".chart-group legend") == list(CHART.groups.values())


def test_a_place_without_sides_has_one_box(bare: Flask) -> None:
    opened = page(bare)
    assert texts(row(opened, "tailbone"), ".chart-tick") == ["Sacrum and tailbone, here"]
    assert texts(row(opened, "low_back"), ".chart-tick") == [
        "Low back, left", "Low back, middle", "Low back, right",
    ]  # fmt: skip  # three words in order


def test_an_empty_chart_says_so_and_ticks_nothing(bare: Flask) -> None:
    opened = page(bare)
    assert text(opened.one("[data-count]")) == "Nothing is marked yet"
    assert opened.all("[data-said] li") == []
    assert opened.all("input[checked]") == []
    assert opened.all(".fault") == []


def test_what_was_typed_stands_in_the_form_again(bare: Flask) -> None:
    marks = (PainMark("low_back_left", ("ache", "burning"), 6), PainMark("calf_left", (), None))
    fields = typed_chart(marks)
    opened = page(bare, *((name, value) for name, values in fields.items() for value in values))
    assert read_chart(CHART, dict(entered(opened.one("form")).lists())) == (marks, ())


def test_what_is_marked_is_told_in_words_that_lead_to_its_line(bare: Flask) -> None:
    opened = page(
        bare, ("chart-low_back_left", "yes"), ("chart-low_back_left-pain", "6"), ("chart-knee_back_right", "yes")
    )
    assert text(opened.one("[data-count]")) == "2 places marked"
    said = opened.all("[data-said] a")
    assert [text(link) for link in said] == ["Low back, left: 6 of 10", "Back of the knee, right"]
    assert [opened.all(link.value("href")) != [] for link in said] == [True, True]


def test_the_drawing_carries_how_strong_the_pain_is(bare: Flask) -> None:
    opened = page(bare, ("chart-low_back_left", "yes"), ("chart-low_back_left-pain", "6"), ("chart-low_back", "yes"))
    told = {(label.value("data-at"), label.value("data-pain")) for label in opened.all("label.at")}
    assert {("low_back_left", "6"), ("low_back", "")} <= told
    assert set(texts(opened, ".at-low_back_left text")) == {"6"}
    assert set(texts(opened, ".at-low_back text")) == {"•"}


def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(bare: Flask) -> None:
    opened = page(bare, ("chart-elbow_right", "yes"), ("chart-elbow_right-pain", "12"))
    field = opened.one("#chart-elbow_right-pain")
    assert (field.value(), field.value("aria-invalid")) == ("12", "true")
    assert "from 0 to 10" in text(opened.one(f"#{field.value('aria-describedby')}"))
    assert "at-fault" in opened.one("[data-region=elbow_right]").value("class").split()


def test_details_without_a_tick_are_kept_in_sight_with_the_reason(bare: Flask) -> None:
    opened = page(bare, ("chart-groin_left-quality", "numb"))
    region = opened.one("[data-region=groin_left]")
    assert "at-fault" in region.value("class").split()
    assert "not ticked" in text(opened.one("#chart-groin_left-fault"))
    assert region.one("[name=chart-groin_left-quality][value=numb]").get("checked") is not None
    assert opened.one("#chart-groin_left").get("checked") is None


def test_a_place_that_is_not_on_the_chart_is_told_on_top(bare: Flask) -> None:
    assert "no such place" in text(page(bare, ("chart-wing_left", "yes")).one("#chart-wing_left-fault"))


def test_what_was_typed_is_never_markup(bare: Flask) -> None:
    opened = page(bare, ("chart-low_back-pain", '"><b id=planted>'), ("chart-low_back-quality", "<b id=planted>"))
    assert opened.all("#planted") == []
    assert opened.one("#chart-low_back-pain").value() == '"><b id=planted>'


def test_ids_are_unique_and_nothing_has_a_style_of_its_own(bare: Flask) -> None:
    opened = page(bare, ("chart-low_back", "yes"))
    ids = [one.value("id") for one in opened.all("[id]")]
    assert len(ids) == len(set(ids))
    assert opened.all("[style], style, script") == []


def test_the_drawing_is_left_out_for_who_cannot_see_it_and_the_list_is_not(bare: Flask) -> None:
    opened = page(bare)
    assert opened.one(".chart-views").get("aria-hidden") == "true"
    assert opened.all(".chart-views input, .chart-views a, .chart-views button, .chart-views [tabindex]") == []


def test_the_style_sheet_shades_every_region_that_is_ticked() -> None:
    shaded = re.findall(r"^\.chart:has\(#chart-(\w+):checked\) \.at-(\w+)[,\s]", CSS, re.MULTILINE)
    assert shaded == [(region.id, region.id) for region in CHART.regions]


def test_the_style_sheet_has_the_tones_of_the_printed_drawing() -> None:
    tones = re.findall(r'^\.at\[data-pain="(\d+)"\] \{ --tone: (#\w+);', CSS, re.MULTILINE)
    assert tones == [(str(level), tone) for level, tone in enumerate(TONES)]
    assert re.findall(r"var\(--tone, (#\w+)\)", CSS) == [UNTOLD]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "Nothing is marked yet"), (1, "1 place marked"), (12, "12 places marked")]
)
def test_places_are_counted_in_words(number: int, words: str) -> None:
    assert marked_count(number) == words
