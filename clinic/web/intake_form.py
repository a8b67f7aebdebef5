"""The intake form as a WTForms class made from the knowledge: it carries what was typed, the token and the mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.core import UnboundField

from clinic.domain.knowledge import Knowledge
from clinic.domain.library import Equipment
from clinic.web.case_fields import AIMS, BIRTH, NO_EQUIPMENT, Typed
from clinic.web.intake_layout import Item, Layout
from clinic.web.marks import mark_form_fields

ASKED_ALL_NO = "Asked: no, except what is marked"
"""The tick for a whole group, worded so that it stays true beside a yes in that group."""
SEXES = {"F": "Female", "M": "Male", "X": "Other"}


def intake_form(knowledge: Knowledge, layout: Layout) -> type[FlaskForm]:
    """The form class of this knowledge. Every choice is judged by the case reader, not by the form."""
    fields: dict[str, object] = {
        "assessed_on": StringField("Day of assessment"),
        "patient-name": StringField("Name"),
        "patient-number": StringField("Number"),
        "patient-sex": RadioField("Sex", choices=SEXES, validate_choice=False),
        "patient-age": StringField("Age"),
        "goal": TextAreaField("Goal in their own words"),
        "minutes_a_day": StringField("Minutes a day"),
        "equipment": _choices("Equipment at home", {one.id: one.label for one in asked_equipment(knowledge)}),
        NO_EQUIPMENT: _choices("None of these", {"yes": "None of these"}),
        "mastered": _choices("Mastered", {one.id: one.name for one in knowledge.exercises.values() if one.recommended}),
        "asked_all_no": _choices(ASKED_ALL_NO, {one.id: one.label for one in knowledge.groups.values()}),
    }
    fields |= {name: StringField(label) for name, label in zip(BIRTH, ("Day", "Month", "Year"), strict=True)}
    aims = {"": "No aim chosen"} | {one.id: one.label for one in knowledge.aims.values()}
    fields |= {
        name: SelectField(label, choices=aims, validate_choice=False)
        for name, label in zip(AIMS, ("First aim", "Second aim", "Third aim"), strict=True)
    }
    for item in layout.items.values():
        fields |= {item.name(side): _field(item) for side in item.sides}
        if item.qualifiers:
            fields[item.qualifier] = RadioField(item.wording, choices=dict(item.qualifiers), validate_choice=False)
    fields |= mark_form_fields(layout)
    return type("IntakeForm", (FlaskForm,), fields)


def field_names(form_class: type[FlaskForm]) -> frozenset[str]:
    """The names of every field of the form but its token."""
    return frozenset(name for name in vars(form_class) if isinstance(getattr(form_class, name), UnboundField))


def filled(form_class: type[FlaskForm], typed: Typed, mistakes: Mapping[str, Iterable[str]]) -> FlaskForm:
    """The form with everything that was typed in it, and the mistakes at their fields."""
    form = form_class(formdata=typed)
    for name, texts in mistakes.items():
        if name in form:
            form[name].errors = tuple(texts)
    return form


def asked_equipment(knowledge: Knowledge) -> tuple[Equipment, ...]:
    """The equipment that not every home has."""
    return tuple(one for one in knowledge.equipment.values() if not one.home)


def _choices(label: str, choices: Mapping[str, str]) -> Field:
    return SelectMultipleField(label, choices=dict(choices), validate_choice=False)


def _field(item: Item) -> Field:
    if item.options and item.segmented:
        return RadioField(item.wording, choices=dict(item.options), validate_choice=False)
    if item.options:
        return SelectField(item.wording, choices={"": "Not recorded"} | dict(item.options), validate_choice=False)
    return StringField(item.wording)
