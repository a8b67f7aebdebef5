"""How far the dose of one exercise may be changed for one person: its own bounds under every ceiling in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from clinic.domain.chosen import MAIN, Chosen
from clinic.domain.dose import dosed
from clinic.domain.library import Exercise, Span
from clinic.domain.outcome import Cap
from clinic.domain.programme import Dose
from clinic.domain.reach import Reach

SAID = {
    "sets": "{} sets",
    "reps": "{} repetitions",
    "hold_s": "a hold of {} seconds",
    "duration_s": "{} seconds",
    "rpe": "an effort of {} of 10",
    "times_per_day": "{} times a day",
}
"""How each part of a dose is said; the names are those of Dose, DoseChange and DoseRoom."""


@dataclass(frozen=True)
class DoseChange:
    """The parts of a dose that a clinician chooses; None leaves one as it is. `hold_s` and `duration_s` in seconds,
    `rpe` of 10."""

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    duration_s: int | None = None
    rpe: int | None = None
    times_per_day: int | None = None

    @property
    def chosen(self) -> dict[str, int]:
        """The parts that are given, by name."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)
class DoseRoom:
    """The range of each part of a dose, both ends allowed; None for a part the exercise does not have. `because` says
    by name which ceiling narrows a part."""

    sets: Span
    reps: Span
    rpe: Span
    times_per_day: Span
    hold_s: Span | None
    duration_s: Span | None
    because: dict[str, str]

    def span(self, part: str) -> Span | None:
        """The range of one part by its name."""
        found: Span | None = getattr(self, part)
        return found


def dose_room(reach: Reach, exercise: Exercise) -> DoseRoom:
    """What may be chosen for an exercise under this person's findings and stage."""
    bounds, caps = exercise.dose.bounds, reach.screening.caps
    rpe = dosed(reach, Chosen(exercise.id, "", "", MAIN, "")).dose.rpe
    stage = f"the stage '{reach.stage.label}'" if rpe == reach.stage.max_rpe else ""
    because = {"rpe": _because(reach, caps.rpe, rpe) or stage}
    hold = bounds.hold_s
    if hold and caps.hold_s and caps.hold_s.at_most < hold.max:
        hold = Span(min(hold.min, caps.hold_s.at_most), caps.hold_s.at_most)
        because["hold_s"] = _because(reach, caps.hold_s, caps.hold_s.at_most)
    return DoseRoom(
        sets=bounds.sets,
        reps=bounds.reps,
        rpe=Span(1, rpe),
        times_per_day=Span(1, reach.stage.times_per_day.max),
        hold_s=hold,
        duration_s=bounds.duration_s,
        because={part: words for part, words in because.items() if words},
    )


def refused(exercise: Exercise, room: DoseRoom, change: DoseChange) -> tuple[str, ...]:
    """What stands against a change, in words that name the range; empty when it may be made."""
    return tuple(_refused(exercise, room, change.chosen))


def outside(exercise: Exercise, room: DoseRoom, dose: Dose) -> tuple[str, ...]:
    """Where a dose that stands leaves its room, in words."""
    return tuple(_refused(exercise, room, _parts(dose)))


def changed_dose(dose: Dose, change: DoseChange) -> Dose:
    """The dose with the chosen parts put in; `seconds` is left for whoever times it anew."""
    parts = change.chosen
    return replace(
        dose,
        sets=parts.get("sets", dose.sets),
        reps=parts.get("reps", dose.reps),
        hold_s=parts.get("hold_s", dose.hold_s),
        duration_s=parts.get("duration_s", dose.duration_s),
        rpe=parts.get("rpe", dose.rpe),
        times_per_day=parts.get("times_per_day", dose.times_per_day),
    )


def clamped(room: DoseRoom, change: DoseChange) -> DoseChange:
    """The nearest change inside the room; a part the exercise does not have is dropped."""
    spans = {part: room.span(part) for part in change.chosen}
    return DoseChange(**{part: int(span.clamp(change.chosen[part])) for part, span in spans.items() if span})


def as_change(dose: Dose) -> DoseChange:
    """The parts of a dose that can be chosen, as they stand."""
    return DoseChange(**_parts(dose))


def differences(before: DoseChange, after: DoseChange) -> str:
    """What became of a dose, in words: "2 sets instead of 4"; "" when nothing changed."""
    chosen = after.chosen
    changed = [part for part, value in before.chosen.items() if part in chosen and chosen[part] != value]
    return ", ".join(f"{_said(part, f'{chosen[part]}')} instead of {before.chosen[part]}" for part in changed)


def _parts(dose: Dose) -> dict[str, int]:
    parts = {part: getattr(dose, part) for part in SAID}
    return {part: value for part, value in parts.items() if value is not None}


def _refused(exercise: Exercise, room: DoseRoom, parts: dict[str, int]) -> Iterator[str]:
    for part, value in parts.items():
        span = room.span(part)
        if span is None:
            yield f"'{exercise.name}' has no {'hold' if part == 'hold_s' else 'time'} to set."
        elif not span.min <= value <= span.max:
            by = f" ({room.because[part]})" if value > span.max and part in room.because else ""
            yield f"'{exercise.name}' allows {_said(part, span_in_words(span))}{by}, not {value}."


def span_in_words(span: Span) -> str:
    """A range as people read it: "2 to 4", or "2" where there is no choice."""
    return f"{span.min:g}" if span.min == span.max else f"{span.min:g} to {span.max:g}"


def _said(part: str, number: str) -> str:
    words = SAID[part].format(number)
    return words.removesuffix("s") if number == "1" and part in {"sets", "reps", "hold_s", "duration_s"} else words


def _because(reach: Reach, cap: Cap | None, at_most: int) -> str:
    """The findings that set a ceiling, where it is the one that binds."""
    if cap is None or cap.at_most != at_most:
        return ""
    return ", ".join(reach.knowledge.finding_label(finding) for finding, _ in cap.by)
