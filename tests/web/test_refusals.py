"""What is refused at an assessment: it never fails, and nothing that was typed is lost by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.web.access.roles import Role
from tests.web.assessing import PERSON, begun, checked, led, made_final, person, typed_in
from tests.web.people import clinic_with_people, form_token, signed_in
from tests.web.visit import case, entered, forms_to, opened, parsed, sent, text, texts


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder: Path = tmp_path_factory.mktemp("clinic")
    return clinic_with_people(folder)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return signed_in(app, Role.CLINICIAN)


def draft(client: FlaskClient, birth_day: int) -> str:
    """A draft of a new person, born on another day than the others."""
    return begun(client, person(client, birth_day=str(birth_day), number=str(birth_day)))


@pytest.mark.parametrize(("act", "day"), [("clear", 1), ("referral", 2), ("amend", 3)])
def test_a_draft_is_neither_cleared_nor_amended_nor_printed(client: FlaskClient, act: str, day: int) -> None:
    sent = {"csrf_token": form_token(client), "form_key": act, "reason": "a reason of more than ten letters"}
    sent |= {"finding": "rf_fever", "on": "", "by": ""}
    answer = client.post(f"{draft(client, day)}/{act}", data=sent)
    assert answer.status_code == 409
    assert texts(parsed(answer), "main .lead") == ["This assessment is a draft. Make it final first."]


def test_what_was_typed_stays_when_somebody_else_made_the_draft_final(app: Flask, client: FlaskClient) -> None:
    assessment = draft(client, 4)
    typed = typed_in(client, assessment, case(), goal="walk to the harbour")
    other = signed_in(app, Role.LEAD)
    led(checked(other, assessment, case()))
    made_final(other, assessment)
    answer = client.post(f"{assessment}/check", data=typed)
    page = parsed(answer)
    assert answer.status_code == 409
    assert entered(page.one("form#check"))["goal"] == "walk to the harbour" or text(page.one("#goal")) == (
        "walk to the harbour"
    )
    assert "is final" in text(page.one(".notice"))


def test_a_character_that_cannot_be_kept_is_refused_with_everything_else_still_there(client: FlaskClient) -> None:
    assessment = draft(client, 5)
    typed = typed_in(client, assessment, case(), goal="walk to the\x00 harbour", minutes_a_day="15")
    answer = client.post(f"{assessment}/check", data=typed)
    page = parsed(answer)
    assert answer.status_code == 409
    assert entered(page.one("form#check"))["minutes_a_day"] == "15"
    assert "no letter" in text(page.one(".notice"))
    saved = client.post(f"{assessment}/save", data=typed)
    assert (saved.status_code, saved.json and saved.json["version"]) == (409, 0)


def test_more_than_any_form_holds_is_too_much_also_for_who_is_locked_out(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    token = form_token(client)
    client.post("/lock", data={"csrf_token": token})
    answer = client.post("/settings/sign-off", data={"csrf_token": token, "note": "y" * 700_000})
    assert answer.status_code in (401, 413)


def test_a_person_with_a_character_that_cannot_be_kept_is_asked_again_at_its_field(client: FlaskClient) -> None:
    form = opened(client, "/patients/new").one("form.plain-form")
    answer = sent(client, form, {**PERSON, "surname": "Hop\x00per", "telephone": "01632 960 333"})
    page = parsed(answer)
    assert answer.status_code == 422
    assert "no letter" in text(page.one("form.plain-form"))
    assert entered(page.one("form.plain-form"))["telephone"] == "01632 960 333"


def test_settings_with_a_character_that_cannot_be_kept_are_asked_again(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(client, "/settings"), "/settings")
    answer = sent(client, form, {"address": "1 Quay\x00 Road", "telephone": "01632 960 333"})
    assert answer.status_code == 422
    (back,) = forms_to(parsed(answer), "/settings")
    assert entered(back)["telephone"] == "01632 960 333"
