"""The intake form as the knowledge lays it out: sections, groups and items in order, each item with its field names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from clinic.domain.in_words import raised, value_in_words, worded
from clinic.domain.intake import Condition, DateItem, Flag, Measure, Question, Section, Test
from clinic.domain.knowledge import Knowledge
from clinic.domain.marks import Marks
from clinic.domain.rule import SIDES, Rule
from clinic.domain.scales import AskedBy, Reply

REPLIES = {Reply.YES.value: "Yes", Reply.NO.value: "No", Reply.UNSURE.value: "Not sure"}
RADIOS_AT_MOST = 3


@dataclass(frozen=True)
class Item:
    """One thing to ask. `table` is its place in a case file; `kind` is reply, number, choice or date; `follows` is the
    item under which a follow-up stands; `loud`: a yes refers by itself."""

    id: str
    table: str
    kind: str
    wording: str
    by_clinician: bool = False
    topic: str = ""
    group: str = ""
    sides: tuple[str, ...] = ("",)
    options: Mapping[str, str] = field(default_factory=dict)
    qualifiers: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    applies_when: Rule | None = None
    required: bool = False
    follows: str = ""
    loud: bool = False
    marks: Marks | None = None

    @property
    def row(self) -> str:
        """The name of the row on the form."""
        return f"{self.table}-{self.id}"

    def name(self, side: str = "") -> str:
        """The name of the field for one side."""
        return f"{self.row}-{side}" if side else self.row

    @property
    def names(self) -> tuple[str, ...]:
        """The field names of every side."""
        return tuple(self.name(side) for side in self.sides)

    @property
    def qualifier(self) -> str:
        """The field name of the qualifier that goes with a yes."""
        return f"{self.row}-qualifier"

    @property
    def segmented(self) -> bool:
        """Whether the options stand side by side; more, or longer ones, are a list to choose from."""
        long = any(len(label) > len("Not sure") for label in self.options.values())
        return self.kind == "reply" or len(self.options) <= (2 if long else RADIOS_AT_MOST)


@dataclass(frozen=True)
class ItemGroup:
    """Items under one heading. `id` is empty where they belong to no group of the knowledge."""

    items: tuple[Item, ...]
    id: str = ""
    label: str = ""
    all_no_allowed: bool = False
    required: bool = False
    applies_when: Rule | None = None

    @property
    def row(self) -> str:
        """The name of the group's heading on the form."""
        return f"group-{self.id}"


@dataclass(frozen=True)
class FormSection:
    """One section of the form. `case_fields` are asked beside the items."""

    id: str
    label: str
    groups: tuple[ItemGroup, ...]
    case_fields: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item of the section in order."""
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True)
class Layout:
    """The whole form."""

    sections: tuple[FormSection, ...]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by its row name."""
        return {item.row: item for section in self.sections for item in section.items}

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Every item by its id in the knowledge; ids are unique across the tables."""
        return {item.id: item for item in self.items.values()}

    @cached_property
    def marked(self) -> tuple[Item, ...]:
        """The measures that are marked item by item."""
        return tuple(item for item in self.items.values() if item.marks)


def intake_layout(knowledge: Knowledge) -> Layout:
    """The form of this knowledge."""
    return Layout(tuple(_section(knowledge, section) for section in knowledge.sections))


def _section(knowledge: Knowledge, section: Section) -> FormSection:
    follow_ups = [
        *(_date(knowledge.dates[one]) for one in section.dates),
        *(_question(knowledge.questions[one]) for one in section.questions),
    ]
    tests = [
        (_option(group), [_test(one) for one in knowledge.tests.values() if one.group == group])
        for group in section.test_groups
    ]
    grouped = [
        *_in_groups(knowledge, [_flag(knowledge.flags[one]) for one in section.red_flags]),
        *_in_groups(knowledge, [_condition(knowledge.conditions[one]) for one in section.conditions]),
    ]
    present = {item.id for group in grouped for item in group.items} | {item.id for _, items in tests for item in items}
    present |= {item.id for item in follow_ups}
    followed = {item.id: _followed(item, present) for item in follow_ups}
    loose = [item for item in follow_ups if not followed[item.id]]
    measures = [_measure(knowledge.measures[one]) for one in section.measures if knowledge.measures[one].range]
    groups = [
        *grouped,
        *([ItemGroup(tuple(loose))] if loose else []),
        *(ItemGroup(tuple(items), label=label) for label, items in tests),
        *([ItemGroup(tuple(measures))] if measures else []),
    ]
    return FormSection(
        section.id,
        section.label,
        tuple(replace(group, items=tuple(_with_follow_ups(group.items, follow_ups, followed))) for group in groups),
        section.case_fields,
    )


def _followed(item: Item, present: set[str]) -> str:
    """The item of the same section whose answer brings this one: the first that its rule names."""
    rule = item.applies_when
    named = (atom.id for atom in rule.all + rule.any) if rule else ()
    return next((id for id in named if id in present and id != item.id), "")


def _with_follow_ups(items: Iterable[Item], follow_ups: list[Item], followed: Mapping[str, str]) -> Iterator[Item]:
    for item in items:
        yield item
        mine = [replace(one, follows=item.id) for one in follow_ups if followed[one.id] == item.id]
        yield from _with_follow_ups(mine, follow_ups, followed)


def _in_groups(knowledge: Knowledge, items: list[Item]) -> Iterator[ItemGroup]:
    for id in dict.fromkeys(item.group for item in items):
        group = knowledge.groups[id]
        yield ItemGroup(
            tuple(item for item in items if item.group == id),
            id,
            group.label,
            group.all_no_allowed,
            group.required,
            group.applies_when,
        )


def _worded(wording: str, asked_by: AskedBy) -> tuple[str, bool]:
    """A wording as it stands on the form, and whether the clinician finds out rather than asks."""
    return worded(wording), asked_by is AskedBy.CLINICIAN


def _flag(flag: Flag) -> Item:
    wording, by_clinician = _worded(flag.question, flag.asked_by)
    return Item(
        flag.id, "red_flags", "reply", wording, by_clinician,
        topic=flag.topic.removesuffix(" (clinician)"), group=flag.group, options=REPLIES,
        qualifiers={one.id: one.label for one in flag.qualifiers.values()},
        applies_when=flag.applies_when, required=flag.required, loud=flag.single_action.refers,
    )  # fmt: skip  # one item, few lines


def _condition(condition: Condition) -> Item:
    return Item(
        condition.id, "conditions", "reply", condition.label, condition.asked_by is AskedBy.CLINICIAN,
        group=condition.group, options=REPLIES, sides=SIDES if condition.per_side else ("",),
        qualifiers={one.id: one.label for one in condition.qualifiers.values()}, required=True,
        loud=bool(condition.action and condition.action.refers),
    )  # fmt: skip  # one item, few lines


def _question(question: Question) -> Item:
    wording, by_clinician = _worded(question.wording, question.asked_by)
    return Item(
        question.id, "questions", "reply" if question.type == "answer" else question.type, wording, by_clinician,
        sides=SIDES if question.per_side else ("",),
        options=REPLIES if question.type == "answer" else {one: _option(one) for one in question.options},
        unit=question.unit, low=question.min, high=question.max, step=question.step,
        applies_when=question.applies_when, required=question.required,
    )  # fmt: skip  # one item, few lines


def _date(item: DateItem) -> Item:
    return Item(item.id, "dates", "date", item.label, applies_when=item.applies_when, required=item.required)


def _test(test: Test) -> Item:
    span = test.plausible_range
    return Item(
        test.id, "tests", test.input, test.name, sides=SIDES if test.per_side else ("",),
        options={one: _option(one) for one in test.options}, unit="" if test.options else test.unit,
        low=span.min if span else None, high=span.max if span else None, step=span.step if span else None,
    )  # fmt: skip  # one item, few lines


def _measure(measure: Measure) -> Item:
    span = measure.range
    return Item(
        measure.id, "measures", "number", measure.name, unit=measure.unit, marks=measure.marks,
        low=span.min if span else None, high=span.max if span else None, step=span.step if span else None,
    )  # fmt: skip  # one item, few lines


def _option(option: str) -> str:
    return raised(value_in_words(option))
