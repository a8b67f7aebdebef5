"""A finished PDF read back with another program's eyes: what it says, where, and how much room is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2

from clinic.handout.errors import HandoutError
from clinic.handout.page import LEAST_LINES, LINE_MM, LINES_HEAD_MM, MOST_LINES

PT_PER_MM = 72 / 25.4
EDGE_PT = 5 * PT_PER_MM  # nothing is printed nearer to the edge of the paper: many printers cannot
FOOT_PT = 17 * PT_PER_MM  # what ends below this is the foot
BROKEN_HYPHEN = "\ufffe"
LAST_PT = 19 * PT_PER_MM  # writing lines end above this


class Box(NamedTuple):
    """A piece of text on a page, with its distances in points from the left and bottom edge of the paper."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class PrintedPage(NamedTuple):
    """One page: its size in points, its text in reading order, and where each piece stands."""

    width: float
    height: float
    text: str
    boxes: tuple[Box, ...]


def read_pages(pdf: bytes) -> tuple[PrintedPage, ...]:
    """Every page of a PDF."""
    with _opened(pdf) as document:
        return tuple(_read_page(document[number]) for number in range(len(document)))


def read_back(pdf: bytes, must_read: tuple[str, ...]) -> None:
    """Raises HandoutError unless every line is there, in order, and everything stands inside the paper."""
    pages = read_pages(pdf)
    for page in pages:
        for box in page.boxes:
            if min(box.left, box.bottom, page.width - box.right, page.height - box.top) < EDGE_PT:
                raise HandoutError(f"“{box.text[:60]}” does not fit on the paper. Shorten it, or report this fault.")
    said = squeezed("".join(page.text for page in pages))
    at = 0
    for line in must_read:
        found = said.find(squeezed(line), at)
        if found < 0:
            raise HandoutError(f"“{line}” did not come out on the page, or not in its place. Report this fault.")
        at = found + len(squeezed(line))


def writing_lines(pdf: bytes) -> int:
    """How many writing lines the last page has room for; 0 where that is too few to be of use."""
    boxes = [box for box in read_pages(pdf)[-1].boxes if box.top > FOOT_PT]
    room_mm = (min((box.bottom for box in boxes), default=LAST_PT) - LAST_PT) / PT_PER_MM - LINES_HEAD_MM
    lines = min(int(room_mm / LINE_MM), MOST_LINES)
    return lines if lines >= LEAST_LINES else 0


def squeezed(text: str) -> str:
    """A text without any white space: where lines break does not matter, nor that PDFium marks a hyphen there."""
    return "".join(text.split()).replace(BROKEN_HYPHEN, "-")


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _read_page(page: pypdfium2.PdfPage) -> PrintedPage:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        rectangles = [text.get_rect(number) for number in range(text.count_rects())]
        boxes = tuple(Box(text.get_text_bounded(*one), *one) for one in rectangles)
        return PrintedPage(width, height, str(text.get_text_range()), boxes)
    finally:
        text.close()
        page.close()
