"""The forms of a page, read fast: a page of the assessment is long, and a harness reads it often."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HIDDEN = {"hidden", "password", "file"}
CHOSEN = {"radio", "checkbox"}
PRESSED = {"submit", "button", "image", "reset"}
HALF = re.compile("\ud800")
"""Half a letter pair, which no page can hold: it is read as it was sent."""
NEWLINES = str.maketrans("", "", "\x00\r\n\ufffd")


@dataclass
class Form:
    """One form as it stands. `typed`: what its text fields hold; `options`: what may be chosen in each of the others;
    `longest`: how much a browser lets type; `values`: all that it would send; `buttons`: the address, name and value of
    each button."""

    action: str
    values: list[tuple[str, str]] = field(default_factory=list)
    typed: dict[str, list[str]] = field(default_factory=dict)
    options: dict[str, set[str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


def forms_of(page: str) -> list[Form]:
    """Every form of a page that is posted, in order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


def text_of(page: str) -> str:
    """What is read on a page and in its fields, with single spaces."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return plain(" ".join(reader.words))


def plain(text: str) -> str:
    """A text as a one-line field holds it: what no page can carry is left out by whoever reads the page."""
    kept = HALF.sub("%ED%A0%80", text).replace("\r\n", " ").replace("\n", " ")
    return " ".join(kept.translate(NEWLINES).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._textarea = ""
        self._select = ""
        self._offered: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.words.append(told.get("value", ""))
        if tag == "form":
            if told.get("method", "").lower() == "post":
                self._form = Form(told.get("action", "").partition("#")[0])
                self.forms.append(self._form)
            return
        if self._form is None:
            return
        if told.get("maxlength", "").isdecimal():
            self._form.longest[told.get("name", "")] = int(told["maxlength"])
        if tag == "input":
            self._input(self._form, told)
        elif tag == "button":
            where = told.get("formaction", self._form.action).partition("#")[0]
            self._form.buttons.append((where, told.get("name", ""), told.get("value", "")))
        elif tag == "textarea" and told.get("name"):
            self._textarea = told["name"]
            self._form.typed.setdefault(self._textarea, []).append("")
        elif tag == "select":
            self._select, self._offered = told.get("name", ""), []
        elif tag == "option" and self._select:
            self._offered.append((told.get("value", ""), "selected" in told))
            self._form.options.setdefault(self._select, set()).add(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "textarea" and self._textarea:
            self._form.values.append((self._textarea, self._form.typed[self._textarea][-1]))
            self._textarea = ""
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._offered if is_chosen] or [one for one, _ in self._offered[:1]]
            self._form.values += [(self._select, value) for value in chosen[:1]]
            self._select = ""
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._form is not None and self._textarea:
            self._form.typed[self._textarea][-1] += data

    def _input(self, form: Form, told: dict[str, str]) -> None:
        name, kind, value = told.get("name", ""), told.get("type", "text").lower(), told.get("value", "")
        if kind in PRESSED:
            form.buttons.append((told.get("formaction", form.action).partition("#")[0], name, value))
        elif not name:
            return
        elif kind in CHOSEN:
            form.options.setdefault(name, set()).add(told.get("value", "on"))
            if "checked" in told:
                form.values.append((name, told.get("value", "on")))
        else:
            if kind not in HIDDEN and "readonly" not in told:
                form.typed.setdefault(name, []).append(value)
            form.values.append((name, value))
