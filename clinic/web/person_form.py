"""The form that says who a person is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from clinic.domain.in_words import day_in_words
from clinic.store.patients import Patient
from clinic.web.birth_words import wrong_with
from clinic.web.case_fields import day_as_written
from clinic.web.intake_form import SEXES
from clinic.web.languages import LANGUAGES
from clinic.web.letters import LettersForm
from clinic.web.practice import today

OLDEST = 120
BIRTH = ("birth_day", "birth_month", "birth_year")


class PersonForm(LettersForm):
    """Who somebody is. The birth date is typed in three fields, so that nobody has to guess an order."""

    surname = StringField("Surname", validators=[InputRequired("Give the surname."), Length(max=200)])
    given = StringField("Given names", validators=[Length(max=200)])
    birth_day = StringField("Day", validators=[Length(max=12)])
    birth_month = StringField("Month", validators=[Length(max=12)])
    birth_year = StringField("Year", validators=[Length(max=12)])
    sex = RadioField("Sex", choices=SEXES, validate_choice=False)
    number = StringField("Number", validators=[Length(max=60)])
    telephone = StringField("Telephone", validators=[Length(max=60)])
    language = SelectField("Language", choices=LANGUAGES, default="en")
    large_print = BooleanField("Sheets in large print")
    alerts = TextAreaField("Alerts", validators=[Length(max=1000)])

    def validate_birth_day(self, _field: StringField) -> None:
        """A real day, not after today and not longer ago than anybody has lived."""
        if self.born is None and (wrong := wrong_with(*((self[name].data or "") for name in BIRTH))):
            raise ValidationError(wrong)
        if self.born is None or not today().year - OLDEST <= self.born.year or self.born > today():
            raise ValidationError(f"The birth date has to lie within the last {OLDEST} years.")

    def validate_sex(self, field: RadioField) -> None:
        """Which questions apply depends on it."""
        if field.data not in SEXES:
            raise ValidationError("Choose female, male or other: it decides which questions apply.")

    @property
    def born(self) -> date | None:
        """The birth date as typed; None when the three fields make no day."""
        try:
            return date.fromisoformat(day_as_written(" ".join((self[name].data or "").strip() for name in BIRTH)))
        except ValueError:
            return None

    def person(self, known: Patient | None = None) -> Patient:
        """Who was typed in; `known` lends what the form does not ask."""
        stated: dict[str, Any] = {
            name: " ".join((self[name].data or "").split()) for name in ("surname", "given", "number", "telephone")
        }
        stated |= {name: self[name].data or "" for name in ("sex", "language")}
        return replace(
            known or Patient("", "", "", None, ""),
            **stated,
            birth_date=self.born,
            large_print=bool(self.large_print.data),
            alerts=(self.alerts.data or "").strip(),
        )


def typed_of_person(patient: Patient) -> MultiDict[str, str]:
    """What to type into an empty form to get this person."""
    born = patient.birth_date
    stated: Mapping[str, str] = {
        **{name: getattr(patient, name) for name in ("surname", "given", "sex", "number", "telephone", "language")},
        "alerts": patient.alerts,
        **(dict(zip(BIRTH, (str(born.day), str(born.month), str(born.year)), strict=True)) if born else {}),
        **({"large_print": "y"} if patient.large_print else {}),
    }
    return MultiDict(stated)


def in_words(patient: Patient) -> Mapping[str, str]:
    """What is known of a person, line by line, as two versions of it are compared."""
    born = patient.birth_date
    return {
        "Surname": patient.surname,
        "Given names": patient.given,
        "Birth date": day_in_words(born) if born else "",
        "Sex": SEXES.get(patient.sex, ""),
        "Number": patient.number,
        "Telephone": patient.telephone,
        "Language": LANGUAGES.get(patient.language, patient.language),
        "Sheets": "Large print" if patient.large_print else "Usual print",
        "Alerts": patient.alerts,
    }
