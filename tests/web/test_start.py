from __future__ import annotations

from flask.testing import FlaskClient

from tests.web.visit import KNOWLEDGE, opened, text


def test_the_start_page_says_what_this_is_and_what_it_is_not(client: FlaskClient) -> None:
    said = text(opened(client, "/").one("main"))
    assert "Decision support for registered clinicians" in said
    assert "Not a certified medical device" in said


def test_the_start_page_names_the_edition_and_that_nobody_signed_it_off(client: FlaskClient) -> None:
    said = text(opened(client, "/").one("main"))
    assert KNOWLEDGE.edition[:7] in said
    assert "Not signed off" in said


def test_the_start_page_leads_to_the_form(client: FlaskClient) -> None:
    assert [link.get("href") for link in opened(client, "/").all("main a.btn-primary")] == ["/check"]


def test_the_start_page_takes_no_post(client: FlaskClient) -> None:
    assert client.post("/").status_code in (400, 405)
