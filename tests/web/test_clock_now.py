"""A clock that went back is said on every page, and nothing is dated for good with it; everything else goes on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from clinic.app import create_app
from clinic.invoked import command
from clinic.settings import Settings
from clinic.store.audit import Actor
from clinic.store.clock import TOLERATED, confirm
from clinic.store.transactions import writing
from clinic.web.access.roles import Role
from clinic.web.clock_now import EARLIEST, HELD, TITLE
from tests.web.assessing import assessed, begun, checked, led, person, typed_in
from tests.web.building import Bench, bench
from tests.web.people import NOW, Watch, acts, clinic_with_people, sign_in, signed_in
from tests.web.visit import TODAY, case, forms_to, opened, parsed, sent, text

YEARS = timedelta(days=2_800)
SAID = "but records were already made on 20 Nov 2026"


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(tmp_path: Path, watch: Watch) -> Flask:
    return clinic_with_people(tmp_path / "instance", moment=watch)


@pytest.fixture
def at(app: Flask, watch: Watch) -> Bench:
    """A programme that could be issued, in a browser that opens it after the clock went back."""
    made = bench(app)
    watch.now = NOW - YEARS
    return Bench(app, signed_in(app, Role.CLINICIAN), made.person, made.url)


def line(app: Flask, role: Role | None = Role.CLINICIAN, path: str = "/library") -> str:
    found = opened(signed_in(app, role), path).all(".clock-wrong:not([hidden])")
    return text(found[0]) if found else ""


def test_a_clock_that_is_right_or_a_little_behind_says_nothing(app: Flask, watch: Watch) -> None:
    assert line(app) == ""
    watch.now = NOW - TOLERATED
    assert line(app) == ""


def test_a_clock_that_went_back_is_said_to_everybody_and_the_lead_is_told_what_to_do(app: Flask, watch: Watch) -> None:
    watch.now = NOW - YEARS
    assert [SAID in line(app, role, "/") for role in (None, *Role)] == [True, True, True, True]
    assert line(app).endswith("Tell the clinic lead now.")
    assert f"{command()} clock --is-right" in line(app, Role.LEAD)


def test_signing_in_with_a_wrong_clock_does_not_make_it_right(app: Flask, watch: Watch) -> None:
    watch.now = NOW - YEARS
    assert sign_in(app.test_client(), "ben").status_code == 303
    assert SAID in line(app)


def test_a_clock_that_goes_back_while_the_clinic_is_open_is_noticed(app: Flask, watch: Watch) -> None:
    assert line(app) == ""
    watch.now = NOW - timedelta(hours=1)
    assert SAID in line(app)
    watch.now = NOW
    assert line(app) == ""


def test_nothing_is_signed_or_issued_with_a_clock_that_went_back(app: Flask, at: Bench) -> None:
    before = acts(app)
    for end in ("sign", "issue"):
        answer = at.act(end)
        assert (answer.status_code, text(parsed(answer).one("h1"))) == (409, TITLE)
    assert at.sheets == ()
    assert not {act for act, _ in acts(app)[len(before) :]} & {"sign", "issue"}


def test_an_assessment_stays_a_draft_with_a_clock_that_went_back(app: Flask, watch: Watch) -> None:
    watch.now = NOW - YEARS
    client = signed_in(app, Role.CLINICIAN)
    assessment = begun(client, person(client))
    led(checked(client, assessment, case()))
    (form,) = forms_to(opened(client, f"{assessment}/result"), f"{assessment}/finalise")
    assert sent(client, form).status_code == 409
    assert client.get(assessment).status_code == 200  # a final one leads to its result


def test_it_is_issued_once_the_clock_is_set(app: Flask, watch: Watch, at: Bench) -> None:
    assert at.press("issue").status_code == 409
    watch.now = NOW + timedelta(minutes=1)
    assert Bench(app, signed_in(app, Role.CLINICIAN), at.person, at.url).press("issue").status_code == 303


def test_once_somebody_confirmed_the_clock_it_is_right(app: Flask, watch: Watch) -> None:
    watch.now = NOW - YEARS
    assert SAID in line(app)
    with app.app_context(), writing() as session:
        confirm(session, Actor("", watch.now))
    assert line(app) == ""


def test_a_clock_that_may_be_ahead_is_asked_about_and_holds_nothing_up(
    app: Flask, watch: Watch, tmp_path: Path
) -> None:
    at = bench(app)
    again = create_app(Settings(tmp_path / "instance", telephone="01632 960 011"), moment=watch, clock=lambda: TODAY)
    watch.now = NOW + YEARS
    sign_in(again.test_client(), "ben")
    assert line(again).startswith("Nothing was recorded between 20 Nov 2026 and now, which is 21 Jul 2034")
    assert Bench(again, signed_in(again, Role.CLINICIAN), at.person, at.url).press("issue").status_code == 303


def test_drafts_go_on_and_referral_notes_are_printed_whatever_the_clock_says(app: Flask, watch: Watch) -> None:
    urgent = assessed(signed_in(app, Role.CLINICIAN), case(red_flags={"rf_saddle_sensation": "yes"}))
    watch.now = NOW - YEARS
    client = signed_in(app, Role.CLINICIAN)
    (form,) = forms_to(opened(client, f"{urgent}/result"), f"{urgent}/referral")
    note = sent(client, form)
    assert (note.status_code, note.mimetype) == (200, "application/pdf")
    draft = begun(client, person(client, surname="Lindqvist", given="Bo", birth_year="1950"))
    assert client.post(f"{draft}/save", data=typed_in(client, draft, case())).status_code == 200


@pytest.mark.parametrize("endpoint", sorted(HELD))
def test_everything_that_is_held_is_refused_while_the_clock_is_behind(app: Flask, watch: Watch, endpoint: str) -> None:
    watch.now = NOW - YEARS
    client = signed_in(app, Role.LEAD)
    rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
    path = re.sub(r"<[^>]*>", "1", rule.rule)
    token = {"csrf_token": opened(client, "/today").all("[name=csrf_token]")[0].value()}
    assert client.post(path, data=token).status_code == 409


def test_everything_that_is_held_is_there(app: Flask) -> None:
    assert set(app.view_functions) >= HELD


def test_a_clock_before_all_is_said_where_nothing_was_ever_recorded(app: Flask) -> None:
    app.extensions[EARLIEST] = date(2026, 12, 1)
    assert "which is before there was any Plumbline" in line(app)
    assert line(app, Role.LEAD).endswith("Set the clock.")
