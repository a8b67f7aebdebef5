"""Settings of the clinic: kept by its lead, seen on every page and sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from clinic.store import audit, house
from clinic.store.house import Caseload
from clinic.store.transactions import reading
from clinic.web.access.roles import Role
from tests.web.people import clinic_with_people, set_house, signed_in
from tests.web.visit import Element, forms_to, opened, parsed, sent, text, texts


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return clinic_with_people(tmp_path)


def settings_form(page: Element) -> Element:
    (form,) = forms_to(page, "/settings")
    return form


def kept(app: Flask) -> house.House:
    with app.app_context(), reading() as session:
        return house.of(session)


def test_the_form_shows_the_settings_in_force(app: Flask) -> None:
    page = opened(signed_in(app, Role.LEAD), "/settings")
    values = {id: page.one(f"#{id}").value() for id in ("name", "address", "telephone", "amber_from", "red_from")}
    assert values == {
        "name": "Harbour Street Physiotherapy",
        "address": "",
        "telephone": "01632 960 011",
        "amber_from": "3",
        "red_from": "6",
    }


def test_what_the_lead_sets_is_kept_and_stands_on_every_page(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    changes = {"name": " Quay  Road Clinic ", "address": "1 Quay Road", "telephone": "01632 960 222", "caseload": "own"}
    changes |= {"paper": "Letter", "amber_from": "4", "red_from": "7"}
    answer = sent(client, settings_form(opened(client, "/settings")), changes)
    assert (answer.status_code, answer.location) == (303, "/settings?kept=settings")
    now = kept(app)
    assert (now.name, now.address, now.telephone, now.paper) == (
        "Quay Road Clinic", "1 Quay Road", "01632 960 222", "Letter",
    )  # fmt: skip  # four settings, one line
    assert (now.amber_from, now.red_from, now.caseload) == (4, 7, Caseload.OWN)
    for path in ("/", "/check", "/library", "/today", "/settings"):
        assert texts(opened(client, path), ".bar-clinic") == ["Quay Road Clinic"]


def test_what_the_configuration_says_is_not_kept_a_second_time(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    sent(client, settings_form(opened(client, "/settings")), {"address": "1 Quay Road"})
    now = kept(app)
    assert (now.name, now.telephone, now.paper, now.amber_from, now.red_from) == ("", "", "", 0, 0)


def test_changed_settings_stand_in_the_audit_trail(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    sent(client, settings_form(opened(client, "/settings")), {"address": "1 Quay Road", "codes_required": ""})
    with app.app_context(), reading() as session:
        count, faults = audit.verify(session)
        assert not faults
        acts = [entry.act for entry in audit.entries_of(session, "")]
    assert count == len(acts)
    assert acts[0] == "change_house"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "x" * 121, "120"),
        ("address", "x" * 241, "240"),
        ("telephone", "0" * 61, "60"),
        ("telephone", "ring us", "figures"),
        ("name", "Mika 佐藤", "佐 藤"),
        ("amber_from", "0", "1 to 10"),
        ("amber_from", "-1", "1 to 10"),
        ("red_from", "11", "1 to 10"),
        ("red_from", "six", "1 to 10"),
        ("red_from", "3", "above amber"),
        ("red_from", "1" * 13, "12"),
        ("paper", "A5", "choice"),
        ("caseload", "theirs", "choice"),
    ],
)
def test_a_value_out_of_range_is_refused_at_its_field_and_nothing_is_kept(
    app: Flask, field: str, typed: str, says: str
) -> None:
    client = signed_in(app, Role.LEAD)
    answer = sent(client, settings_form(opened(client, "/settings")), {"telephone": "01632 960 222", field: typed})
    assert answer.status_code == 422
    page = parsed(answer)
    assert says in text(page.one(f"#{field}-fault"))
    if field != "telephone":
        assert page.one("#telephone").value() == "01632 960 222"
    assert kept(app).version == 0


def test_two_leads_on_the_settings_see_both_texts(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    form = settings_form(opened(client, "/settings"))
    set_house(app, telephone="01632 960 333")
    answer = sent(client, form, {"telephone": "01632 960 444"})
    assert answer.status_code == 409
    page = parsed(answer)
    assert ["Telephone", "01632 960 333", "01632 960 444"] in [
        texts(row, "th, td") for row in page.all(".both-texts tbody tr")
    ]
    again = sent(client, forms_to(page, "/settings")[0])
    assert again.status_code == 303
    assert kept(app).telephone == "01632 960 444"


def test_the_same_form_sent_twice_counts_once(app: Flask) -> None:
    client = signed_in(app, Role.LEAD)
    form = settings_form(opened(client, "/settings"))
    assert [sent(client, form, {"address": "1 Quay Road"}).status_code for _ in range(2)] == [303, 303]
    assert kept(app).version == 1


def test_without_a_telephone_the_page_says_that_no_sheet_is_issued(tmp_path: Path) -> None:
    app = clinic_with_people(tmp_path, telephone="")
    page = opened(signed_in(app, Role.LEAD), "/settings")
    assert texts(page, ".notice") == [
        "No sheet is issued until a telephone number is set: people have to know whom to ring."
    ]


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK])
@pytest.mark.parametrize("path", ["/settings", "/settings/logo", "/settings/logo/remove", "/settings/sign-off"])
def test_only_a_lead_changes_settings(app: Flask, role: Role, path: str) -> None:
    client = signed_in(app, role)
    assert client.post(path).status_code in (400, 403)
    if path == "/settings":
        assert client.get(path).status_code == 403
    assert kept(app).version == 0
