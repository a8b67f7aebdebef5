"""SVG text with presentation attributes only: the same in a browser, as an image and in WeasyPrint."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from clinic.figures.outline import Loop, thinned
from clinic.figures.space import Flat


class Sheet(NamedTuple):
    """From cm in the picture plane (y up) to picture units (y down): scale, and where x = 0 and y = 0 fall."""

    scale: float
    left: float
    base: float

    def spot(self, q: Flat) -> Flat:
        return (self.left + q[0] * self.scale, self.base - q[1] * self.scale)


def number(value: float) -> str:
    """At most one decimal, no trailing zero, no minus nought."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _run(points: Sequence[Flat], sheet: Sheet, closed: bool) -> str:
    spots = [sheet.spot(q) for q in points]
    x, y = round(spots[0][0], 1), round(spots[0][1], 1)
    text = f"M{number(x)} {number(y)}l"
    numbers: list[str] = []
    for px, py in spots[1:]:
        dx, dy = round(px - x, 1), round(py - y, 1)
        if dx or dy:
            numbers += [number(dx), number(dy)]
            x, y = round(x + dx, 1), round(y + dy, 1)
    joined = ""
    for n in numbers:
        short = n.replace("-0.", "-.").removeprefix("0") if n.startswith(("0.", "-0.")) else n
        joined += short if not joined or short.startswith("-") else " " + short
    return text + (joined or "0 0") + ("z" if closed else "")


def filled(loops: Sequence[Loop], fill: str, sheet: Sheet, *, opacity: float = 1.0) -> str:
    """A filled path of one or more loops."""
    data = "".join(_run(thinned([*loop, loop[0]])[:-1], sheet, closed=True) for loop in loops if len(loop) > 2)
    faded = f' fill-opacity="{number(opacity)}"' if opacity < 1 else ""
    return f'<path fill="{fill}"{faded} d="{data}"/>' if data else ""


def stroked(lines: Sequence[Loop], colour: str, width: float, sheet: Sheet, *, opacity: float = 1.0) -> str:
    """Open lines of a width in cm."""
    data = "".join(_run(thinned(list(line)), sheet, closed=False) for line in lines if len(line) > 1)
    faded = f' stroke-opacity="{number(opacity)}"' if opacity < 1 else ""
    if not data:
        return ""
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{number(width * sheet.scale)}"{faded} '
        f'stroke-linecap="round" stroke-linejoin="round" d="{data}"/>'
    )


def document(parts: Sequence[str], width: int, height: int, title: str) -> str:
    """The finished picture; the title is its only text."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">'
        f"<title>{escape(title)}</title>{''.join(part for part in parts if part)}</svg>"
    )
