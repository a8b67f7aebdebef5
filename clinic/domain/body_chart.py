"""The body chart: places of the body, what pain feels like there and how strong it is, and the form they are typed in.

A field `chart-<region>` holds `yes`, `chart-<region>-quality` any number of qualities, `chart-<region>-pain` 0 to 10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

FIELD = "chart"
TICKED = "yes"
STRONGEST = 10
VIEWS = ("front", "back", "left_side", "right_side")
SIDES = ("left", "central", "right")


@dataclass(frozen=True)
class Region:
    """One place with its side: `low_back_left` is the left (of the person) of the place `low_back`; without a side it
    is the middle. `views` are those of `VIEWS` on which it is drawn; `label` is its whole name in words."""

    id: str
    place: str
    side: str
    name: str
    label: str
    group: str
    views: tuple[str, ...]

    @property
    def field(self) -> str:
        """The name of the field that ticks it."""
        return f"{FIELD}-{self.id}"

    @property
    def quality_field(self) -> str:
        """The name of the field of its qualities."""
        return f"{self.field}-quality"

    @property
    def pain_field(self) -> str:
        """The name of the field of its 0 to 10."""
        return f"{self.field}-pain"


@dataclass(frozen=True)
class BodyChart:
    """Every region in the order of the list, with the words for groups and qualities by id."""

    regions: tuple[Region, ...]
    qualities: Mapping[str, str]
    groups: Mapping[str, str]

    @cached_property
    def by_id(self) -> Mapping[str, Region]:
        """The regions by id."""
        return {region.id: region for region in self.regions}


@dataclass(frozen=True)
class PainMark:
    """Pain in one region: ids of qualities in the order of the chart, and how strong it is from 0 to 10, where told."""

    region: str
    qualities: tuple[str, ...] = ()
    intensity: int | None = None


@dataclass(frozen=True)
class ChartMistake:
    """What is wrong with one field, in words that say what to do."""

    field: str
    text: str


def read_chart(
    chart: BodyChart, fields: Mapping[str, Sequence[str]]
) -> tuple[tuple[PainMark, ...], tuple[ChartMistake, ...]]:
    """The marks that were typed, in the order of the list, and every mistake.

    Details of a region that is not ticked are kept as a mark and are a mistake as well, so that nothing is lost.
    """
    marks: list[PainMark] = []
    wrong: list[ChartMistake] = []
    for region in chart.regions:
        ticked = _ticked(region, fields, wrong)
        qualities = _qualities(chart, region, fields, wrong)
        before = len(wrong)
        intensity = _intensity(region, fields, wrong)
        told = bool(qualities) or intensity is not None or len(wrong) > before
        if told and not ticked:
            wrong.append(
                ChartMistake(region.field, f"{region.label} has details but is not ticked; tick it or clear them")
            )
        if told or ticked:
            marks.append(PainMark(region.id, qualities, intensity))
    known = {name for one in chart.regions for name in (one.field, one.quality_field, one.pain_field)}
    strange = (name for name in fields if name.startswith(f"{FIELD}-") and name not in known)
    wrong.extend(ChartMistake(name, "the body chart has no such place") for name in strange)
    return tuple(marks), tuple(wrong)


def typed_chart(marks: Sequence[PainMark]) -> dict[str, list[str]]:
    """The fields that say these marks: what `read_chart` reads back."""
    fields: dict[str, list[str]] = {}
    for mark in marks:
        name = f"{FIELD}-{mark.region}"
        fields[name] = [TICKED]
        if mark.qualities:
            fields[f"{name}-quality"] = list(mark.qualities)
        if mark.intensity is not None:
            fields[f"{name}-pain"] = [str(mark.intensity)]
    return fields


def chart_in_words(chart: BodyChart, marks: Sequence[PainMark]) -> tuple[str, ...]:
    """One line for each mark: `Low back, left: ache, burning, 6 of 10`."""
    return tuple(_in_words(chart, mark) for mark in marks)


def _in_words(chart: BodyChart, mark: PainMark) -> str:
    told = [chart.qualities[one] for one in mark.qualities]
    if mark.intensity is not None:
        told.append(f"{mark.intensity} of {STRONGEST}")
    label = chart.by_id[mark.region].label
    return f"{label}: {', '.join(told)}" if told else label


def _ticked(region: Region, fields: Mapping[str, Sequence[str]], wrong: list[ChartMistake]) -> bool:
    values = [value for value in fields.get(region.field, ()) if value]
    if any(value != TICKED for value in values):
        wrong.append(ChartMistake(region.field, f"{region.label}: tick it again; what was sent cannot be read"))
    return bool(values)


def _qualities(
    chart: BodyChart, region: Region, fields: Mapping[str, Sequence[str]], wrong: list[ChartMistake]
) -> tuple[str, ...]:
    given = [value for value in fields.get(region.quality_field, ()) if value]
    wrong.extend(
        ChartMistake(region.quality_field, f"{region.label}: no kind of pain is called “{value}”")
        for value in given
        if value not in chart.qualities
    )
    return tuple(one for one in chart.qualities if one in given)


def _intensity(region: Region, fields: Mapping[str, Sequence[str]], wrong: list[ChartMistake]) -> int | None:
    given = {value.strip() for value in fields.get(region.pain_field, ())} - {""}
    if not given:
        return None
    value = given.pop()
    if not given and value.isascii() and value.isdecimal() and len(value) <= 2 and int(value) <= STRONGEST:
        return int(value)
    wrong.append(ChartMistake(region.pain_field, f"{region.label}: how strong is a whole number from 0 to {STRONGEST}"))
    return None
