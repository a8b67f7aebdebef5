"""The parts of the assessment summary: what was told, asked and found, and what follows from it, line by line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic.domain.facts import Answer, Facts
from clinic.domain.in_words import day_in_words, demand_label, named
from clinic.domain.intake import Question
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Cap, Screening
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.rule import SIDES
from clinic.domain.scales import Reply
from clinic.domain.unrecorded import unrecorded
from clinic.handout import wording
from clinic.handout.grounds import Grounds
from clinic.handout.own_words import printable
from clinic.handout.wording import lowered

PAIN_HISTORY = "pain_history"
ASKS_NAMED = 8  # of what nobody has put yet; the record has them all
HAND = "(see the record: letters the typeface lacks)"
CAPS = (("phase", "phase", ""), ("rpe", "effort", " of 10"), ("hold_s", "one hold", " seconds"),
        ("exercises", "number of exercises", ""))  # fmt: skip  # a table reads best in lines


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    heading: str
    lines: tuple[str, ...]


def own(text: str) -> str:
    """Somebody's own words, or where to read them when the typeface cannot print them."""
    return printable(text) or (HAND if text.strip() else "")


def told(knowledge: Knowledge, facts: Facts, screening: Screening) -> tuple[Part, ...]:
    """What was told and asked: history, every yes, what is not sure, and how the rest was asked."""
    grounds = Grounds(knowledge, facts, screening.standing())
    return _with_lines(
        Part("Pain history", tuple(_questions(grounds, history=True))),
        Part("Yes", tuple(_answered(knowledge, facts, Reply.YES))),
        Part("Not sure", tuple(_answered(knowledge, facts, Reply.UNSURE))),
        Part("Also found", tuple(_followed(knowledge, facts, screening))),
        Part("Examined and asked", tuple(_questions(grounds, history=False))),
        Part("Dates", tuple(f"{named(knowledge, id)}: {day_in_words(on)}" for id, on in facts.dates.items())),
        Part("Answered no, one by one", _joined(_answered(knowledge, facts, Reply.NO))),
        Part("Asked: no, except what is named above", _joined(_all_no(knowledge, facts))),
    )


def goals(knowledge: Knowledge, facts: Facts) -> tuple[Part, ...]:
    """What the person wants to get back to, and what there is at home."""
    return _with_lines(Part("Goals and home", tuple(_goals(knowledge, facts))))


def follows(
    knowledge: Knowledge,
    facts: Facts,
    screening: Screening,
    programme: Programme | None,
    stands: str,
    *,
    charted: bool,
) -> tuple[Part, ...]:
    """What follows: what is still to ask, what was left empty, limits, all-clears, and the programme with how far it
    has come. `charted`: whether anything is marked on the body chart."""
    elsewhere = (PAIN_HISTORY,) if charted else ()
    return _with_lines(
        Part("Not asked yet", _joined(_missing(knowledge, screening))),
        Part("Not recorded", _joined(unrecorded(knowledge, facts, screening, elsewhere))),
        Part("Limits: at most", tuple(_limits(knowledge, screening))),
        Part("All-clears", tuple(_clearances(knowledge, facts))),
        Part(_programme_heading(programme, stands), tuple(_exercises(knowledge, programme))),
    )


def _with_lines(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.lines)


def _joined(words: Iterable[str]) -> tuple[str, ...]:
    line = "; ".join(words)
    return (f"{line}.",) if line else ()


def _questions(grounds: Grounds, *, history: bool) -> Iterator[str]:
    knowledge, facts = grounds.knowledge, grounds.facts
    for one in knowledge.questions.values():
        if (one.section == PAIN_HISTORY) is not history or _said_elsewhere(one):
            continue
        for side in ("", *SIDES):
            if (one.id, side) in facts.values or (one.id, side) in facts.answers:
                yield grounds.recorded(one.id, side)


def _said_elsewhere(one: Question) -> bool:
    return one.section == "goals_and_home"


def _answered(knowledge: Knowledge, facts: Facts, reply: Reply) -> Iterator[str]:
    """Red flags and conditions with this reply: the finding, its side, and the qualifier of a yes."""
    for id in (*knowledge.flags, *knowledge.conditions):
        for side in ("", *SIDES):
            answer = facts.answers.get((id, side))
            if answer is not None and answer.reply is reply:
                yield _finding(knowledge, id, side, answer)


def _finding(knowledge: Knowledge, id: str, side: str, answer: Answer) -> str:
    item = knowledge.flags.get(id) or knowledge.conditions[id]
    qualifier = item.qualifiers.get(answer.qualifier) if answer.reply is Reply.YES else None
    name = f"{named(knowledge, id)}, {side}" if side else named(knowledge, id)
    return f"{name}: {qualifier.label}" if qualifier else name


def _followed(knowledge: Knowledge, facts: Facts, screening: Screening) -> Iterator[str]:
    """Findings that nobody answered as such: they follow from answers, measurements, dates and age."""
    told_of = {id for id, _ in facts.answers}
    for one in screening.standing().values():
        twins = {one.id, *knowledge.same_as(one.id)}
        if not told_of & twins:
            unsure = ", not sure" if one.id in screening.unsure_findings else ""
            sides = f", {' and '.join(one.sides)}" if one.sides else ""
            yield f"{named(knowledge, one.id)}{sides}{unsure}"


def _all_no(knowledge: Knowledge, facts: Facts) -> Iterator[str]:
    yield from (named(knowledge, id) for id in knowledge.groups if id in facts.asked_all_no)
    if facts.everything_else_no:
        yield "Everything else"


def _missing(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    """What nobody has put yet, worst first; an answer that is not sure stands elsewhere."""
    unasked = [item.partition(" ") for item in screening.missing if item not in screening.unsure]
    for id, _, side in unasked[:ASKS_NAMED]:
        yield f"{named(knowledge, id)}, {side}" if side else named(knowledge, id)
    if len(unasked) > ASKS_NAMED:
        yield f"and {len(unasked) - ASKS_NAMED} more"


def _limits(knowledge: Knowledge, screening: Screening) -> Iterator[str]:
    """By what limits them: the loads with their highest level, and the ceilings."""
    by: dict[tuple[str, ...], list[str]] = {}
    for limit in screening.limits.values():
        words = f"{lowered(demand_label(knowledge, limit.demand))} {limit.at_most.word}"
        by.setdefault(limit.because, []).append(words)
    for field, label, unit in CAPS:
        cap: Cap | None = getattr(screening.caps, field)
        if cap:
            words = f"{label} {cap.at_most}{unit}"
            by.setdefault(tuple(finding for finding, _ in cap.by), []).append(words)
    for findings, limited in by.items():
        yield f"{' and '.join(named(knowledge, one) for one in findings)}: {', '.join(limited)}"


def _goals(knowledge: Knowledge, facts: Facts) -> Iterator[str]:
    if facts.goal.strip():
        yield f"“{own(facts.goal).strip('“”')}”"
    for one in facts.activities:
        yield f"{own(one.words)}: {'no number' if one.score is None else f'{one.score} of 10'}"
    if facts.aims:
        yield f"Aims: {', '.join(knowledge.aims[id].label for id in facts.aims)}"
    if facts.equipment is not None:
        at_home = [one.label for one in knowledge.equipment.values() if one.id in facts.equipment]
        yield f"At home: {', '.join(at_home) if at_home else 'nothing besides a floor and a chair'}"
    if facts.minutes_a_day is not None:
        yield f"{facts.minutes_a_day:g} minutes a day"
    experience = facts.values.get(("training_experience", ""))
    if experience is not None:
        yield f"Training experience: {str(experience).replace('_', ' ')}"


def _clearances(knowledge: Knowledge, facts: Facts) -> Iterator[str]:
    for one in facts.clearances:
        yield f"{named(knowledge, one.finding)}: {day_in_words(one.on)}, {own(one.by)}"


def _programme_heading(programme: Programme | None, stands: str) -> str:
    if programme is None:
        return "Programme"
    return f"Programme{f' ({stands})' if stands else ''}, review by {day_in_words(programme.review_by)}"


def _exercises(knowledge: Knowledge, programme: Programme | None) -> Iterator[str]:
    for planned in programme.exercises if programme else ():
        yield f"{knowledge.exercises[planned.exercise].name}: {_dose(knowledge, planned)}"


def _dose(knowledge: Knowledge, planned: PlannedExercise) -> str:
    exercise = knowledge.exercises[planned.exercise]
    pills = wording.pills(planned.dose, planned.days, phase=exercise.phase, category=exercise.category)
    return ", ".join(pill.text for pill in pills)
