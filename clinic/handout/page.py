"""Content put into a page: HTML and the pictures it names, from templates of their own. Pure but for reading files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from clinic.domain.hazard import sentence_of
from clinic.handout import wording
from clinic.handout.fonts import FACES, require_printable
from clinic.handout.sheet import ClinicDetails
from clinic.settings import PAPERS, template_folder

SCHEME = "sheet:"
"""Addresses inside a page. Nothing else is ever fetched while a page is printed."""

LANGUAGE = "en-GB"
STYLE = "handout/look.css"
LOGO = "logo.png"
NO_CLINIC = ClinicDetails("")
NO_LINES = "lines-0"
"""The class of a block of writing lines that is shown, as lines-N, where the last page has room for N of them."""

LEAST_LINES, MOST_LINES = 3, 12
LINE_MM, LINES_HEAD_MM = 9.0, 12.0
"""The height of a line, and of the heading with the space above it, as the style sheet has them."""


@dataclass(frozen=True)
class Page:
    """A page ready to print. `assets` by name: text that the page fetches as sheet:NAME, a PNG as base64. `must_read`:
    what the printed page has to say, in order."""

    html: str
    assets: Mapping[str, str] = field(default_factory=dict)
    must_read: tuple[str, ...] = ()


def make_page(
    template: str,
    *,
    pictures: Mapping[str, str],
    must_read: tuple[str, ...],
    paper: str = PAPERS[0],
    large: bool = False,
    clinic: ClinicDetails = NO_CLINIC,
    **content: Any,
) -> Page:
    """A template filled with content. `pictures` are SVG drawings by name; `clinic` is whose page it is.

    Raises HandoutError when the page holds a character that the typeface lacks.
    """
    look = {"paper": paper, "large": large, "language": LANGUAGE, "most_lines": MOST_LINES, "faces": tuple(FACES)}
    html = _environment().get_template(template).render(content, wording=wording, clinic=clinic, **look)
    require_printable(text_of(html) + "".join(text_of(svg) for svg in pictures.values()))
    logo = {LOGO: b64encode(clinic.logo).decode()} if clinic.logo else {}
    return Page(html, {**{f"{name}.svg": svg for name, svg in pictures.items()}, **logo, **_styles()}, must_read)


def text_of(markup: str) -> str:
    """The text of a page or drawing, and of its alternative texts and foot lines, without markup."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return " ".join(reader.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag == "style"
        self.parts.extend(value for name, value in attrs if value and name.startswith("data-"))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["unbroken"] = wording.unbroken
    environment.filters["sentence_of"] = sentence_of
    return environment


@cache
def _styles() -> dict[str, str]:
    style = template_folder() / STYLE
    return {style.name: style.read_text(encoding="utf-8")}
