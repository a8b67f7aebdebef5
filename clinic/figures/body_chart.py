"""The body chart as a picture for print, and the pieces of it that a page puts together itself.

Marked regions are shaded by how strong the pain is and carry the number, so that they are read in grey as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from clinic.domain.body_chart import BodyChart, PainMark
from clinic.figures.body_views import HEIGHT, Patch, View, views
from clinic.figures.outline import Loop, thinned
from clinic.figures.space import Flat
from clinic.figures.svg import document, number

SKIN, SEAM, INNER, EDGE, INK, PALE = "#f1f5f6", "#b9c8cf", "#8fa3ac", "#51646d", "#16242b", "#ffffff"
TONES = (
    "#deebf1", "#d1e4ec", "#c2dae6", "#b1cfdd", "#9dc2d4", "#87b3c9",
    "#3b7d9c", "#2f6d8b", "#235c79", "#184a63", "#10384a",
)  # fmt: skip  # dark ink is read on the first row, white on the second
UNTOLD = "#c2dae6"
"""The tone of a mark whose strength was not told; it carries a dot in place of the number."""
PALE_FROM = 6
GAP, HEAD, FOOT = 14.0, 26.0, 6.0
FACE = 'font-family="Sheet Sans, Source Sans, sans-serif"'
"""The typeface of sheets, or that of pages."""


def body_chart_svg(chart: BodyChart, marks: Sequence[PainMark]) -> str:
    """The four views in a row with their titles and every mark on every view that shows its region."""
    told = {mark.region: mark for mark in marks}
    parts: list[str] = []
    left = 0.0
    for view in views():
        parts.append(
            f'<g transform="translate({number(left)} {number(HEAD)})">{_drawn(view, told)}</g>{_titled(view, left)}'
        )
        left += view.width + GAP
    marked = "; ".join(chart.by_id[mark.region].label for mark in marks) or "nothing is marked"
    return document(parts, round(left - GAP), round(HEAD + HEIGHT + FOOT), f"Body chart: {marked}")


def path_of(lines: Iterable[Loop], *, closed: bool) -> str:
    """The `d` of an SVG path, in the view's own units; the same edge is written the same in both its regions."""
    return "".join(_path(line, closed) for line in lines)


def tone(mark: PainMark) -> str:
    """The fill of a marked region."""
    return UNTOLD if mark.intensity is None else TONES[mark.intensity]


def figure_size(patch: Patch) -> float:
    """How large a number stands in a region, in the view's units."""
    return min(8.5, max(5.0, 1.7 * patch.room))


def _path(line: Loop, closed: bool) -> str:
    points = thinned([*line, line[0]], 0.06)[:-1] if closed else thinned(line, 0.06)
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("z" if closed else "")


def _drawn(view: View, told: Mapping[str, PainMark]) -> str:
    marked = [(patch, told[patch.region]) for patch in view.patches if patch.region in told]
    return "".join(
        (
            *(f'<path fill="{SKIN}" d="{path_of([shape], closed=True)}"/>' for shape in view.shapes),
            *(f'<path fill="{tone(mark)}" d="{path_of([patch.edge], closed=True)}"/>' for patch, mark in marked),
            _line(SEAM, 0.45, path_of((patch.edge for patch in view.patches), closed=True)),
            _line(INNER, 0.55, path_of(view.inner, closed=False)),
            _line(EDGE, 1.0, path_of(view.outline, closed=False)),
            *(_number(patch, mark) for patch, mark in marked),
        )
    )


def _line(colour: str, width: float, d: str) -> str:
    return (
        f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linecap="round" stroke-linejoin="round" '
        f'd="{d}"/>'
    )


def _number(patch: Patch, mark: PainMark) -> str:
    if mark.intensity is None:
        return f'<circle cx="{number(patch.spot[0])}" cy="{number(patch.spot[1])}" r="1.6" fill="{INK}"/>'
    size = figure_size(patch)
    colour = PALE if mark.intensity >= PALE_FROM else INK
    return _text(str(mark.intensity), (patch.spot[0], patch.spot[1] + 0.34 * size), size, colour, "700")


def _titled(view: View, left: float) -> str:
    return (
        _text(view.title, (left + view.width / 2, 8.5), 9, INK, "700")
        + _text(view.left_of_picture, (left + view.width * 0.16, 19), 6.5, EDGE, "400")
        + _text(view.right_of_picture, (left + view.width * 0.84, 19), 6.5, EDGE, "400")
    )


def _text(words: str, at: Flat, size: float, colour: str, weight: str) -> str:
    return (
        f'<text x="{number(at[0])}" y="{number(at[1])}" font-size="{number(size)}" font-weight="{weight}" {FACE} '
        f'text-anchor="middle" fill="{colour}">{escape(words)}</text>'
    )
