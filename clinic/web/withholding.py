"""Which condition withholds which exercise, worked out once for each edition and kept, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import TypeVar

from clinic.domain.demand_words import derived_from
from clinic.domain.in_words import demand_label
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.matrix import Matrix, weightiest, withheld_alone
from clinic.domain.outcome import Objection

Item = TypeVar("Item", Flag, Condition)


@dataclass(frozen=True)
class Cell:
    """One exercise under one condition: the mark of the weightiest objection ("H3"), how many more there are, and all
    of them in words. Without a mark the condition permits the exercise."""

    mark: str = ""
    more: int = 0
    level: int = 0
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One exercise with a cell for every condition."""

    exercise: Exercise
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True)
class Key:
    """What a mark of the table stands for."""

    mark: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class MatrixView:
    """The whole table. `groups` are the headings over the columns with their columns; `counts` how many exercises each
    condition withholds; `phases` the rows."""

    groups: tuple[tuple[str, tuple[Condition, ...]], ...]
    counts: tuple[int, ...]
    phases: tuple[tuple[int, tuple[Row, ...]], ...]
    demands: tuple[Key, ...]
    rules: tuple[Key, ...]


RULES = {
    "max_phase": ("ph", "phase too high"),
    "excluded": ("no", "left out by name"),
}
"""The named rules by which a condition withholds an exercise, each with its mark and what it means."""

PERMITTED = Cell()
_matrices: dict[str, Matrix] = {}
_views: dict[str, MatrixView] = {}


def matrix(knowledge: Knowledge) -> Matrix:
    """What each condition alone withholds. An edition names its content, so it is worked out once for each."""
    if knowledge.edition not in _matrices:
        _matrices[knowledge.edition] = withheld_alone(knowledge)
    return _matrices[knowledge.edition]


def matrix_view(knowledge: Knowledge) -> MatrixView:
    """The table as the page shows it, made once for each edition."""
    if knowledge.edition not in _views:
        _views[knowledge.edition] = _view(knowledge)
    return _views[knowledge.edition]


def withheld_under(knowledge: Knowledge, exercise: str) -> tuple[tuple[Condition, tuple[Objection, ...]], ...]:
    """Every condition that alone withholds an exercise, with its objections, in file order."""
    return tuple(
        (knowledge.conditions[condition], found[exercise])
        for condition, found in matrix(knowledge).items()
        if exercise in found
    )


def in_groups(knowledge: Knowledge, items: Iterable[Item]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Red flags or conditions under the labels of their groups, groups and members in the order of the files."""
    found: dict[str, list[Item]] = {}
    for one in items:
        found.setdefault(one.group, []).append(one)
    return tuple((knowledge.groups[group].label, tuple(ones)) for group, ones in found.items())


def marks(knowledge: Knowledge) -> dict[str, str]:
    """A letter for every demand, in order, the derived ones last; the alphabet runs on with AA, AB."""
    letters = (*ascii_uppercase, *(f"A{letter}" for letter in ascii_uppercase))
    return dict(zip((*knowledge.demands, *knowledge.derived_demands), letters, strict=False))


def _view(knowledge: Knowledge) -> MatrixView:
    groups = in_groups(knowledge, knowledge.conditions.values())
    conditions = tuple(one for _, ones in groups for one in ones)
    found = {one.id: matrix(knowledge)[one.id] for one in conditions}
    letters = marks(knowledge)
    rows = tuple(_row(knowledge, found, letters, exercise) for exercise in knowledge.in_library_order)
    return MatrixView(
        groups,
        tuple(len(found[one.id]) for one in conditions),
        tuple((phase, tuple(ones)) for phase, ones in groupby(rows, lambda row: row.exercise.phase)),
        tuple(
            Key(
                mark,
                demand_label(knowledge, id),
                derived_from(knowledge, id) if id in knowledge.derived_demands else "",
            )
            for id, mark in letters.items()
        ),
        tuple(Key(mark, words) for mark, words in RULES.values()),
    )


def _row(knowledge: Knowledge, found: Matrix, letters: dict[str, str], exercise: Exercise) -> Row:
    objections = [withheld.get(exercise.id, ()) for withheld in found.values()]
    cells = tuple(_cell(knowledge, letters, one) if one else PERMITTED for one in objections)
    return Row(exercise, cells, sum(bool(one) for one in objections))


def _cell(knowledge: Knowledge, letters: dict[str, str], objections: tuple[Objection, ...]) -> Cell:
    first = weightiest(objections)
    mark = RULES[first.rule][0] if first.rule else f"{letters[first.demand]}{first.level or 0:d}"
    words = "; ".join(_in_words(knowledge, one) for one in objections)
    return Cell(mark, len(objections) - 1, first.level or 0, words)


def _in_words(knowledge: Knowledge, objection: Objection) -> str:
    if objection.level is None or objection.at_most is None:
        return RULES[objection.rule][1]
    return f"{demand_label(knowledge, objection.demand)} {objection.level.word}, {objection.at_most.word} at most"
