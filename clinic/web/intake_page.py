"""The intake form as a page, and the answer that keeps it up to date while it is filled in."""

from __future__ import annotations

from collections.abc import Iterable

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from clinic.domain.screening import screen
from clinic.exchange.case_file import CaseMistake
from clinic.web.all_clears import all_clears
from clinic.web.applying import applying
from clinic.web.body_chart import ChartView
from clinic.web.case_fields import CLEARANCE, Typed, field_of, typed_case
from clinic.web.frame import Frame, quick_check
from clinic.web.intake_form import ASKED_ALL_NO, filled
from clinic.web.marks import label_of_mark, mark_sheets, measure_of_field
from clinic.web.mistake_words import mistake_in_words
from clinic.web.panel import LeftOut, panel
from clinic.web.partial import valid_part
from clinic.web.practice import practice
from clinic.web.progress import PERSON, progress

CHART = "chart"
PLACES = {
    "aims-1": "Aims",
    "asked_all_no": ASKED_ALL_NO,
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


def intake_page(
    typed: Typed,
    mistakes: Iterable[CaseMistake] = (),
    *,
    notice: str = "",
    frame: Frame | None = None,
    chart: ChartView | None = None,
) -> str:
    """The form with everything that was typed, each mistake at its field and in the summary on top; in its frame, the
    quick-check's where none is given, and with a body chart where one is given. Where nobody asked for a check, what
    cannot be read is named at its field and in the panel, as while it is typed."""
    here = practice()
    facts, unread = valid_part(typed_case(here.layout, typed), here.knowledge)
    screening = screen(here.knowledge, facts)
    shown = applying(here.knowledge, here.layout, facts)
    wrong = tuple(_left_out(one, typed) for one in mistakes)
    left_out = tuple(_left_out(one, typed) for one in unread)
    told = wrong or left_out
    shown |= {one.field for one in told}
    at: dict[str, list[str]] = {}
    for one in told:
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
        panel=panel(here.knowledge, here.layout, screening, left_out),
        facts=facts,
        sheets=mark_sheets(here.knowledge, here.layout, facts, at),
        notice=notice,
        frame=frame or quick_check(),
        chart=chart,
    )


def live_answer(typed: Typed, *, about: bool = True) -> ResponseReturnValue:
    """The panel, the task list, the fields that apply and, where it is `about` somebody told on the form, the line
    about the person, as JSON."""
    here = practice()
    facts, mistakes = valid_part(typed_case(here.layout, typed), here.knowledge)
    screening = screen(here.knowledge, facts)
    shown = applying(here.knowledge, here.layout, facts)
    left_out = tuple(_left_out(one, typed) for one in mistakes)
    shown |= {one.field for one in left_out}
    fresh = panel(here.knowledge, here.layout, screening, left_out)
    return jsonify(
        panel=render_template("check/panel.html", panel=fresh),
        person=render_template("check/person.html", facts=facts) if about else "",
        progress=progress(here.layout, facts, screening, shown),
        applying=sorted(shown),
        mistakes={one.field: one.text for one in left_out},
        scores={one.row: one.line for one in mark_sheets(here.knowledge, here.layout, facts).values()},
    )


def _left_out(mistake: CaseMistake, typed: Typed) -> LeftOut:
    here = practice()
    if mistake.place[0] == CHART:
        return LeftOut(mistake.place[1], "Body chart", mistake.text)
    text = mistake_in_words(here.knowledge, mistake)
    if mistake.place[0] == f"{CLEARANCE}s":
        one = all_clears(here.knowledge, typed)[int(mistake.place[1]) - 1]
        return LeftOut(one.name, f"All-clear: {one.finding}", text)
    field = field_of(mistake.place, here.layout)
    row = "-".join(field.split("-")[:2])
    label = here.layout.items[row].wording if row in here.layout.items else PLACES.get(field, "")
    label = label_of_mark(field, here.layout) or label
    if field.endswith(("-left", "-right")):
        label += ", " + field.rpartition("-")[2]
    return LeftOut(field, label, text)


def _section_of(field: str) -> str:
    """The section that holds a field."""
    marked = measure_of_field(field, practice().layout)
    row = marked.row if marked else "-".join(field.split("-")[:2])
    for section in practice().layout.sections:
        if any(item.row == row for item in section.items) or field.partition("-")[0] in (*section.case_fields, "goal"):
            return section.id
    return PERSON
