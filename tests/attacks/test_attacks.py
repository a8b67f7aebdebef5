"""What of the attack needs no tool: that it is sent everywhere, that the clinic it meets is open to it and looked over
afterwards, and that what the tools say is read and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from clinic.store.engine import db
from clinic.store.ids import new_id
from clinic.store.people import Account
from clinic.web.access.roles import Role
from tests.attacks import sqlmap, wapiti
from tests.attacks.attacked import Tally, obey
from tests.attacks.findings import Finding, Reviewed, compared, read_refused, read_reviewed
from tests.attacks.keeping import Keeping
from tests.attacks.planted import ECHOED, INJECTED, plant
from tests.attacks.targets import QUERIES, Ground, ground_of
from tests.harness.full_clinic import full_clinic, restore, rules
from tests.web.people import account_of, form_token, signed_in
from tests.web.visit import parsed, text

SQLMAP = {
    "success": True,
    "data": [
        {"type_name": "TARGET", "value": {}},
        {"type_name": "TECHNIQUES", "value": [{"parameter": "word", "data": [{"title": "boolean-based blind"}]}]},
    ],
    "error": [],
}
WAPITI = {
    "vulnerabilities": {
        "Reflected Cross Site Scripting": [
            {"method": "GET", "path": f"{ECHOED}?said=1", "info": "via injection", "parameter": "said"}
        ],
        "SQL Injection": [],
    },
    "anomalies": {"Internal Server Error": [{"method": "POST", "path": "/x", "info": "500", "parameter": None}]},
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    app = full_clinic(tmp_path_factory.mktemp("clinic"))
    plant(app)
    return ground_of(app)


@pytest.fixture
def app(ground: Ground) -> Iterator[Flask]:
    """The clinic of the ground as it was, and nothing of the harness in it but the planted pages."""
    kept = [*ground.app.before_request_funcs[None]], [*ground.app.after_request_funcs[None]]
    yield ground.app
    ground.app.before_request_funcs[None], ground.app.after_request_funcs[None] = kept
    restore(ground.app, ground.instance, ground.as_it_was)


@pytest.fixture
def keeping(app: Flask, ground: Ground) -> Keeping:
    return Keeping(app, ground.as_it_was, new_id)


def anna(app: Flask) -> Account:
    return account_of(app, Role.LEAD)


def test_every_route_with_every_method_is_attacked(ground: Ground) -> None:
    expected = {(method, one.endpoint) for method in ("GET", "POST") for one in rules(ground.app, method)}
    assert {(one.method, one.endpoint) for one in ground.targets} == expected


def test_every_field_and_every_place_in_a_path_is_attacked(ground: Ground) -> None:
    for one in ground.targets:
        shot = [name for shot in sqlmap.shots(one, full=True) for name in shot.names]
        assert set(one.names) | set(one.shallow) <= set(shot)
        places = {shot.place for shot in sqlmap.shots(one, full=True)} - {-1}
        assert len(places) == len(one.places)
    assert set(QUERIES) <= {one.endpoint for one in ground.targets}


def test_the_planted_search_can_be_injected_and_the_planted_echo_writes_markup(app: Flask) -> None:
    client = app.test_client()
    all_of_them = parsed(client.get(INJECTED, query_string={"word": "x' OR 'a'='a"}))
    nobody = parsed(client.get(INJECTED, query_string={"word": "x"}))
    assert text(nobody.one("p")).startswith("0 found")
    assert not text(all_of_them.one("p")).startswith("0 found")
    assert len(parsed(client.get(ECHOED, query_string={"said": "<b id=markup>a</b>"})).all("#markup")) == 1


def test_a_session_that_an_attack_ends_is_opened_again(app: Flask, keeping: Keeping) -> None:
    keeping.restoring = False
    client = signed_in(app, Role.LEAD)
    client.post("/sign-out", data={"csrf_token": form_token(client)})
    assert client.get("/today").status_code == 200
    assert keeping.reopened == 1


def test_a_form_sent_again_with_its_old_key_is_acted_upon_again_but_an_attack_stays_as_it_is(
    app: Flask, keeping: Keeping
) -> None:
    keeping.restoring = False
    client = signed_in(app, Role.LEAD)
    form = {"csrf_token": form_token(client), "form_key": new_id(), "name": "Eve", "role": "clinician"}
    pages = [parsed(client.post("/people", data=form)) for _ in range(2)]
    assert len({text(page.one("main")) for page in pages}) == 2
    assert client.post("/people", data=form | {"form_key": "' OR 1=1 --"}).status_code in (200, 400, 422)


def test_what_a_form_did_is_undone_before_the_next(app: Flask, keeping: Keeping, ground: Ground) -> None:
    client = app.test_client()
    for name, value in ground.cookies[Role.LEAD].items():
        client.set_cookie(name, value, domain="localhost")
    client.post("/sign-out", data={"csrf_token": form_token(client)})
    assert client.get("/today").status_code == 401
    keeping.undo()
    assert client.get("/today").status_code == 200
    assert keeping.faults == []


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM audit WHERE number = 2",
        "UPDATE account SET password_hash = 'x'",
        "UPDATE handout SET pdf = 'x'",
        "UPDATE assessment SET version = version + 1 WHERE state = 'final'",
    ],
)
def test_harm_done_to_the_records_is_told(app: Flask, keeping: Keeping, harm: str) -> None:
    tally = Tally(app)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql(harm)
    assert obey(keeping, tally, "count")["faults"] != []
    assert obey(keeping, tally, "count")["faults"] == []


def test_answers_are_counted_by_route_and_those_that_turn_away_apart(app: Flask, keeping: Keeping) -> None:
    keeping.restoring = False
    tally = Tally(app)
    client = app.test_client()
    client.get("/today")
    client.get("/library")
    told = tally.told()
    assert told["answers"] == [["shelf.index", 200, 1], ["today.index", 401, 1]]
    assert (told["turned_away"], told["failures"]) == (1, [])


def test_the_report_of_sqlmap_is_read(ground: Ground) -> None:
    (target,) = (one for one in ground.targets if one.endpoint == "planted.search")
    found = sqlmap.read_report(json.dumps(SQLMAP), target)
    assert found == [Finding("sqlmap", "SQL injection", "GET", INJECTED, "word", "boolean-based blind")]


def test_the_report_of_wapiti_is_read() -> None:
    assert {(one.category, one.path, one.parameter) for one in wapiti.read_report(WAPITI)} == {
        ("Reflected Cross Site Scripting", ECHOED, "said"),
        ("Internal Server Error", "/x", ""),
    }


def test_findings_are_beyond_the_list_or_on_it_and_what_is_gone_is_told() -> None:
    echo = Finding("wapiti", "Reflected Cross Site Scripting", "GET", ECHOED, "said")
    header = Finding("wapiti", "Header", "GET", f"/patients/{'a' * 22}/details", "")
    listed = Reviewed("wapiti", "Header", "/patients/<id>/details", "", "because")
    old = Reviewed("sqlmap", "SQL injection", "", "", "because")
    against = compared([echo, header], [listed, old])
    assert (against.beyond, against.gone, against.covered) == ((), (old,), 1)
    assert against.planted == {"sqlmap": False, "wapiti": True}
    assert compared([header], [old]).beyond == (header,)


def test_every_entry_of_the_list_says_why(ground: Ground) -> None:
    assert [one for one in read_reviewed() if len(one.why.split()) < 5] == []
    refused = read_refused()
    assert set(refused) <= {one.endpoint for one in ground.targets}
    assert [why for why in refused.values() if len(why.split()) < 5] == []


def test_a_tool_reads_a_lock_with_a_hash_for_everything() -> None:
    lines = (Path(__file__).with_name("requirements.lock")).read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert named
    assert [lines[number] for number in named if "--hash=sha256:" not in lines[number + 1]] == []
