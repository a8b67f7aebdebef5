"""Prints the programme of a case as a sheet."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from clinic.domain.facts import Facts
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Screening
from clinic.domain.override import Override, outstanding
from clinic.domain.programme import Programme
from clinic.handout.content import sheet_content
from clinic.handout.errors import HandoutError
from clinic.handout.pictures import pictures
from clinic.handout.printing import render_pdf
from clinic.knowledge.poses import load_poses
from clinic.pathway.in_force import printed_clinic
from clinic.pathway.issue import against_issue
from clinic.settings import Settings


def sheet_pdf(
    knowledge: Knowledge,
    settings: Settings,
    facts: Facts,
    screening: Screening,
    programme: Programme,
    *,
    printed_on: date,
    large: bool = False,
    cache: Path | None = None,
    overrides: Iterable[Override] = (),
    count_reason: str = "",
) -> bytes:
    """The printed programme as PDF, with the clinic's own details; `large` in 16 point. It is kept nowhere but in
    `cache`, a folder of finished PDFs, and in none without one.

    A withheld exercise is printed when `overrides` answer each of its objections; the sheet says nothing of them.
    `count_reason` says why there are so many exercises, where that is asked. Raises HandoutError when it cannot be
    printed, for any exercise that this screening does not permit now, and for whatever else stands against its issue.
    """
    made = tuple(overrides)
    withheld = dict.fromkeys(one.exercise for one in outstanding(screening, programme, made))
    if withheld or not screening.disposition.allows_programme:
        stands = ", ".join(withheld) or screening.disposition.label
        raise HandoutError(f"No sheet is printed for what this screening does not permit: {stands}.")
    if against := against_issue(knowledge, facts, screening, programme, made, count_reason=count_reason):
        raise HandoutError(f"No sheet is printed until this is settled: {' '.join(against)}")
    drawn = pictures(load_poses(), [one.exercise for one in programme.exercises])
    sheet = sheet_content(
        knowledge,
        facts,
        programme,
        printed_clinic(settings),
        advice=screening.advice,
        printed_on=printed_on,
        figures=drawn,
    )
    return render_pdf(sheet, paper=settings.paper, large=large, cache=cache)


def sheet_cache(settings: Settings, facts: Facts) -> Path | None:
    """Where the finished sheet of these facts may stay: in the clinic's own folder when there is one to write in and
    the sheet names nobody, else nowhere."""
    instance = settings.instance
    if names_somebody(facts) or not (instance.is_dir() and os.access(instance, os.W_OK)):
        return None
    return instance / "cache" / "sheets"


def names_somebody(facts: Facts) -> bool:
    """Whether anything on the sheet could tell who it is for: a name, a number, a birth date or their own words."""
    person = facts.person
    return bool(person.name.strip() or person.number.strip() or person.birth_date or facts.goal.strip())
