"""What every page of one running clinic reads: its settings, its knowledge and the form laid out from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import current_app
from flask_wtf import FlaskForm

from clinic.domain.knowledge import Knowledge
from clinic.domain.pose import Pose
from clinic.settings import Settings
from clinic.web.intake_layout import Layout


@dataclass(frozen=True)
class Practice:
    """One clinic's settings, knowledge and form, made once at start. `form` is the class of the form and `form_fields`
    the names of its fields, `poses` what there is to draw, `clock` the day there, `moment` the moment in UTC;
    `invented` marks the demonstration, whose people do not exist."""

    settings: Settings
    knowledge: Knowledge
    layout: Layout
    form: type[FlaskForm]
    form_fields: frozenset[str]
    poses: Mapping[str, Pose]
    clock: Callable[[], date]
    moment: Callable[[], datetime]
    invented: bool = False


def practice() -> Practice:
    """The clinic that the current request is for."""
    found: Practice = current_app.extensions["practice"]
    return found


def today() -> date:
    """The day at the clinic that the current request is for."""
    return practice().clock()


def moment() -> datetime:
    """The moment of the current request, in UTC."""
    return practice().moment()


def now() -> datetime:
    """The moment where this program runs, in UTC."""
    return datetime.now(UTC)


def day_here() -> date:
    """The day where this program runs."""
    return datetime.now().astimezone().date()
