"""The programme builder as a page: the exercises, the week, what stands against the issue, and what may be added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from clinic.domain.applies import applies_to
from clinic.domain.candidate import Candidate
from clinic.domain.dose_room import span_in_words
from clinic.domain.programme import DAYS, PlannedExercise
from clinic.domain.rungs import search
from clinic.exchange.programme_file import read_programme
from clinic.handout.sheet import Sheet
from clinic.pathway.plan import Plan
from clinic.store.programmes import Version
from clinic.web.builder_card import Refused, cards
from clinic.web.builder_remarks import remarks_on
from clinic.web.builder_wishes import DAYS_OF
from clinic.web.practice import practice
from clinic.web.programme_words import dose_in_words, exercise_name
from clinic.web.visits import age
from clinic.web.week import NAMES
from clinic.web.words import works
from clinic.web.workshop import Workshop


@dataclass(frozen=True)
class Day:
    """One box of the week: its value, "Mon", "Monday", whether it is ticked."""

    value: str
    short: str
    name: str
    on: bool


@dataclass(frozen=True)
class WeekRow:
    """One exercise in the week. `room`: how many days it allows, in words; `apart`: hours its days keep between them,
    from each other and from those of other such exercises, or 0."""

    exercise: str
    name: str
    days: tuple[Day, ...]
    room: str
    apart: int


@dataclass(frozen=True)
class PastRow:
    """One exercise of an old version, in words."""

    name: str
    dose: str
    why: str


def builder_page(shop: Workshop, *, refused: Refused | None = None, words: str = "") -> str:
    """The workshop for one programme. `refused` is a change that could not be made, `words` what was searched for."""
    plan = shop.plan
    found = search(plan.reach, plan.content, words)
    shown = cards(plan, shop.names, refused)
    sources = {key for card in shown for gap in card.gaps for key in gap.sources}
    return render_template(
        "builder/one.html",
        **_about(shop),
        cards=shown,
        week=_week(plan, refused),
        apart=_apart(plan),
        refused=refused,
        against=shop.ready.against,
        remarks=remarks_on(plan),
        can_sign=not shop.ready.against_signing,
        notes=tuple(dict.fromkeys((*plan.judgement.notes, *plan.content.notes))),
        needs_reason=plan.judgement.needs_reason,
        found=found,
        pictured=pictured,
        words=words,
        shelves=_shelves(found),
        templates=shop.templates,
        before=shop.before,
        stale=any("bring the programme up to date" in one for one in plan.judgement.against_issue),
        sources=works(plan.knowledge, sorted(sources)),
    )


def version_page(shop: Workshop, version: Version) -> str:
    """One version as it was, to look at."""
    content = read_programme(version.content, None)
    rows = tuple(
        PastRow(exercise_name(shop.plan.knowledge, one), dose_in_words(shop.plan.knowledge, one), one.why)
        for one in content.exercises
    )
    return render_template("builder/version.html", **_about(shop), version=version, rows=rows)


def preview_page(shop: Workshop, sheet: Sheet) -> str:
    """What the sheet will say, marked as a preview."""
    shown = moments(one.id for one in sheet.exercises)
    return render_template("builder/preview.html", **_about(shop), sheet=sheet, moments=shown)


def pictured(exercise: str) -> str:
    """Which picture shows an exercise best: the finish of a movement, the start of a hold; empty where none does."""
    pose = practice().poses.get(exercise)
    return "" if pose is None else "start" if pose.still else "finish"


def moments(exercises: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """By exercise the pictures there are of it."""
    shown = {exercise: pictured(exercise) for exercise in exercises}
    return {
        exercise: ("start", "finish") if one == "finish" else ("start",) if one else ()
        for exercise, one in shown.items()
    }


def _about(shop: Workshop) -> Mapping[str, Any]:
    """What every page of a programme shows: whose it is, how it stands, and its history."""
    return {
        "plan": shop.plan,
        "patient": shop.patient,
        "age": age(shop.patient, shop.plan.assessment.assessed_on),
        "past": shop.past,
        "number": shop.plan.version.number,
        "is_signed": shop.is_signed,
    }


def typed() -> dict[str, tuple[str, ...]]:
    """What was sent with a change that could not be made, to be shown again."""
    return {name: tuple(values) for name, values in request.form.lists()}


def _week(plan: Plan, refused: Refused | None) -> tuple[WeekRow, ...]:
    again = refused.typed if refused and refused.kind == "days" else {}
    return tuple(_row(plan, one, again) for one in plan.content.exercises if one.exercise in plan.knowledge.exercises)


def _row(plan: Plan, one: PlannedExercise, again: Mapping[str, tuple[str, ...]]) -> WeekRow:
    known = plan.knowledge.exercises[one.exercise]
    ticked = again.get(f"{DAYS_OF}{one.exercise}", one.days)
    rules = [
        rule.hours_between_at_least or 0
        for rule in plan.knowledge.staging.recovery_rules
        if applies_to(plan.knowledge, rule.applies_to, known, one.role)
    ]
    days = tuple(Day(day, name[:3], name, day in ticked) for day, name in zip(DAYS, NAMES, strict=True))
    room = span_in_words(known.dose.bounds.days_per_week)
    return WeekRow(one.exercise, known.name, days, room, max(rules, default=0))


def _apart(plan: Plan) -> int:
    """The longest rest that a rule of the knowledge asks for between days, in hours."""
    return max((rule.hours_between_at_least or 0 for rule in plan.knowledge.staging.recovery_rules), default=0)


def _shelves(found: tuple[Candidate, ...]) -> tuple[tuple[str, str, tuple[Candidate, ...]], ...]:
    """What is not in the programme: by heading, how it may be added, and the exercises."""
    others = [one for one in found if not one.in_programme]
    ready = tuple(one for one in others if one.permitted and one.due and one.at_home)
    later = tuple(one for one in others if one.permitted and not (one.due and one.at_home))
    withheld = tuple(one for one in others if not one.permitted and one.recommended)
    never = tuple(one for one in others if not one.recommended)
    return (
        ("Permitted and due", "add", ready),
        ("Permitted, not yet due or not at home", "add", later),
        ("Withheld", "override", withheld),
        ("Never given to anyone", "", never),
    )
