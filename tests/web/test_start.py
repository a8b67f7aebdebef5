from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from clinic.store.engine import Durability
from clinic.web.access.roles import Role
from tests.web.people import clinic_with_people, signed_in
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


def test_whoever_works_here_is_told_how_the_records_are_kept(tmp_path: Path) -> None:
    app = clinic_with_people(tmp_path)
    said = text(opened(signed_in(app, Role.CLINICIAN), "/").one(".records-kept"))
    assert said == f"Records are kept by {app.extensions['durability'].in_words}."


def test_the_slower_mode_of_an_older_sqlite_is_explained(tmp_path: Path) -> None:
    app = clinic_with_people(tmp_path)
    app.extensions["durability"] = Durability("sqlite3", "3.40.1", "DELETE", "EXTRA")
    said = text(opened(signed_in(app, Role.LEAD), "/").one(".records-kept"))
    assert said.startswith("Records are kept by SQLite 3.40.1 (sqlite3), journal DELETE, synchronous EXTRA. It is this")


def test_strangers_are_told_nothing_of_what_runs_here(client: FlaskClient) -> None:
    assert opened(client, "/").all(".records-kept") == []
