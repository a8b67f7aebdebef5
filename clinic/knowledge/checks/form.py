"""The intake form asks every item once, in a section, after what it depends on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clinic.domain.intake import Condition, DateItem, Flag, Group, Question
from clinic.domain.rule import Atom, Rule, Source
from clinic.domain.scales import AskedBy
from clinic.knowledge.checks.whole import Whole
from clinic.knowledge.mistakes import Mistake, Place, nearest

ITEMS = (
    ("red_flags", "flags"),
    ("conditions", "conditions"),
    ("dates", "dates"),
    ("test_groups", "tests"),
    ("questions", "questions"),
    ("measures", "measures"),
)
"""The order inside a section: its list, and the field of `Knowledge` that holds the items."""

CAUDA_EQUINA = "cauda_equina"


def check_form(whole: Whole) -> Iterator[Mistake]:
    """Items that stand nowhere or twice, and items that depend on later ones."""
    yield from _listed(whole)
    yield from _groups(whole)
    order = form_order(whole)
    for place, item in whole.of(Flag, Question, DateItem, Group):
        if item.applies_when is not None:
            at = place.inside("applies_when")
            own = order.get(item.id) if not isinstance(item, Group) else _first_of(whole, item, order)
            yield from _earlier(at, item, item.applies_when, own, order)


def form_order(whole: Whole) -> dict[str, tuple[int, int]]:
    """The section and the position in it of every item, counted from 0."""
    order: dict[str, tuple[int, int]] = {}
    for number, section in enumerate(whole.knowledge.sections):
        groups = section.test_groups
        tests = [test.id for group in groups for test in whole.knowledge.tests.values() if test.group == group]
        ids = [*section.red_flags, *section.conditions, *section.dates, *tests, *section.questions, *section.measures]
        order |= {id: (number, at) for at, id in enumerate(ids)}
    return order


def _listed(whole: Whole) -> Iterator[Mistake]:
    """Every asked item stands in exactly one section; every question in the one that it names."""
    knowledge = whole.knowledge
    for list_of, field in ITEMS:
        items = getattr(knowledge, field)
        wanted = {id for id, item in items.items() if getattr(item, "asked_by", None) is not AskedBy.SYSTEM}
        if list_of == "test_groups":
            wanted = {test.group for test in knowledge.tests.values()}
        listed = Counter(id for section in knowledge.sections for id in getattr(section, list_of))
        for id in sorted(wanted - set(listed)):
            place = Place("tests.toml") if list_of == "test_groups" else whole.place(field, id)
            yield Mistake(place, f"{id!r} stands in no section", nearest(id, [*(set(listed) - wanted)]))
        for id, times in listed.items():
            if times > 1:
                yield Mistake(Place("sections.toml"), f"{id!r} stands in {list_of} {times} times")
            if id in items and id not in wanted and list_of != "test_groups":
                yield Mistake(Place("sections.toml"), f"{id!r} is never asked (asked_by is system)")
    for section in knowledge.sections:
        for id in section.questions:
            question = knowledge.questions.get(id)
            if question is not None and question.section != section.id:
                at = whole.place("questions", id).inside("section")
                yield Mistake(at, f"the question stands in section {section.id!r}")


def _groups(whole: Whole) -> Iterator[Mistake]:
    knowledge = whole.knowledge
    used = {flag.group for flag in knowledge.flags.values()} | {one.group for one in knowledge.conditions.values()}
    asked = {flag.group for flag in knowledge.flags.values() if flag.question}
    asked |= {one.group for one in knowledge.conditions.values() if one.asked_by is not AskedBy.SYSTEM}
    for group in knowledge.groups.values():
        place = whole.place("groups", group.id)
        if group.id not in used:
            yield Mistake(place, "no red flag and no condition is in this group")
        elif group.required and group.id not in asked:
            yield Mistake(place.inside("required"), "nothing in this group is ever asked")
        if group.id == CAUDA_EQUINA and group.all_no_allowed:
            yield Mistake(place.inside("all_no_allowed"), "the cauda equina questions are answered one by one")


def _first_of(whole: Whole, group: Group, order: dict[str, tuple[int, int]]) -> tuple[int, int] | None:
    items: list[Flag | Condition] = [*whole.knowledge.flags.values(), *whole.knowledge.conditions.values()]
    return min((order[item.id] for item in items if item.group == group.id and item.id in order), default=None)


def _earlier(
    place: Place,
    item: Flag | Question | DateItem | Group,
    rule: Rule,
    own: tuple[int, int] | None,
    order: dict[str, tuple[int, int]],
) -> Iterator[Mistake]:
    """What an item depends on stands before it; what a clinician examines may stand later in the same section."""
    clinician = isinstance(item, Flag) and item.asked_by is AskedBy.CLINICIAN
    for atom in (*rule.all, *rule.any):
        read = order.get(atom.id)
        if own is None or read is None or not _on_form(atom):
            continue
        if read[0] > own[0] or (read > own and not clinician):
            yield Mistake(place, f"depends on {atom.id!r}, which is asked later on the form")


def _on_form(atom: Atom) -> bool:
    return atom.source in (Source.FINDING, Source.QUESTION, Source.TEST, Source.MEASURE)
