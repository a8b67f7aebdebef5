"""What still has to be asked before a screening is complete, worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clinic.domain.facts import Facts, Key
from clinic.domain.findings import Findings, applies, establish, with_yes
from clinic.domain.intake import Condition, Flag, Group, Question
from clinic.domain.knowledge import Knowledge
from clinic.domain.reading import FactsReading
from clinic.domain.reasons import action_of
from clinic.domain.rule import SIDES
from clinic.domain.scales import Action, AskedBy, Reply, Truth


@dataclass(frozen=True)
class Missing:
    """One thing to ask: an item ("weakness_is_new left") or a whole group, and the action a yes would bring."""

    item: str
    action: Action


def missing(knowledge: Knowledge, facts: Facts, findings: Findings) -> tuple[Missing, ...]:
    """Everything required that applies and is unanswered, with the action a yes would bring."""
    reading = FactsReading(knowledge, facts, findings.truths)
    return (
        *_flags(knowledge, reading, findings),
        *_conditions(knowledge, reading, findings),
        *_questions(knowledge, reading, findings),
        *(
            Missing(date.id, Action.MONITOR)
            for date in knowledge.dates.values()
            if date.required and date.id not in facts.dates and applies(date.applies_when, reading)
        ),
    )


def worst_first(knowledge: Knowledge, asked: Iterable[Missing]) -> tuple[Missing, ...]:
    """Things to ask by the action at stake, severest first, then in the order of the form."""
    place: dict[str, int] = {}
    for item in _in_form_order(knowledge):
        place.setdefault(item, len(place))
    return tuple(sorted(asked, key=lambda one: (-one.action, place[one.item.split()[0]], one.item)))


def _in_form_order(knowledge: Knowledge) -> Iterator[str]:
    """Every item as the sections list it, each group of conditions before its first item; then what no form asks."""
    for section in knowledge.sections:
        yield from section.red_flags
        for condition in section.conditions:
            yield knowledge.conditions[condition].group
            yield condition
        yield from (*section.dates, *section.questions)
    yield from (*knowledge.flags, *knowledge.conditions)


def group_applies(group: Group, reading: FactsReading) -> bool:
    """Whether any item of a group can be asked of this person."""
    return applies(group.applies_when, reading)


def answered(item: Flag | Condition, reading: FactsReading, truths: Mapping[str, Truth]) -> bool:
    """Whether an item was put and answered, settled by a date or another finding, or covered by *asked, all no*."""
    facts = reading.facts
    return (
        facts.everything_else_no
        or item.group in facts.asked_all_no
        or any((item.id, side) in facts.answers for side in ("", *SIDES))
        or truths.get(item.id) is Truth.YES
        or (isinstance(item, Condition) and item.window is not None and item.window.date in facts.dates)
        or any(_put(other, facts) for other in reading.knowledge.same_as(item.id))
    )


def _put(finding: str, facts: Facts) -> bool:
    return any((finding, side) in facts.answers for side in ("", *SIDES))


def _flags(knowledge: Knowledge, reading: FactsReading, findings: Findings) -> Iterator[Missing]:
    for flag in knowledge.flags.values():
        asked = flag.question and flag.required and knowledge.groups[flag.group].required
        if asked and not answered(flag, reading, findings.truths) and applies(flag.applies_when, reading):
            yield Missing(flag.id, _action_at_stake(knowledge, reading.facts, findings.truths, flag.id))


def _conditions(knowledge: Knowledge, reading: FactsReading, findings: Findings) -> Iterator[Missing]:
    for group in knowledge.groups.values():
        if group.kind != "conditions" or not group.required or not group_applies(group, reading):
            continue
        items = [
            one for one in knowledge.conditions.values() if one.group == group.id and one.asked_by != AskedBy.SYSTEM
        ]
        open_items = [one for one in items if not answered(one, reading, findings.truths)]
        stakes = [_action_at_stake(knowledge, reading.facts, findings.truths, one.id) for one in open_items]
        if items and len(open_items) == len(items):
            yield Missing(group.id, max(stakes))
        else:
            yield from (Missing(one.id, stake) for one, stake in zip(open_items, stakes, strict=True))


def _questions(knowledge: Knowledge, reading: FactsReading, findings: Findings) -> Iterator[Missing]:
    for question in knowledge.questions.values():
        for side in SIDES if question.per_side else ("",):
            key = (question.id, side)
            recorded = key in reading.facts.answers or key in reading.facts.values
            if question.required and not recorded and applies(question.applies_when, reading, side or None):
                yield Missing(f"{question.id} {side}".strip(), _question_stake(knowledge, reading, findings, key))


def _action_at_stake(knowledge: Knowledge, facts: Facts, truths: Mapping[str, Truth], finding: str) -> Action:
    """The severest action that a yes would bring, alone or by completing a combination."""
    grown = with_yes(knowledge, facts, truths, finding)
    return _worst_new(knowledge, truths, grown)


def _question_stake(knowledge: Knowledge, reading: FactsReading, findings: Findings, key: Key) -> Action:
    question: Question = knowledge.questions[key[0]]
    if question.type == "answer":
        trials = [reading.facts.with_answer(key, Reply.YES)]
    else:
        trials = [reading.facts.with_value(key, option) for option in question.options]
    return max(
        (_worst_new(knowledge, findings.truths, establish(knowledge, trial).truths) for trial in trials),
        default=Action.MONITOR,
    )


def _worst_new(knowledge: Knowledge, before: Mapping[str, Truth], after: Mapping[str, Truth]) -> Action:
    raised = (finding for finding, truth in after.items() if truth > before.get(finding, Truth.NO))
    return max((action_of(knowledge, one) or Action.MONITOR for one in raised), default=Action.MONITOR)
