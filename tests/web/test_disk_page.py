"""A disk that gives out, as people see it: a plain page with everything that was typed, or a reason for the script."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.store.disk import FULL as NO_ROOM
from clinic.store.disk import READ_ONLY as ONLY_READ
from clinic.store.engine import db
from clinic.web import patients
from clinic.web.access.roles import Role
from tests.harness.failing_disks import FULL, NO_FILE, READ_ONLY, RefusingDisk, refusing
from tests.web.assessing import PERSON, assessed, begun, led, person, typed_in
from tests.web.people import PASSWORD, clinic_with_people, gate, signed_in
from tests.web.visit import case, entered, opened, parsed, sent, text, texts


@pytest.fixture
def trouble(tmp_path: Path) -> Iterator[RefusingDisk]:
    with refusing(tmp_path, FULL) as disk:
        yield disk


@pytest.fixture
def app(trouble: RefusingDisk) -> Flask:
    app = clinic_with_people(trouble.folder)
    app.logger.disabled = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def tried_again(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """The answer to the page's own button."""
    return sent(client, parsed(answer).one("form#again"))


def test_a_new_person_is_typed_once(client: FlaskClient, trouble: RefusingDisk) -> None:
    form = opened(client, "/patients/new").one("form.plain-form")
    trouble.begin(0)
    answer = sent(client, form, {**PERSON, "alert": "two\nlines & <marks>"})
    page = parsed(answer)
    assert answer.status_code == 507
    assert text(page.one("main h1")) == "Not kept yet"
    assert texts(page, "main .lead") == [NO_ROOM]
    assert entered(page.one("form#again"))["surname"] == PERSON["surname"]
    trouble.end()
    kept = opened(client, led(tried_again(client, answer)))
    assert "Okafor" in text(kept.one("main"))


def test_a_form_that_is_sent_again_twice_is_kept_once(client: FlaskClient, trouble: RefusingDisk) -> None:
    form = opened(client, "/patients/new").one("form.plain-form")
    trouble.begin(0)
    answer = sent(client, form, PERSON)
    trouble.end()
    assert led(tried_again(client, answer)) == led(tried_again(client, answer))


def test_an_assessment_comes_back_whole(client: FlaskClient, trouble: RefusingDisk) -> None:
    draft = begun(client, person(client))
    typed = typed_in(client, draft, case(), goal="walk to the harbour")
    trouble.begin(0)
    answer = client.post(f"{draft}/check", data=typed)
    assert answer.status_code == 507
    assert list(entered(parsed(answer).one("form#again")).items(multi=True)) == list(typed.items(multi=True))
    trouble.end()
    assert led(tried_again(client, answer)) == f"{draft}/result"


def test_a_step_in_the_builder_comes_back_whole(client: FlaskClient, trouble: RefusingDisk) -> None:
    result = opened(client, f"{assessed(client)}/result")
    form = next(one for one in result.all("main form") if "programme" in one.value("action"))
    trouble.begin(0)
    answer = sent(client, form)
    again = parsed(answer).one("form#again")
    assert (answer.status_code, again.value("action"), entered(again)) == (507, form.value("action"), entered(form))
    trouble.end()
    led(tried_again(client, answer))


def test_a_draft_that_saves_itself_is_told_why_not(client: FlaskClient, trouble: RefusingDisk) -> None:
    draft = begun(client, person(client))
    typed = typed_in(client, draft, case())
    trouble.begin(0)
    answer = client.post(f"{draft}/save", data=typed, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json == {"version": 0, "saved": f"Not kept yet. {NO_ROOM}", "problem": NO_ROOM}
    assert answer.headers["Retry-After"] == "30"
    trouble.end()
    assert client.post(f"{draft}/save", data=typed, headers={"Accept": "application/json"}).status_code == 200


@pytest.mark.parametrize(("code", "status", "said"), [(FULL, 507, NO_ROOM), (READ_ONLY, 503, ONLY_READ)])
def test_a_page_that_cannot_be_noted_is_not_shown_and_opens_later(
    client: FlaskClient, trouble: RefusingDisk, code: int, status: int, said: str
) -> None:
    page = person(client)
    trouble.code = code
    trouble.begin(0)
    answer = client.get(page)
    assert (answer.status_code, texts(parsed(answer), "main .lead")) == (status, [said])
    assert parsed(answer).one(".welcome-go a").value("href") == page
    assert "Ada" not in answer.get_data(as_text=True)
    trouble.end()
    assert client.get(page).status_code == 200


def test_records_that_cannot_be_opened_at_all_still_answer_with_a_page(
    app: Flask, client: FlaskClient, trouble: RefusingDisk
) -> None:
    with app.app_context():
        db.engine.dispose()
    trouble.code = NO_FILE
    trouble.begin(0)
    answer = client.get("/")
    assert (answer.status_code, text(parsed(answer).one("main h1"))) == (503, "The records cannot be reached")
    trouble.end()
    assert client.get("/").status_code == 200


def test_a_password_is_never_repeated(app: Flask, trouble: RefusingDisk) -> None:
    client = signed_in(app, None)
    form = gate(client.get("/sign-in"))
    trouble.begin(0)
    answer = sent(client, form, {"sign_in": "ben", "password": PASSWORD})
    assert answer.status_code == 507
    assert PASSWORD not in answer.get_data(as_text=True)
    assert parsed(answer).all("form#again") == []


def test_a_temporary_file_without_room_is_the_same_page_and_any_other_a_fault(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.testing = False
    for number, status in ((errno.ENOSPC, 507), (errno.EIO, 503), (errno.ENOENT, 500)):

        def fails(*_: object, number: int = number, **__: object) -> None:
            raise OSError(number, "no")

        monkeypatch.setattr(patients, "at_desk", fails)
        assert client.get("/patients/x").status_code == status
