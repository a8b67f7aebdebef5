"""Guessing is slow, for a name and for an address, and nobody is locked out for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.store.transactions import writing
from clinic.web.access import guesses
from clinic.web.access.guesses import ADDRESS, NAME
from tests.web.people import NOW, Watch, clinic_with_people, empty_clinic, sign_in
from tests.web.visit import parsed, texts


def wrong(client: FlaskClient, times: int, name: str = "anna") -> list[int]:
    return [sign_in(client, name, "wrong").status_code for _ in range(times)]


def test_the_first_three_wrong_tries_are_free_and_then_one_waits(client: FlaskClient) -> None:
    assert wrong(client, 4) == [401, 401, 401, 429]


def test_a_right_password_during_the_wait_is_told_to_wait_too(client: FlaskClient, watch: Watch) -> None:
    wrong(client, 3)
    answer = sign_in(client)
    assert answer.status_code == 429
    assert texts(parsed(answer), ".problem") == ["There were several wrong tries. Wait 1 second, then try again."]
    watch.now += timedelta(seconds=1)
    assert sign_in(client).status_code == 303


def test_tries_that_are_not_answered_yet_are_not_called_wrong(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context(), writing() as session:
        assert [guesses.take(session, guesses.name_of("anna"), NOW) for _ in range(3)] == [timedelta()] * 3
    answer = sign_in(client)
    assert answer.status_code == 429
    assert texts(parsed(answer), ".problem") == [
        "There were several tries at once, or from somewhere else. Wait 1 second, then try again."
    ]


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = [int(NAME.wait(failures).total_seconds()) for failures in range(1, 16)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert NAME.wait(10**6) == timedelta(minutes=15)


def test_a_right_password_forgives_the_wrong_ones_before_it(client: FlaskClient) -> None:
    wrong(client, 2)
    sign_in(client)
    assert wrong(client, 3) == [401, 401, 401]


def test_a_restart_forgives_nothing(tmp_path: Path) -> None:
    watch = Watch()
    wrong(clinic_with_people(tmp_path, moment=watch).test_client(), 3)
    again = empty_clinic(tmp_path, moment=watch)
    assert sign_in(again.test_client()).status_code == 429


def test_somebody_else_is_not_kept_waiting(app: Flask, client: FlaskClient) -> None:
    wrong(client, 4)
    assert sign_in(app.test_client(), "ben").status_code == 303


def test_a_name_that_nobody_has_is_kept_waiting_like_any_other(client: FlaskClient) -> None:
    assert wrong(client, 4, "nobody at all") == [401, 401, 401, 429]


def test_many_names_from_one_address_are_kept_waiting_for_a_minute_at_most(client: FlaskClient, watch: Watch) -> None:
    tried = [sign_in(client, f"name {number}", "wrong").status_code for number in range(21)]
    assert tried == [401] * 20 + [429]
    assert ADDRESS.wait(10**6) == timedelta(minutes=1)
    watch.now += timedelta(minutes=1)
    assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_an_address_is_one_machine_or_one_network(app: Flask, one: str, other: str, *, same: bool) -> None:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = one
    for number in range(20):
        sign_in(client, f"name {number}", "wrong")
    client.environ_base["REMOTE_ADDR"] = other
    assert sign_in(client).status_code == (429 if same else 303)


def test_after_a_day_without_a_try_the_count_begins_anew(client: FlaskClient, watch: Watch) -> None:
    wrong(client, 3)
    watch.now = NOW + timedelta(hours=25)
    assert wrong(client, 3) == [401, 401, 401]


def test_codes_typed_for_a_link_are_guesses_too(client: FlaskClient) -> None:
    page = parsed(client.get("/welcome"))
    token = page.one('main input[name="csrf_token"]').value()
    answers = [client.post("/welcome", data={"csrf_token": token, "code": f"A{n}"}) for n in range(21)]
    assert texts(parsed(answers[19]), ".problem")[0].startswith("This link is good no more")
    assert texts(parsed(answers[20]), ".problem")[0].startswith("There were several wrong tries")
