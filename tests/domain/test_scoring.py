"""Questionnaires are scored by their published rules, and never out of nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.facts import Facts
from clinic.domain.intake import Measure
from clinic.domain.marks import Activity, ItemMarks, activity_marks
from clinic.domain.scoring import Score, bands, result_in_words, score, score_in_words, scores
from clinic.knowledge import read_knowledge
from tests.exchange.cases import TODAY

KNOWLEDGE = read_knowledge()
MEASURES = KNOWLEDGE.measures


def made(measure: str, given: Mapping[int, int], *, filled_in: bool = False) -> Score:
    return score(MEASURES[measure], ItemMarks(given, filled_in))


def odi(*marks: int) -> Score:
    """The Oswestry with the first sections marked so."""
    return made("odi", dict(enumerate(marks, start=1)))


def own(*numbers: int | None) -> Score:
    return score(MEASURES["psfs"], activity_marks(tuple(Activity("climb stairs", one) for one in numbers)))


def start_back(*, agreed: tuple[int, ...], bothered: int = 1) -> Score:
    return made("start_back", {item: int(item in agreed) for item in range(1, 9)} | {9: bothered})


def words(measure: str, result: Score) -> str:
    return result_in_words(KNOWLEDGE, measure, result)


def test_a_whole_oswestry_is_the_percentage_of_fifty() -> None:
    assert odi(*[2] * 10) == Score(40, 10, ())
    assert odi(*[0] * 10).value == 0
    assert odi(*[5] * 10).value == 100


def test_an_oswestry_section_without_a_mark_leaves_the_count() -> None:
    result = odi(2, 2, 2, 2, 2, 2, 2, 1, 1)
    assert (result.value, result.answered, result.missing) == (36, 9, (10,))
    assert words("odi", result) == "36 percent: moderate; out of the 9 that are marked; without a mark: item 10"


@pytest.mark.parametrize(("marked", "value"), [(7, None), (8, 40), (9, 40), (10, 40)])
def test_the_oswestry_needs_eight_sections(marked: int, value: int | None) -> None:
    assert odi(*[2] * marked).value == value


def test_too_few_oswestry_sections_are_named() -> None:
    result = made("odi", {1: 0, 3: 2, 4: 1})
    assert words("odi", result) == (
        "No score: 3 of 10 are marked, at least 8 are needed; without a mark: items 2 and 5 to 10"
    )


def test_half_a_percent_goes_up_to_the_stricter_side() -> None:
    assert odi(5, 5, 5, 2, 0, 0, 0, 0).value == 43  # 42.5


def test_the_roland_morris_counts_the_ticks_of_a_form_that_was_filled_in() -> None:
    assert made("rmdq", {1: 1, 4: 1, 24: 1}, filled_in=True) == Score(3, 24, ())


def test_no_tick_on_a_form_that_was_filled_in_is_no_disability() -> None:
    assert made("rmdq", {}, filled_in=True).value == 0


@pytest.mark.parametrize("ticked", [{}, {1: 1}, dict.fromkeys(range(1, 25), 1)])
def test_ticks_on_a_form_that_nobody_calls_filled_in_make_no_score(ticked: dict[int, int]) -> None:
    result = made("rmdq", ticked)
    assert result.value is None
    assert result.says == "No score: nobody has said yet that the whole form was filled in"


def test_start_back_counts_agreement_and_the_last_two_boxes_of_item_nine() -> None:
    assert [start_back(agreed=(), bothered=box).value for box in range(1, 6)] == [0, 0, 0, 1, 1]
    assert start_back(agreed=(1, 2, 5, 8), bothered=4) == Score(5, 9, (), subscale=3)


@pytest.mark.parametrize("missing", range(1, 10))
def test_start_back_with_any_item_missing_has_no_score_and_names_it(missing: int) -> None:
    result = made("start_back", {item: 1 for item in range(1, 10) if item != missing})
    assert (result.value, result.missing) == (None, (missing,))
    assert result.says == f"No score: 8 of 9 are marked, all are needed; without a mark: item {missing}"


@pytest.mark.parametrize(
    ("agreed", "bothered", "risk"),
    [
        ((1, 2, 3), 1, "low"),
        ((5, 6, 7), 1, "low"),
        ((1, 2, 3, 4), 1, "medium"),
        ((1, 5, 6, 7), 1, "medium"),
        ((5, 6, 7, 8), 1, "high"),
        ((5, 6, 7), 5, "high"),
        ((1, 2, 3, 4, 5, 6, 7), 3, "medium"),
    ],
)
def test_start_back_is_high_by_four_of_items_five_to_nine(agreed: tuple[int, ...], bothered: int, risk: str) -> None:
    result = start_back(agreed=agreed, bothered=bothered)
    assert result.value is not None
    assert [band.band for band in bands(MEASURES["start_back"], result.value, result.subscale)] == [risk]


def test_a_start_back_total_alone_leaves_medium_or_high_open() -> None:
    assert score_in_words(KNOWLEDGE, "start_back", 3) == "3 of 9 points: low"
    assert score_in_words(KNOWLEDGE, "start_back", 6) == "6 of 9 points: medium or high, by items 5 to 9"
    result = start_back(agreed=(1, 2, 5, 6, 7, 8))
    assert words("start_back", result) == "6 of 9 points: high; psychosocial part 4 of 5"


def test_the_patient_specific_scale_is_the_mean_of_the_activities() -> None:
    assert own(3, 5, 6) == Score(4.7, 3, ())
    assert own(4, 5).value == 4.5
    assert own(0, 0, 0).value == 0


def test_an_activity_without_a_number_is_named_and_does_not_count() -> None:
    result = own(3, None, 6)
    assert (result.value, result.missing) == (4.5, (2,))
    assert words("psfs", result) == "4.5 (0-10, mean of the activities); activity 2 has no number and does not count"


@pytest.mark.parametrize("numbers", [(), (None,), (None, None, None)])
def test_activities_without_any_number_make_no_score(numbers: tuple[int | None, ...]) -> None:
    assert own(*numbers).value is None
    assert own(*numbers).says == "No score: no activity has a number"


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, "minimal"), (20, "minimal"), (20.5, "moderate"), (21, "moderate"), (40, "moderate"), (41, "severe"),
     (60, "severe"), (61, "very severe"), (80, "very severe"), (81, "extreme"), (100, "extreme")],
)  # fmt: skip  # the figures in few lines
def test_every_oswestry_percentage_lies_in_one_band(value: float, band: str) -> None:
    assert [one.band for one in bands(MEASURES["odi"], value)] == [band]


def test_a_measure_without_bands_has_its_score_and_unit_alone() -> None:
    assert score_in_words(KNOWLEDGE, "rmdq", 7) == "7 of 24 statements"
    assert score_in_words(KNOWLEDGE, "nprs_now", 5) == "5 (0-10): moderate"


def test_a_measure_that_is_not_marked_by_items_has_no_score_from_marks() -> None:
    assert made("phq2", {1: 3}).value is None


MARKED = st.sampled_from([one for one in MEASURES.values() if one.marks])


@given(MARKED)
def test_nothing_marked_is_never_a_score(measure: Measure) -> None:
    result = score(measure, ItemMarks())
    assert result.value is None
    assert result.says


@given(st.data())
def test_a_score_lies_in_the_range_and_without_one_it_is_said_why(data: st.DataObject) -> None:
    measure = data.draw(MARKED)
    marks = measure.marks
    assert marks
    assert measure.range
    items = data.draw(st.lists(st.sampled_from(list(marks.items)), unique=True))
    given_marks = {item: data.draw(st.sampled_from(list(marks.choices(item)))) for item in items}
    result = score(measure, ItemMarks(given_marks, filled_in=data.draw(st.booleans())))
    if result.value is None:
        assert result.says.startswith("No score: ")
    else:
        assert measure.range.min <= result.value <= measure.range.max
        assert bands(measure, result.value, result.subscale) or not measure.bands


@given(st.dictionaries(st.integers(1, 10), st.integers(0, 5)), st.integers(1, 10))
def test_one_worse_mark_never_makes_the_oswestry_better(marked: dict[int, int], item: int) -> None:
    before = made("odi", marked | {item: 2}).value
    after = made("odi", marked | {item: 3}).value
    assert (before is None) == (after is None)
    assert before is None or after is None or before <= after


def test_only_measures_of_which_something_is_marked_are_scored() -> None:
    assert scores(KNOWLEDGE, Facts(TODAY)) == {}
    facts = Facts(TODAY, activities=(Activity("garden", 6),), marks={"odi": ItemMarks({1: 2})})
    assert {id: one.value for id, one in scores(KNOWLEDGE, facts).items()} == {"odi": None, "psfs": 6}
