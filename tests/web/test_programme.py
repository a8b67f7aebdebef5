from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.cli.serve import THREADS
from clinic.pathway.propose import propose_case
from clinic.web.line import IN_LINE, in_line
from tests.web.visit import KNOWLEDGE, Element, case, forms_to, parsed, result, sent, text, texts, token

TOLD = case(
    conditions={"glaucoma": "yes"}, measures={"nprs_now": 3, "nprs_worst": 4}, aims=["move_with_control"],
    equipment=["mat", "band"], minutes_a_day=30, goal="carry my grandson",
)  # fmt: skip  # one case, few lines
TWICE = json.dumps(TOLD)[:-1] + ', "red_flags": {}}'
TO_COME = json.dumps({**TOLD, "assessed_on": "2026-11-21"})
REFUSED = [
    case(red_flags={"rf_saddle_sensation": "yes"}),
    case(red_flags={"rf_weight_loss": "yes"}),
    case(red_flags={"rf_saddle_sensation": "unsure"}),
    case(asked_all_no=[]),
]


def posted(client: FlaskClient, path: str, told: object) -> TestResponse:
    return client.post(
        path, data={"csrf_token": token(client), "case": told if isinstance(told, str) else json.dumps(told)}
    )


@pytest.fixture
def page(client: FlaskClient) -> Element:
    (form,) = forms_to(result(client, TOLD), "/check/programme")
    answer = sent(client, form)
    assert answer.status_code == 200
    return parsed(answer)


def test_the_programme_shown_is_the_one_proposed(page: Element) -> None:
    _, _, programme = propose_case(TOLD, KNOWLEDGE)
    assert programme is not None
    shown = [one.value("id") for one in page.all(".planned")]
    assert shown == [f"planned-{one.exercise}" for one in programme.exercises]


def test_every_exercise_shows_its_dose_its_days_and_why(page: Element) -> None:
    for planned in page.all(".planned"):
        assert len(planned.all(".week li")) == 7
        assert planned.all(".pills strong") != []
        assert text(planned.one(".why-chosen")).startswith("Why: ")


def test_every_withheld_exercise_shows_every_objection_with_its_source(page: Element) -> None:
    _, screening, _ = propose_case(TOLD, KNOWLEDGE)
    for exercise, objections in screening.withheld.items():
        entry = page.one(f"#withheld-{exercise}")
        assert len(entry.all(".objections li")) == len(objections)
        assert [one for one in entry.all(".objections li") if not one.all(".cites a")] == []


def test_what_is_withheld_is_counted_without_what_nobody_is_ever_given(client: FlaskClient, page: Element) -> None:
    never = {one.id for one in KNOWLEDGE.exercises.values() if not one.recommended}
    shelves = {text(one.one("summary h3")): text(one.one("summary .hint")) for one in page.all("details.shelf")}
    _, screening, _ = propose_case(TOLD, KNOWLEDGE)
    assert shelves["Withheld"] == str(len(set(screening.withheld) - never))
    assert shelves["Never given to anyone"] == str(len(never))
    permitted, of = len(screening.permitted), len(KNOWLEDGE.exercises) - len(never)
    assert f"{permitted} of {of} exercises are permitted" in text(result(client, TOLD).one(".verdict"))


def test_every_exercise_is_either_in_the_programme_or_says_why_it_is_not(page: Element) -> None:
    named = texts(page, ".planned h2, #library .line-head")
    missing = [one.name for one in KNOWLEDGE.exercises.values() if not any(one.name in name for name in named)]
    assert missing == []


def test_the_programme_says_that_nobody_signed_it_off(page: Element) -> None:
    assert "Not signed off" in text(page.one("main .unsigned"))


@pytest.mark.parametrize("told", REFUSED)
@pytest.mark.parametrize("path", ["/check/programme", "/check/sheet"])
def test_no_form_gets_a_programme_or_a_sheet_for_a_referral_or_an_open_question(
    client: FlaskClient, path: str, told: dict[str, Any]
) -> None:
    answer = posted(client, path, told)
    assert answer.status_code == 409
    assert answer.mimetype == "text/html"
    assert parsed(answer).all(".planned") == []


@pytest.mark.parametrize(
    "told",
    ["", "[]", "null", "{}", '{"patient": 3}', "[" * 5000, json.dumps({**TOLD, "override": "all"}), TWICE, TO_COME],
)
@pytest.mark.parametrize(
    "path", ["/check/programme", "/check/sheet", "/check/referral", "/check/clear", "/check/result"]
)
def test_a_case_that_was_tampered_with_is_refused(client: FlaskClient, path: str, told: str) -> None:
    assert posted(client, path, told).status_code == 400


@pytest.mark.parametrize("path", ["/check/programme", "/check/sheet", "/check/referral"])
def test_programme_and_papers_have_no_address_to_open(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 405


def test_the_sheet_is_a_pdf_that_opens_and_names_nobody_in_its_file_name(client: FlaskClient) -> None:
    answer = posted(client, "/check/sheet", case(patient={"name": "Amara Okafor"}, minutes_a_day=30))
    assert answer.status_code == 200
    assert answer.get_data()[:5] == b"%PDF-"
    assert answer.headers["Content-Disposition"] == 'inline; filename="programme.pdf"'


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/check/sheet", case(patient={"name": "Amara Okafor", "number": "1042"}, goal="carry my grandson")),
        ("/check/sheet", case(minutes_a_day=30)),
        ("/check/referral", case(patient={"name": "Amara Okafor"}, red_flags={"rf_saddle_sensation": "yes"})),
    ],
    ids=["sheet with a name", "sheet without a name", "referral note"],
)
def test_a_paper_made_in_the_browser_leaves_no_file_behind(
    app: Flask, client: FlaskClient, path: str, told: dict[str, Any]
) -> None:
    folder = Path(app.instance_path)
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    assert posted(client, path, told).get_data()[:5] == b"%PDF-"
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
    first = {file.relative_to(folder).parts[0].partition(".")[0] for file in before}
    assert first == {"clinic", "editions", "secret_key"}


def test_a_full_line_for_printing_is_refused_kindly_and_stops_no_page(client: FlaskClient) -> None:
    with ExitStack() as stack:
        for _ in range(IN_LINE):
            stack.enter_context(in_line())
        answer = posted(client, "/check/sheet", case())
        assert answer.status_code == 503
        assert "try again in a few seconds" in text(parsed(answer).one(".lead"))
        assert client.get("/").status_code == 200
    assert posted(client, "/check/sheet", case()).status_code == 200


def test_fewer_sheets_may_wait_than_there_are_threads_to_answer_with() -> None:
    assert IN_LINE < THREADS


def test_a_referral_has_a_note_to_print(client: FlaskClient) -> None:
    answer = posted(client, "/check/referral", case(red_flags={"rf_saddle_sensation": "yes"}))
    assert answer.status_code == 200
    assert answer.get_data()[:5] == b"%PDF-"


def test_from_the_programme_the_way_leads_back_to_the_result(client: FlaskClient, page: Element) -> None:
    (form,) = forms_to(page, "/check/result")
    assert text(parsed(sent(client, form)).one("h1")) == "Programme with restrictions"
