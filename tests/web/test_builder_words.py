"""What the programme builder says beside what it does: what is worth knowing, what a change means, what is private."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from clinic.store import templates
from clinic.store.transactions import reading
from clinic.web.template_names import holds_the_name_of
from tests.web.building import BRITTLE, WHY, Bench, bench, withheld
from tests.web.people import clinic_with_people
from tests.web.recorded import PERSON, changed_person
from tests.web.visit import opened, parsed, text, texts

SHORT_DAYS = {"measures": {"nprs_back_worst": 3}, "aims": ["move_with_control"], "minutes_a_day": 10}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return clinic_with_people(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def at(app: Flask) -> Bench:
    return bench(app)


def not_yet_due(at: Bench) -> str:
    """The first exercise of the list that is permitted and not yet due."""
    (shelf,) = (one for one in at.page.all("#library section") if "not yet due" in text(one.one("h3")))
    return next(
        one.one("button").value() for one in shelf.all(".found") if not texts(one, "p")[-1].startswith("Not at home")
    )


def remarks(at: Bench) -> list[str]:
    return texts(at.page, "#issue .remarks li")


def test_where_no_limit_stands_against_it_the_builder_says_no_more_than_that(at: Bench) -> None:
    assert texts(at.page, "#issue p")[0] == "No limit stands against it. It is judged once more when it is issued."
    assert remarks(at) == []
    assert "is-ready" in at.page.one("#issue").value("class").split()


def test_an_exercise_that_is_not_yet_due_is_said_beside_it_and_not_in_green(at: Bench) -> None:
    at.act("swap", exercise=at.exercises[-1], other=not_yet_due(at))
    assert "not yet due" in texts(at.page, ".piece-head .tag")
    assert texts(at.page, "#issue p")[0].startswith("No limit stands against it.")
    assert "1 exercise is not yet due." in remarks(at)
    assert "is-ready" not in at.page.one("#issue").value("class").split()


def test_minutes_over_what_there_are_are_said_beside_it(app: Flask) -> None:
    at = bench(app, **SHORT_DAYS)
    at.act("add", exercise="walking_graded")
    at.press("dose", {"duration_s": "1200"}, exercise="walking_graded")
    (note,) = (one for one in texts(at.page, "[aria-labelledby=notes-title] li") if "on the longest day" in one)
    over = int(note.split()[0]) - 10
    assert over > 1
    assert f"{over} minutes over on the longest day." in remarks(at)


def test_an_override_is_said_beside_it(app: Flask) -> None:
    at = bench(app, **BRITTLE)
    exercise = withheld(at)
    at.act("swap", exercise=at.exercises[-1], other=exercise)
    whys = [one.value("name") for one in at.page.all(f"#exercise-{exercise} .objected textarea")]
    at.press("override", dict.fromkeys(whys, WHY), exercise=exercise)
    assert texts(at.page, "#issue p")[0].startswith("No other limit stands against it.")
    assert "1 exercise is given by override." in remarks(at)


def test_a_signed_programme_says_that_a_change_has_to_be_signed_again(at: Bench) -> None:
    said = "A change begins a new version, which has to be signed again."
    assert said not in texts(at.page, ".title-line p")
    at.act("sign")
    assert said in texts(at.page, ".title-line p")


@pytest.mark.parametrize(
    "name",
    [
        "Anna Sofie Berg disc",
        "disc, BERG",
        "sofie\N{RIGHT SINGLE QUOTATION MARK}s back",
        "Anna-Sofie",
        "Lind: stairs",
        "Søren's sister",
    ],
)
def test_a_template_that_holds_the_persons_name_is_refused_and_stays_as_typed(app: Flask, name: str) -> None:
    at = bench(app)
    changed_person(app, at.person.patient, surname="Berg-Lind", given="Anna Sofie Soren B")
    answer = at.press("save-template", {"name": name})
    page = parsed(answer)
    assert answer.status_code == 422
    (said,) = texts(page, "#starting-points .fault")
    assert said == (
        "This name holds the person\N{RIGHT SINGLE QUOTATION MARK}s name."
        " Templates are shown to everybody: leave it out."
    )
    assert page.one("#template-name").value() == name
    with app.app_context(), reading() as session:
        assert name not in {one.name for one in templates.all_of(session)}


@pytest.mark.parametrize("name", ["Bergen course", "Annals", "B disc", "Low back, week 2"])
def test_a_name_within_another_word_or_of_one_letter_is_no_ones(name: str) -> None:
    assert not holds_the_name_of(name, replace(PERSON, surname="Berg", given="Anna B"))


def test_the_label_of_a_template_says_in_plain_words_what_to_leave_out(at: Bench) -> None:
    assert texts(at.page, "label[for=template-name]") == ["Name (no patient\N{RIGHT SINGLE QUOTATION MARK}s name)"]


def test_the_name_on_the_banner_leads_to_the_person_from_assessment_result_and_programme(at: Bench) -> None:
    person, assessment = f"/patients/{at.person.patient}", f"/assessments/{at.person.assessment}"
    for path in (f"{assessment}/result", at.url, f"{at.url}/preview", f"{at.url}/versions/1", f"{person}/details"):
        link = opened(at.client, path).one(".who-name a")
        assert (text(link), link.value("href")) == ("Okafor, Amara", person)


def test_on_their_own_page_a_persons_name_leads_nowhere(at: Bench) -> None:
    page = opened(at.client, f"/patients/{at.person.patient}")
    assert text(page.one(".who-name")) == "Okafor, Amara"
    assert page.all(".who-name a") == []


def test_a_course_of_care_says_when_the_person_was_first_seen(at: Bench) -> None:
    page = opened(at.client, f"/patients/{at.person.patient}")
    assert texts(page, "main h2") == ["Back pain · first seen 20 Nov 2026"]


def test_a_time_of_a_minute_or_more_is_said_in_minutes_too(at: Bench) -> None:
    at.act("add", exercise="walking_graded")
    exercise = at.exercises[-1]
    seconds = int(at.page.one(f"#{exercise}-duration_s").value())
    assert texts(at.page, f"#{exercise}-duration_s-room") == [f"120 to 2400; {seconds} s = {seconds / 60:g} min"]
