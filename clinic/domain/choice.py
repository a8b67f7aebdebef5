"""Which exercises: the drill, then one exercise per aim in turn, ladder by ladder (`[choice]` of aims.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clinic.domain.chosen import ACTIVATION, MAIN, Chosen
from clinic.domain.drill import choose_drill
from clinic.domain.ladder_walk import Rung, reasons_against, rung_of
from clinic.domain.library import Ladder
from clinic.domain.programme import EmptyChoice
from clinic.domain.reach import Reach
from clinic.domain.turns import Turn, adding_turns, aim_turns, fallback_turn, leading_turns

ROOM_FOR_THE_AIM = 2
"""An effect's ladder joins "when there is room": when besides it two exercises are left for the aim."""

Exercises = tuple[Chosen, ...]


@dataclass(frozen=True)
class Choice:
    """The exercises in the order they are performed, the ladders that gave none, and notes for the clinician."""

    exercises: Exercises
    empty: tuple[EmptyChoice, ...]
    notes: tuple[str, ...]


def places(reach: Reach) -> int:
    """How many exercises are proposed, the drill counted: fewer when irritable, never over a finding's ceiling."""
    choice, staging = reach.knowledge.choice, reach.knowledge.staging
    band = next(band for band in staging.irritability if band.id == reach.screening.placement.irritability)
    wanted = choice.proposed_exercises if band.proposed_exercises is None else choice.proposed_when_irritable
    ceiling = reach.screening.caps.exercises
    return min(wanted, int(reach.stage.exercises.max), wanted if ceiling is None else ceiling.at_most)


def choose(reach: Reach, wanted: int) -> Choice:
    """At most `wanted` exercises, drill first, the exercise an effect adds last."""
    drill = choose_drill(reach)
    exercises: Exercises = (drill,) if drill else ()
    exercises, leading = _lead(reach, exercises, wanted)
    turns = aim_turns(reach)
    if wanted - reach.knowledge.choice.drills - 1 >= ROOM_FOR_THE_AIM:
        exercises = _add(reach, _fill(reach, exercises, turns, wanted - 1))
    exercises = _fill(reach, exercises, turns, wanted)
    notes = (*leading, *_adding_notes(reach, exercises), *_too_few(exercises, wanted))
    return Choice(exercises, tuple(_empty(reach)), notes)


def _lead(reach: Reach, exercises: Exercises, wanted: int) -> tuple[Exercises, tuple[str, ...]]:
    """What an effect puts before the exercises of the aims, with its note."""
    notes = []
    for turn, effect in leading_turns(reach):
        led = _fill_from(reach, exercises, (turn,), min(wanted, len(exercises) + effect.leads_at_most))
        if led != exercises:
            notes.append(effect.says_clinician)
        exercises = led
    return exercises, tuple(notes)


def _add(reach: Reach, exercises: Exercises) -> Exercises:
    """What the first effect adds whose ladders are not served yet: one exercise at most for all effects together."""
    for turn, _ in adding_turns(reach):
        added = None if _serves_any(reach, turn, exercises) else _next(reach, turn, exercises)
        if added:
            return (*exercises, added)
    return exercises


def _adding_notes(reach: Reach, exercises: Exercises) -> Iterator[str]:
    for turn, effect in adding_turns(reach):
        left_out = (
            "" if _serves_any(reach, turn, exercises) else "Left out, for want of room or of a rung within reach: "
        )
        yield f"{left_out}{effect.says_clinician}"


def _serves_any(reach: Reach, turn: Turn, exercises: Exercises) -> bool:
    return any(_is_served(reach, reach.knowledge.ladders[id], exercises) for id in turn.ladders)


def _fill(reach: Reach, exercises: Exercises, turns: tuple[Turn, ...], wanted: int) -> Exercises:
    """The aims' own ladders first; when they give too few, the fallback ladders."""
    return _fill_from(reach, _fill_from(reach, exercises, turns, wanted), (fallback_turn(reach),), wanted)


def _fill_from(reach: Reach, exercises: Exercises, turns: tuple[Turn, ...], wanted: int) -> Exercises:
    """One exercise per turn, round by round, until there are enough or a whole round brings none."""
    while len(exercises) < wanted:
        before = exercises
        for turn in turns:
            found = _next(reach, turn, exercises) if len(exercises) < wanted else None
            exercises = (*exercises, found) if found else exercises
        if exercises == before:
            break
    return exercises


def _next(reach: Reach, turn: Turn, exercises: Exercises) -> Chosen | None:
    """The rung of the first ladder that is not served and whose kind may come now."""
    for id in turn.ladders:
        ladder = reach.knowledge.ladders[id]
        rung = _rung(reach, ladder)
        if rung and not _is_taken(rung, exercises) and _may_come(reach, turn, ladder, exercises):
            return Chosen(rung.exercise, turn.aim, id, MAIN, f"{turn.why} {rung.why}".strip())
    return None


def _rung(reach: Reach, ladder: Ladder) -> Rung | None:
    return rung_of(reach, ladder) if reach.is_open(ladder) else None


def _is_taken(rung: Rung, exercises: Exercises) -> bool:
    return any(one.exercise == rung.exercise for one in exercises)


def _is_served(reach: Reach, ladder: Ladder, exercises: Exercises) -> bool:
    """Whether the rung a ladder gives is in the programme already, through whichever ladder."""
    rung = _rung(reach, ladder)
    return rung is not None and _is_taken(rung, exercises)


def _may_come(reach: Reach, turn: Turn, ladder: Ladder, exercises: Exercises) -> bool:
    """No second exercise of a kind before every kind of the aim is served or empty; a second pull is the other pull."""
    alike = [one for one in _main_ladders(reach, exercises) if one.kind == ladder.kind]
    if not alike:
        return True
    other_way = not ladder.pull or alike[-1].pull != ladder.pull
    return other_way and all(_is_settled(reach, turn, kind, exercises) for kind in turn.must_serve)


def _is_settled(reach: Reach, turn: Turn, kind: str, exercises: Exercises) -> bool:
    """Whether a kind of the aim is served, or none of the ladders that could serve it gives anything."""
    ladders = [reach.knowledge.ladders[id] for id in (*turn.ladders, *reach.aim_stage(turn.aim).ladders)]
    of_kind = [ladder for ladder in ladders if ladder.kind == kind]
    return (
        any(ladder.kind == kind for ladder in _main_ladders(reach, exercises))
        or any(_is_served(reach, ladder, exercises) for ladder in of_kind)
        or not any(_rung(reach, ladder) for ladder in of_kind)
    )


def _main_ladders(reach: Reach, exercises: Exercises) -> list[Ladder]:
    return [reach.knowledge.ladders[one.ladder] for one in exercises if one.role == MAIN]


def _empty(reach: Reach) -> Iterator[EmptyChoice]:
    """Every ladder of the aims that may be walked and gives nothing, with the reasons."""
    for aim in reach.aims:
        for id in reach.aim_stage(aim).ladders:
            ladder = reach.knowledge.ladders[id]
            if reach.is_open(ladder) and rung_of(reach, ladder) is None:
                yield EmptyChoice(aim, id, reasons_against(reach, ladder))


def _too_few(exercises: Exercises, wanted: int) -> Iterator[str]:
    if len(exercises) < wanted:
        yield f"Only {len(exercises)} of {wanted} exercises: nothing else on the ladders is within reach."
    if not any(one.role == ACTIVATION for one in exercises):
        yield "No activation drill is within reach."
