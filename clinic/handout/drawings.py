"""What a drawing refers to. WeasyPrint ignores a reference it does not like without a word; here it is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from clinic.handout.errors import HandoutError

REFERENCE = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']?([^"';\s]*)""")


def foreign_references(assets: Mapping[str, str]) -> list[str]:
    """Every address in the drawings among some assets that is not a part of the drawing itself.

    Raises HandoutError for a drawing that cannot be read.
    """
    return [
        address
        for name, text in assets.items()
        if name.endswith(".svg")
        for address in _references(name, text)
        if not address.startswith("#")
    ]


def _references(name: str, text: str) -> Iterator[str]:
    if "<!" in text:  # no declaration has a place in a drawing; entities could hide anything
        raise HandoutError(f"The drawing {name} is faulty: it declares more than a picture. Draw it again.")
    try:
        elements = ET.fromstring(text).iter()  # noqa: S314  # without declarations there is nothing to expand
    except ET.ParseError as error:
        raise HandoutError(f"The drawing {name} is faulty: {error}. Draw it again.") from error
    for element in elements:
        for attribute, value in element.attrib.items():
            if attribute.rpartition("}")[2] in {"href", "src"}:
                yield value.strip()
            yield from _in_style(value)
        yield from _in_style(element.text or "")


def _in_style(text: str) -> Iterator[str]:
    for found in REFERENCE.finditer(text):
        yield (found.group(1) or found.group(2) or "").strip()
