"""A browser keeps the cookies of 127.0.0.1 whatever the port: the demonstration beside a clinic takes none of them."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.http import parse_cookie

from clinic.web.demo_folder import MARK
from tests.web.people import clinic_with_people, gate, sign_in
from tests.web.visit import sent


def cookies_of(client: FlaskClient) -> dict[str, str]:
    """What the browser would send: the cookies by name."""
    request = client.get("/sign-in").request
    return dict(parse_cookie(request.headers.get("Cookie", "")))


def moved(cookies: dict[str, str], to: FlaskClient) -> None:
    for name, value in cookies.items():
        to.set_cookie(name, value, domain="localhost")


def test_signing_in_to_the_demonstration_signs_nobody_out_of_the_clinic(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / MARK).write_text("", encoding="ascii")
    real = clinic_with_people(tmp_path / "instance").test_client()
    demo = clinic_with_people(tmp_path / "demo").test_client()
    assert [sign_in(one).status_code for one in (real, demo)] == [303, 303]
    mine, theirs = cookies_of(real), cookies_of(demo)
    assert (len(mine), len(theirs), mine.keys() & theirs.keys()) == (2, 2, set())
    moved(theirs, real)
    moved(mine, demo)
    assert [one.get("/today").status_code for one in (real, demo)] == [200, 200]


def test_a_form_of_the_clinic_that_is_still_open_is_good_after_that(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / MARK).write_text("", encoding="ascii")
    real = clinic_with_people(tmp_path / "instance").test_client()
    demo = clinic_with_people(tmp_path / "demo").test_client()
    form = gate(real.get("/sign-in"))
    sign_in(demo)
    moved(cookies_of(demo), real)
    assert sent(real, form, {"sign_in": "anna", "password": "wrong"}).status_code == 401
