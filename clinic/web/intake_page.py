"""The intake form as a page, and the answer that keeps it up to date while it is filled in."""

from __future__ import annotations

from collections.abc import Iterable

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from clinic.domain.screening import screen
from clinic.exchange.case_file import CaseMistake
from clinic.web.all_clears import all_clears
from clinic.web.applying import applying
from clinic.web.case_fields import CLEARANCE, Typed, field_of, typed_case
from clinic.web.intake_form import filled
from clinic.web.mistake_words import mistake_in_words
from clinic.web.panel import LeftOut, panel
from clinic.web.partial import valid_part
from clinic.web.practice import practice
from clinic.web.progress import PERSON, progress

PLACES = {
    "aims-1": "Aims",
    "asked_all_no": "Asked, all no",
    "assessed_on": "Day of assessment",
    "equipment": "Equipment",
    "goal": "Goal",
    "mastered": "Mastered exercises",
    "minutes_a_day": "Minutes a day",
    "patient-age": "Age",
    "patient-birth_day": "Birth date",
    "patient-name": "Name",
    "patient-number": "Number",
    "patient-sex": "Sex",
}


def intake_page(typed: Typed, mistakes: Iterable[CaseMistake] = (), *, notice: str = "") -> str:
    """The form with everything that was typed, each mistake at its field and in the summary on top."""
    here = practice()
    facts, _ = valid_part(typed_case(here.layout, typed), here.knowledge)
    screening = screen(here.knowledge, facts)
    shown = applying(here.knowledge, here.layout, facts)
    wrong = tuple(_left_out(one, typed) for one in mistakes)
    shown |= {one.field for one in wrong}
    at: dict[str, list[str]] = {}
    for one in wrong:
        at.setdefault(one.field, []).append(one.text)
    return render_template(
        "check/form.html",
        form=filled(here.form, typed, at),
        layout=here.layout,
        all_clears=all_clears(here.knowledge, typed),
        faults=at,
        mistakes=wrong,
        at_fault=_section_of(wrong[0].field) if wrong else PERSON,
        applying=shown,
        progress=progress(here.layout, facts, screening, shown),
        panel=panel(here.knowledge, here.layout, screening, ()),
        facts=facts,
        notice=notice,
    )


def live_answer(typed: Typed) -> ResponseReturnValue:
    """The panel, the line about the person, the task list and the fields that apply, as JSON."""
    here = practice()
    facts, mistakes = valid_part(typed_case(here.layout, typed), here.knowledge)
    screening = screen(here.knowledge, facts)
    shown = applying(here.knowledge, here.layout, facts)
    left_out = tuple(_left_out(one, typed) for one in mistakes)
    shown |= {one.field for one in left_out}
    fresh = panel(here.knowledge, here.layout, screening, left_out)
    return jsonify(
        panel=render_template("check/panel.html", panel=fresh),
        person=render_template("check/person.html", facts=facts),
        progress=progress(here.layout, facts, screening, shown),
        applying=sorted(shown),
        mistakes={one.field: one.text for one in left_out},
    )


def _left_out(mistake: CaseMistake, typed: Typed) -> LeftOut:
    here = practice()
    text = mistake_in_words(here.knowledge, mistake)
    if mistake.place[0] == f"{CLEARANCE}s":
        one = all_clears(here.knowledge, typed)[int(mistake.place[1]) - 1]
        return LeftOut(one.name, f"All-clear: {one.finding}", text)
    field = field_of(mistake.place, here.layout)
    row = "-".join(field.split("-")[:2])
    label = here.layout.items[row].wording if row in here.layout.items else PLACES.get(field, "")
    if field.endswith(("-left", "-right")):
        label += ", " + field.rpartition("-")[2]
    return LeftOut(field, label, text)


def _section_of(field: str) -> str:
    """The section that holds a field."""
    row = "-".join(field.split("-")[:2])
    for section in practice().layout.sections:
        if any(item.row == row for item in section.items) or field.partition("-")[0] in (*section.case_fields, "goal"):
            return section.id
    return PERSON
