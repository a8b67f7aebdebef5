"""Every route is for whom the table says, and the check of it finds what is planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.store.house import Caseload
from clinic.web.access.guard import needs, open_to_all
from clinic.web.access.roles import Act, Role
from tests.web.access.checking import asked, differences, routes, unlisted
from tests.web.access.table import Line, lines
from tests.web.people import Watch, clinic_with_people, signed_in

LINES = {line.name: line for line in lines()}


def clinic(instance: Path) -> tuple[Flask, Watch]:
    """A clinic whose clock a test moves on."""
    watch = Watch()
    return clinic_with_people(instance, moment=watch), watch


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Watch]:
    return clinic(tmp_path_factory.mktemp("instance"))


@pytest.fixture
def planted(tmp_path: Path) -> Flask:
    return clinic(tmp_path)[0]


def test_the_table_names_every_route_and_no_other(whole: tuple[Flask, Watch]) -> None:
    assert unlisted(whole[0], lines()) == []
    assert len(lines()) == len(LINES)


@pytest.mark.parametrize("caseload", list(Caseload))
@pytest.mark.parametrize("name", LINES)
def test_everybody_is_answered_as_the_table_says(whole: tuple[Flask, Watch], name: str, caseload: Caseload) -> None:
    app, watch = whole
    watch.now += timedelta(days=2)  # what was guessed wrong for the lines before is forgotten
    assert differences(app, LINES[name], caseload) == []


@pytest.mark.parametrize("name", [name for name in LINES if name.startswith("POST")])
def test_a_form_without_its_token_does_nothing(whole: tuple[Flask, Watch], name: str) -> None:
    assert asked(whole[0], LINES[name], Role.LEAD, "own", with_token=False) == 400


def test_a_planted_route_that_says_nowhere_whom_it_is_for_is_found_and_refused(planted: Flask) -> None:
    planted.add_url_rule("/planted", "planted", lambda: "everything")
    assert [one for one in unlisted(planted, lines()) if "planted" in one] == [
        "not in the table: GET /planted",
        "says nowhere whom it is for: GET /planted",
    ]
    assert signed_in(planted, None).get("/planted").status_code == 403


def test_a_planted_line_without_a_route_is_found(planted: Flask) -> None:
    line = Line("GET", "/absent", (("200",),) * 4)
    assert [one for one in unlisted(planted, (*lines(), line)) if "absent" in one] == ["no such route: GET /absent"]


def everything() -> Callable[..., str]:
    """A new view that answers whatever it is asked for."""

    def view(**_: str) -> str:
        return "everything"

    return view


def test_a_planted_route_whose_act_is_too_weak_is_found(planted: Flask) -> None:
    planted.view_functions["people.index"] = needs(Act.OWN_ACCOUNT)(everything())
    assert differences(planted, LINES["GET /people"], Caseload.SHARED) == [
        "GET /people: front_desk, own: 200 instead of 403",
        "GET /people: clinician, own: 200 instead of 403",
    ]


def test_a_planted_route_that_asks_nobody_is_found(planted: Flask) -> None:
    planted.view_functions["people.index"] = open_to_all(everything())
    assert len(differences(planted, LINES["GET /people"], Caseload.SHARED)) == 3


def test_a_planted_view_that_skips_the_question_whose_patient_it_is_is_found(planted: Flask) -> None:
    planted.view_functions["assessments.result"] = needs(Act.READ_RECORD)(everything())
    found = differences(planted, LINES["GET /assessments/<id>/result"], Caseload.OWN)
    assert "GET /assessments/<id>/result: clinician, other: 200 instead of 403" in found
    assert "GET /assessments/<id>/result: clinician, missing: 200 instead of 404" in found


def test_the_check_reads_each_cell() -> None:
    (line,) = lines("GET /patients/<id> | 401 401 401 | 403 403 403 | 200 200/403 404 | 200 201 404")
    assert line.expected(None, "own", "shared") == 401
    assert [line.expected(line_who, "other", "own") for line_who in (None,)] == [401]
    assert replace(line, cells=(("204",),) * 4).expected(None, "missing", "own") == 204


def test_only_these_methods_exist(whole: tuple[Flask, Watch]) -> None:
    assert {name.split(" ")[0] for name in routes(whole[0])} == {"GET", "POST"}
