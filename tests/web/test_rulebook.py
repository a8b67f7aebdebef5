"""The rulebook: every red flag, condition, combination, derivation and source on its page, and the matrix."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from clinic.domain.in_words import demand_label, ended, raised, worded, work
from clinic.domain.matrix import weightiest, withheld_alone
from clinic.web.withholding import RULES, marks, matrix_view
from tests.web.visit import KNOWLEDGE, Element, opened, text, texts

PAGES = ("", "/red-flags", "/conditions", "/combinations", "/derivations", "/demands", "/matrix", "/sources")
MATRIX = withheld_alone(KNOWLEDGE)
VIEW = matrix_view(KNOWLEDGE)
COLUMNS = [one.id for _, ones in VIEW.groups for one in ones]
ROWS = {row.exercise.id: row for _, rows in VIEW.phases for row in rows}
MARKS = marks(KNOWLEDGE)


@pytest.fixture(scope="module")
def pages(app: Flask) -> Iterator[dict[str, Element]]:
    with app.test_client() as client:
        yield {path: opened(client, f"/rulebook{path}") for path in PAGES}


def said(page: Element, id: str) -> str:
    return text(page.one(f"#{id}"))


def squeezed(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_every_other_and_marks_itself(pages: dict[str, Element], path: str) -> None:
    page = pages[path]
    assert [link.value("href") for link in page.all(".contents a")] == [f"/rulebook{one}" for one in PAGES]
    assert [link.value("href") for link in page.all(".contents a[aria-current]")] == [f"/rulebook{path}"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_an_id_twice_or_leads_to_a_place_that_is_not_there(pages: dict[str, Element], path: str) -> None:
    ids = [one.value("id") for one in pages[path].all("[id]")]
    assert len(ids) == len(set(ids))
    for link in pages[path].all("main a[href*='#']"):
        page, _, place = link.value("href").partition("#")
        aim = pages[page.removeprefix("/rulebook")] if page else pages[path]
        assert len(aim.all(f"#{place}")) == 1


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_an_id(pages: dict[str, Element], path: str) -> None:
    assert [word for word in text(pages[path].one("main")).split() if "_" in word] == []


def test_the_first_page_names_the_edition_and_counts_what_it_holds(pages: dict[str, Element]) -> None:
    page = pages[""]
    rows = {
        texts(row, "th")[0]: texts(row, "td")[0] for row in page.all("section[aria-labelledby=holds-title] tbody tr")
    }
    assert KNOWLEDGE.edition in text(page.one(".edition"))
    assert rows["Red flags"] == str(len(KNOWLEDGE.flags))
    assert rows["Conditions"] == str(len(KNOWLEDGE.conditions))
    assert rows["Sources"] == str(len(KNOWLEDGE.sources))


def test_the_first_page_counts_how_sure_the_conditions_are(pages: dict[str, Element]) -> None:
    rows = {
        texts(row, "th")[0]: texts(row, "td") for row in pages[""].all("section[aria-labelledby=sure-title] tbody tr")
    }
    words = [one.confidence.word for one in KNOWLEDGE.conditions.values()]
    assert rows["Conditions"] == [str(words.count(word)) for word in ("high", "medium", "low")]


def test_every_red_flag_states_its_question_action_timescale_and_confidence(pages: dict[str, Element]) -> None:
    for flag in KNOWLEDGE.flags.values():
        rule = said(pages["/red-flags"], flag.id)
        assert raised(flag.topic) in rule
        assert squeezed(worded(flag.question)) in rule
        assert raised(flag.single_action.label) in rule
        assert flag.timescale in rule
        assert f"{flag.confidence.word} confidence" in rule


def test_a_flag_that_no_letter_lifts_says_so(pages: dict[str, Element]) -> None:
    assert "No letter lifts it" in said(pages["/red-flags"], "rf_saddle_sensation")
    clearable = next(one for one in KNOWLEDGE.flags.values() if one.clearable and one.single_action.refers)
    assert "A recorded medical all-clear lifts the referral" in said(pages["/red-flags"], clearable.id)


def test_every_condition_states_its_limits_ceilings_and_advice(pages: dict[str, Element]) -> None:
    for condition in KNOWLEDGE.conditions.values():
        rule = pages["/conditions"].one(f"#{condition.id}")
        rows = {texts(row, "th")[0]: texts(row, "td")[0] for row in rule.all("tbody tr")}
        assert rows == {demand_label(KNOWLEDGE, demand): level.word for demand, level in condition.limits.items()}
        words = text(rule)
        assert condition.max_phase is None or f"Exercises up to phase {condition.max_phase}" in words
        for sentence in (*condition.advice, *condition.advice_clinician, *condition.stop_signs, condition.rationale):
            assert squeezed(ended(raised(sentence))) in words
        named = {link.value("href") for link in rule.all("dl a[href^='/library/']")}
        assert named == {f"/library/{id}" for id in (*condition.exclude, *condition.prefer)}


@pytest.mark.parametrize("path", ["/red-flags", "/conditions", "/combinations"])
def test_every_finding_cites_its_own_sources(pages: dict[str, Element], path: str) -> None:
    rules = pages[path].all(".rule")
    for rule in rules:
        cited = {link.value("href") for link in rule.all(".grounds a")}
        assert cited == {f"#source-{source}" for source in KNOWLEDGE.finding_sources(rule.value("id"))}
    assert rules


@pytest.mark.parametrize("path", ["/red-flags", "/conditions", "/combinations", "/derivations"])
def test_what_a_page_cites_stands_at_its_foot(pages: dict[str, Element], path: str) -> None:
    cited = {link.value("href") for link in pages[path].all(".cites a")}
    assert cited == {f"#{one.value('id')}" for one in pages[path].all(".sources li")} != set()


def test_every_combination_lists_what_it_is_made_of(pages: dict[str, Element]) -> None:
    for one in KNOWLEDGE.combinations.values():
        rule = said(pages["/combinations"], one.id)
        for finding in (*one.all, *(member for entry in one.at_least for member in entry.of)):
            assert raised(KNOWLEDGE.finding_label(finding)) in rule


def test_every_derivation_has_its_place(pages: dict[str, Element]) -> None:
    shown = {one.value("id").removeprefix("derivation-") for one in pages["/derivations"].all("[id^=derivation-]")}
    assert shown == set(KNOWLEDGE.derivations)


def test_every_demand_has_a_sentence_for_each_level(pages: dict[str, Element]) -> None:
    for demand in KNOWLEDGE.demands.values():
        anchors = demand.anchors
        expected = [squeezed(one) for one in (anchors.none, anchors.low, anchors.moderate, anchors.high)]
        assert texts(pages["/demands"].one(f"#{demand.id}"), "dd") == expected


def test_every_source_says_whether_it_was_looked_up_and_who_cites_it(pages: dict[str, Element]) -> None:
    page = pages["/sources"]
    for source in KNOWLEDGE.sources.values():
        entry = page.one(f"#source-{source.id}")
        assert squeezed(work(source)) in text(entry)
        assert ("To be checked against the original" in texts(entry, ".rule-action")) is not source.verified
        assert entry.all("details dd")
    cited = {link.value("href") for link in page.one("#source-tooFit2014").all("details a")}
    assert "/rulebook/conditions#osteoporosis" in cited


def test_the_matrix_has_a_row_for_every_exercise_and_a_column_for_every_condition(pages: dict[str, Element]) -> None:
    page = pages["/matrix"]
    rows = [link.value("href") for link in page.all(".matrix th[scope=row] a")]
    assert rows == [f"/library/{exercise.id}" for exercise in KNOWLEDGE.in_library_order]
    assert sorted(one.value("id") for one in page.all(".matrix th[scope=col]")) == sorted(
        f"column-{id}" for id in KNOWLEDGE.conditions
    )


@pytest.mark.parametrize("exercise", ["bird_dog", "plank", "sit_up", "walking_graded", "deadlift_barbell"])
def test_a_row_of_the_matrix_says_what_the_reasoning_says(pages: dict[str, Element], exercise: str) -> None:
    (row,) = [
        link.parent().parent()
        for link in pages["/matrix"].all(".matrix th[scope=row] a")
        if link.value("href") == f"/library/{exercise}"
    ]
    columns = [one.value("id").removeprefix("column-") for one in pages["/matrix"].all(".matrix th[scope=col]")]
    withheld = {id for id, cell in zip(columns, texts(row, "td"), strict=True) if cell != "·"}
    assert withheld == {id for id, found in MATRIX.items() if exercise in found}


def test_the_foot_of_the_matrix_counts_what_each_condition_withholds(pages: dict[str, Element]) -> None:
    columns = [one.value("id").removeprefix("column-") for one in pages["/matrix"].all(".matrix th[scope=col]")]
    counts = dict(zip(columns, texts(pages["/matrix"], ".matrix tfoot td"), strict=True))
    assert counts == {id: str(len(found)) for id, found in MATRIX.items()}


def test_the_matrix_can_be_reached_and_is_named(pages: dict[str, Element]) -> None:
    region = pages["/matrix"].one(".matrix")
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert text(pages["/matrix"].one(f"#{region.get('aria-labelledby')}"))


@given(st.sampled_from(sorted(KNOWLEDGE.exercises)), st.sampled_from(sorted(KNOWLEDGE.conditions)))
def test_a_cell_marks_the_weightiest_objection_and_says_all_of_them(exercise: str, condition: str) -> None:
    cell = ROWS[exercise].cells[COLUMNS.index(condition)]
    objections = MATRIX[condition].get(exercise, ())
    assert (cell.mark != "") is (objections != ())
    if objections:
        first = weightiest(objections)
        assert cell.mark == (RULES[first.rule][0] if first.rule else f"{MARKS[first.demand]}{first.level}")
        assert cell.more == len(objections) - 1
        assert len(cell.words.split("; ")) == len(objections)


def test_no_two_marks_are_the_same() -> None:
    letters = [*MARKS.values(), *(mark for mark, _ in RULES.values())]
    assert len(letters) == len(set(letters)) == len(KNOWLEDGE.demands) + len(KNOWLEDGE.derived_demands) + len(RULES)


@pytest.mark.parametrize("path", ["/rulebook/red_flags", "/rulebook/conditions/osteoporosis", "/rulebook/nothing"])
def test_a_page_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_the_rulebook_takes_no_post(client: FlaskClient, path: str) -> None:
    assert client.post(f"/rulebook{path}").status_code in (400, 405)
