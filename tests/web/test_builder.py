"""The programme builder: begun from a final assessment, changed one act at a time, every change judged again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from clinic.store import programmes
from clinic.store.transactions import reading
from tests.web.building import Bench, bench, bench_of, name_of, permitted, withheld
from tests.web.people import clinic_with_people
from tests.web.recorded import all_clear, recorded
from tests.web.visit import TODAY, entered, forms_to, opened, parsed, sent, text, texts

CLEARABLE = "rf_gi_gynae"
NOT_THERE = "\N{EN DASH}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return clinic_with_people(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def test_the_result_leads_to_the_proposed_programme(at: Bench) -> None:
    shown = [one.value("id").removeprefix("exercise-") for one in at.page.all(".piece")]
    assert shown == at.exercises
    assert texts(at.page, "h1 .tag") == ["proposed, not signed"]


def test_asked_again_it_leads_to_the_same_programme(at: Bench) -> None:
    assert at.client.post(at.person.begin, data=at.fields()).location == at.url


@pytest.mark.parametrize(
    ("told", "headline"),
    [({"red_flags": {"rf_saddle_sensation": "yes"}}, "Emergency"), ({"asked_all_no": []}, "Not complete yet")],
)
def test_a_referral_or_an_open_question_gets_its_result_and_no_programme(
    app: Flask, at: Bench, told: dict[str, Any], headline: str
) -> None:
    barred = recorded(app, **told)
    assert forms_to(opened(at.client, f"/assessments/{barred.assessment}/result"), barred.begin) == []
    answer = at.client.post(barred.begin, data=at.fields())
    assert (answer.status_code, texts(parsed(answer), "h1")) == (409, [headline])
    with app.app_context(), reading() as session:
        assert programmes.of_patient(session, barred.patient) == ()


def test_a_referral_that_is_cleared_gets_its_programme(app: Flask) -> None:
    cleared = recorded(app, red_flags={CLEARABLE: "yes"}, aims=["move_with_control"])
    all_clear(app, cleared.assessment, CLEARABLE)
    assert bench_of(app, cleared).exercises


def test_an_exercise_moves_down_and_the_page_stays_at_it(at: Bench) -> None:
    first, second = at.exercises[1:3]
    answer = at.press("move", {"direction": "down"}, exercise=first)
    assert (answer.status_code, answer.location) == (303, f"{at.url}#exercise-{first}")
    assert at.exercises[1:3] == [second, first]


def test_the_opening_drill_cannot_be_moved(at: Bench) -> None:
    buttons = at.page.all(".piece")[0].all(".arrow")
    assert [one.get("disabled") is not None for one in buttons] == [True, True]
    assert at.act("move", exercise=at.exercises[0], direction="down").status_code == 422


def test_an_exercise_is_removed_and_the_history_says_so(at: Bench) -> None:
    gone = at.exercises[-1]
    at.act("remove", exercise=gone)
    assert gone not in at.exercises
    assert texts(at.page, ".history-says")[0] == f"'{name_of(gone)}' removed."


def test_the_swap_offers_permitted_rungs_only(at: Bench) -> None:
    for piece in at.page.all(".piece"):
        for rung in piece.all(".step-shown"):
            is_offered = bool(rung.all("button[name=other]"))
            assert is_offered == (not rung.all(".step-state") and "Withheld" not in text(rung))


def test_a_rung_that_is_chosen_takes_the_place_of_the_exercise(at: Bench) -> None:
    place = next(n for n, piece in enumerate(at.page.all(".piece")) if piece.all("button[name=other]"))
    piece = at.page.all(".piece")[place]
    other = piece.all("button[name=other]")[0].value()
    answer = at.press("swap", {"other": other}, exercise=at.exercises[place])
    assert answer.location == f"{at.url}#exercise-{other}"
    assert at.exercises[place] == other


def test_an_exercise_is_added_from_the_list(at: Bench) -> None:
    wanted = permitted(at)
    at.press("add", {"exercise": wanted})
    assert at.exercises[-1] == wanted


def test_the_list_says_why_each_withheld_exercise_is_withheld(app: Flask) -> None:
    at = bench(app, conditions={"osteoporosis": "yes"})
    exercise = withheld(at)
    (line,) = [one for one in at.page.all("#library .line") if any(b.value() == exercise for b in one.all("button"))]
    assert "Withheld: " in text(line)
    assert "Osteoporosis" in text(line)


def test_an_exercise_that_is_never_given_cannot_be_added(at: Bench) -> None:
    never = at.page.all("#library section")[-1]
    assert text(never.one("h3")) == "Never given to anyone"
    assert never.all("button") == []


def test_a_search_without_scripts_lists_what_it_finds(at: Bench) -> None:
    page = parsed(at.press("find", {"words": "bridge"}))
    lines = page.all("#library .line")
    assert len(lines) == int(text(page.one("#found")).split()[0]) - sum(
        "bridge" in name_of(one).lower() for one in at.exercises
    )
    assert page.one("#find-words").value() == "bridge"


def test_a_dose_within_its_bounds_is_kept(at: Bench) -> None:
    exercise = at.exercises[1]
    field = at.page.one(f"#{exercise}-sets")
    at.press("dose", {"sets": field.value("min")}, exercise=exercise)
    assert at.page.one(f"#{exercise}-sets").value() == field.value("min")
    assert len(at.versions) == 2


def test_a_dose_out_of_bounds_is_refused_at_its_exercise_with_what_is_allowed(at: Bench) -> None:
    exercise = at.exercises[1]
    answer = at.press("dose", {"sets": "40"}, exercise=exercise)
    page = parsed(answer)
    (said,) = texts(page, f"#exercise-{exercise} .fault")
    low, high = (page.one(f"#{exercise}-sets").value(end) for end in ("min", "max"))
    assert (answer.status_code, f"{low} to {high} sets" in said) == (422, True)
    assert page.one(f"#{exercise}-sets").value() == "40"
    assert page.one(f"#{exercise}-sets").get("aria-invalid") == "true"
    assert len(at.versions) == 1


@pytest.mark.parametrize("typed", ["two", "2.5", "-1", "٣", "9999999"])
def test_a_dose_that_is_no_whole_number_is_refused_and_stays_as_typed(at: Bench, typed: str) -> None:
    exercise = at.exercises[1]
    answer = at.press("dose", {"sets": typed}, exercise=exercise)
    assert answer.status_code == 422
    assert parsed(answer).one(f"#{exercise}-sets").value() == typed


def test_the_week_is_kept_as_ticked(at: Bench) -> None:
    ticked = {f"days-{id}": ["mon", "tue", "wed", "thu", "fri"] for id in at.exercises}
    assert at.act("days", **ticked).location == f"{at.url}#week"
    assert [one["days"] for one in at.versions[-1].content["exercises"]] == list(ticked.values())


def test_a_week_without_a_day_is_refused_and_stays_as_ticked(at: Bench) -> None:
    exercise = at.exercises[1]
    answer = at.act("days", **{f"days-{exercise}": [""]})
    page = parsed(answer)
    assert answer.status_code == 422
    assert page.all(f"input[type=checkbox][name=days-{exercise}][checked]") == []
    assert len(texts(page, "#week .fault")) == 1


def test_many_exercises_wait_for_a_reason(at: Bench) -> None:
    for _ in range(3):
        at.press("add", {"exercise": permitted(at)})
    assert any("say why there are so many" in one for one in texts(at.page, "#issue li"))
    assert at.press("reason", {"reason": " "}).status_code == 422
    at.press("reason", {"reason": "she asked for variety and has the time"})
    assert at.versions[-1].reason == "she asked for variety and has the time"
    assert text(at.page.one("#issue-title")) == "Sign and issue"


def test_the_last_programme_is_copied_forward(app: Flask, at: Bench) -> None:
    wanted = permitted(at)
    at.press("add", {"exercise": wanted})
    later = bench_of(app, recorded(app, patient=at.person.patient, on=TODAY))
    assert later.press("carry").status_code == 303
    assert later.exercises == at.exercises
    assert later.versions[0].content != later.versions[1].content


def test_a_template_is_saved_without_the_person_and_used_for_another(app: Flask, at: Bench) -> None:
    at.act("remove", exercise=at.exercises[-1])
    at.press("save-template", {"name": "Early days"})
    other = bench(app)
    assert other.press("template").status_code == 303
    assert other.exercises == at.exercises


def test_two_templates_of_one_name_are_refused(at: Bench) -> None:
    at.press("save-template", {"name": "Later days"})
    answer = at.press("save-template", {"name": "later  DAYS"})
    assert (answer.status_code, parsed(answer).one("#template-name").value()) == (422, "later  DAYS")


def test_a_template_that_is_removed_is_offered_no_more(app: Flask, at: Bench) -> None:
    at.press("save-template", {"name": "Early days"})
    at.press("save-template", {"name": "Later days"})
    assert at.press("remove-template").status_code == 303
    assert texts(at.page, "#template option") == ["Later days"]
    at.act("remove-template", template="gone")
    assert texts(bench(app).page, "#template option") == ["Later days"]


def test_what_was_proposed_comes_back_when_it_is_asked_for_anew(at: Bench) -> None:
    proposed = at.exercises
    at.act("remove", exercise=proposed[-1])
    at.press("propose-anew")
    assert at.exercises == proposed
    assert [one.kind.value for one in at.versions] == ["proposal", "change", "proposal"]


def test_an_old_version_is_shown_as_it_was(at: Bench) -> None:
    before = at.exercises
    at.act("remove", exercise=before[-1])
    old = opened(at.client, f"{at.url}/versions/1")
    assert texts(old, ".was h2") == [f"{place}{name_of(id)}" for place, id in enumerate(before, start=1)]
    assert at.client.get(f"{at.url}/versions/3").status_code == 404


def test_sent_twice_a_change_is_made_once(at: Bench) -> None:
    form = at.form("move", exercise=at.exercises[1])
    answers = [sent(at.client, form, {"direction": "down"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(at.versions) == 2


def test_a_change_of_an_older_version_shows_both_programmes_and_can_be_kept(at: Bench) -> None:
    mine, theirs = at.exercises[-1], at.exercises[-2]
    stale = at.form("move", exercise=mine)
    at.act("remove", exercise=theirs)
    answer = at.client.post(f"{at.url}/remove", data=entered(stale))
    page = parsed(answer)
    lines = {text(row.one("th")): texts(row, "td") for row in page.all("tbody tr")}
    assert answer.status_code == 409
    assert lines[name_of(theirs)][0] == NOT_THERE
    assert lines[name_of(mine)][1] == NOT_THERE
    assert len(at.versions) == 2
    sent(at.client, forms_to(page, f"{at.url}/remove")[0])
    assert not {mine, theirs} & set(at.exercises)
