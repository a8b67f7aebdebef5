"""Exercises: every demand stated, steps up and down that mirror each other, gates that can be met."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.library import Exercise
from clinic.domain.rule import Source
from clinic.domain.scales import Level
from clinic.knowledge.checks.whole import Whole, twice
from clinic.knowledge.mistakes import Mistake, Place


def check_exercises(whole: Whole) -> Iterator[Mistake]:
    """What is missing or contradicts itself in the library."""
    for exercise in whole.knowledge.exercises.values():
        place = whole.place("exercises", exercise.id)
        for demand in whole.knowledge.demands:
            if demand not in exercise.demands:
                yield Mistake(place.inside("demands").inside(demand), "is missing; every exercise states every demand")
        if not 1 <= exercise.phase <= 5:
            yield Mistake(place.inside("phase"), "phases go from 1 to 5")
        for field in ("regressions", "progressions", "stop_signs", "aliases"):
            yield from twice(place.inside(field), getattr(exercise, field))
        for field in ("steps", "form_faults", "stop_signs"):
            if not getattr(exercise, field):
                yield Mistake(place.inside(field), "is empty")
        yield from _steps(whole, place, exercise)
        yield from _gate(whole, place, exercise)
    yield from _names(whole)
    yield from _used(whole)
    yield from _cycles(whole)


def _steps(whole: Whole, place: Place, exercise: Exercise) -> Iterator[Mistake]:
    """Step up and ease back mirror each other, go up in phase, and never lead to what is never issued."""
    library = whole.knowledge.exercises
    for id in exercise.progressions:
        other = library.get(id)
        if other is None:
            continue
        at = place.inside("progressions")
        if exercise.id not in other.regressions:
            yield Mistake(at, f"{id!r} does not name {exercise.id!r} among its regressions")
        if other.phase < exercise.phase:
            yield Mistake(at, f"{id!r} is of a lower phase")
        if exercise.recommended and not other.recommended:
            yield Mistake(at, f"{id!r} is never issued")
    for id in exercise.regressions:
        if id in library and exercise.id not in library[id].progressions:
            yield Mistake(place.inside("regressions"), f"{id!r} does not name {exercise.id!r} among its progressions")


def _gate(whole: Whole, place: Place, exercise: Exercise) -> Iterator[Mistake]:
    needing = [rule.applies_to for rule in whole.knowledge.staging.progress_rules if rule.needs_gate]
    for applies in needing:
        level = next((level for level in Level if level.word == applies.at_least), Level.NONE)
        asks = exercise.demands.get(applies.demand, Level.NONE) >= level > Level.NONE
        if asks and exercise.recommended and exercise.gate is None:
            yield Mistake(place.inside("gate"), f"is missing: {applies.demand} {level.word} needs one")
    if exercise.gate is None:
        return
    at = place.inside("gate").inside("needs")
    for atom in (*exercise.gate.needs.all, *exercise.gate.needs.any):
        other = whole.knowledge.exercises.get(atom.id) if atom.source is Source.MASTERED else None
        if other is None:
            continue
        if other.id == exercise.id or other.phase > exercise.phase:
            yield Mistake(at, f"{atom.id!r} comes no earlier than {exercise.id!r} itself")
        if not other.recommended:
            yield Mistake(at, f"{atom.id!r} is never issued, so nobody can master it")


def _names(whole: Whole) -> Iterator[Mistake]:
    taken: dict[str, str] = {}
    for exercise in whole.knowledge.exercises.values():
        name = exercise.name.casefold()
        if name in taken:
            at = whole.place("exercises", exercise.id).inside("name")
            yield Mistake(at, f"{taken[name]!r} has the same name")
        taken[name] = exercise.id


def _used(whole: Whole) -> Iterator[Mistake]:
    """Equipment and stop signs that no exercise names."""
    library = whole.knowledge.exercises.values()
    needed = {id for exercise in library for choice in exercise.needs_equipment for id in choice}
    signs = {id for exercise in library for id in exercise.stop_signs}
    for field, items, used in (
        ("equipment", whole.knowledge.equipment, needed),
        ("stop_signs", whole.knowledge.stop_signs, signs),
    ):
        for id in items:
            if id not in used:
                yield Mistake(whole.place(field, id), "no exercise names it")


def _cycles(whole: Whole) -> Iterator[Mistake]:
    """Whoever steps up again and again never comes back to the same exercise."""
    library = whole.knowledge.exercises
    done: set[str] = set()
    for start in library:
        path: list[str] = []
        yield from _climb(whole, start, path, done)


def _climb(whole: Whole, id: str, path: list[str], done: set[str]) -> Iterator[Mistake]:
    if id in path:
        ring = " -> ".join([*path[path.index(id) :], id])
        yield Mistake(whole.place("exercises", id).inside("progressions"), f"steps up in a circle: {ring}")
        return
    if id in done or id not in whole.knowledge.exercises:
        return
    path.append(id)
    for above in whole.knowledge.exercises[id].progressions:
        yield from _climb(whole, above, path, done)
    path.pop()
    done.add(id)
