"""Red flags, conditions, combinations, derivations and referrals fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.intake import Condition, Flag
from clinic.domain.knowledge import Knowledge
from clinic.domain.rule import Atom, Source
from clinic.domain.scales import Action, AskedBy, SideRule
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place


def check_findings(whole: Whole) -> Iterator[Mistake]:
    """Contradictions between and inside findings."""
    yield from _ids(whole)
    for flag in whole.knowledge.flags.values():
        yield from _flag(whole, flag)
    for condition in whole.knowledge.conditions.values():
        yield from _condition(whole, condition)
    yield from _qualifiers(whole)
    yield from _windows(whole)
    yield from _combinations(whole)
    yield from _derivations(whole)
    yield from _origins(whole)
    yield from _supersedes(whole)


def severity(knowledge: Knowledge, id: str) -> int:
    """How severe a finding is by itself: its action as a number, -1 where it has none."""
    if id in knowledge.flags:
        return knowledge.flags[id].single_action
    condition = knowledge.conditions.get(id)
    return -1 if condition is None or condition.action is None else condition.action


def _ids(whole: Whole) -> Iterator[Mistake]:
    """Every id of something that has an answer, a value or a truth is used once."""
    taken: dict[str, str] = {}
    for field in ("flags", "conditions", "combinations", "questions", "dates", "tests", "measures"):
        for id in getattr(whole.knowledge, field):
            if id in taken:
                yield Mistake(whole.place(field, id), f"{id!r} is an id in {taken[id]} too")
            taken[id] = whole.place(field, id).file


def _flag(whole: Whole, flag: Flag) -> Iterator[Mistake]:
    place = whole.place("flags", flag.id)
    asked = flag.asked_by is not AskedBy.SYSTEM
    if asked != bool(flag.question):
        yield Mistake(place.inside("question"), "is missing" if asked else "is never asked: asked_by is system")
    if not asked and (flag.required or flag.applies_when or flag.qualifiers):
        yield Mistake(place, "is never asked, so required, applies_when and qualifiers say nothing")
    if flag.single_action is Action.EMERGENCY and flag.clearable:
        yield Mistake(place.inside("clearable"), "no letter lifts an emergency")


def _condition(whole: Whole, condition: Condition) -> Iterator[Mistake]:
    place = whole.place("conditions", condition.id)
    if (condition.action is None) != (not condition.timescale):
        yield Mistake(place.inside("timescale"), "action and timescale stand together or not at all")
    if condition.clearable and condition.action is None:
        yield Mistake(place.inside("clearable"), "there is no action to lift")
    if condition.max_phase is not None and not 1 <= condition.max_phase <= 5:
        yield Mistake(place.inside("max_phase"), "phases go from 1 to 5")
    dose = condition.dose_limits
    for field, most in (("max_rpe", 10), ("max_hold_s", 300), ("max_exercises", 12)):
        value = getattr(dose, field)
        if value is not None and not 1 <= value <= most:
            yield Mistake(place.inside("dose_limits").inside(field), f"lies outside 1 to {most}")
    for field in ("prefer", "exclude"):
        yield from twice(place.inside(field), getattr(condition, field))
    for id in sorted({*condition.prefer} & {*condition.exclude}):
        yield Mistake(place.inside("prefer"), f"{id!r} is preferred and left out")
    yield from _preferred(whole, condition)


def _preferred(whole: Whole, condition: Condition) -> Iterator[Mistake]:
    place = whole.place("conditions", condition.id).inside("prefer")
    for id in condition.prefer:
        exercise = whole.knowledge.exercises.get(id)
        if exercise is None:
            continue
        if not exercise.recommended:
            yield Mistake(place, f"{id!r} is never issued")
        if condition.max_phase is not None and exercise.phase > condition.max_phase:
            yield Mistake(place, f"{id!r} stands above this condition's own max_phase")
        for demand, most in condition.limits.items():
            if exercise.demands.get(demand, most) > most:
                yield Mistake(place, f"{id!r} asks for more {demand} than this condition's own limit allows")


def _qualifiers(whole: Whole) -> Iterator[Mistake]:
    owners: list[tuple[str, Flag | Condition]] = [("flags", one) for one in whole.knowledge.flags.values()]
    owners += [("conditions", one) for one in whole.knowledge.conditions.values()]
    for field, owner in owners:
        for qualifier in owner.qualifiers.values():
            at = whole.place(field, owner.id).inside("qualifiers").inside(qualifier.id).inside("finding")
            if qualifier.finding == owner.id:
                yield Mistake(at, "a qualifier replaces the finding of its question, so it needs another one")
            if severity(whole.knowledge, qualifier.finding) > severity(whole.knowledge, owner.id):
                yield Mistake(at, f"{qualifier.finding!r} is more severe than {owner.id!r}, which it replaces")


def _windows(whole: Whole) -> Iterator[Mistake]:
    spans: dict[str, list[tuple[float, float, str]]] = {}
    for condition in whole.knowledge.conditions.values():
        if condition.window is None:
            continue
        at = whole.place("conditions", condition.id).inside("window").inside("weeks")
        weeks = condition.window.weeks
        if len(weeks) not in (1, 2) or list(weeks) != sorted(set(weeks)) or weeks[0] < 0:
            yield Mistake(at, "has to be [from] or [from, below], in weeks, the second larger")
            continue
        end = weeks[1] if len(weeks) == 2 else float("inf")
        for start, below, other in spans.get(condition.window.date, []):
            if weeks[0] < below and start < end:
                yield Mistake(at, f"overlaps the window of {other!r}")
        spans.setdefault(condition.window.date, []).append((weeks[0], end, condition.id))


def _combinations(whole: Whole) -> Iterator[Mistake]:
    for one in whole.knowledge.combinations.values():
        place = whole.place("combinations", one.id)
        if not one.all and not one.at_least:
            yield Mistake(place, "has neither all nor at_least, so it would always hold")
        if one.action is Action.EMERGENCY and one.clearable:
            yield Mistake(place.inside("clearable"), "no letter lifts an emergency")
        yield from twice(place.inside("all"), one.all)
        for at, entry in enumerate(one.at_least):
            inside = place.inside("at_least").inside(f"[{at}]")
            yield from twice(inside.inside("of"), entry.of)
            if not 1 <= entry.count <= len(entry.of):
                yield Mistake(inside.inside("count"), f"has to be 1 to {len(entry.of)}, the number of ids in of")


def _derivations(whole: Whole) -> Iterator[Mistake]:
    for one in whole.knowledge.derivations.values():
        place = whole.place("derivations", one.id)
        table = whole.tables[place.file][one.id]
        stated = [side.value for side in SideRule if isinstance(table, dict) and side.value in table]
        sided = any(_sided(whole.knowledge, atom) for atom in one.when.all)
        if sided and len(stated) != 1:
            yield Mistake(place, "reads something with sides; say same_side = true or any_side = true")
        if not sided and stated:
            yield Mistake(place.inside(stated[0]), "nothing here is taken left and right")
        if any(atom.source is Source.FINDING and atom.id == one.finding for atom in one.when.all):
            yield Mistake(place.inside("finding"), "establishes itself")
        if one.same:
            yield from _same(whole.knowledge, place.inside("same"), one.same)


def _sided(knowledge: Knowledge, atom: Atom) -> bool:
    if atom.source is Source.TEST:
        return atom.id in knowledge.tests and knowledge.tests[atom.id].per_side
    return atom.source is Source.QUESTION and atom.id in knowledge.questions and knowledge.questions[atom.id].per_side


def _same(knowledge: Knowledge, place: Place, same: tuple[str, ...]) -> Iterator[Mistake]:
    """A flag and a condition that mean the same are asked once at most and act alike."""
    if len(same) != 2 or same[0] not in knowledge.flags or same[1] not in knowledge.conditions:
        yield Mistake(place, "has to name one red flag and one condition, in this order")
        return
    flag, condition = knowledge.flags[same[0]], knowledge.conditions[same[1]]
    if flag.asked_by is not AskedBy.SYSTEM and condition.asked_by is not AskedBy.SYSTEM:
        yield Mistake(place, "both are asked, though they mean the same")
    if condition.action is not None and condition.action is not flag.single_action:
        yield Mistake(place, "the two mean the same and ask for different actions")
    if condition.action is not None and condition.clearable != flag.clearable:
        yield Mistake(place, "the two mean the same, and a letter lifts only one of them")


def _origins(whole: Whole) -> Iterator[Mistake]:
    """What nobody is asked has to be established by something else."""
    knowledge = whole.knowledge
    reached = {one.finding for one in knowledge.derivations.values()}
    reached |= {id for one in knowledge.derivations.values() for id in one.same}
    owners: list[Flag | Condition] = [*knowledge.flags.values(), *knowledge.conditions.values()]
    reached |= {qualifier.finding for owner in owners for qualifier in owner.qualifiers.values()}
    for field, findings in (("flags", knowledge.flags), ("conditions", knowledge.conditions)):
        for id, finding in findings.items():
            windowed = isinstance(finding, Condition) and finding.window is not None
            if finding.asked_by is AskedBy.SYSTEM and id not in reached and not windowed:
                yield Mistake(whole.place(field, id), "nobody is asked and nothing establishes it")


def _supersedes(whole: Whole) -> Iterator[Mistake]:
    referrals = whole.knowledge.referrals
    for id in referrals:
        seen: set[str] = set()
        todo = [*referrals[id].supersedes]
        while todo:
            one = todo.pop()
            if one not in seen and one in referrals:
                seen.add(one)
                todo += referrals[one].supersedes
        if id in seen:
            yield Mistake(whole.place("referrals", id).inside("supersedes"), "supersedes itself in the end")
