"""Reads the answers of a case: yes, no, unsure, with a qualifier or left and right."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum

from clinic.domain.facts import Answer, Key
from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import SIDES
from clinic.domain.scales import Reply
from clinic.exchange.mistake_words import Allowed, Recorded, Written
from clinic.exchange.mistakes import Mistakes, Place

REPLIES = tuple(reply.value for reply in Reply)


class Sides(Enum):
    """Whether an item is written as one value, left and right, or either."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


def read_flags(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> Mapping[Key, Answer]:
    """The answers of the table `red_flags`."""
    answers: dict[Key, Answer] = {}
    for id, written in mistakes.table(raw, ("red_flags",)).items():
        place = ("red_flags", id)
        flag = knowledge.flags.get(id)
        if flag is None:
            unknown_item(knowledge, place, "red flag", id, _asked(knowledge), mistakes)
            continue
        for key, at, one in by_side(id, written, place, Sides.NEVER, mistakes):
            answer = read_answer(one, at, flag.qualifiers, mistakes)
            if answer and not flag.question and answer.reply is not Reply.NO:
                _never_asked(knowledge, flag, at, mistakes)
            elif answer:
                answers[key] = answer
    return answers


def read_conditions(knowledge: Knowledge, raw: object, mistakes: Mistakes) -> Mapping[Key, Answer]:
    """The answers of the table `conditions`; one with sides may be answered as a whole or left and right."""
    answers: dict[Key, Answer] = {}
    for id, written in mistakes.table(raw, ("conditions",)).items():
        place = ("conditions", id)
        condition: Condition | None = knowledge.conditions.get(id)
        if condition is None:
            unknown_item(knowledge, place, "condition", id, knowledge.conditions, mistakes)
            continue
        for key, at, one in by_side(id, written, place, Sides.MAY if condition.per_side else Sides.NEVER, mistakes):
            if answer := read_answer(one, at, condition.qualifiers, mistakes):
                answers[key] = answer
    return answers


def read_answer(written: object, place: Place, qualifiers: Collection[str], mistakes: Mistakes) -> Answer | None:
    """One answer: a word, or a table of a word and a qualifier; None and a mistake for anything else."""
    if not isinstance(written, Mapping):
        reply = _read_reply(written, place, mistakes)
        return Answer(reply) if reply else None
    if not written.keys() & {"answer", "qualifier"}:
        mistakes.wrong(place, "has to be {allowed}", aside=", or a table {answer, qualifier}", allowed=Allowed(REPLIES))
        return None
    fields = mistakes.fields(written, place, ("answer", "qualifier"))
    if "answer" not in fields:
        mistakes.missing((*place, "answer"))
        return None
    reply = _read_reply(fields["answer"], (*place, "answer"), mistakes)
    if "qualifier" not in fields:
        return Answer(reply) if reply else None
    qualifier = _read_qualifier(fields["qualifier"], (*place, "qualifier"), qualifiers, mistakes)
    if reply and reply is not Reply.YES:
        at = (*place, "qualifier")
        mistakes.wrong(
            at, "goes with the answer {yes} only, not with {reply}", yes=Written(Reply.YES), reply=Written(reply)
        )
        return None
    return Answer(reply, qualifier) if reply and qualifier else None


def by_side(
    id: str, written: object, place: Place, sides: Sides, mistakes: Mistakes
) -> Iterator[tuple[Key, Place, object]]:
    """Each value of an item with its key and place; a value on the wrong footing is a mistake."""
    split = isinstance(written, Mapping) and (sides is Sides.MUST or bool(written.keys() & set(SIDES)))
    if split and sides is Sides.NEVER:
        mistakes.wrong(place, "is not recorded left and right: give one value")
    elif split:
        table = mistakes.fields(written, place, SIDES)
        if not written:
            mistakes.wrong(place, "is empty: give left, right or both")
        for side, value in table.items():
            yield (id, side), (*place, side), value
    elif sides is Sides.MUST:
        hint = ": write {left, right} or one of them"
        mistakes.wrong(place, "is recorded by side, not as {written}", aside=hint, written=Written(written))
    else:
        yield (id, ""), place, written


def unknown_item(
    knowledge: Knowledge, place: Place, what: str, id: str, valid: Collection[str], mistakes: Mistakes
) -> None:
    """Note an id that its table does not know, and the table it belongs to if there is one."""
    for table, items in tables_of(knowledge).items():
        if id in items:
            mistakes.wrong(place, "belongs in the table {table}, not in {here}", table=table, here=place[0])
            return
    mistakes.unknown(place, what, id, valid)


def tables_of(knowledge: Knowledge) -> Mapping[str, Collection[str]]:
    """The ids of every table of a case."""
    return {
        "red_flags": knowledge.flags,
        "conditions": knowledge.conditions,
        "questions": knowledge.questions,
        "dates": knowledge.dates,
        "tests": knowledge.tests,
        "measures": knowledge.measures,
    }


def _read_reply(written: object, place: Place, mistakes: Mistakes) -> Reply | None:
    if isinstance(written, str) and written in REPLIES:
        return Reply(written)
    if isinstance(written, bool):
        meant = f'; did you mean "{Reply.YES if written else Reply.NO}"?'
        says = "has to be the word {allowed}, not {written}"
        mistakes.wrong(place, says, aside=meant, allowed=Allowed(REPLIES), written=Written(written))
    else:
        mistakes.not_one_of(place, written, REPLIES)
    return None


def _read_qualifier(written: object, place: Place, qualifiers: Collection[str], mistakes: Mistakes) -> str | None:
    if isinstance(written, str) and written in qualifiers:
        return written
    if qualifiers:
        mistakes.not_one_of(place, written, list(qualifiers))
    else:
        says = "this question has no qualifiers, so {written} cannot go with its yes"
        mistakes.wrong(place, says, written=Written(written))
    return None


def _asked(knowledge: Knowledge) -> list[str]:
    return [flag.id for flag in knowledge.flags.values() if flag.question]


def _never_asked(knowledge: Knowledge, flag: Flag, place: Place, mistakes: Mistakes) -> None:
    items: tuple[Flag | Condition, ...] = (*knowledge.flags.values(), *knowledge.conditions.values())
    choosing = tuple(
        Recorded(item.id)
        for item in items
        if any(qualifier.finding == flag.id for qualifier in item.qualifiers.values())
    )
    way = "it is chosen by a qualifier of {choosing}" if choosing else "it is derived from what is recorded"
    mistakes.wrong(place, f"is never answered itself: {way}", choosing=choosing)
