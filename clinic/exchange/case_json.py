"""Writes facts back as a case, so that `read_case(case_of(facts, knowledge), knowledge) == facts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clinic.domain.facts import Answer, Clearance, Facts, Key, Person
from clinic.domain.knowledge import Knowledge
from clinic.domain.marks import Activity, ItemMarks
from clinic.domain.rule import SIDES
from clinic.domain.scoring import scores
from clinic.exchange.case_answers import tables_of
from clinic.exchange.case_marks import FILLED_IN

Case = dict[str, Any]


def case_of(facts: Facts, knowledge: Knowledge) -> Case:
    """The canonical case of these facts: plain JSON values, tables and ids in the order of the knowledge; what was not
    told is left out, and so is a score that the marks make."""
    made = {(id, ""): one.value for id, one in scores(knowledge, facts).items()}
    values = {key: value for key, value in facts.values.items() if value != made.get(key)}
    written: dict[Key, Any] = {key: _answer(answer) for key, answer in facts.answers.items()} | values
    tables: Case = {table: _table(items, written) for table, items in tables_of(knowledge).items()}
    tables["dates"] = {id: _day(facts.dates[id]) for id in knowledge.dates if id in facts.dates}
    tables["marks"] = {id: _marks(facts.marks[id]) for id in knowledge.measures if id in facts.marks}
    case: Case = {"assessed_on": _day(facts.assessed_on), "patient": _person(facts.person)}
    case |= {table: items for table, items in tables.items() if items}
    if facts.aims:
        case["aims"] = list(facts.aims)
    if facts.goal:
        case["goal"] = facts.goal
    if facts.activities:
        case["activities"] = [_activity(one) for one in facts.activities]
    if facts.equipment is not None:
        case["equipment"] = [id for id in knowledge.equipment if id in facts.equipment]
    if facts.minutes_a_day is not None:
        case["minutes_a_day"] = facts.minutes_a_day
    if facts.mastered:
        case["mastered"] = [id for id in knowledge.exercises if id in facts.mastered]
    if facts.clearances:
        case["clearances"] = [_clearance(one) for one in facts.clearances]
    if facts.asked_all_no:
        case["asked_all_no"] = [id for id in knowledge.groups if id in facts.asked_all_no]
    if facts.everything_else_no:
        case["everything_else"] = "no"
    return case


def _table(items: Iterable[str], written: Mapping[Key, Any]) -> Case:
    table: Case = {}
    for id in items:
        sides = {side: written[id, side] for side in SIDES if (id, side) in written}
        if sides:
            table[id] = sides
        elif (id, "") in written:
            table[id] = written[id, ""]
    return table


def _answer(answer: Answer) -> object:
    if answer.qualifier:
        return {"answer": answer.reply.value, "qualifier": answer.qualifier}
    return answer.reply.value


def _marks(marked: ItemMarks) -> Case:
    table: Case = {str(item): marked.given[item] for item in sorted(marked.given)}
    return table | ({FILLED_IN: "yes"} if marked.filled_in else {})


def _activity(activity: Activity) -> Case:
    return {"activity": activity.words} | ({} if activity.score is None else {"score": activity.score})


def _person(person: Person) -> Case:
    table: Case = {}
    if person.birth_date is not None:
        table["birth_date"] = _day(person.birth_date)
    if person.age is not None:
        table["age"] = person.age
    return table | {name: text for name in ("sex", "name", "number") if (text := getattr(person, name))}


def _clearance(clearance: Clearance) -> Case:
    return {"finding": clearance.finding, "on": _day(clearance.on), "by": clearance.by}


def _day(day: date) -> str:
    return day.isoformat()
