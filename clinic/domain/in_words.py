"""What is known and what was recorded, in the words of a clinician: names, questions, evidence, days and sources.

Ids never show: whatever prints or displays any of these takes its words from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from clinic.domain.knowledge import Knowledge, Source
from clinic.domain.outcome import Advice, AdviceTo
from clinic.domain.rule import MISSING, SIDES, Value

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEXES = {"F": "female", "M": "male", "X": "other"}
SUBJECTS = {"age": "age", "sex": "sex", "weeks_pregnant": "weeks of pregnancy"}
"""What rules read of the person besides what the knowledge itself names."""
READERS = {
    AdviceTo.CLINICIAN: "for you",
    AdviceTo.PERSON: "printed on the sheet",
    AdviceTo.STOP_BOX: "printed in the stop box of the sheet",
}
"""For whom a piece of advice is."""
UNVERIFIED = "to be checked against the original"
NOT_KNOWN = "not known"
SHOWN_EDITION = 7

CLINICIAN = "Clinician: "
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST_AUTHOR = re.compile(r"[^,;(/]+")
INITIALS = re.compile(r" (?:[A-Z]\W?){1,4}(?: ?et al\.)?$")


def raised(text: str) -> str:
    """A phrase that opens a sentence: its first letter large."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A phrase closed with a full stop, unless it is closed already."""
    return text if text.endswith((".", "!", "?")) else text + "."


def day_in_words(day: date) -> str:
    """A date as it is written everywhere: 20 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_edition(edition: str) -> str:
    """As much of an edition as pages and sheets show."""
    return edition[:SHOWN_EDITION]


def value_in_words(value: Value | None) -> str:
    """A number, an option or a day as it was recorded: "40", "positive leg", "28 Aug 2026", "not known"."""
    if value is None or value == MISSING:
        return NOT_KNOWN
    if isinstance(value, float | int):
        return f"{value:g}"
    return day_in_words(date.fromisoformat(value)) if ISO_DAY.fullmatch(value) else value.replace("_", " ")


def worded(question: str) -> str:
    """A question as it stands on the form: without the mark of those that a clinician answers by examining."""
    return raised(question.removeprefix(CLINICIAN))


def label(knowledge: Knowledge, id: str) -> str:
    """The name of a finding, group, test, measure, question or date inside a sentence. Raises KeyError for any other
    id than these and SUBJECTS."""
    if id in knowledge.flags or id in knowledge.conditions or id in knowledge.combinations:
        return knowledge.finding_label(id)
    if test := knowledge.tests.get(id) or knowledge.measures.get(id):
        return test.name
    if question := knowledge.questions.get(id):
        return worded(question.wording).rstrip("?")
    if labelled := knowledge.dates.get(id) or knowledge.groups.get(id):
        return labelled.label
    return SUBJECTS[id]


def named(knowledge: Knowledge, id: str) -> str:
    """The same name at the front of a line: "Straight-leg raise", "New cauda equina symptom"."""
    return raised(label(knowledge, id))


def demand_label(knowledge: Knowledge, id: str) -> str:
    """What a limit is about, derived demands among them: "Head below heart"."""
    return (knowledge.demands.get(id) or knowledge.derived_demands[id]).label


def to_ask(knowledge: Knowledge, item: str) -> str:
    """What is still to ask: "weakness_is_new left" as "Is this weakness new (weeks, not years)? (left)". A finding, a
    question or a date is put as on the form; a group is its name."""
    id, _, side = item.partition(" ")
    if (flag := knowledge.flags.get(id)) and flag.question:
        words = worded(flag.question)
    elif question := knowledge.questions.get(id):
        words = worded(question.wording)
    else:
        words = named(knowledge, id)
    return f"{words} ({side})" if side else words


def evidence(knowledge: Knowledge, because: str) -> str:
    """What a finding rests on: "slr_deg left 40" as "Straight-leg raise, left: 40", "rf_fever other_cause_settled" with
    what the qualifier says, "discectomy 2026-08-28" with its day, another finding by its name."""
    id, *rest = because.split(" ", 2)
    side = rest.pop(0) if rest and rest[0] in SIDES else ""
    return recorded(knowledge, id, side, " ".join(rest) or None)


def recorded(knowledge: Knowledge, id: str, side: str, value: Value | None) -> str:
    """One recorded thing with its side and its value where it has them: "Slump test, left: positive leg"."""
    name = f"{named(knowledge, id)}, {side}" if side else named(knowledge, id)
    return name if value is None else f"{name}: {_recorded_value(knowledge, id, value)}"


def _recorded_value(knowledge: Knowledge, id: str, value: Value) -> str:
    item = knowledge.flags.get(id) or knowledge.conditions.get(id)
    if item and value in item.qualifiers:
        return item.qualifiers[str(value)].label
    return SEXES.get(str(value), NOT_KNOWN) if id == "sex" else value_in_words(value)


def advised(knowledge: Knowledge, advice: Iterable[Advice], to: AdviceTo) -> Iterator[tuple[str, str]]:
    """What is said to one reader, each sentence once, with the findings that bring it: ("Keep the neck long.",
    "Osteoporosis, Glaucoma")."""
    brought: dict[str, list[str]] = {}
    for one in advice:
        if one.to is to:
            brought.setdefault(ended(raised(one.text)), []).append(named(knowledge, one.finding))
    return ((text, ", ".join(dict.fromkeys(findings))) for text, findings in brought.items())


def citation(source: Source) -> str:
    """A work in short, by its first author or the body that published it: "Finucane 2020", "NICE 2017"."""
    found = FIRST_AUTHOR.search(source.authors)
    first = found[0].strip(" )") if found else source.authors
    name = INITIALS.sub("", first)
    if name == first and source.journal_or_publisher.isupper():
        name = source.journal_or_publisher  # an institute that everyone knows by its letters
    return f"{name} {source.year}" if source.year else name


def reference(source: Source, *, authors: int | None = None) -> str:
    """A work as a bibliography prints it; one that nobody has looked up yet says so. Where there are more than
    `authors`, only the first is named."""
    return work(source, authors=authors) + ("" if source.verified else f" [{UNVERIFIED}]")


def work(source: Source, *, authors: int | None = None) -> str:
    """A reference without the mark of what is still to be checked."""
    names = source.authors.split(", ")
    by = source.authors if authors is None or len(names) <= authors else f"{names[0]} and others"
    year = f" ({source.year})" if source.year else ""
    published = source.journal_or_publisher.strip("-")
    doi = f"doi:{source.doi}" if source.doi else ""
    parts = (ended(by + year), ended(raised(source.title)), ended(raised(published)) if published else "", doi)
    return " ".join(part for part in parts if part)
