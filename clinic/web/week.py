"""One exercise of a programme as the page shows it: figures, dose in words, and the days as a strip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Exercise
from clinic.domain.pose import Pose
from clinic.domain.programme import DAYS, PlannedExercise
from clinic.handout import wording


@dataclass(frozen=True)
class Day:
    """One day of the strip: "Mon", "Monday", and whether the exercise is done on it."""

    short: str
    name: str
    on: bool


@dataclass(frozen=True)
class PlannedView:
    """One planned exercise with everything the page says about it. `moments` are the pictures there are."""

    planned: PlannedExercise
    exercise: Exercise
    moments: tuple[str, ...]
    alt: str
    pills: tuple[wording.Pill, ...]
    rest: str
    effort: str
    days: tuple[Day, ...]
    served: str


NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def planned_view(knowledge: Knowledge, poses: Mapping[str, Pose], planned: PlannedExercise) -> PlannedView:
    """What the page shows of one planned exercise."""
    exercise = knowledge.exercises[planned.exercise]
    pose = poses.get(planned.exercise)
    aim, ladder = knowledge.aims.get(planned.aim), knowledge.ladders.get(planned.ladder)
    return PlannedView(
        planned,
        exercise,
        () if pose is None else ("start",) if pose.still else ("start", "finish"),
        pose.alt if pose else "",
        wording.pills(planned.dose, planned.days, phase=exercise.phase, category=exercise.category),
        wording.rest(planned.dose),
        wording.effort(planned.dose),
        tuple(Day(wording.DAY_NAMES[day], name, day in planned.days) for day, name in zip(DAYS, NAMES, strict=True)),
        " · ".join(one.label for one in (aim, ladder) if one),
    )
