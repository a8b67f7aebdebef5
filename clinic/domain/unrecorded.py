"""Which sections of the form nothing was written into, so that an empty section is not read as a normal one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from clinic.domain.facts import Facts
from clinic.domain.intake import Section
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.scoring import activities_measure


def unrecorded(
    knowledge: Knowledge, facts: Facts, screening: Screening, elsewhere: Collection[str] = ()
) -> tuple[str, ...]:
    """The labels of the sections without a single entry, in the order of the form. Not among them are sections of
    which something stands in `screening.missing`, and those, by id, that hold something `elsewhere` than in the
    facts: marks on the body chart."""
    to_ask = {item.split(maxsplit=1)[0] for item in screening.missing}
    own = activities_measure(knowledge)
    told = {id for id, _ in (*facts.answers, *facts.values)} | set(facts.dates) | set(facts.marks)
    return tuple(
        section.label
        for section in knowledge.sections
        if section.id not in elsewhere
        and not to_ask & {*_items(knowledge, section), *_groups(knowledge, section)}
        and not told & set(_items(knowledge, section))
        and not _asked_at_once(knowledge, facts, section)
        and not _told_of_home(facts, section)
        and not (facts.activities and own is not None and own.id in section.measures)
    )


def _items(knowledge: Knowledge, section: Section) -> Iterator[str]:
    yield from (*section.red_flags, *section.conditions, *section.dates, *section.questions, *section.measures)
    yield from (test.id for test in knowledge.tests.values() if test.group in section.test_groups)


def _groups(knowledge: Knowledge, section: Section) -> set[str]:
    flags = {knowledge.flags[one].group for one in section.red_flags}
    return flags | {knowledge.conditions[one].group for one in section.conditions}


def _asked_at_once(knowledge: Knowledge, facts: Facts, section: Section) -> bool:
    """Whether the recorded act *asked, all no* covers any group of the section."""
    groups = _groups(knowledge, section)
    return bool(groups & facts.asked_all_no) or (facts.everything_else_no and bool(groups))


def _told_of_home(facts: Facts, section: Section) -> bool:
    """Whether anything that is asked beside the items of a section was told."""
    asked = facts.aims or facts.goal.strip() or facts.mastered
    return bool(section.case_fields) and (bool(asked) or facts.equipment is not None or facts.minutes_a_day is not None)
