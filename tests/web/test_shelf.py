"""The library: the shelf, and a page for every exercise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.domain.in_words import citation
from clinic.domain.library import Exercise
from clinic.domain.matrix import withheld_alone
from clinic.domain.verdicts import level_of
from clinic.knowledge.poses import load_poses
from tests.web.visit import KNOWLEDGE, Element, opened, text, texts

EXERCISES = list(KNOWLEDGE.in_library_order)
GIVEN = [exercise for exercise in EXERCISES if exercise.recommended]
NEVER = [exercise for exercise in EXERCISES if not exercise.recommended]
POSES = load_poses()
MATRIX = withheld_alone(KNOWLEDGE)


@pytest.fixture(scope="module")
def pages(app: Flask) -> Iterator[dict[str, Element]]:
    with app.test_client() as client:
        yield {exercise.id: opened(client, f"/library/{exercise.id}") for exercise in EXERCISES}


def links(page: Element, selector: str) -> list[str]:
    return [link.value("href") for link in page.all(f"{selector} a")]


def test_the_shelf_shows_every_exercise_in_library_order_and_the_never_given_last(client: FlaskClient) -> None:
    page = opened(client, "/library")
    assert links(page, "#shelf .card-name") == [f"/library/{one.id}" for one in GIVEN + NEVER]


def test_the_never_given_stand_under_a_heading_of_their_own(client: FlaskClient) -> None:
    page = opened(client, "/library")
    assert texts(page.one("section[aria-labelledby=never]"), ".card-name") == [one.name for one in NEVER]


def test_every_phase_counts_its_exercises(client: FlaskClient) -> None:
    found = [text(head) for head in opened(client, "/library").all("#shelf section[aria-labelledby^=phase] h2")]
    phases = sorted({one.phase for one in GIVEN})
    assert found == [f"Phase {phase} {sum(one.phase == phase for one in GIVEN)}" for phase in phases]


def test_an_exercise_with_a_figure_shows_its_start_and_the_others_say_that_they_have_none(client: FlaskClient) -> None:
    page = opened(client, "/library")
    assert {one.value("src") for one in page.all("#shelf img")} == {
        f"/figures/{one.id}/start.svg" for one in EXERCISES if one.id in POSES
    }
    assert len(page.all("#shelf .no-figure")) == sum(one.id not in POSES for one in EXERCISES)


def test_an_exercise_is_found_by_another_name_it_has(client: FlaskClient) -> None:
    card = opened(client, "/library").one("#exercise-breathing_crook")
    assert "diaphragmatic breathing" in text(card)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_the_page_of_an_exercise_names_every_demand_with_its_level_and_sentence(
    pages: dict[str, Element], exercise: Exercise
) -> None:
    page = pages[exercise.id]
    assert texts(page, "h1") == [exercise.name]
    rows = {row.value("id"): texts(row, "th, td") for row in page.all(".demand-table tbody tr")}
    for demand in KNOWLEDGE.demands.values():
        level = exercise.demands[demand.id].word
        assert rows[f"demand-{demand.id}"] == [demand.label, level, " ".join(getattr(demand.anchors, level).split())]
    for derived in KNOWLEDGE.derived_demands.values():
        level = level_of(KNOWLEDGE, exercise, derived.id).word
        assert rows[f"demand-{derived.id}"][:2] == [derived.label, level]
    assert len(rows) == len(KNOWLEDGE.demands) + len(KNOWLEDGE.derived_demands)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_the_page_of_an_exercise_names_every_condition_that_withholds_it(
    pages: dict[str, Element], exercise: Exercise
) -> None:
    page = pages[exercise.id]
    shown = {line.value("id").removeprefix("by-"): len(line.all(".objections li")) for line in page.all("li[id^=by-]")}
    assert shown == {id: len(found[exercise.id]) for id, found in MATRIX.items() if exercise.id in found}


def test_a_page_shows_the_ladder_with_the_rungs_right_below_and_above(pages: dict[str, Element]) -> None:
    page = pages["bird_dog"]
    ladder = next(one for one in KNOWLEDGE.ladders.values() if "bird_dog" in one.rungs)
    place = ladder.rungs.index("bird_dog")
    shown = page.all(".ladder")[0]
    assert texts(shown, ".rungs li") == [KNOWLEDGE.exercises[id].name for id in ladder.rungs]
    assert texts(shown, ".rungs li[aria-current]") == ["Bird-dog"]
    steps = [f"/library/{ladder.rungs[place - 1]}", f"/library/{ladder.rungs[place + 1]}"]
    assert [link.value("href") for link in shown.all("h3 + p a")] == steps


def test_a_page_gives_the_dose_with_its_bounds(pages: dict[str, Element]) -> None:
    rows = [texts(row, "th, td") for row in pages["bird_dog"].all(".dose-table tbody tr")]
    dose = KNOWLEDGE.exercises["bird_dog"].dose
    assert rows[0] == ["Sets", f"{dose.sets}", f"{dose.bounds.sets.min:g} to {dose.bounds.sets.max:g}"]
    assert ["Hold", "8 seconds", "3 seconds to 10 seconds"] in rows
    assert ["Effort", f"up to {dose.rpe_max} of 10", "not changed by hand"] in rows


def test_a_page_shows_both_figures_steps_faults_stop_signs_and_equipment(pages: dict[str, Element]) -> None:
    page = pages["bird_dog"]
    exercise = KNOWLEDGE.exercises["bird_dog"]
    assert [one.value("src") for one in page.all(".figures img")] == [
        "/figures/bird_dog/start.svg", "/figures/bird_dog/finish.svg",
    ]  # fmt: skip  # two addresses fit on a line
    assert texts(page, ".steps li") == list(exercise.steps)
    watch = texts(page.one("section[aria-labelledby=watch-title]"), "li")
    assert [one.lower() for one in watch[: len(exercise.form_faults)]] == list(exercise.form_faults)
    assert "Wrist pain that builds." in watch
    assert watch[-1] == "Exercise mat or Space on the floor"


def test_a_gate_stands_in_words_and_says_that_it_does_not_withhold(pages: dict[str, Element]) -> None:
    gate = pages["deadlift_barbell"].one("section[aria-labelledby=gate-title]")
    assert "Permitted before that, but not yet due." in text(gate)
    assert "Biering-Sorensen back endurance at least 60 seconds" in texts(gate, ".phrases li")
    assert texts(gate, ".phrases li ul li") == ["Raised deadlift mastered", "Trap-bar deadlift mastered"]


def test_a_test_that_leaves_an_exercise_out_is_named(pages: dict[str, Element]) -> None:
    withheld = pages["deadlift_barbell"].one("section[aria-labelledby=withheld-title]")
    assert "Biering-Sorensen back endurance" in texts(withheld, ".line-head")


def test_an_exercise_for_nobody_says_why(pages: dict[str, Element]) -> None:
    never = KNOWLEDGE.exercises["sit_up"].not_recommended
    notice = text(pages["sit_up"].one(".notice"))
    assert never
    assert never.reason in notice
    assert citation(KNOWLEDGE.sources[never.sources[0]]) in notice


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_every_source_a_page_cites_stands_at_its_foot(pages: dict[str, Element], exercise: Exercise) -> None:
    page = pages[exercise.id]
    cited = {link.value("href") for link in page.all(".cites a")}
    assert cited
    assert cited == {f"#{one.value('id')}" for one in page.all(".sources li")}


@pytest.mark.parametrize("id", ["nothing_of_ours", "osteoporosis", "bird_dog%20"])
def test_an_exercise_that_is_not_there_is_no_page(client: FlaskClient, id: str) -> None:
    assert client.get(f"/library/{id}").status_code == 404


@pytest.mark.parametrize("path", ["/library", "/library/bird_dog"])
def test_the_library_takes_no_post(client: FlaskClient, path: str) -> None:
    assert client.post(path).status_code in (400, 405)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.id)
def test_no_page_of_an_exercise_shows_an_id(pages: dict[str, Element], exercise: Exercise) -> None:
    assert [word for word in text(pages[exercise.id].one("main")).split() if "_" in word] == []
