"""From a request to the application and back: what it is told, and what it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from clinic.network.bridge import Answered, Asked, answer, environment

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

ASKED = Asked(
    "POST", "/check/result?a=%20b", "HTTP/1.1", (("Host", "reception:8643"), ("Content-Type", "text/plain")), b"lift",
    "192.168.1.7", "192.168.1.20", 8643, True,
)  # fmt: skip  # the parts of a request read best in one go


def with_headers(*headers: tuple[str, str]) -> WSGIEnvironment:
    return environment(replace(ASKED, headers=headers))


def answering(status: str, *headers: tuple[str, str]) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(status, list(headers))
        return [b"one ", environ["wsgi.input"].read()]

    return application


def header(answered: Answered, name: str) -> list[str]:
    return [value for key, value in answered.headers if key == name]


def test_the_application_is_told_what_was_asked_and_by_whom() -> None:
    found = environment(replace(ASKED, target="/b%C3%A9/c?q=%20"))
    assert found["PATH_INFO"].encode("latin-1").decode() == "/bé/c"
    assert found["QUERY_STRING"] == "q=%20"
    assert (found["REQUEST_METHOD"], found["CONTENT_LENGTH"], found["CONTENT_TYPE"]) == ("POST", "4", "text/plain")
    assert (found["REMOTE_ADDR"], found["HTTP_HOST"]) == ("192.168.1.7", "reception:8643")


@pytest.mark.parametrize(("secure", "scheme"), [(True, "https"), (False, "http")])
def test_it_is_told_whether_the_connection_is_encrypted(secure: bool, scheme: str) -> None:
    assert environment(replace(ASKED, secure=secure))["wsgi.url_scheme"] == scheme


def test_a_proxy_that_is_not_there_is_not_believed() -> None:
    found = with_headers(("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "http"), ("Host", "reception"))
    assert (found["REMOTE_ADDR"], found["wsgi.url_scheme"]) == ("192.168.1.7", "https")


def test_a_header_with_an_underscore_does_not_pass_for_another() -> None:
    assert with_headers(("Sec-Fetch-Site", "cross-site"), ("Sec_Fetch_Site", "same-origin"))["HTTP_SEC_FETCH_SITE"] == (
        "cross-site"
    )


def test_two_hosts_are_no_host_of_ours() -> None:
    assert with_headers(("Host", "reception"), ("Host", "evil.example"))["HTTP_HOST"] == "reception,evil.example"


def test_cookies_in_two_headers_are_one_list() -> None:
    assert with_headers(("Cookie", "a=1"), ("Cookie", "b=2"))["HTTP_COOKIE"] == "a=1; b=2"


def test_a_stated_length_is_never_believed_over_the_body() -> None:
    found = with_headers(("Content-Length", "9"), ("Transfer-Encoding", "chunked"))
    assert found["CONTENT_LENGTH"] == "4"
    assert not {"HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING"} & set(found)


def test_the_answer_is_whole_with_its_length_and_the_date() -> None:
    answered = answer(answering("201 Created", ("X-Kind", "a"), ("X-Kind", "b")), ASKED)
    assert (answered.code, answered.reason, answered.body) == (201, "Created", b"one lift")
    assert (header(answered, "X-Kind"), header(answered, "Content-Length")) == (["a", "b"], ["8"])
    assert header(answered, "Date")[0].endswith("GMT")


@pytest.mark.parametrize(
    ("method", "status"), [("HEAD", "200 OK"), ("GET", "204 No Content"), ("GET", "304 Not Modified")]
)
def test_an_answer_that_has_no_body_gets_none(method: str, status: str) -> None:
    answered = answer(answering(status), replace(ASKED, method=method))
    assert (answered.body, header(answered, "Content-Length")) == (b"", [])


@pytest.mark.parametrize("target", ["*", "http://evil.example/", "reception:8643", ""])
def test_only_a_path_is_asked_for(target: str) -> None:
    assert answer(answering("200 OK"), replace(ASKED, target=target)).code == 400


def test_a_fault_is_told_by_its_kind_and_never_in_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def broken(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:  # noqa: ARG001  # the form of every application
        raise ValueError("Okafor")

    assert answer(broken, ASKED).code == 500
    (said,) = caplog.messages
    assert "ValueError in network/test_bridge.py" in said
    assert "Okafor" not in said


def test_what_the_application_opened_is_closed_in_the_end() -> None:
    class Parts(list[bytes]):
        closed = False

        def close(self) -> None:
            self.closed = True

    parts = Parts([b"a"])

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:  # noqa: ARG001  # the form of every application
        start_response("200 OK", [])
        return parts

    assert answer(application, ASKED).body == b"a"
    assert parts.closed
