"""The referral note: one page for the clinician who sees the person next. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from clinic.domain.facts import Facts
from clinic.domain.in_words import SEXES, day_in_words, named, raised, reference, short_edition
from clinic.domain.intake import Measure, Question, Test
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Reason, Screening
from clinic.domain.reasons import parallel_referral
from clinic.domain.rule import SIDES
from clinic.domain.scales import Action, Truth
from clinic.handout.grounds import Grounds
from clinic.handout.own_words import NUMBER, left_out, printable
from clinic.handout.sheet import ClinicDetails, shortened
from clinic.handout.wording import lowered

HEADINGS = {Action.EMERGENCY: "Emergency referral", Action.URGENT_REFERRAL: "Urgent referral"}
GP = "General practitioner"
RECIPIENTS = {
    Action.EMERGENCY: "Emergency department",
    Action.URGENT_REFERRAL: "General practitioner or on-call specialist",
    Action.REFER_BEFORE_EXERCISE: GP,
}
REFERRED_TO = {
    "rheumatology": "Rheumatology",
    "mental_health_same_day": "General practitioner or mental health team",
    "eye_same_day": "Eye clinic, same day",
}
"""To whom a referral beside a programme goes, where it is not the general practitioner."""
TOLD_GP = "GP told"
"""Opens the name of a referral that only tells the general practitioner: no request to one who reads it."""
ELSEWHERE = frozenset({"goals_and_home", "posture_and_movement"})
"""The sections whose questions plan the exercise and say nothing to whoever the person is referred to."""
NAMED_AUTHORS = 3


@dataclass(frozen=True)
class ReferralReason:
    """One reason: what it is, how soon, what is asked for besides the visit, what it rests on, and the works."""

    label: str
    timescale: str
    request: str
    because: tuple[str, ...]
    sources: tuple[str, ...]
    open_answer: bool


@dataclass(frozen=True)
class ReferralNote:
    """What the note says. `alarm` is the text of the red box, empty when nothing is an emergency. An empty `person`
    and, with `number_blank`, the number are written in by hand. `measurements` are what was recorded besides."""

    title: str
    recipient: str
    alarm: str
    person: str
    details: tuple[str, ...]
    number_blank: bool
    reasons: tuple[ReferralReason, ...]
    measurements: tuple[str, ...]
    assessed_on: str
    printed_on: str
    created: str
    clinic: ClinicDetails
    edition: str

    @property
    def works(self) -> tuple[str, ...]:
        """Every work behind the reasons, once."""
        return tuple(dict.fromkeys(work for reason in self.reasons for work in reason.sources))

    @property
    def foot(self) -> str:
        """Who it is, for the foot of the page."""
        return " · ".join(part for part in (shortened(self.person), *self.details) if part)

    @property
    def must_read(self) -> tuple[str, ...]:
        """What the finished page is read back for, in order."""
        return (
            self.title,
            *(line for reason in self.reasons for line in (reason.label, *reason.because)),
            *self.measurements,
        )


def referral_note_content(
    knowledge: Knowledge, facts: Facts, screening: Screening, clinic: ClinicDetails, *, printed_on: date
) -> ReferralNote:
    """A note with every standing reason that refers, severest first, then the findings behind the referrals that run
    beside a programme. `reasons` is empty when nothing that was found refers: such a note is not printed."""
    standing = _without_twins(
        knowledge, [reason for reason in screening.reasons if reason.action.refers and reason.cleared_by is None]
    )
    worst = standing[0] if standing else None
    emergency = worst is not None and worst.action is Action.EMERGENCY
    grounds = Grounds(knowledge, facts, screening.standing())
    apart = frozenset(reason.finding for reason in standing)
    rows = [*(_reason(grounds, reason, apart) for reason in standing), *_beside(grounds, screening, apart)]
    return ReferralNote(
        title=HEADINGS.get(worst.action, "Referral") if worst else _title_beside(knowledge, screening),
        recipient=_recipient(worst) if worst else recipient_beside(screening.referrals),
        alarm=f"{raised(worst.timescale)}. Please see this person without delay." if worst and emergency else "",
        person=printable(facts.person.name),
        details=details_of_person(facts),
        number_blank=NUMBER in left_out(facts),
        reasons=tuple(rows),
        measurements=_recorded_besides(grounds),
        assessed_on=day_in_words(facts.assessed_on),
        printed_on=day_in_words(printed_on),
        created=printed_on.isoformat(),
        clinic=clinic,
        edition=short_edition(screening.edition),
    )


def recipient_beside(referrals: tuple[str, ...]) -> str:
    """To whom a note goes that only brings referrals beside a programme."""
    return " and ".join(dict.fromkeys(REFERRED_TO.get(one, GP) for one in referrals)) or GP


def _title_beside(knowledge: Knowledge, screening: Screening) -> str:
    today = any(knowledge.referrals[one].timescale == "same day" for one in screening.referrals)
    return "Same-day referral" if today else "Referral"


def _without_twins(knowledge: Knowledge, reasons: list[Reason]) -> list[Reason]:
    """Of two findings that mean the same and ask for the same, the one that was found itself."""
    by_finding = {reason.finding: reason for reason in reasons}

    def repeats(reason: Reason) -> bool:
        twins = [one for one in knowledge.same_as(reason.finding) if one in by_finding]
        return any(
            set(reason.because) == {one} and by_finding[one].action >= reason.action
            for one in twins
            if set(by_finding[one].because) != {reason.finding}
        )

    return [reason for reason in reasons if not repeats(reason)]


def _reason(grounds: Grounds, reason: Reason, apart: frozenset[str]) -> ReferralReason:
    name = named(grounds.knowledge, reason.finding)
    return ReferralReason(
        label=f"Treated as: {lowered(name)}" if grounds.concluded(reason.finding) else name,
        timescale=reason.timescale,
        request="",
        because=grounds.of(reason.finding, named_apart=apart - {reason.finding}),
        sources=_works(grounds.knowledge, reason.sources),
        open_answer=reason.unsure,
    )


def _beside(grounds: Grounds, screening: Screening, apart: frozenset[str]) -> Iterator[ReferralReason]:
    """The findings behind each referral that runs beside a programme, with what is asked for."""
    knowledge = grounds.knowledge
    for id in screening.referrals:
        referral = knowledge.referrals[id]
        brought = [one for one in screening.standing().values() if parallel_referral(knowledge, one) == id]
        findings = {one.id for one in brought}
        for one in brought:
            if set(one.because) <= findings and one.because:  # it only follows from another that is named here
                continue
            yield ReferralReason(
                label=named(knowledge, one.id),
                timescale=referral.timescale,
                request=_request(referral.label),
                because=grounds.of(one.id, named_apart=apart),
                sources=_works(knowledge, (*knowledge.finding_sources(one.id), *referral.sources)),
                open_answer=one.truth is Truth.UNSURE,
            )


def _request(label: str) -> str:
    """What a referral asks for, in words to the one who reads it."""
    if label.startswith(TOLD_GP):
        return raised(label.partition("; ")[2])
    return raised(label.removeprefix("GP: "))


def _recorded_besides(grounds: Grounds) -> tuple[str, ...]:
    """Every recorded test and measure and every recorded answer of the history that no reason has told yet."""
    knowledge, facts = grounds.knowledge, grounds.facts
    questions = [one for one in knowledge.questions.values() if one.section not in ELSEWHERE]
    items: tuple[Test | Measure | Question, ...] = (*knowledge.tests.values(), *knowledge.measures.values(), *questions)
    return tuple(
        grounds.recorded(one.id, side)
        for one in items
        for side in ("", *SIDES)
        if (one.id, side) not in grounds.told
        and ((one.id, side) in facts.values or (isinstance(one, Question) and (one.id, side) in facts.answers))
    )


def _works(knowledge: Knowledge, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(reference(knowledge.sources[one], authors=NAMED_AUTHORS) for one in dict.fromkeys(keys))


def _recipient(reason: Reason) -> str:
    """Where the timescale names somebody ("now: emergency department"), that; else by what is asked for."""
    _, _, told = reason.timescale.partition(": ")
    somebody = told.replace(";", ",").partition(",")[0]
    if not somebody or somebody.startswith("call "):  # what to do, not to whom it is written
        return RECIPIENTS[reason.action]
    return GP if somebody == "GP" else raised(somebody)


def details_of_person(facts: Facts) -> tuple[str, ...]:
    """Birth date or age, sex and number, as they stand behind a name."""
    person = facts.person
    if person.birth_date:
        born = f"born {day_in_words(person.birth_date)}"
    else:
        born = f"{person.age} years old" if person.age is not None else ""
    given = printable(person.number)
    number = f"no. {given}" if given else ""
    return tuple(part for part in (born, SEXES.get(person.sex, ""), number) if part)
