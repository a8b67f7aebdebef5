"""What plain HTTP is answered with: the certificate and the way to HTTPS, and never a cookie or a record."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from clinic.network.certificate_page import CERTIFICATE, certificate_page
from clinic.settings import PACKAGE, template_folder
from tests.network.clinic_place import PLACE, authority_of
from tests.web.visit import parsed, text, texts

STYLES = {f"/static/css/{name}.css": PACKAGE / "static" / "css" / f"{name}.css" for name in ("base", "network")}
PATHS = ["/", CERTIFICATE, "/patients", "/static/css/base.css", "/sign-in"]


@pytest.fixture
def device(tmp_path: Path) -> Client:
    page = certificate_page(
        authority_of(tmp_path), lambda: PLACE.hosts, 8643, template_folder(), STYLES, "Harbour & Co"
    )
    return Client(page)


def asked(device: Client, path: str, host: str = "192.168.1.20:8642", method: str = "GET") -> TestResponse:
    return device.open(path, method=method, headers={"Host": host})


def test_the_page_shows_the_fingerprint_and_leads_to_the_certificate_and_to_https(
    device: Client, tmp_path: Path
) -> None:
    page = parsed(asked(device, "/"))
    assert texts(page, ".fingerprint span") == authority_of(tmp_path).fingerprint.split()
    assert page.one(".get").value("href") == CERTIFICATE
    assert page.one(".go").value("href") == "https://192.168.1.20:8643/"
    assert text(page.one(".bar-clinic")) == "Harbour & Co"


def test_the_page_says_what_to_do_on_every_system(device: Client) -> None:
    page = parsed(asked(device, "/"))
    assert [text(one).split()[0] for one in page.all("summary")] == ["Windows", "Mac", "iPad", "Android", "Linux"]
    assert all(len(one.all("li")) >= 3 for one in page.all("details"))


def test_the_certificate_is_the_authoritys_alone_and_no_key(device: Client, tmp_path: Path) -> None:
    answer = asked(device, CERTIFICATE)
    assert answer.mimetype == "application/x-x509-ca-cert"
    assert answer.data == authority_of(tmp_path).der


def test_everything_the_page_loads_is_there(device: Client) -> None:
    links = [one.value("href") for one in parsed(asked(device, "/")).all("link")]
    assert [asked(device, link).mimetype for link in links] == ["text/css", "text/css"]


@pytest.mark.parametrize("host", ["192.168.1.20", "reception", "reception.local"])
@pytest.mark.parametrize(
    ("path", "where"), [("/patients", "/patients"), ("/patients?who=1", "/patients"), ("/a%0d%0ab", "/a%0D%0Ab")]
)
def test_any_other_address_leads_to_the_same_one_over_https(device: Client, host: str, path: str, where: str) -> None:
    answer = asked(device, path, f"{host}:8642")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"https://{host}:8643{where}")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", ["evil.example", "192.168.1.21:8642", "reception.evil.example", "[::", ""])
def test_a_host_that_is_not_the_clinics_gets_nothing_and_is_led_nowhere(device: Client, path: str, host: str) -> None:
    answer = asked(device, path, host)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_sets_a_cookie_is_kept_or_runs_a_script(device: Client, path: str) -> None:
    headers = asked(device, path).headers
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"] == "no-store"
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent_to_it(device: Client, method: str) -> None:
    assert asked(device, "/", method=method).status_code == 405
