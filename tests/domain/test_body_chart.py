"""The body chart's form is read into marks; what does not fit is told at its field, and nothing typed is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.body_chart import BodyChart, PainMark, Region, chart_in_words, read_chart, typed_chart


def region(id: str, side: str, label: str) -> Region:
    return Region(id, "low_back", side, "Low back", label, "back", ("back",))


CHART = BodyChart(
    (
        region("low_back_left", "left", "Low back, left"),
        region("low_back", "central", "Low back, middle"),
        region("low_back_right", "right", "Low back, right"),
    ),
    {"ache": "ache", "burning": "burning", "numb": "numb"},
    {"back": "Back"},
)


def fields_of(fields: dict[str, list[str]]) -> list[str]:
    return [mistake.field for mistake in read_chart(CHART, fields)[1]]


def test_a_ticked_region_with_its_details_is_a_mark() -> None:
    typed = {
        "chart-low_back_left": ["yes"],
        "chart-low_back_left-quality": ["burning", "ache"],
        "chart-low_back_left-pain": ["6"],
    }
    assert read_chart(CHART, typed) == ((PainMark("low_back_left", ("ache", "burning"), 6),), ())


def test_a_region_can_be_ticked_without_details() -> None:
    typed = {"chart-low_back": ["yes"], "chart-low_back-pain": [""]}
    assert read_chart(CHART, typed) == ((PainMark("low_back"),), ())


def test_nothing_ticked_is_no_mark_and_no_mistake() -> None:
    assert read_chart(CHART, {"chart-low_back-pain": [" "], "goal": ["walk"]}) == ((), ())


def test_no_pain_at_all_is_a_number_too() -> None:
    marks, _ = read_chart(CHART, {"chart-low_back": ["yes"], "chart-low_back-pain": ["0"]})
    assert marks == (PainMark("low_back", (), 0),)


def test_marks_stand_in_the_order_of_the_list() -> None:
    marks, _ = read_chart(CHART, {"chart-low_back_right": ["yes"], "chart-low_back_left": ["yes"]})
    assert [mark.region for mark in marks] == ["low_back_left", "low_back_right"]


@pytest.mark.parametrize(
    "details", [{"chart-low_back-quality": ["ache"]}, {"chart-low_back-pain": ["4"]}, {"chart-low_back-pain": ["0"]}]
)
def test_details_without_a_tick_are_kept_and_told(details: dict[str, list[str]]) -> None:
    marks, wrong = read_chart(CHART, details)
    assert [mark.region for mark in marks] == ["low_back"]
    assert [mistake.field for mistake in wrong] == ["chart-low_back"]
    assert "not ticked" in wrong[0].text


@pytest.mark.parametrize("written", ["11", "-1", "6.5", "six", "\u0661", "100", "1e1"])
def test_how_strong_is_a_whole_number_from_0_to_10(written: str) -> None:
    marks, wrong = read_chart(CHART, {"chart-low_back": ["yes"], "chart-low_back-pain": [written]})
    assert (marks, [one.field for one in wrong]) == ((PainMark("low_back"),), ["chart-low_back-pain"])
    assert "0 to 10" in wrong[0].text


def test_two_numbers_for_one_region_are_a_mistake() -> None:
    assert fields_of({"chart-low_back": ["yes"], "chart-low_back-pain": ["3", "4"]}) == ["chart-low_back-pain"]


def test_an_unknown_quality_is_told_at_its_field() -> None:
    assert fields_of({"chart-low_back": ["yes"], "chart-low_back-quality": ["ahce"]}) == ["chart-low_back-quality"]


def test_an_unknown_place_is_told() -> None:
    assert fields_of({"chart-elbwo": ["yes"]}) == ["chart-elbwo"]


def test_a_tick_that_cannot_be_read_is_told() -> None:
    marks, wrong = read_chart(CHART, {"chart-low_back": ["no"]})
    assert ([mark.region for mark in marks], [one.field for one in wrong]) == (["low_back"], ["chart-low_back"])


def test_a_mark_in_words_names_place_qualities_and_strength() -> None:
    marks = (PainMark("low_back_left", ("ache", "burning"), 6), PainMark("low_back"), PainMark("low_back_right", (), 0))
    assert chart_in_words(CHART, marks) == (
        "Low back, left: ache, burning, 6 of 10", "Low back, middle", "Low back, right: 0 of 10",
    )  # fmt: skip  # three lines of words


@given(
    st.lists(
        st.builds(
            PainMark,
            st.sampled_from([one.id for one in CHART.regions]),
            st.lists(st.sampled_from(list(CHART.qualities)), unique=True).map(
                lambda some: tuple(one for one in CHART.qualities if one in some)
            ),
            st.none() | st.integers(0, 10),
        ),
        unique_by=lambda mark: mark.region,
    )
)
def test_what_is_written_into_the_form_is_read_back(marks: list[PainMark]) -> None:
    order = [one.id for one in CHART.regions]
    assert read_chart(CHART, typed_chart(marks)) == (tuple(sorted(marks, key=lambda one: order.index(one.region))), ())
