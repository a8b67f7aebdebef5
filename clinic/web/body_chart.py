"""The body chart on a page: the list of places, the drawing that mirrors it, what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from clinic.domain.body_chart import FIELD, BodyChart, PainMark, Region, chart_in_words, read_chart
from clinic.figures.body_chart import figure_size, path_of
from clinic.figures.body_views import HEIGHT, View, views
from clinic.knowledge.body_chart import load_body_chart
from clinic.web.typed import Typed

SIDE_WORDS = {"left": "left", "central": "middle", "right": "right"}
ALONE = "here"
"""The word at the box of a place that has no sides."""


@dataclass(frozen=True)
class Tick:
    """One box of the list: its region and the word that stands at it."""

    region: Region
    word: str


@dataclass(frozen=True)
class Place:
    """One line of the list: a place with its boxes."""

    id: str
    name: str
    ticks: tuple[Tick, ...]

    @property
    def row(self) -> str:
        """The id of the line on the page."""
        return row_of(self.id)


@dataclass(frozen=True)
class PlaceGroup:
    """Places under one heading."""

    id: str
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Said:
    """One mark in words, and the line of the list where it is changed."""

    row: str
    words: str


@dataclass(frozen=True)
class ChartForm:
    """The list with the words for what is marked; `strengths` holds 0 to 10 by region, where told."""

    groups: tuple[PlaceGroup, ...]
    qualities: Mapping[str, str]
    said: tuple[Said, ...]
    count: str
    strengths: Mapping[str, int]

    @property
    def fields(self) -> frozenset[str]:
        """Every field name of the list."""
        regions = [tick.region for group in self.groups for place in group.places for tick in place.ticks]
        return frozenset(name for one in regions for name in (one.field, one.quality_field, one.pain_field))


@dataclass(frozen=True)
class Spot:
    """One region on one view: its path and where and how large its number stands, in the view's units."""

    region: Region
    d: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Picture:
    """One view, ready to be drawn."""

    id: str
    title: str
    left_of_picture: str
    right_of_picture: str
    width: float
    height: float
    shapes: tuple[str, ...]
    outline: str
    inner: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class ChartView:
    """Everything the macro `body_chart` is called with. `mistakes` holds texts by field; those at no field of the chart
    stand on top of it."""

    chart: ChartForm
    drawing: tuple[Picture, ...]
    typed: Typed
    mistakes: Mapping[str, tuple[str, ...]]


def chart_view(typed: Typed) -> ChartView:
    """The chart with everything that was typed into it, each mistake at its field."""
    chart = load_body_chart()
    marks, wrong = read_chart(chart, dict(typed.lists()))
    mistakes: dict[str, tuple[str, ...]] = {}
    for one in wrong:
        mistakes[one.field] = (*mistakes.get(one.field, ()), one.text)
    return ChartView(_form(chart, marks), _drawing(), typed, mistakes)


def row_of(place: str) -> str:
    """The id of a place's line on the page."""
    return f"row-{FIELD}-{place}"


def marked_count(number: int) -> str:
    """How many places are marked, in words."""
    return "Nothing is marked yet" if not number else f"{number} place{'' if number == 1 else 's'} marked"


def _form(chart: BodyChart, marks: tuple[PainMark, ...]) -> ChartForm:
    rows = [row_of(chart.by_id[mark.region].place) for mark in marks]
    said = tuple(Said(row, words) for row, words in zip(rows, chart_in_words(chart, marks), strict=True))
    strengths = {mark.region: mark.intensity for mark in marks if mark.intensity is not None}
    return ChartForm(_groups(), chart.qualities, said, marked_count(len(marks)), strengths)


@cache
def _groups() -> tuple[PlaceGroup, ...]:
    chart = load_body_chart()
    places: dict[str, list[Place]] = {id: [] for id in chart.groups}
    for id, held in groupby(chart.regions, key=lambda region: region.place):
        regions = tuple(held)
        alone = len(regions) == 1
        ticks = tuple(Tick(one, ALONE if alone else SIDE_WORDS[one.side]) for one in regions)
        places[regions[0].group].append(Place(id, regions[0].name, ticks))
    return tuple(PlaceGroup(id, chart.groups[id], tuple(held)) for id, held in places.items())


@cache
def _drawing() -> tuple[Picture, ...]:
    chart = load_body_chart()
    return tuple(_picture(view, chart) for view in views())


def _picture(view: View, chart: BodyChart) -> Picture:
    spots = []
    for patch in view.patches:
        size = figure_size(patch)
        x, y = round(patch.spot[0], 1), round(patch.spot[1] + 0.34 * size, 1)
        spots.append(Spot(chart.by_id[patch.region], path_of([patch.edge], closed=True), x, y, round(size, 1)))
    return Picture(
        view.id, view.title, view.left_of_picture, view.right_of_picture, view.width, HEIGHT,
        shapes=tuple(path_of([shape], closed=True) for shape in view.shapes),
        outline=path_of(view.outline, closed=False),
        inner=path_of(view.inner, closed=False),
        spots=tuple(spots),
    )  # fmt: skip  # one picture, few lines
