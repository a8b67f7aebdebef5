from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.web.access.guard import open_to_all
from tests.web.visit import case, judged, parsed, text, token

POLICY = {
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip  # a list reads best in lines
PAGES = ("/", "/check", "/nowhere", "/check/programme", "/static/css/base.css", "/typeface/400.ttf")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers_that_protect_it(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert {part.strip() for part in headers["Content-Security-Policy"].split(";")} == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/check", "/nowhere"])
def test_no_page_holds_a_style_or_a_script_that_the_policy_would_drop(client: FlaskClient, path: str) -> None:
    page = parsed(client.get(path))
    assert page.all("style, [style], script:not([src])") == []
    assert [one.tag for one in page.all("*") if any(name.startswith("on") for name in one.attributes)] == []
    loaded = [one.value("src") or one.value("href") for one in page.all("script, link, img")]
    assert [url for url in loaded if not url.startswith("/")] == []


def test_nothing_with_answers_in_it_is_kept_by_the_browser(client: FlaskClient) -> None:
    assert judged(client, case()).headers["Cache-Control"] == "no-store"
    assert judged(client, {}).headers["Cache-Control"] == "no-store"


def test_the_empty_form_may_be_kept_so_that_back_shows_it_as_it_was_filled_in(client: FlaskClient) -> None:
    assert client.get("/check").headers["Cache-Control"] == "private, no-cache"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/check").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}


@pytest.mark.parametrize("host", ["plumbline.example", "localhost.example", "127.0.0.1.example", "[::1", ""])
def test_a_host_name_that_is_not_the_clinics_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8642", "LOCALHOST:80"])
def test_the_clinics_own_host_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://plumbline.example"},
        {"Origin": "http://[::1"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:8642"},
    ],
)
def test_a_form_sent_from_another_site_is_refused_even_with_a_token(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    values = {"csrf_token": token(client)}
    refused = client.post("/check/result", data=values, headers=headers)
    assert refused.status_code == 403
    assert text(parsed(refused).one("main h1")) == "Not from here"
    assert "came from another site" in text(parsed(refused).one("main .lead"))
    assert client.post("/check/result", data=values, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 422


@pytest.mark.parametrize("path", ["/check/live", "/check/programme", "/check/sheet", "/check/referral", "/check/clear"])
def test_a_post_without_a_token_is_refused(client: FlaskClient, path: str) -> None:
    assert client.post(path, data={"case": "{}"}).status_code == 400


def test_a_form_from_our_own_origin_is_taken(client: FlaskClient) -> None:
    values = {"csrf_token": token(client)}
    assert client.post("/check/result", data=values, headers={"Origin": "http://localhost"}).status_code == 422


def test_a_form_in_more_parts_than_any_of_ours_is_refused(client: FlaskClient) -> None:
    parts = {"csrf_token": token(client), **{f"part_{number}": "a" for number in range(1000)}}
    assert client.post("/check/result", data=parts, content_type="multipart/form-data").status_code == 413


def test_the_longest_form_may_come_in_parts(client: FlaskClient) -> None:
    form = parsed(client.get("/check")).all("[name]")
    parts = {one.value("name"): "" for one in form} | {"csrf_token": token(client)}
    assert len(form) > 300
    assert client.post("/check/result", data=parts, content_type="multipart/form-data").status_code == 422


def test_browsers_are_told_to_keep_to_https_only_by_an_answer_that_came_over_it(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    kept = client.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert kept == f"max-age={30 * 24 * 3600}"


def test_a_post_larger_than_any_form_is_refused(client: FlaskClient) -> None:
    answer = client.post("/check/result", data={"goal": "a" * 600_000})
    assert answer.status_code == 413
    assert "Too much at once" in text(parsed(answer).one("h1"))


@pytest.mark.parametrize(("path", "code"), [("/nowhere", 404), ("/check/programme", 405), ("/check/live", 405)])
def test_error_pages_have_our_look_and_lead_back(client: FlaskClient, path: str, code: int) -> None:
    answer = client.get(path)
    assert answer.status_code == code
    assert [link.get("href") for link in parsed(answer).all("main a")] == ["/"]


def test_a_fault_of_ours_shows_nothing_of_what_was_sent(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(app.view_functions, "start.index", open_to_all(lambda: 1 / 0))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/?name=Okafor")
    app.config["PROPAGATE_EXCEPTIONS"] = None
    assert answer.status_code == 500
    assert "Our mistake" in text(parsed(answer).one("h1"))
    assert "Okafor" not in answer.get_data(as_text=True)
    assert "Okafor" not in caplog.text


def test_logs_hold_nothing_of_a_person(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        judged(client, case(patient={"name": "Amara Okafor", "number": "QX1042"}, goal="lift my grandson"))
    assert [word for word in ("Okafor", "QX1042", "grandson") if word in caplog.text] == []
