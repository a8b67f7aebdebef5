"""The form in which the lead sets what the clinic has for its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from clinic.domain.pain_bands import AMBER, RED, STRONGEST, starts_of
from clinic.handout.fonts import missing_characters
from clinic.settings import PAPERS
from clinic.store.house import Caseload, House
from clinic.web.letters import LettersForm
from clinic.web.practice import practice
from clinic.web.typed import plain_digits

LINES = ("name", "address", "telephone")
CASELOADS = {
    Caseload.SHARED.value: "Everybody works with every record",
    Caseload.OWN.value: "Each clinician with their own; taking over needs a reason",
}


class HouseForm(LettersForm):
    """What the clinic has set for itself. A line that says what the configuration says is not kept, so that the
    configuration still counts."""

    name = StringField("Name", validators=[Length(max=120)])
    address = StringField("Address", validators=[Length(max=240)])
    telephone = StringField("Telephone", validators=[Length(max=60)])
    paper = SelectField("Paper", choices={paper: paper for paper in PAPERS})
    amber_from = StringField("Amber from", validators=[Length(max=12)])
    red_from = StringField("Red from", validators=[Length(max=12)])
    caseload = RadioField("Records", choices=CASELOADS)
    codes_required = BooleanField("Everybody signs in with a code from their telephone as well")

    def validate_name(self, field: StringField) -> None:
        """What cannot be printed would stop every sheet."""
        _printable(field)

    def validate_address(self, field: StringField) -> None:
        """As the name."""
        _printable(field)

    def validate_telephone(self, field: StringField) -> None:
        """As the name; and somebody has to be able to ring it."""
        _printable(field)
        if _line(field) and not any(one.isdecimal() for one in _line(field)):
            raise ValidationError("A telephone number has figures in it.")

    def validate_amber_from(self, field: StringField) -> None:
        """A whole number of the scale; below it is green."""
        _pain(field)

    def validate_red_from(self, field: StringField) -> None:
        """A whole number of the scale, above amber."""
        red = _pain(field)
        try:
            amber = _pain(self.amber_from)
        except ValidationError:
            return
        if red <= amber:
            raise ValidationError("Red has to begin above amber.")

    def house(self, before: House) -> House:
        """What was set; `before` lends what the form does not ask, its version among it."""
        configured, known = practice().settings, pain_starts()
        lines = {name: _line(self[name]) for name in LINES}
        stated: dict[str, Any] = {
            name: "" if text == getattr(configured, name) else text
            for name, text in {**lines, "paper": self.paper.data}.items()
        }
        starts = {AMBER: _pain(self.amber_from), RED: _pain(self.red_from)}
        stated |= {f"{id}_from": 0 if start == known[id] else start for id, start in starts.items()}
        return replace(
            before, **stated, caseload=Caseload(self.caseload.data), codes_required=bool(self.codes_required.data)
        )


class LogoForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF publishes no types
    """A picture file."""

    logo = FileField("Picture file")


class SignOffForm(LettersForm):
    """The lead's name, typed again, and a note."""

    typed_name = StringField("Type your name to confirm", validators=[Length(max=200)])
    note = TextAreaField("Note", validators=[Length(max=2000)])


def pain_starts() -> Mapping[str, int]:
    """From which pain amber and red begin in the knowledge."""
    return starts_of(practice().knowledge.staging.pain_bands)


def typed_of_house(house: House) -> MultiDict[str, str]:
    """What to type into an empty form to get these settings: those in force."""
    configured, known = practice().settings, pain_starts()
    lines = {name: getattr(house, name) or getattr(configured, name) for name in (*LINES, "paper")}
    starts = {f"{id}_from": str(getattr(house, f"{id}_from") or known[id]) for id in (AMBER, RED)}
    ticked = {"codes_required": "y"} if house.codes_required else {}
    return MultiDict({**lines, **starts, "caseload": house.caseload.value, **ticked})


def in_words(house: House) -> Mapping[str, str]:
    """The settings line by line, as two versions of them are compared."""
    typed = typed_of_house(house)
    return {
        "Name": typed["name"],
        "Address": typed["address"],
        "Telephone": typed["telephone"],
        "Paper": typed["paper"],
        "Amber from": typed["amber_from"],
        "Red from": typed["red_from"],
        "Records": CASELOADS[house.caseload.value],
        "Codes": "Asked of everybody" if house.codes_required else "As each person chooses",
    }


def _line(field: Field) -> str:
    return " ".join((field.data or "").split())


def _printable(field: Field) -> None:
    if missing := missing_characters(_line(field)):
        raise ValidationError(f"The typeface of the sheets has no sign for {' '.join(missing)}.")


def _pain(field: Field) -> int:
    text = plain_digits((field.data or "").strip())
    if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= STRONGEST):
        raise ValidationError(f"Give a whole number from 1 to {STRONGEST}.")
    return int(text)
