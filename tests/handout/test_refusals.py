"""What must not be printed is not printed, and the error says why."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from clinic.handout.errors import HandoutError
from clinic.handout.fonts import missing_characters
from clinic.handout.page import Page
from clinic.handout.printing import check_printing, render_pdf, sheet_page
from clinic.handout.sheet import ClinicDetails
from clinic.handout.workers import workers
from tests.handout.builders import drawing, sheet

HEAD = '<!doctype html><html lang="en-GB"><head><title>t</title><link rel="stylesheet" href="sheet:look.css">'
FACE = '<style>@font-face { font-family: "Sheet Sans"; src: url("sheet:font/400.ttf") }</style>'


@pytest.fixture(scope="module")
def asked() -> Iterator[list[str]]:
    """The addresses a web server on this machine was asked for; the first is its own."""
    heard: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Keeps quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield [f"http://127.0.0.1:{server.server_port}/x", *heard]
    server.shutdown()
    thread.join()
    server.server_close()
    assert heard == []


def page(head: str = "", body: str = "<p>text</p>", **assets: str) -> Page:
    """A page with something planted in it."""
    style = sheet_page(sheet("plank")).assets["look.css"]
    named = {name.replace("_", "."): text for name, text in assets.items()}
    html = f'{HEAD}{FACE}{head}</head><body data-foot="" data-edition="">{body}</body></html>'
    return Page(html, {"look.css": style, **named})


SECRETS = ["http", "https://example.org/x", "file:///etc/passwd", "ftp://example.org/x", "sheet:font/401.ttf"]
SECRETS += ["data:image/png;base64,iVBORw0KGgo=", "sheet:../../secret_key", "//example.org/x"]
WAYS = {
    "style sheet": ('<link rel="stylesheet" href="{}">', "", ""),
    "import": ("<style>@import url('{}');</style>", "", ""),
    "background": ("<style>p {{ background: url('{}') }}</style>", "", ""),
    "font": ("<style>@font-face {{ font-family: f; src: url('{}') }} p {{ font-family: f }}</style>", "", ""),
    "picture": ("", '<img alt="a" src="{}">', ""),
    "attachment": ('<link rel="attachment" href="{}">', "", ""),
    "inline drawing": ("", '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><image href="{}"/></svg>', ""),
    "drawing that shows": ("", '<img alt="a" src="sheet:d.svg">', '<image width="9" height="9" href="{}"/>'),
    "drawing that uses": ("", '<img alt="a" src="sheet:d.svg">', '<use href="{}#part"/>'),
}


@pytest.mark.parametrize("address", SECRETS)
@pytest.mark.parametrize("way", WAYS)
def test_nothing_outside_the_page_is_fetched(asked: list[str], way: str, address: str) -> None:
    wanted = asked[0] if address == "http" else address
    head, body, inside = (part.format(wanted.replace('"', "&quot;")) for part in WAYS[way])
    with pytest.raises(HandoutError, match="asks for something that is not part of it"):
        workers().print(page(head, f"<p>text</p>{body}", d_svg=drawing(inside)))


def test_a_page_with_only_its_own_parts_is_printed() -> None:
    whole = page(body='<p>text</p><img alt="a ball" src="sheet:d.svg">', d_svg=drawing())
    assert workers().print(whole).startswith(b"%PDF-1.7")


def test_a_sign_that_the_typeface_lacks_is_named_with_its_word() -> None:
    with pytest.raises(HandoutError, match=r"“佐” .*|佐 \(U\+4F50 CJK UNIFIED IDEOGRAPH-4F50\) in “佐藤”"):
        render_pdf(sheet("plank", clinic=ClinicDetails("Mika 佐藤")))


@pytest.mark.parametrize(
    "name", ["Siân Ní Bhriain", "Łukasz Żółć", "Γιώργος Παπαδόπουλος", "Жанна Ёлкина", "Đặng Thùy"]
)
def test_european_and_vietnamese_names_can_be_printed(name: str) -> None:
    assert missing_characters(name) == ()


def test_a_broken_drawing_is_an_error() -> None:
    with pytest.raises(HandoutError, match="faulty"):
        render_pdf(sheet("plank", figures={"plank": ("<svg", "<svg>", "a line")}))


@pytest.mark.parametrize("rule", ["p { colour: red }", "p { width: calc(1mm +) }", "@nonsense;"])
def test_a_style_that_is_not_understood_is_an_error(rule: str) -> None:
    with pytest.raises(HandoutError, match="faulty"):
        workers().print(page(f"<style>{rule}</style>"))


def test_a_picture_without_words_for_it_is_an_error() -> None:
    with pytest.raises(HandoutError, match="alt"):
        workers().print(page(body='<p>text</p><img src="sheet:d.svg">', d_svg=drawing()))


@pytest.mark.parametrize(
    ("body", "line"),
    [("<p>one</p>", "two"), ("<p>two</p><p>one</p>", "two"), ('<p>one</p><p style="display: none">two</p>', "two")],
)
def test_a_line_that_did_not_come_out_in_its_place_is_an_error(body: str, line: str) -> None:
    whole = page(body=body)
    with pytest.raises(HandoutError, match=f"“{line}” did not come out"):
        workers().print(Page(whole.html, whole.assets, ("one", line)))


def test_text_that_runs_off_the_paper_is_an_error() -> None:
    with pytest.raises(HandoutError, match="does not fit on the paper"):
        workers().print(page(body='<p style="margin-left: 190mm; white-space: nowrap">a line that is far too long</p>'))


def test_a_machine_that_can_print_passes_its_check() -> None:
    check_printing()
