"""One's own account and the people page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from clinic.web.access.roles import Role
from tests.web.people import PASSWORD, account_named, account_of, acts, add_person, sign_in, signed_in
from tests.web.visit import Element, forms_to, opened, parsed, sent, text, texts

NEW = "eleven foxes under a bridge"


def password_form(client: FlaskClient) -> Element:
    (form,) = forms_to(opened(client, "/account"), "/account/password")
    return form


def test_a_new_password_replaces_the_one_before_and_signs_out_other_browsers(app: Flask) -> None:
    here, elsewhere = signed_in(app, Role.CLINICIAN), signed_in(app, Role.CLINICIAN)
    form, changed = password_form(here), {"before": PASSWORD, "password": NEW, "again": NEW}
    assert sent(here, form, changed).headers["Location"] == "/account"
    assert (here.get("/today").status_code, elsewhere.get("/today").status_code) == (200, 401)
    assert sign_in(app.test_client(), "ben").status_code == 401
    assert sign_in(app.test_client(), "ben", NEW).status_code == 303
    assert ("change_password", account_of(app, Role.CLINICIAN).id) in acts(app)
    assert sent(here, form, changed).headers["Location"] == "/account"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"before": PASSWORD[1:]}, "before"),
        ({"password": "ben okafor 12", "again": "ben okafor 12"}, "password"),
        ({"again": ""}, "again"),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(app: Flask, changes: dict[str, str], field: str) -> None:
    client = signed_in(app, Role.CLINICIAN)
    answer = sent(client, password_form(client), {"before": PASSWORD, "password": NEW, "again": NEW} | changes)
    assert answer.status_code == 422
    assert [one.value("id") for one in parsed(answer).all(".fault")] == [f"{field}-fault"]
    assert sign_in(app.test_client(), "ben").status_code == 303


def row(page: Element, name: str) -> Element:
    """The row of the people page about somebody."""
    (found,) = (one for one in page.all(".staff-row") if name in text(one.one("h2")))
    return found


def act(app: Flask, name: str, ending: str, **typed: str) -> int:
    """The status when the lead uses one form of somebody's row."""
    lead = signed_in(app, Role.LEAD)
    form = row(opened(lead, "/people"), name).one(f"form[action$='/{ending}']")
    return sent(lead, form, typed).status_code


def test_the_people_page_names_everybody_with_role_and_state(app: Flask) -> None:
    act(app, "Carol Lind", "deactivate")
    page = opened(signed_in(app, Role.LEAD), "/people")
    assert texts(page, ".staff-row h2") == ["Anna Ross you", "Ben Okafor", "Carol Lind"]
    assert text(row(page, "Ben").one(".hint")) == "signs in as ben · PH100002"
    assert text(row(page, "Carol").one(".hint")) == "may not sign in"
    assert row(page, "Ben").one("option[selected]").value() == "clinician"


def test_the_last_lead_can_neither_be_barred_nor_become_something_else(app: Flask) -> None:
    assert act(app, "Anna Ross", "deactivate") == 422
    assert act(app, "Anna Ross", "role", role="clinician") == 422
    assert account_named(app, "anna").active
    assert account_named(app, "anna").role == "lead"


def test_with_a_second_lead_the_first_may_leave(app: Flask) -> None:
    add_person(app, Role.LEAD, "Dora Reyes", "dora")
    assert act(app, "Anna Ross", "deactivate") == 303
    assert sign_in(app.test_client()).status_code == 401


def test_somebody_who_was_only_invited_is_no_second_lead(app: Flask) -> None:
    lead = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(lead, "/people"), "/people")
    sent(lead, form, {"name": "Dora Reyes", "role": "lead"})
    assert act(app, "Anna Ross", "deactivate") == 422


def test_whoever_was_barred_may_be_let_in_again(app: Flask) -> None:
    assert act(app, "Ben Okafor", "deactivate") == 303
    assert sign_in(app.test_client(), "ben").status_code == 401
    assert act(app, "Ben Okafor", "reactivate") == 303
    assert sign_in(app.test_client(), "ben").status_code == 303


def test_what_the_lead_does_is_noted(app: Flask) -> None:
    anna = account_of(app, Role.LEAD).id
    for ending in ("link", "role", "deactivate", "reactivate"):
        act(app, "Ben Okafor", ending, **({"role": "front_desk"} if ending == "role" else {}))
    noted = [done for done, who in acts(app) if who == anna and done not in ("join", "sign_in")]
    assert noted == ["link_reset", "change_role", "deactivate", "reactivate"]


def test_an_invitation_sent_twice_expects_one_person(app: Flask) -> None:
    lead = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(lead, "/people"), "/people")
    assert sent(lead, form, {"name": "Dora Reyes"}).status_code == 200
    assert sent(lead, form, {"name": "Dora Reyes"}).headers["Location"] == "/people"
    assert texts(opened(lead, "/people"), ".staff-row h2").count("Dora Reyes") == 1


def test_an_invitation_without_a_name_is_said_at_its_field(app: Flask) -> None:
    lead = signed_in(app, Role.LEAD)
    (form,) = forms_to(opened(lead, "/people"), "/people")
    answer = sent(lead, form, {"name": " "})
    assert (answer.status_code, texts(parsed(answer), ".fault")) == (
        422,
        ["Mistake: Type a name of at most 100 characters."],
    )
