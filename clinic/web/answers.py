"""Between a stored assessment and the intake form: which fields there are, what is typed in them, how they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from clinic.domain.body_chart import read_chart
from clinic.domain.in_words import day_in_words
from clinic.exchange.case_file import CaseError, CaseMistake
from clinic.knowledge.body_chart import load_body_chart
from clinic.store.assessments import Assessment
from clinic.store.patients import Patient
from clinic.web.case_fields import BIRTH, CLEARANCE, Typed, day_as_written, typed_case
from clinic.web.intake_form import ASKED_ALL_NO
from clinic.web.practice import practice

PERSON = "patient-"
CHART = "chart-"
ON = "assessed_on"


def typed_answers(typed: Typed) -> dict[str, list[str]]:
    """What was typed into the fields of an assessment; whatever else was sent is none of it, and who the person is
    stands in their record."""
    known = practice().form_fields
    return {
        name: values
        for name, values in typed.lists()
        if (name in known or name.startswith(CHART)) and not name.startswith(PERSON) and name != CLEARANCE
    }


def examined_fields() -> frozenset[str]:
    """The fields of what is found out by examining."""
    return frozenset(
        name for item in practice().layout.items.values() if item.by_clinician for name in (*item.names, item.qualifier)
    )


def day_typed(typed: Typed, otherwise: date) -> date:
    """The day of the assessment as typed; the other one while it is none."""
    try:
        return date.fromisoformat(day_as_written(typed.get(ON, "")))
    except ValueError:
        return otherwise


def typed_of_assessment(assessment: Assessment, patient: Patient) -> Typed:
    """What to type into the form to get this assessment of this person."""
    typed: Typed = MultiDict()
    for name, entered in assessment.answers.items():
        typed.setlist(name, list(entered.values))
    return with_person(typed, patient)


def posted(patient: Patient) -> Typed:
    """What was sent from the form, with the person from their record."""
    typed: Typed = MultiDict()
    for name, values in typed_answers(request.form).items():
        typed.setlist(name, values)
    return with_person(typed, patient)


def with_person(typed: Typed, patient: Patient) -> Typed:
    """The same with who the person is, so that nothing is typed twice."""
    born = patient.birth_date
    stated = {f"{PERSON}name": patient.name, f"{PERSON}number": patient.number, f"{PERSON}sex": patient.sex}
    if born:
        stated |= dict(zip(BIRTH, (str(born.day), str(born.month), str(born.year)), strict=True))
    for name, value in stated.items():
        typed[name] = value
    return typed


def case_typed(typed: Typed) -> dict[str, Any]:
    """The raw case of what was typed. Raises CaseError with what is wrong in the body chart, which no case holds."""
    _, wrong = read_chart(load_body_chart(), dict(typed.lists()))
    if wrong:
        raise CaseError([CaseMistake(("chart", one.field), one.text) for one in wrong])
    return typed_case(practice().layout, typed)


def answers_in_words(answers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each field that holds something, by its question, as two versions of an assessment are compared."""
    return {words: said for words, said in _in_words(answers) if said}


def _in_words(answers: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    layout = practice().layout
    told = set()
    for item in layout.items.values():
        for side, name in zip(item.sides, item.names, strict=True):
            told.add(name)
            values = [item.options.get(value, value) for value in answers.get(name, ())]
            yield f"{item.wording}{f', {side}' if side else ''}", ", ".join(values)
        told.add(item.qualifier)
        yield (
            f"{item.wording}: it is certain that",
            ", ".join(item.qualifiers.get(value, value) for value in answers.get(item.qualifier, ())),
        )
    if asked := answers.get("asked_all_no"):
        told.add("asked_all_no")
        groups = practice().knowledge.groups
        yield ASKED_ALL_NO, ", ".join(groups[id].label if id in groups else id for id in asked)
    for name in sorted(set(answers) - told):
        yield OTHERS.get(name, name.replace("-", " ").replace("_", " ")), ", ".join(answers[name])


OTHERS = {ON: "Day of assessment", "goal": "Goal in their own words", "minutes_a_day": "Minutes a day"}


def shown_on(day: date) -> dict[str, list[str]]:
    """What stands in a new assessment: its day."""
    return {ON: [day_in_words(day)]}
