"""What stands against issuing a programme besides objections, and what is worth knowing before it is issued."""

from __future__ import annotations

from collections.abc import Iterator

from clinic.domain.change import barred, is_known, name_of
from clinic.domain.chosen import ACTIVATION
from clinic.domain.dose_room import dose_room, outside
from clinic.domain.in_words import raised
from clinic.domain.library import Ladder
from clinic.domain.placing import without_drill
from clinic.domain.planned import as_dosed
from clinic.domain.programme import PlannedExercise, Programme
from clinic.domain.programme_notes import EQUIPMENT_NOT_ASKED
from clinic.domain.reach import Reach
from clinic.domain.recovery import against_days, collision_in_words, collisions, in_order
from clinic.domain.settled import brought_up, minutes_a_day
from clinic.domain.week import outside_the_stage

NO_DRILL = "No activation drill opens the session."


def against_exercise(reach: Reach, programme: Programme, one: PlannedExercise) -> tuple[str, ...]:
    """What has to be mended about one exercise, its objections aside: bounds, days, and whatever is out of date."""
    return tuple(_against_exercise(reach, programme, one))


def against_whole(reach: Reach, programme: Programme, count_reason: str = "") -> tuple[str, ...]:
    """What stands against the programme as a whole: the disposition first (I5), then rest days and numbers."""
    return tuple(_against_whole(reach, programme, count_reason))


def needs_reason(reach: Reach, programme: Programme) -> bool:
    """Whether there are so many exercises that somebody has to say why: many for anyone, or for this stage."""
    count = len(programme.exercises)
    return count >= reach.knowledge.staging.exercise_count.reason_from or count > reach.stage.exercises.max


def worth_knowing(reach: Reach, programme: Programme) -> tuple[str, ...]:
    """Notes for the clinician: time, number, drill, kinds, the stage's days. None of them stands against the issue."""
    return tuple(_worth_knowing(reach, programme))


def _against_exercise(reach: Reach, programme: Programme, one: PlannedExercise) -> Iterator[str]:
    name = name_of(reach, one.exercise)
    if sum(other.exercise == one.exercise for other in programme.exercises) > 1:
        yield f"'{name}' is in this programme twice."
    if not is_known(reach, one):
        yield f"'{name}' is no longer where it was in the library: remove it or add it anew."
        return
    exercise = reach.knowledge.exercises[one.exercise]
    wrong = (
        *outside(exercise, dose_room(reach, exercise), one.dose),
        *against_days(reach.knowledge, exercise, one.role, one.days),
    )
    yield from wrong
    if one.role == ACTIVATION and one.exercise not in reach.knowledge.activation.drills:
        yield f"'{name}' is no drill: it cannot open the session."
    if not wrong and (brought_up(reach, one) != one or one.days != in_order(one.days)):
        yield f"'{name}' was planned for another screening: bring the programme up to date."


def _against_whole(reach: Reach, programme: Programme, count_reason: str) -> Iterator[str]:
    yield from barred(reach)
    if (reach.screening.edition, reach.screening.assessed_on) != (reach.knowledge.edition, reach.facts.assessed_on):
        yield "The screening is not one of today's knowledge and of these answers: screen again."
    if not programme.exercises:
        yield "There is no exercise in this programme."
    for collision in collisions(reach.knowledge, (one for one in programme.exercises if is_known(reach, one))):
        yield collision_in_words(reach.knowledge, collision)
    yield from _too_many(reach, programme, count_reason)
    if programme.minutes_a_day != minutes_a_day(programme.exercises):
        yield "The minutes a day do not fit the exercises: bring the programme up to date."
    if programme.review_by < reach.facts.assessed_on:
        yield "The day of the review lies before the screening."


def _too_many(reach: Reach, programme: Programme, count_reason: str) -> Iterator[str]:
    count, cap = len(programme.exercises), reach.screening.caps.exercises
    if cap is not None and count > cap.at_most:
        findings = ", ".join(reach.knowledge.finding_label(finding) for finding, _ in cap.by)
        yield f"{count} exercises; {findings} allows {cap.at_most} at most."
    if needs_reason(reach, programme) and not count_reason.strip():
        yield f"{count} exercises are many: say why there are so many."
    if sum(one.role == ACTIVATION for one in programme.exercises) > reach.knowledge.choice.drills:
        yield "More than one drill opens the session."


def _worth_knowing(reach: Reach, programme: Programme) -> Iterator[str]:
    exercises, wanted = programme.exercises, reach.facts.minutes_a_day
    known = tuple(one for one in exercises if is_known(reach, one))
    minutes, count = minutes_a_day(exercises), reach.knowledge.staging.exercise_count
    if wanted is not None and minutes > wanted:
        yield f"{minutes} minutes on the longest day, more than the {wanted:g} there are."
    if len(exercises) >= count.note_from:
        yield count.adherence_note
    if not any(one.role == ACTIVATION for one in exercises):
        yield NO_DRILL
    if days := without_drill(exercises):
        yield f"No drill opens the session on {', '.join(raised(day) for day in days)}."
    yield from _second_of_a_kind(reach, known)
    yield from filter(None, (outside_the_stage(reach, as_dosed(one)) for one in known))
    if reach.facts.equipment is None:
        yield EQUIPMENT_NOT_ASKED


def _second_of_a_kind(reach: Reach, exercises: tuple[PlannedExercise, ...]) -> Iterator[str]:
    """A note for each second exercise of a kind while another kind of its aim could be served and is not."""
    kinds, ladders = reach.knowledge.kinds, reach.knowledge.ladders
    for place, one in enumerate(exercises):
        if one.role == ACTIVATION:
            continue
        before = exercises[:place]
        served = {ladders[other.ladder].kind for other in before if other.role != ACTIVATION}
        kind = ladders[one.ladder].kind
        if kind in served:
            first = reach.aim_stage(one.aim)
            waiting = [
                must for must in first.must_serve if must not in served and _offers(reach, one.aim, must, before)
            ]
            if waiting:
                labels = ", ".join(kinds[must].label for must in waiting)
                yield f"A second exercise of '{kinds[kind].label}' comes before any of: {labels}."


def _offers(reach: Reach, aim: str, kind: str, taken: tuple[PlannedExercise, ...]) -> bool:
    """Whether a ladder of the aim and kind has a rung within reach, and none of its rungs within reach is taken."""
    of_kind: list[Ladder] = [reach.knowledge.ladders[id] for id in reach.aim_stage(aim).ladders]
    rungs = {rung for one in of_kind if one.kind == kind and reach.is_open(one) for rung in one.rungs}
    within = {rung for rung in rungs if reach.can_choose(rung)}
    return bool(within) and not within & {one.exercise for one in taken}
