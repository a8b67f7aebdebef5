"""One exercise of the programme builder: figures, dose with its bounds, what speaks against it, and its ladder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clinic.domain.candidate import Candidate
from clinic.domain.chosen import ACTIVATION
from clinic.domain.dose_room import SAID, dose_room, span_in_words
from clinic.domain.in_words import day_in_words
from clinic.domain.judgement import ExerciseJudgement
from clinic.domain.minutes import MINUTE_S
from clinic.domain.override import objection_key
from clinic.domain.programme import PlannedExercise
from clinic.domain.rungs import rungs_beside
from clinic.pathway.plan import Plan
from clinic.web.builder_wishes import LABELS
from clinic.web.practice import practice
from clinic.web.week import PlannedView, planned_view

WHY_OF = "why-"


@dataclass(frozen=True)
class Refused:
    """A change that could not be made: which kind, which exercise it concerns, why not in words, and what was typed.
    `at` holds words that belong to one field, by its name."""

    kind: str
    exercise: str = ""
    words: tuple[str, ...] = ()
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str, otherwise: str) -> str:
        """What was typed into a field, or what stands there."""
        return self.typed[name][0] if self.typed.get(name) else otherwise


@dataclass(frozen=True)
class DoseField:
    """One number of a dose as it stands or was typed. `room` is what may be chosen, in words; `because` narrows it.
    `minutes` says a time that is kept in minutes too."""

    name: str
    label: str
    value: str
    low: int
    high: int
    room: str
    because: str
    minutes: str

    @property
    def faulty(self) -> bool:
        """Whether it is no whole number within its bounds."""
        return not (self.value.isascii() and self.value.isdecimal() and self.low <= int(self.value) <= self.high)


@dataclass(frozen=True)
class Gap:
    """An objection without an override: the field of its reason, and why there can be none (`never`) or ""."""

    key: str
    reason: str
    sources: tuple[str, ...]
    never: str
    why: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An objection that an override answers: why, who decided, and when."""

    reason: str
    why: str
    by: str
    on: str


@dataclass(frozen=True)
class Card:
    """One exercise with everything the page says about it. `view` is None for one that the library no longer has."""

    place: int
    planned: PlannedExercise
    name: str
    view: PlannedView | None
    up: bool
    down: bool
    doses: tuple[DoseField, ...]
    gaps: tuple[Gap, ...]
    given: tuple[Given, ...]
    problems: tuple[str, ...]
    not_due: str
    lacking: tuple[str, ...]
    ladder: str
    rungs: tuple[Candidate, ...]
    refused: Refused | None

    @property
    def overridable(self) -> bool:
        """Whether each objection without an override may have one."""
        return bool(self.gaps) and not any(gap.never for gap in self.gaps)


def cards(plan: Plan, names: Mapping[str, str], refused: Refused | None) -> tuple[Card, ...]:
    """The exercises of a programme in their order. `names` are those of the accounts."""
    ones = plan.content.exercises
    return tuple(_card(plan, names, refused, place, ones) for place in range(len(ones)))


def _card(
    plan: Plan, names: Mapping[str, str], refused: Refused | None, place: int, ones: tuple[PlannedExercise, ...]
) -> Card:
    one, here = ones[place], practice()
    judged = plan.judgement.exercises[place]
    known = plan.knowledge.exercises.get(one.exercise)
    mine = refused if refused and refused.exercise == one.exercise else None
    ladder = plan.knowledge.ladders.get(one.ladder)
    return Card(
        place=place + 1,
        planned=one,
        name=known.name if known else one.exercise,
        view=planned_view(plan.knowledge, here.poses, one) if known else None,
        up=place > 0 and ACTIVATION not in {one.role, ones[place - 1].role},
        down=place + 1 < len(ones) and one.role != ACTIVATION,
        doses=_doses(plan, one, mine) if known else (),
        gaps=tuple(_gaps(judged, mine)),
        given=tuple(_given(judged, names)),
        problems=judged.problems,
        not_due=judged.not_due,
        lacking=judged.lacking,
        ladder=ladder.label if ladder else "",
        rungs=rungs_beside(plan.reach, one, plan.content) if known else (),
        refused=mine,
    )


def _doses(plan: Plan, one: PlannedExercise, refused: Refused | None) -> tuple[DoseField, ...]:
    room = dose_room(plan.reach, plan.knowledge.exercises[one.exercise])
    found = []
    for part in SAID:
        span, value = room.span(part), getattr(one.dose, part)
        if span is None or value is None:
            continue
        typed = refused.text(part, f"{value}") if refused and refused.kind == "dose" else f"{value}"
        because = room.because.get(part, "")
        low, high, said = int(span.min), int(span.max), span_in_words(span)
        minutes = _in_minutes(value) if part == "duration_s" else ""
        found.append(DoseField(part, LABELS[part], typed, low, high, said, because, minutes))
    return tuple(found)


def _in_minutes(seconds: float) -> str:
    """A time as it is thought of: "480 s = 8 min"; "" for less than a minute."""
    return f"{seconds:g} s = {seconds / MINUTE_S:.3g} min" if seconds >= MINUTE_S else ""


def _gaps(judged: ExerciseJudgement, refused: Refused | None) -> Iterable[Gap]:
    for gap in judged.outstanding:
        key = objection_key(gap.objection)
        typed = refused.text(f"{WHY_OF}{key}", "") if refused and refused.kind == "override" else ""
        faults = refused.at.get(key, ()) if refused else ()
        yield Gap(key, gap.objection.reason, gap.objection.sources, gap.never, typed, faults)


def _given(judged: ExerciseJudgement, names: Mapping[str, str]) -> Iterable[Given]:
    for objection, override in judged.overridden:
        yield Given(objection.reason, override.why, names.get(override.by, ""), day_in_words(override.on))
