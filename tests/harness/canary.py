"""Opens every page and every PDF of a clinic in which markup stands wherever words are kept: none of it may act.

`python -m tests.harness.canary` opens each route for one record, --full for every record.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2 as pdfium
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from clinic.web.access.guard import OPEN, needed
from clinic.web.access.roles import Role
from tests.harness.found_forms import Found, Key, forms_on
from tests.harness.full_clinic import addresses, rules
from tests.harness.fuzz_posts import NO_PDF, stamped
from tests.harness.marked_clinic import (
    MARK,
    NOT_WORDS,
    Marked,
    columns_of_text,
    columns_with_marks,
    explained,
    marked,
    marked_clinic,
)
from tests.web.people import form_token, signed_in
from tests.web.visit import parsed

RAW = f"<b {MARK}"
LONG = 60_000
"""Letters of a page that takes a browser's reader long."""
TWICE = re.compile(rf"&(?:lt|amp;lt|#60|#x3c);b {MARK}", re.IGNORECASE)
SHOWN = re.compile(rf"&lt;b {MARK}=([\w-]+)&gt;")


@dataclass
class Seen:
    """What was opened: how many pages and PDFs, on how many addresses each mark was read, and every fault."""

    exact: bool
    pages: int = 0
    pdfs: int = 0
    marks: dict[str, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def looked_at(clinic: Marked, *, full: bool = False) -> Seen:
    """Opens every page as the lead, as the front desk and as nobody, and then sends every form that was on them with a
    mark in each of its fields; without `full` for the marked records only, and one form to each route."""
    seen, forms = Seen(full), dict[Key, Found]()
    for role in (Role.LEAD, Role.FRONT_DESK, None):
        client = clinic.client if role is Role.LEAD else signed_in(clinic.app, role)
        for rule in rules(clinic.app, "GET"):
            if not full and role is not Role.LEAD and needed(clinic.app, rule.endpoint) == OPEN:
                continue  # it is the same for everybody
            for address in _addresses(clinic, rule, full=full):
                forms |= forms_on(clinic.app, _looked(seen, address, client.get(address)))
    chosen = forms.values() if full else {one.endpoint: one for one in forms.values()}.values()
    for form in chosen:
        _looked(seen, f"POST {form.path}", _sent_with_marks(clinic, form))
    seen.faults += [f"no mark stands in {column}, and nothing says why" for column in unfilled(clinic.app)]
    if not seen.pdfs:
        seen.faults.append("no PDF was opened")
    return seen


def _addresses(clinic: Marked, rule: Rule, *, full: bool) -> list[str]:
    found = addresses(clinic.app, rule)
    ids = [page.rpartition("/")[2] for page in (clinic.patient, clinic.final, clinic.referred, clinic.draft)]
    return found if full else [one for one in found if any(id in one for id in ids)] or found[:2]


def _sent_with_marks(clinic: Marked, form: Found) -> TestResponse:
    client = signed_in(clinic.app, Role.LEAD, clinic.lead.sign_in)
    sending = stamped(form, form_token(client))
    typed = MultiDict((name, marked("typed") if name in form.typed else value) for name, value in sending.fields)
    return client.post(form.path, data=typed)


def unfilled(app: Flask) -> list[str]:
    """Columns of text without a mark in them that are not known to hold nobody's words."""
    filled = columns_with_marks(app)
    return [column for column in columns_of_text() if column not in filled and not explained(column)]


def page_faults(written: str, *, exact: bool = True) -> list[str]:
    """What of a mark acts in a page: an element made of it, a part of it that became an attribute, its markup as it
    was typed, or text in which it was escaped twice. Read as a browser reads it; a long page faster, unless `exact`."""
    page = _as_a_browser(written) if exact or len(written) < LONG else _fast(written)
    named = [(tag, name) for tag, names in page.elements for name in names]
    found = [f"an element <{tag}> is made of a mark" for tag, name in named if name == MARK]
    found += [f"an attribute {name!r} of <{tag}>" for tag, name in named if "<b" in name]
    found += ["the markup stands there as it was typed"] if RAW in written else []
    return found + (["a mark is escaped twice"] if any(map(TWICE.search, page.texts)) else [])


@dataclass
class Page(HTMLParser):
    """A page as elements with the names of their attributes, and texts."""

    elements: list[tuple[str, list[str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, [name for name, _ in attrs]))
        self.texts += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _as_a_browser(written: str) -> Page:
    found = parsed(written).all("*")
    values = [value for one in found for value in one.attributes.values()]
    texts = [text for one in found for text in (one.wrapped.etree_element.text, one.wrapped.etree_element.tail) if text]
    return Page([(one.tag, [*one.attributes]) for one in found], values + texts)


def _fast(written: str) -> Page:
    page = Page()
    page.feed(written)
    page.close()
    return page


def pdf_faults(content: bytes) -> list[str]:
    """What is wrong in a PDF: it has to show each mark as it was typed."""
    read = _text_of(content)
    if MARK not in read:
        return ["no mark can be read in the PDF"]
    found = [] if f"<b{MARK}=" in read else ["a mark is not shown as it was typed"]
    return found + (["a mark is escaped twice"] if f"&lt;b{MARK}" in read else [])


def _text_of(content: bytes) -> str:
    """The text of a PDF without spaces and line breaks."""
    document = pdfium.PdfDocument(content)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def _looked(seen: Seen, address: str, answer: TestResponse) -> str:
    """Notes what is wrong with an answer; gives back the page it is."""
    with answer:
        kind = answer.mimetype
        written = "" if kind == "application/pdf" else answer.get_data().decode(errors="replace")
        wrong = []
        if kind == "application/pdf":
            seen.pdfs += 1
            wrong = pdf_faults(answer.get_data())
        elif kind == "text/html":
            seen.pages += 1
            wrong = page_faults(written, exact=seen.exact)
            for name in set(SHOWN.findall(written)):
                seen.marks.setdefault(name, set()).add(address)
        elif kind == "application/json":
            wrong = [fault for text in _texts(answer.json) for fault in page_faults(text)]
        elif RAW in written:
            wrong = [f"{kind} with the markup as it was typed"]
        wrong += [str(answer.status_code)] if answer.status_code >= 500 and NO_PDF not in written else []
        seen.faults += [f"{address}: {one}" for one in wrong]
    return written if kind == "text/html" else ""


def _texts(told: object) -> Iterator[str]:
    """Every text of JSON that a script puts into a page as markup; the others it puts there as text."""
    if isinstance(told, dict):
        yield from (str(told[name]) for name in ("panel", "person") if name in told)


def main(argv: list[str] | None = None) -> int:
    """Prints what was opened and found; the exit status is 0 when nothing was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="every record, and every form of every page")
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        seen = looked_at(marked_clinic(Path(folder)), full=arguments.full)
    print(f"{seen.pages} pages and {seen.pdfs} PDFs opened, {len(seen.faults)} faults", *seen.faults[:60], sep="\n")
    print("read:", ", ".join(f"{name} {len(where)}" for name, where in sorted(seen.marks.items())))
    print(
        "not the words of anybody:", *(f"  {why}: {', '.join(columns)}" for why, columns in NOT_WORDS.items()), sep="\n"
    )
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main())
