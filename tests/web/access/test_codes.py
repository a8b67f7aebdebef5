"""The second factor: codes that change every half minute, each good once."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic.store.people import Account
from clinic.web.access.codes import in_fours, new_secret, picture, step_of
from clinic.web.access.roles import Role
from tests.web.people import NOW, PASSWORD, Watch, account_named, acts, gate, set_house, sign_in, signed_in
from tests.web.visit import forms_to, opened, parsed, sent, text, texts

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105  # the test secret of RFC 6238


def code(secret: str, watch: Watch, seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(watch.now + timedelta(seconds=seconds))


def set_up(client: FlaskClient, app: Flask, watch: Watch, name: str = "ben") -> str:
    """Codes are on for the person who is signed in here; the secret."""
    sent(client, forms_to(opened(client, "/account/code"), "/account/code/new")[0])
    secret = account_named(app, name).totp_secret
    (form,) = forms_to(opened(client, "/account/code"), "/account/code")
    assert sent(client, form, {"code": code(secret, watch)}).headers["Location"] == "/account"
    watch.now += timedelta(minutes=2)
    return secret


@pytest.fixture
def secret(app: Flask, watch: Watch) -> str:
    return set_up(signed_in(app, Role.CLINICIAN), app, watch)


def entered_code(client: FlaskClient, digits: str) -> TestResponse:
    """The answer to the password and then this code."""
    asked = sign_in(client, "ben")
    assert text(parsed(asked).one("main h1")) == "Your code"
    return sent(client, gate(asked), {"code": digits})


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_is_good_one_half_minute_before_and_after_its_own(seconds: int, *, good: bool) -> None:
    digits = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=seconds))
    assert (step_of(SECRET, digits, NOW) is not None) is good


def test_a_code_may_be_typed_with_spaces_and_nothing_else_counts() -> None:
    digits = pyotp.TOTP(SECRET).at(NOW)
    assert step_of(SECRET, f" {digits[:3]} {digits[3:]} ", NOW) is not None
    assert [step_of(SECRET, wrong, NOW) for wrong in ("", "000000x", "١٢٣٤٥٦", digits[:5])] == [None] * 4


def test_the_picture_is_drawn_here_and_the_secret_can_be_typed_instead() -> None:
    account = Account("1", "Ben Okafor", "clinician", sign_in="ben", totp_secret=SECRET)
    assert picture(account).startswith("data:image/svg+xml")
    assert in_fours(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert len({new_secret() for _ in range(10)}) == 10


def test_with_codes_on_the_password_alone_opens_nothing(app: Flask, watch: Watch, secret: str) -> None:
    client = app.test_client()
    assert sign_in(client, "ben").status_code == 200
    assert client.get("/today").status_code == 401
    assert entered_code(client, code(secret, watch)).headers["Location"] == "/today"
    assert client.get("/today").status_code == 200


def test_a_code_is_good_once(app: Flask, watch: Watch, secret: str) -> None:
    digits = code(secret, watch)
    entered_code(app.test_client(), digits)
    answer = entered_code(app.test_client(), digits)
    assert answer.status_code == 401
    assert texts(parsed(answer), ".problem")[0].startswith("This code is not right, or it was used before.")
    assert entered_code(app.test_client(), code(secret, watch, -30)).status_code == 401
    watch.now += timedelta(seconds=30)
    assert entered_code(app.test_client(), code(secret, watch)).status_code == 303


def test_codes_are_guessed_as_slowly_as_passwords_though_the_password_is_right(
    app: Flask, watch: Watch, secret: str
) -> None:
    client = app.test_client()
    wrong = f"{(int(code(secret, watch)) + 500_000) % 1_000_000:06}"
    assert [entered_code(client, wrong).status_code for _ in range(4)] == [401, 401, 401, 429]
    assert entered_code(client, code(secret, watch)).status_code == 429


def test_the_code_has_to_come_soon_after_the_password(app: Flask, secret: str) -> None:
    client = app.test_client()
    form = gate(sign_in(client, "ben"))
    assert sent(client, form, {"passed": "made up", "code": "123456"}).status_code == 401
    assert secret


def test_switching_codes_on_and_off_is_noted(app: Flask, watch: Watch, secret: str) -> None:
    ben = account_named(app, "ben").id
    client = app.test_client()
    entered_code(client, code(secret, watch))
    (form,) = forms_to(opened(client, "/account"), "/account/code/off")
    assert sent(client, form, {"password": PASSWORD[1:]}).status_code == 422
    assert sent(client, form, {"password": PASSWORD}).status_code == 303
    assert [act for act in acts(app) if act[0].startswith("code")] == [("code_on", ben), ("code_off", ben)]
    assert sign_in(app.test_client(), "ben").status_code == 303


def test_a_secret_counts_only_once_a_code_was_made_with_it(app: Flask) -> None:
    client = signed_in(app, Role.CLINICIAN)
    sent(client, forms_to(opened(client, "/account/code"), "/account/code/new")[0])
    (form,) = forms_to(opened(client, "/account/code"), "/account/code")
    assert sent(client, form, {"code": "12"}).status_code == 422
    assert sign_in(app.test_client(), "ben").status_code == 303


def test_a_clinic_that_asks_for_codes_lets_nobody_on_without(app: Flask, watch: Watch) -> None:
    set_house(app, codes_required=True)
    client = signed_in(app, Role.CLINICIAN)
    assert client.get("/patients").headers["Location"] == "/account/code"
    assert client.post("/lock").status_code == 400
    set_up(client, app, watch)
    assert client.get("/patients").status_code == 200
    assert forms_to(opened(client, "/account"), "/account/code/off") == []


def test_who_has_lost_the_phone_is_helped_by_the_lead(app: Flask, secret: str) -> None:
    lead = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(lead, "/people"), f"/people/{account_named(app, 'ben').id}/code-off")
    assert sent(lead, form).status_code == 303
    assert sign_in(app.test_client(), "ben").status_code == 303
    assert secret != account_named(app, "ben").totp_secret


def test_after_ten_hours_the_cover_asks_for_the_code_too(app: Flask, watch: Watch, secret: str) -> None:
    client = signed_in(app, Role.CLINICIAN)
    page = opened(client, "/account").one("dialog#lock form")
    watch.now += timedelta(hours=10)
    known = {one: page.one(f'[name="{one}"]').value() for one in ("csrf_token", "account")} | {"password": PASSWORD}
    script = {"Accept": "application/json"}
    assert client.post("/unlock", data=known, headers=script).json == {"code": True, "problem": ""}
    answer = client.post("/unlock", data=known | {"code": code(secret, watch)}, headers=script)
    assert answer.json == {"open": True}
    assert client.get("/today").status_code == 200
