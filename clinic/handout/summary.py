"""The assessment summary: one page for paper notes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from clinic.domain.body_chart import BodyChart, PainMark, chart_in_words
from clinic.domain.facts import Facts
from clinic.domain.in_words import day_in_words as day
from clinic.domain.in_words import evidence, named, raised, short_edition
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Reason, Screening
from clinic.domain.programme import Programme
from clinic.domain.scales import Action
from clinic.figures.body_chart import body_chart_svg
from clinic.handout.measured import Measured, measured
from clinic.handout.own_words import NUMBER, left_out, printable
from clinic.handout.referral import details_of_person
from clinic.handout.sheet import ClinicDetails, shortened
from clinic.handout.summary_parts import Part, follows, goals, own, told

TITLE = "Assessment summary"
CHART_LINES, HEADING_LINES = 20, 2
LETTERS, NAME_LETTERS, RESULT_LETTERS = 62, 24, 34
"""How many letters a line of a column holds, about."""
TREAT_AS = {
    Action.EMERGENCY: "Treat as an emergency unless clarified today.",
    Action.URGENT_REFERRAL: "Treat as an urgent referral unless clarified today.",
}


@dataclass(frozen=True)
class Assessed:
    """What the records say beside the facts: who assessed, with which registration, the reason of an amendment, and
    how far the programme has come in a word, where there is one."""

    clinician: str = ""
    registration: str = ""
    amends: str = ""
    programme_stands: str = ""


@dataclass(frozen=True)
class SummaryReason:
    """One reason behind the disposition; `cleared` says by which all-clear it was lifted."""

    label: str
    action: str
    because: str
    cleared: str


@dataclass(frozen=True)
class Summary:
    """What the page says. An empty `person` and, with `number_blank`, the number are written in by hand."""

    person: str
    details: tuple[str, ...]
    number_blank: bool
    assessed_on: str
    clinician: str
    amends: str
    disposition: str
    refers: bool
    treat_as: str
    stage: str
    reasons: tuple[SummaryReason, ...]
    chart: str
    marks: tuple[str, ...]
    told: tuple[Part, ...]
    measured: tuple[Measured, ...]
    follows: tuple[Part, ...]
    printed_on: str
    created: str
    clinic: ClinicDetails
    edition: str

    @property
    def foot(self) -> str:
        """Who it is, for the foot of every page."""
        return " · ".join(part for part in (shortened(self.person), *self.details) if part)

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished page is read back for, in the order in which it is printed."""
        reasons = (line for one in self.reasons for line in (one.label, one.action, one.cleared) if line)
        left = (line for part in self.told for line in (part.heading, *part.lines))
        results = (line for one in self.measured for line in (one.name, one.result))
        right = (line for part in self.follows for line in (part.heading, *part.lines))
        return (TITLE, self.disposition, *reasons, *self.marks, *left, *results, *right)


def summary_content(
    knowledge: Knowledge,
    facts: Facts,
    screening: Screening,
    clinic: ClinicDetails,
    *,
    chart: BodyChart,
    marks: tuple[PainMark, ...],
    assessed: Assessed,
    programme: Programme | None,
    printed_on: date,
) -> Summary:
    """The page of one assessment as it was screened. Without marks there is no drawing, and without a programme that
    part is left out. The goals stand in the shorter of the two columns."""
    results = measured(knowledge, facts)
    left = told(knowledge, facts, screening)
    right = follows(knowledge, facts, screening, programme, assessed.programme_stands, charted=bool(marks))
    wanted = goals(knowledge, facts)
    if _height(left) + (CHART_LINES + len(marks) if marks else 0) <= _height(right) + _height_of_results(results):
        left = (*wanted, *left)
    else:
        right = (*wanted, *right)
    return Summary(
        person=printable(facts.person.name),
        details=details_of_person(facts),
        number_blank=NUMBER in left_out(facts),
        assessed_on=day(facts.assessed_on),
        clinician=", ".join(part for part in (own(assessed.clinician), own(assessed.registration)) if part),
        amends=own(assessed.amends),
        disposition=raised(screening.disposition.label),
        refers=not screening.disposition.allows_programme,
        treat_as=TREAT_AS.get(screening.treat_as, "") if screening.treat_as else "",
        stage=knowledge.staging.stage(screening.placement.stage).label
        if screening.disposition.allows_programme
        else "",
        reasons=tuple(_reason(knowledge, one) for one in screening.reasons),
        chart=body_chart_svg(chart, marks) if marks else "",
        marks=chart_in_words(chart, marks),
        told=left,
        measured=results,
        follows=right,
        printed_on=day(printed_on),
        created=printed_on.isoformat(),
        clinic=clinic,
        edition=short_edition(screening.edition),
    )


def _height(parts: tuple[Part, ...]) -> int:
    """About how many lines some parts take, headings among them."""
    return sum(HEADING_LINES + sum(ceil(len(line) / LETTERS) for line in part.lines) for part in parts)


def _height_of_results(results: tuple[Measured, ...]) -> int:
    return sum(max(ceil(len(one.name) / NAME_LETTERS), ceil(len(one.result) / RESULT_LETTERS)) for one in results)


def _reason(knowledge: Knowledge, one: Reason) -> SummaryReason:
    name = named(knowledge, one.finding)
    grounds = (evidence(knowledge, because) for because in one.because)
    cleared = f"All-clear of {day(one.cleared_by.on)}: {own(one.cleared_by.by)}" if one.cleared_by else ""
    action = raised(one.action.label) + (", rests on “not sure”" if one.unsure else "")
    return SummaryReason(name, action, " · ".join(words for words in grounds if words != name), cleared)
